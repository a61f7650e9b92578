"""What stands on the papers of a pool: cards with numbers, the statement of a month, a bill. Offices read German."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.bodies import SUBJECTS
from lotsenwerk.domain.assistance.client_numbers import in_groups
from lotsenwerk.domain.assistance.models import Bill, BillPosition, ClientNumber, ConfirmedBy, Deployment
from lotsenwerk.domain.assistance.queries.statements import Monthly
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.engines.funding.hours import DeploymentKind
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.months import month_in_words
from lotsenwerk.kit.paper_facts import Bill as BillFacts
from lotsenwerk.kit.paper_facts import NumberCards
from lotsenwerk.kit.paper_facts import Statement as StatementFacts

READ_AS: Final = {
    "ara": "ar",
    "eng": "en",
    "fas": "fa",
    "fra": "fr",
    "prs": "fa",
    "rus": "ru",
    "tir": "ti",
    "tur": "tr",
    "ukr": "uk",
}
"""In which of our languages somebody reads who speaks this one (ISO 639-3)."""
MOST_ON_A_CARD: Final = 4
_TITLE: Final = gettext_lazy("Your number for interpreting")
_WORDS: Final = gettext_lazy(
    "Please show this number when somebody interprets for you. "
    "It says nothing of who you are; it only counts how often."
)
KINDS: Final[dict[str, Promise]] = {
    DeploymentKind.ACCOMPANIMENT: gettext_lazy("Appointment"),
    DeploymentKind.OFFICE_HOUR: gettext_lazy("Office hour"),
    DeploymentKind.TELEPHONE: gettext_lazy("By telephone or video"),
    DeploymentKind.GROUP: gettext_lazy("Group"),
    DeploymentKind.COORDINATION: gettext_lazy("Coordination"),
    DeploymentKind.TRAINING: gettext_lazy("Training"),
}
_CONFIRMED: Final[dict[str, Promise]] = {
    ConfirmedBy.TAP: gettext_lazy("by the institution"),
    ConfirmedBy.SIGNATURE: gettext_lazy("by signature"),
    ConfirmedBy.DESK: gettext_lazy("by the coordinator"),
}


def facts_of_cards(pool: Pool, numbers: Sequence[ClientNumber], speaks: Sequence[str], day: date) -> NumberCards:
    """The facts of the paper ``number_cards``; ``speaks`` are the pool's languages, the commonest first."""
    town, reads = this_organisation(), dict.fromkeys(["de", *(READ_AS[one] for one in speaks if one in READ_AS)])
    said = []
    for language in list(reads)[: MOST_ON_A_CARD + 1]:
        with translation.override(language):
            said.append({"title": str(_TITLE), "words": str(_WORDS)})
    return {
        "town": town.name,
        "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
        "pool": pool.name,
        "day": day.strftime("%d.%m.%Y"),
        "numbers": [in_groups(one.number) for one in numbers],
        "said": said,  # type: ignore[typeddict-item]
    }


def facts_of_statement(monthly: Monthly) -> StatementFacts:
    """The facts of the paper ``statement``."""
    town = this_organisation()
    with translation.override("de"):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "month": month_in_words(monthly.first_day),
            "name": monthly.volunteer.person.name,
            "lines": [
                {
                    "day": one.deployment.on.strftime("%d.%m.%Y"),
                    "what": what_in_words(one.deployment),
                    "length": length_in_words(one.deployment.minutes),
                    "how": confirmed_in_words(one.deployment),
                    "amount": {"cents": one.cents},
                }
                for one in monthly.lines
            ],
            "length": length_in_words(monthly.minutes),
            "total": {"cents": monthly.cents},
            "waiting": [f"{one.on:%d.%m.%Y} · {what_in_words(one)}" for one in monthly.waiting],
        }


def facts_of_bill(bill: Bill, positions: Sequence[BillPosition]) -> BillFacts:
    """The facts of the paper ``bill``: all of them frozen when it was written."""
    town = this_organisation()
    with translation.override("de"):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "sender": bill.sender,
            "to": "\n".join(part for part in (bill.name, bill.address) if part),
            "number": bill.sign,
            "day": date_format(clock.local(bill.issued_at), "DATE_FORMAT"),
            "month": month_in_words(bill.first_day),
            "pool": bill.pool.name,
            "lines": [
                {
                    "day": one.deployment.on.strftime("%d.%m.%Y"),
                    "what": position_in_words(one.deployment),
                    "amount": {"cents": one.cents},
                }
                for one in positions
            ],
            "total": {"cents": bill.cents},
            "payment": bill.payment,
            "is_back": bill.cancelled_at is not None,
        }


def what_in_words(one: Deployment) -> str:
    """What was given, where: "Arabic, talk with parents, Kita Regenbogen". No client."""
    where = one.cooperation.name if one.cooperation is not None else one.place
    subject = str(SUBJECTS[one.subject]) if one.subject else str(KINDS[one.kind])
    language = language_name(one.language) if one.language else ""
    return ", ".join(part for part in (language, subject, where) if part)


def position_in_words(one: Deployment) -> str:
    """A position of a bill: language, subject, length, and the card's number where there is one."""
    number = _("number %(number)s") % {"number": in_groups(one.number.number)} if one.number is not None else ""
    subject = str(SUBJECTS[one.subject]) if one.subject else str(KINDS[one.kind])
    language = language_name(one.language) if one.language else ""
    return ", ".join(part for part in (language, subject, length_in_words(one.minutes), number) if part)


def confirmed_in_words(one: Deployment) -> str:
    """By whom it was confirmed, and when."""
    on = f", {clock.local(one.confirmed_at):%d.%m.%Y}" if one.confirmed_at else ""
    return f"{_CONFIRMED.get(one.confirmed_by, '')}{on}"


def length_in_words(minutes: int) -> str:
    """Hours and minutes: 1:30 h."""
    return f"{minutes // 60}:{minutes % 60:02d} h"

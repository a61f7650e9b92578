"""What stands on the papers of a visit: the receipt in large print, and the sheet of a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.goods.reading import read_list
from lotsenwerk.domain.assistance.goods.showing import shown
from lotsenwerk.domain.assistance.ledger import Totals
from lotsenwerk.domain.assistance.models import Assignment, NeedKind
from lotsenwerk.domain.assistance.queries.money import CashSheet
from lotsenwerk.domain.assistance.sentences import kind_in_words
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.paper_facts import DaySheet, Money, Receipt, Stop, Wish

HALF: Final = 5


def facts_of_receipt(visit: Assignment, sheet: CashSheet) -> Receipt:
    """The facts of the paper ``receipt`` of a settled visit, in the language that is active now."""
    town, totals = this_organisation(), sheet.totals
    client = visit.need.client.person
    return {
        "town": town.name,
        "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
        "client": client.name,
        "helper": visit.volunteer.person.name,
        "day": day_on_paper(clock.local(visit.during.lower).date(), "de"),
        "shop": visit.need.shop.name if visit.need.shop else "",
        "number": number_of(visit),
        "items": [],
        "deposit": _money(totals.deposit) if totals.deposit else None,
        "received": _money(totals.received),
        "spent": _money(totals.spent - totals.deposit),
        "returned": _money(totals.returned),
    }


def facts_of_day(day: date, visits: Sequence[Assignment], money: Mapping[int, Totals], language: str) -> DaySheet:
    """The facts of the paper ``day_sheet``: every stop of a day, in the language of whoever carries it.

    ``money`` are the totals of the visits by their id. With more than one helper each stop says who goes.
    """
    town = this_organisation()
    helpers = {visit.volunteer_id: visit.volunteer.person.name for visit in visits}
    with translation.override(language):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "day": day_on_paper(day, language),
            "who": next(iter(helpers.values())) if len(helpers) == 1 else "",
            "stops": [_stop(visit, money, language, names_helper=len(helpers) > 1) for visit in visits],
            "notes": [],
        }


def _stop(visit: Assignment, money: Mapping[int, Totals], language: str, *, names_helper: bool) -> Stop:
    need, person = visit.need, visit.need.client.person
    begin, end = clock.local(visit.during.lower), clock.local(visit.during.upper)
    received = money[visit.id].received if visit.id in money else 0
    kind = kind_in_words(need.kind)
    return {
        "time": f"{begin:%H:%M}–{end:%H:%M}",
        "name": person.name,
        "helper": visit.volunteer.person.name if names_helper else "",
        "address": f"{person.address}, {person.postcode} {person.town}".strip(" ,"),
        "bell": need.client.bell_name,
        "access": _access(need.client),
        "phone": phone_numbers.shown(person.phone or person.mobile) if person.phone or person.mobile else "",
        "what": f"{kind} · {need.shop.name}" if need.shop else kind,
        "wishes": _wishes(need.wish, language),
        "at_most": _money(need.ceiling_cents) if need.ceiling_cents else None,
        "has_cash": NeedKind(need.kind) != NeedKind.ACCOMPANY,
        "received": _money(received) if received else None,
        "code_word": visit.code_word,
        "link": {"qr": settings.PUBLIC_URL.rstrip("/") + reverse("desk:tick_one", args=[visit.ref])},
        "ref": number_of(visit),
    }


def _access(client: Client) -> list[str]:
    said = (client.floor, client.walking_aid, client.who_opens, *client.access_notes.splitlines())
    return [one.strip() for one in said if one.strip()]


def _wishes(wish: str, language: str) -> list[Wish]:
    lines = [shown(line, language) for line in read_list(wish)]
    return [
        {
            "amount": "",
            "name": line.german,
            "translation": line.other if line.other != line.german else "",
            "picture": "",
            "note": " · ".join(part for part in (line.ceiling_german, line.rule_german) if part),
        }
        for line in lines
    ]


def day_on_paper(day: date, language: str) -> str:
    """A whole date: "Donnerstag, 19. November 2026"."""
    with translation.override(language):
        # Translators: PHP-style format of a whole date, "Thursday, 26 November 2026"; German l, j. F Y
        return date_format(day, _("l, j F Y"))


def number_of(visit: Assignment) -> str:
    """The visit's ref as people read it from paper and type it: "7h2k9-m4qrt"."""
    return f"{visit.ref[:HALF]}-{visit.ref[HALF:]}"


def _money(cents: int) -> Money:
    return {"cents": cents}

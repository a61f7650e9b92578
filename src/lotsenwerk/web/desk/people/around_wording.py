"""Words for relations, absences, vetoes, papers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from lotsenwerk.domain.people.models import (
    AbsenceReason,
    Engagement,
    FactKind,
    Relation,
    Side,
    Volunteer,
)
from lotsenwerk.domain.people.queries import Away, CallsFor
from lotsenwerk.web.desk.people.forms import CIRCUMSTANCES

Word = str | Promise

RELATIONS: Final[Mapping[str, Word]] = {
    Relation.DAUGHTER: gettext_lazy("Daughter"),
    Relation.SON: gettext_lazy("Son"),
    Relation.PARTNER: gettext_lazy("Partner"),
    Relation.FAMILY: gettext_lazy("Family"),
    Relation.NEIGHBOUR: gettext_lazy("Neighbour"),
    Relation.CARER: gettext_lazy("Carer"),
    Relation.OTHER: pgettext_lazy("relation", "Contact"),
}
_OF: Final[Mapping[str, Word]] = {
    Relation.DAUGHTER: gettext_lazy("Daughter of %(name)s"),
    Relation.SON: gettext_lazy("Son of %(name)s"),
    Relation.PARTNER: gettext_lazy("Partner of %(name)s"),
    Relation.FAMILY: gettext_lazy("Belongs to the family of %(name)s"),
    Relation.NEIGHBOUR: gettext_lazy("Lives next to %(name)s"),
    Relation.CARER: gettext_lazy("Cares for %(name)s"),
    Relation.OTHER: gettext_lazy("Calls for %(name)s"),
}
ABSENCES: Final[Mapping[str, Word]] = {
    AbsenceReason.HOLIDAY: gettext_lazy("on holiday"),
    AbsenceReason.HOSPITAL: gettext_lazy("in hospital"),
    AbsenceReason.ILL: gettext_lazy("ill"),
    AbsenceReason.OTHER: gettext_lazy("away"),
}
SIDES: Final[Mapping[str, Word]] = {
    Side.CLIENT: gettext_lazy("the person who is helped"),
    Side.VOLUNTEER: gettext_lazy("the person who helps"),
    Side.DESK: gettext_lazy("we at the desk"),
}
FACTS: Final[Mapping[str, Word]] = {
    FactKind.INTRODUCED: gettext_lazy("Introduction was given"),
    FactKind.CONFIDENTIALITY: gettext_lazy("Promise to keep silent"),
    FactKind.CONDUCT: gettext_lazy("Certificate of conduct"),
    FactKind.DRIVING_LICENCE: gettext_lazy("Driving licence"),
    FactKind.FOOD_HYGIENE: gettext_lazy("Briefing on food hygiene"),
    FactKind.ADULT: gettext_lazy("Of age (identity card seen)"),
}
ENGAGEMENTS: Final[Mapping[str, Word]] = {
    Engagement.VOLUNTEER: gettext_lazy("volunteer"),
    Engagement.FEDERAL_VOLUNTEER: gettext_lazy("federal volunteer (Bufdi)"),
    Engagement.STAFF: gettext_lazy("staff"),
}


def relation_to(relation: str, name: str) -> str:
    """What somebody is to a client: "Tochter von Erna Weber"."""
    return str(_OF[relation]) % {"name": name}


def calls_for_in_words(one: CallsFor) -> str:
    """The same of a line on her page."""
    return relation_to(one.relation, one.client.name)


def relation_in_words(relation: str) -> str:
    """What somebody is, in a word."""
    return str(RELATIONS[relation])


def absence_in_words(absence: Away, today: date) -> str:
    """From when, why, and when she is back: "im Urlaub, wieder da ab 3. Dezember"."""
    word = str(ABSENCES[absence.reason])
    if absence.first_day > today:
        word = _("%(word)s from %(day)s") % {"word": word, "day": date_format(absence.first_day, "j. F")}
    if absence.last_day is None:
        return _("%(word)s, until further notice") % {"word": word}
    back = date_format(absence.last_day + timedelta(days=1), "j. F")
    return _("%(word)s, back from %(day)s") % {"word": word, "day": back}


def fact_in_words(kind: str) -> str:
    """What was seen."""
    return str(FACTS[kind])


def engagement_in_words(kind: str) -> str:
    """As what somebody helps."""
    return str(ENGAGEMENTS[kind])


def circumstances_in_words(named: Sequence[str]) -> str:
    """What one meets at a door: "ein Hund, viele Treppen"."""
    return ", ".join(str(word) for value, word in CIRCUMSTANCES.items() if value in named)


def most_in_words(volunteer: Volunteer) -> str:
    """The bounds that she named: "3 Besuche, 6 Stunden"; empty where there is none."""
    visits, hours = volunteer.most_visits_a_week, volunteer.most_hours_a_week
    said = [ngettext("%(count)d visit", "%(count)d visits", visits) % {"count": visits}] if visits else []
    said += [ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}] if hours else []
    return ", ".join(said)

"""What a guide is asked for, which papers are needed there, and what she does not do: in words for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Inquiry, Reached, SignpostOutcome, WhatNext
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Body, Subject


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody would like to have a guide for. ``about`` is German, for the desk to go on from."""

    key: str
    name: Promise
    drawing: str
    body: str
    subject: str
    wishes: frozenset[Wish]
    about: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that somebody brings along, with a sign that needs no reading."""

    key: str
    name: Promise
    sign: str


_ALONG: Final = frozenset({Wish.GO_ALONG})
_FIND: Final = frozenset({Wish.GO_ALONG, Wish.FIND_OFFERS})
_READ: Final = frozenset({Wish.EXPLAIN, Wish.FILL_IN_FORMS})
ERRANDS: Final[Mapping[str, Errand]] = {
    one.key: one
    for one in (
        Errand("office", _("Office"), "office", Body.TOWN_HALL, Subject.APPLICATION, _ALONG, "Termin auf dem Amt"),
        Errand("school", _("School or Kita"), "book", Body.SCHOOL, Subject.ENROLMENT, _ALONG, "Schule oder Kita"),
        Errand("doctor", _("Doctor"), "heart", Body.DOCTOR, Subject.HEALTH, _ALONG, "Termin beim Arzt"),
        Errand("flat", _("Flat"), "home", Body.HOUSING, Subject.CONTRACT, _FIND, "Wohnung"),
        Errand("course", _("Language course"), "talk", Body.OTHER, Subject.LESSON, _FIND, "Sprachkurs"),
        Errand("club", _("Club or sport"), "people", Body.CLUB, Subject.OTHER, _FIND, "Verein oder Sport"),
        Errand("letters", _("Understand letters"), "envelope", Body.OTHER, Subject.APPLICATION, _READ, "Briefe"),
        Errand("call", _("I would rather tell you"), "phone", "", "", _ALONG, "Bitte anrufen"),
    )
}
"""In the order in which they are shown; the last one is enough for whoever would rather talk."""

DOCUMENTS: Final[Mapping[str, Document]] = {
    one.key: one
    for one in (
        Document("letter", _("The letter with your appointment"), "✉"),
        Document("id", _("Passport or identity card"), "👤"),
        Document("residence", _("Residence permit"), "📄"),
        Document("insurance", _("Health insurance card"), "💳"),
        Document("vaccination", _("Vaccination record"), "💉"),
        Document("medicines", _("Your medicines, or a list of them"), "💊"),
        Document("reports", _("School reports and certificates"), "🎓"),
        Document("birth", _("Birth certificates"), "👶"),
        Document("income", _("Proof of your income"), "💶"),
        Document("lease", _("Rental contract"), "🏠"),
        Document("photo", _("Passport photo"), "📷"),
    )
}
_OFFICE: Final = ("letter", "id", "residence")
_BRING: Final[Mapping[str, Sequence[str]]] = {
    Body.KITA: ("letter", "id", "birth", "vaccination"),
    Body.SCHOOL: ("letter", "id", "birth", "vaccination", "reports"),
    Body.YOUTH_OFFICE: (*_OFFICE, "birth"),
    Body.SOCIAL_OFFICE: (*_OFFICE, "income", "lease"),
    Body.HEALTH_OFFICE: ("letter", "id", "vaccination"),
    Body.FOREIGNERS_OFFICE: (*_OFFICE, "photo", "income", "lease"),
    Body.FEDERAL_OFFICE: (*_OFFICE, "photo"),
    Body.JOBCENTRE: (*_OFFICE, "income", "lease"),
    Body.EMPLOYMENT_AGENCY: (*_OFFICE, "reports"),
    Body.TOWN_HALL: (*_OFFICE, "birth"),
    Body.ADVICE_SERVICE: ("letter", "id"),
    Body.PREGNANCY_ADVICE: ("id", "insurance"),
    Body.DOCTOR: ("insurance", "vaccination", "medicines", "letter"),
    Body.HOSPITAL: ("insurance", "medicines", "letter", "id"),
    Body.HOUSING: ("id", "residence", "income", "lease"),
    Body.CLUB: (),
}


def documents_for(body: str, subject: str = "") -> Sequence[str]:
    """Which papers are mostly needed at a kind of body; of another body the letter alone is known."""
    if body == Body.OTHER and subject == Subject.LESSON:
        return ("id", "residence", "reports")
    return _BRING.get(body, ("letter",))


def documents(keys: Sequence[str]) -> Sequence[Document]:
    """The papers of these keys in their order; what is not known any more is left out."""
    return [DOCUMENTS[key] for key in DOCUMENTS if key in keys]


def errand_of(inquiry: Inquiry) -> Errand | None:
    """What was chosen on the public form; none for what came otherwise and fits no picture."""
    same = [one for one in ERRANDS.values() if (one.body, one.subject) == (inquiry.body, inquiry.subject)]
    return same[0] if same else next((one for one in ERRANDS.values() if one.body == inquiry.body), None)


def spoken_by(inquiry: Inquiry) -> Sequence[str]:
    """The languages of whoever asked (ISO 639-3), each once; the one in which one would talk with her first."""
    return list(dict.fromkeys(one for one in (inquiry.language, *inquiry.also_speaks) if one))


LISTED: Final = (Kind.ADVICE_SERVICE, Kind.CLUB, Kind.MIGRANT_ORGANISATION)
"""To which kinds of listed bodies a guide can show the way."""
WISHES: Final[Mapping[str, Promise]] = {
    Wish.GO_ALONG: _("went along"),
    Wish.EXPLAIN: _("explained letters"),
    Wish.FILL_IN_FORMS: _("helped with a form"),
    Wish.FIND_OFFERS: _("looked for offers"),
}
"""What a guide can say that she did."""
REACHED: Final[Mapping[str, Promise]] = {
    Reached.YES: _("Yes, reached"),
    Reached.PARTLY: _("Partly"),
    Reached.NO: _("Not yet"),
}
WHAT_NEXT: Final[Mapping[str, Promise]] = {
    WhatNext.ALONE: _("She goes on alone"),
    WhatNext.APPOINTMENT: _("Another appointment"),
    WhatNext.SIGNPOST: _("An advice service or a club can help"),
    WhatNext.CALL_US: _("Please call me about it"),
    WhatNext.NOTHING: _("Nothing more is needed"),
}
OUTCOMES: Final[Mapping[str, Promise]] = {
    SignpostOutcome.OPEN: _("not known yet"),
    SignpostOutcome.WENT: _("was there"),
    SignpostOutcome.HELPED: _("was there, and it helped"),
    SignpostOutcome.NOT_GONE: _("did not go"),
}

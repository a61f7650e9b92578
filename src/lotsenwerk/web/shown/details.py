"""One entry as its own page: its texts in their order, and its facts as pairs of words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.domain.publishing.models import Entry, EntryPicture, PageKind
from lotsenwerk.domain.publishing.queries.entries import Whole
from lotsenwerk.domain.publishing.sentences import FIELDS
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.map_layers import Map
from lotsenwerk.kit.maps import Spot
from lotsenwerk.web.shown.cards import carrier_of, drawing_of, kind_of_course, place_of, spoken, status_of, when_held
from lotsenwerk.web.shown.ground import spot_map
from lotsenwerk.web.shown.shelves import SHELVES
from lotsenwerk.web.shown.times import TIMES

SECTIONS: Final[Mapping[str, Promise]] = {
    "detail": gettext_lazy("The project in detail"),
    "requirements": gettext_lazy("What you should bring along"),
    "gives": gettext_lazy("What you get"),
    "reach": gettext_lazy("Whom we reach"),
    "hours": gettext_lazy("Opening hours"),
    "rooms": gettext_lazy("Our rooms"),
    "achieved": gettext_lazy("What was achieved"),
    "conclusion": gettext_lazy("Conclusion"),
}
_OTHER_DETAIL: Final[Mapping[str, Promise | str]] = {
    PageKind.OFFER: gettext_lazy("What there is to do"),
    PageKind.COURSE: gettext_lazy("What you learn"),
    PageKind.PROFILE: gettext_lazy("Who we are"),
    PageKind.NEWS: "",
    PageKind.TEXT: "",
    PageKind.SITE: "",
}
_BEFORE_GOALS: Final = frozenset({"detail", "requirements", "gives", "reach", "rooms", "hours"})
YES: Final[Mapping[str, Promise]] = {
    "is_insured": gettext_lazy("You are insured."),
    "pays_expenses": gettext_lazy("Your expenses are paid."),
    "has_training": gettext_lazy("You are trained for it."),
    "needs_conduct": gettext_lazy("A certificate of good conduct is needed. It costs you nothing."),
    "has_guides": gettext_lazy("Guides"),
    "has_interpreters": gettext_lazy("Interpreters"),
    "is_registered_club": gettext_lazy("Registered club (e. V.)"),
}
LONG_UNCHECKED: Final = timedelta(days=183)
"""Half a year without anybody saying that all of it is true."""
AGE: Final = pgettext_lazy("fact", "From the age of")


@dataclass(frozen=True, slots=True)
class Part:
    """A text with its heading."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A page as it is read. ``before`` stands above the goals, ``after`` below the milestones."""

    whole: Whole
    spoken: str
    place: str
    address: str
    by: str
    drawing: str
    status: str
    field: str
    before: Sequence[Part]
    goals: Sequence[tuple[str, str]]
    milestones: Sequence[tuple[str, str]]
    after: Sequence[Part]
    join: str
    partners: Sequence[str]
    facts: Sequence[tuple[str, str]]
    promises: Sequence[str]
    contact: Mapping[str, str]
    phone: str
    map: Map | None
    shots: Sequence[tuple[EntryPicture, str]]
    stamp: str
    is_stale: bool
    map_notice: str = NOTICE


def detail_of(whole: Whole, language: str, *, today: date, picture: Callable[[str], str] | None = None) -> Detail:
    """The page of an entry for a reader of ``language``; ``picture`` says where one stands that is not shown yet."""
    picture = picture or picture_url
    entry, words = whole.entry, whole.text.words
    parts = [Part(key, _title(entry.kind, key), str(words[key])) for key in SECTIONS if words.get(key)]
    phone = str(entry.contact.get("phone", ""))
    return Detail(
        whole=whole,
        spoken=spoken(whole.text, language),
        place=place_of(entry),
        address=_address(entry),
        by=carrier_of(entry),
        drawing=drawing_of(entry, SHELVES.get(entry.kind)),
        status=status_of(entry),
        field=kind_of_course(entry) or str(FIELDS.get(entry.field, "")),
        before=[part for part in parts if part.key in _BEFORE_GOALS],
        goals=[(heading, text) for heading, text in words.get("goals", ())],
        milestones=[(heading, text) for heading, text in words.get("milestones", ())],
        after=[part for part in parts if part.key not in _BEFORE_GOALS],
        join=str(words.get("join", "")),
        partners=list(words.get("partners", ())),
        facts=[(label, value) for label, value in _facts(entry) if value],
        promises=[str(said) for name, said in YES.items() if entry.facts.get(name)],
        contact=entry.contact,
        phone=phone_numbers.shown(phone) if phone else "",
        map=_map(entry),
        shots=[(one, picture(one.ref)) for one in whole.pictures],
        stamp=_stamp(entry, today),
        is_stale=_is_stale(entry, today),
    )


def picture_url(ref: str) -> str:
    """Where everybody sees a picture."""
    return reverse("picture", kwargs={"ref": ref})


def _is_stale(entry: Entry, today: date) -> bool:
    """Whether nobody has looked at it for long (PU9). News are of their day, and what has ended stays as it was."""
    lasts = entry.kind != PageKind.NEWS and not entry.has_ended
    return lasts and entry.checked_on is not None and entry.checked_on + LONG_UNCHECKED <= today


def _stamp(entry: Entry, today: date) -> str:
    """When somebody last said that all of it is true; of news when they came."""
    if entry.kind == PageKind.NEWS:
        return date_format(clock.local(entry.published_at).date(), "DATE_FORMAT")
    if entry.checked_on is None or entry.has_ended:
        return ""
    day = date_format(entry.checked_on, "DATE_FORMAT")
    if _is_stale(entry, today):
        return _("Nobody has checked this page for a long time. It was last checked on %(day)s.") % {"day": day}
    return _("Last checked on %(day)s") % {"day": day}


def _title(kind: str, key: str) -> str:
    return str(_OTHER_DETAIL.get(kind, SECTIONS[key]) if key == "detail" else SECTIONS[key])


def _facts(entry: Entry) -> Sequence[tuple[str, str]]:
    """What is told in pairs of words; empty where it is not known."""
    facts: Mapping[str, Any] = entry.facts
    return [
        (pgettext("course", "When?"), when_held(entry)),
        (_("Units of 45 minutes"), str(facts.get("units", ""))),
        (_("Led by"), str(facts.get("led_by", ""))),
        (_("Languages"), ", ".join(language_name(code) for code in entry.speaks)),
        (_("When?"), ", ".join(str(TIMES[time]) for time in entry.times if time in TIMES)),
        (_("Hours a month") if facts.get("hours_a_month") else _("How much time?"), _time_need(facts)),
        (str(AGE), str(facts.get("from_age", ""))),
        (_("German"), str(facts.get("german_level", ""))),
        (_("Founded"), str(facts.get("founded", ""))),
        (_("Members"), str(facts.get("members", ""))),
        (_("Seats in our room"), str(facts.get("room_seats", ""))),
        (_("Open until"), _open_until(entry)),
    ]


def _open_until(entry: Entry) -> str:
    """The last day of what ends; a course says its days already."""
    ends = entry.shown_until if entry.kind != PageKind.COURSE else None
    return date_format(ends, "DATE_FORMAT") if ends else ""


def _time_need(facts: Mapping[str, Any]) -> str:
    hours = facts.get("hours_a_month")
    return str(hours) if hours else _("regularly") if facts.get("is_regular") else ""


def _address(entry: Entry) -> str:
    """Where it is, as one writes it; the town only where it does not stand there already."""
    street, town = str(entry.facts.get("place", "")), place_of(entry)
    return street if not town or town in street else f"{street}, {town}" if street else town


def _map(entry: Entry) -> Map | None:
    if entry.lat is None or entry.lon is None:
        return None
    return spot_map(Spot(entry.lat, entry.lon), entry.municipality.ags if entry.municipality else "")

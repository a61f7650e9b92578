"""An entry as a card of a list: only what there is, so no card has an empty line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lotsenwerk.domain.gatherings.sentences import day_in_words, seats_in_words
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.publishing.models import Entry, EntryPicture, EntryText, PageKind
from lotsenwerk.domain.publishing.queries.window import Shown
from lotsenwerk.domain.publishing.sentences import DRAWINGS, FIELDS
from lotsenwerk.domain.training.sentences import KINDS
from lotsenwerk.kit import geo
from lotsenwerk.web.shown.shelves import SHELVES, Shelf

_MOST_LANGUAGES = 4


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card. ``spoken`` is the language of its words where that is not the reader's."""

    url: str
    text: EntryText
    entry: Entry
    spoken: str
    place: str
    by: str
    far: str
    field: str
    drawing: str
    status: str
    speaks: Sequence[str]
    more_languages: int
    picture: EntryPicture | None
    when: str = ""
    seats: str = ""
    is_full: bool = False


def card_of(shown: Shown, language: str) -> Card:
    """One entry as the reader of ``language`` sees it."""
    entry, shelf = shown.entry, SHELVES[shown.entry.kind]
    speaks = [language_name(code) for code in entry.speaks]
    left = entry.facts.get("seats_left")
    return Card(
        url=shelf.url_of(language, entry.slug),
        text=shown.text,
        entry=entry,
        spoken=spoken(shown.text, language),
        place=place_of(entry),
        by=carrier_of(entry),
        far=geo.shown(shown.metres) if shown.metres else "",
        field=kind_of_course(entry) or str(FIELDS.get(entry.field, "")),
        drawing=drawing_of(entry, shelf),
        status=status_of(entry),
        speaks=speaks[:_MOST_LANGUAGES],
        more_languages=len(speaks[_MOST_LANGUAGES:]),
        picture=shown.picture,
        when=when_held(entry),
        seats=seats_in_words(left),
        is_full=left is not None and left <= 0,
    )


def kind_of_course(entry: Entry) -> str:
    """What kind of course it is; empty for everything else."""
    return str(KINDS.get(entry.facts.get("course_kind", ""), ""))


def when_held(entry: Entry) -> str:
    """From when until when a course is held, and on how many dates; empty for everything else."""
    if entry.kind != PageKind.COURSE:
        return ""
    first, last = (date.fromisoformat(entry.facts[name]) for name in ("first_day", "last_day"))
    if first == last:
        return day_in_words(first)
    days = {"first": day_in_words(first), "last": day_in_words(last), "dates": entry.facts["dates"]}
    return _("%(first)s to %(last)s – dates: %(dates)d") % days


def spoken(text: EntryText, language: str) -> str:
    """The language of words as a browser knows it, where it is not the reader's; otherwise empty."""
    return "" if text.language == language else "de" if text.language == "de-simple" else text.language


def place_of(entry: Entry) -> str:
    """The town; the county where it is for more than one."""
    place = entry.municipality or entry.county
    return place.name if place else ""


def carrier_of(entry: Entry) -> str:
    """Whose it is: the partner's, else the town's own."""
    return (entry.carrier or entry.organisation).name


def drawing_of(entry: Entry, shelf: Shelf | None) -> str:
    """What stands where there is no picture: a line drawing of the field. Dates and courses stand on no shelf."""
    return DRAWINGS.get(entry.field, shelf.drawing if shelf else "calendar")


def status_of(entry: Entry) -> str:
    """That it has ended, with the year where that is known; nothing is said of what runs."""
    if not entry.has_ended:
        return ""
    ended = entry.facts.get("ended_on")
    return _("has ended (%(year)s)") % {"year": date.fromisoformat(str(ended)).year} if ended else _("has ended")

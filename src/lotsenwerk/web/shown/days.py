"""The days of dates as the public reads them: in words, with the seats, and where the page of each stands."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lotsenwerk.domain.gatherings.sentences import day_in_words, hours, seats_in_words
from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryText
from lotsenwerk.domain.publishing.queries.days import DayAhead


@dataclass(frozen=True, slots=True)
class Time:
    """One time of a date in words. ``is_full`` is whether one would wait."""

    regular: date
    day: str
    hours: str
    seats: str
    is_full: bool
    is_cancelled: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    time: Time
    entry: Entry
    text: EntryText
    where: str
    url: str


def time_of(day: EntryDay, reason: str = "") -> Time:
    """A day of the window in words, in the language that is active now."""
    left = None if day.is_cancelled else day.seats_left
    return Time(
        day.regular_day,
        day_in_words(day.begins),
        hours(day.begins, day.ends),
        seats_in_words(left),
        left is not None and left <= 0,
        day.is_cancelled,
        reason,
    )


def row_of(one: DayAhead, language: str) -> Row:
    """One line of the list."""
    entry = one.day.entry
    url = reverse("portal:date", kwargs={"language": language, "slug": entry.slug})
    return Row(time_of(one.day), entry, one.text, where_of(entry), f"{url}?on={one.day.regular_day.isoformat()}")


def where_of(entry: Entry) -> str:
    """The address and the town, as far as they are known."""
    town = entry.municipality.name if entry.municipality else ""
    place = str(entry.facts.get("place", ""))
    return place if town and town in place else ", ".join(part for part in (place, town) if part)

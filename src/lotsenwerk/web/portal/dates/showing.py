"""Dates as the public reads them: days in words, a list by day, and what machines read."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.domain.gatherings.calendar_file import Told
from lotsenwerk.domain.gatherings.sentences import day_in_words
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryText
from lotsenwerk.domain.publishing.queries.days import DayAhead
from lotsenwerk.kit import clock
from lotsenwerk.web.shown.days import Row, row_of, where_of

_HARMLESS: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def by_day(rows: Sequence[DayAhead], language: str, at: datetime) -> Sequence[tuple[str, Sequence[Row]]]:
    """The list under the heading of each day: today, tomorrow, then by name."""
    today = clock.local(at).date()
    grouped = groupby(rows, key=lambda one: clock.local(one.day.begins).date())
    return [(_heading(day, today), [row_of(one, language) for one in ones]) for day, ones in grouped]


def who_holds(entry: Entry) -> str:
    """Whose date it is."""
    return (entry.carrier or entry.organisation).name


def spoken_there(entry: Entry) -> str:
    """The languages in words."""
    return ", ".join(language_name(code) for code in entry.speaks)


def absolute(path: str) -> str:
    """An address as it is said to others."""
    return settings.PUBLIC_URL.rstrip("/") + path


def told_of(entry: Entry, text: EntryText, language: str) -> Told:
    """What a calendar says of it."""
    url = reverse("portal:date", kwargs={"language": language, "slug": entry.slug})
    return Told(text.title, text.summary, where_of(entry), absolute(url))


def linked(entry: Entry, text: EntryText, days: Sequence[EntryDay], language: str) -> SafeString:
    """JSON-LD in the words of schema.org: each of the next times is an Event. Nothing in it can end the block."""
    told = told_of(entry, text, language)
    mode, location = _location(entry, told)
    events = [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": text.title,
            "description": text.summary or text.title,
            "startDate": clock.local(day.begins).isoformat(),
            "endDate": clock.local(day.ends).isoformat(),
            "eventStatus": f"https://schema.org/{'EventCancelled' if day.is_cancelled else 'EventScheduled'}",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "location": location,
            "organizer": {"@type": "Organization", "name": who_holds(entry)},
            "isAccessibleForFree": bool(entry.facts.get("is_free")),
            "inLanguage": text.language[:2],
            "url": f"{told.link}?on={day.regular_day.isoformat()}",
        }
        for day in days
    ]
    written = json.dumps(events, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - no sign of HTML is left


def sections_of(text: EntryText) -> Sequence[tuple[str, str]]:
    """The running texts with their headings; the first has none."""
    headings: dict[str, Any] = {
        "detail": "",
        "bring": pgettext("dates", "What to bring"),
        "join": pgettext("dates", "How to join"),
    }
    return [(said, str(text.words[name])) for name, said in headings.items() if text.words.get(name)]


def _location(entry: Entry, told: Told) -> tuple[str, object]:
    """How one takes part, and where: at a place, at an address to click, or as one likes. A town is a place too."""
    place = {"@type": "Place", "name": told.place or who_holds(entry), "address": told.place or "Hessen"}
    online = {"@type": "VirtualLocation", "url": told.link}
    if entry.is_digital:
        return ("Mixed", [place, online]) if entry.facts.get("place") else ("Online", online)
    return "Offline", place


def _heading(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    said = day_in_words(day)
    return f"{_('Tomorrow')}, {said}" if day == today + timedelta(days=1) else said

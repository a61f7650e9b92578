"""How people say when it would suit: "in the morning", not from eight to twelve."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit import clock


class Part(models.TextChoices):
    MORNING = "morning", _("in the morning, 8 to 12")
    MIDDAY = "midday", _("around noon, 11 to 14")
    AFTERNOON = "afternoon", _("in the afternoon, 13 to 17")
    EVENING = "evening", _("in the evening, 17 to 20")
    ANY = "any", _("any time, 8 to 18")


HOURS: Final = {
    Part.MORNING: (time(8), time(12)),
    Part.MIDDAY: (time(11), time(14)),
    Part.AFTERNOON: (time(13), time(17)),
    Part.EVENING: (time(17), time(20)),
    Part.ANY: (time(8), time(18)),
}


def window(day: date, part: Part, exactly: time | None, minutes: int) -> tuple[datetime, datetime]:
    """The window as two instants: the part of the day, or exactly the visit where a time was said."""
    if exactly is None:
        begin, end = HOURS[part]
        return _instant(day, begin), _instant(day, end)
    earliest = _instant(day, exactly)
    return earliest, earliest + timedelta(minutes=max(minutes, 1))


def said(earliest: datetime, latest: datetime, minutes: int) -> tuple[Part, time | None]:
    """The words for a window: the part of the day in which it begins, or the time where there was no choice."""
    begin, end = clock.local(earliest).time(), clock.local(latest).time()
    if latest - earliest > timedelta(minutes=minutes):
        for part, hours in HOURS.items():
            if hours == (begin, end):
                return part, None
        for part, (first, last) in HOURS.items():
            if first <= begin < last:
                return part, None
    return Part.ANY, begin


def _instant(day: date, wall: time) -> datetime:
    # In UTC, so that differences are right on the two days on which the clocks change.
    return datetime.combine(day, wall, tzinfo=clock.BERLIN).astimezone(UTC)

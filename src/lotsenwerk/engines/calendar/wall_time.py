"""From the clock on the wall in Hessen to instants."""

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")


def instant(day: date, wall: time) -> int:
    """Return the UTC seconds at which the clocks of Europe/Berlin show this time on this day.

    A time that does not exist in spring is read with the offset from before the change, so that 2:30 is 3:30. A time
    that exists twice in autumn is the first of both. RFC 5545 (3.3.5) says the same.
    """
    return int(datetime.combine(day, wall.replace(fold=0), BERLIN).astimezone(UTC).timestamp())


def seconds_between(begin: time, end: time) -> int:
    """Return the length of a stretch of one day as the wall clock counts it."""
    return 60 * ((end.hour - begin.hour) * 60 + end.minute - begin.minute)

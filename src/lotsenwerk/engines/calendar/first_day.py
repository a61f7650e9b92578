"""A rhythm as people say it: "every other week, beginning with this day". The weekday is that of the first day."""

from datetime import date, time
from typing import Final

from lotsenwerk.engines.calendar.types import LAST, Every, Rhythm

FOURTH: Final = 4


def nth_of_month(day: date) -> int:
    """Which such weekday of its month a day is, as the calendar counts: 1 to 4, and the fifth is the last."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth <= FOURTH else LAST


def beginning_with(first_day: date, every: Every, begin: time, end: time, *, last_day: date | None = None) -> Rhythm:
    """The rhythm that begins with this day, before any exception. Raises `BadRhythm`."""
    return Rhythm(
        every=every,
        weekday=first_day.weekday(),
        begin=begin,
        end=end,
        first_day=first_day,
        last_day=last_day,
        nth=nth_of_month(first_day) if every is Every.MONTH else None,
    )

"""When a rhythm takes place. In words: docs/rules/calendar.md.

Every regular day has a number, and from the number the day is computed, not counted up to: a question about a week
in the year 2190 costs as much as one about next week.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from lotsenwerk.engines.calendar.types import (
    FIRST_YEAR,
    LAST,
    LAST_YEAR,
    Days,
    Every,
    Occurrence,
    Rhythm,
)
from lotsenwerk.engines.calendar.wall_time import instant, seconds_between

WEEKS_BETWEEN: Final = {Every.WEEK: 1, Every.SECOND_WEEK: 2}
_WEEK: Final = 7
_MONTHS: Final = 12
_EARLIEST: Final = date(FIRST_YEAR, 1, 1)
_LATEST: Final = date(LAST_YEAR, 12, 31)


def occurrences(rhythm: Rhythm, between: Days) -> tuple[Occurrence, ...]:
    """Return what takes place on these days, by begin, and by number where two begin at once.

    What was moved counts on the day to which it was moved. The same question gives the same answer at any time.
    """
    moves = {move.regular_day: move for move in rhythm.moved}
    asked = {day: number for number, day in regular_days(rhythm, between)}
    for day in moves:
        if (number := number_of(rhythm, day)) is not None:
            asked[day] = number
    found = []
    for regular_day, number in asked.items():
        if regular_day in rhythm.dropped:
            continue
        move = moves.get(regular_day)
        if move is None:
            found.append(_once(regular_day, regular_day, rhythm.begin, rhythm.end, number, is_moved=False))
        else:
            found.append(_once(regular_day, move.day, move.begin, move.end, number, is_moved=True))
    taking_place = (one for one in found if one.day in between and is_kept(rhythm, one.day))
    return tuple(sorted(taking_place, key=lambda one: (one.begin_utc, one.number)))


def regular_days(rhythm: Rhythm, between: Days) -> Iterator[tuple[int, date]]:
    """Number and day of what the rhythm says for these days, before any exception, in order."""
    first = max(between.first, first_regular_day(rhythm))
    last = min(between.last, rhythm.last_day or _LATEST, _LATEST)
    if last < first:
        return
    number = max(1, _number_near(rhythm, first) - 1)
    while (day := day_of(rhythm, number)) <= last:
        if day >= first:
            yield number, day
        number += 1


def number_of(rhythm: Rhythm, day: date) -> int | None:
    """Return which of the rhythm's regular days this is, from 1; none where it is not one of them."""
    if day < first_regular_day(rhythm) or day > min(rhythm.last_day or _LATEST, _LATEST):
        return None
    number = _number_near(rhythm, day)
    return number if day_of(rhythm, number) == day else None


def first_regular_day(rhythm: Rhythm) -> date:
    """Return the first day of the rhythm: the first that fits on or after its ``first_day``."""
    if rhythm.nth is None:
        return rhythm.first_day + timedelta(days=(rhythm.weekday - rhythm.first_day.weekday()) % _WEEK)
    this_month = _nth_weekday(rhythm, _month(rhythm.first_day))
    return this_month if this_month >= rhythm.first_day else _nth_weekday(rhythm, _month(rhythm.first_day) + 1)


def day_of(rhythm: Rhythm, number: int) -> date:
    """Return the regular day with this number, counted from 1."""
    first = first_regular_day(rhythm)
    if rhythm.nth is None:
        return first + timedelta(weeks=(number - 1) * WEEKS_BETWEEN[rhythm.every])
    return _nth_weekday(rhythm, _month(first) + number - 1)


def is_kept(rhythm: Rhythm, day: date) -> bool:
    """Whether something can take place on this day: no pause holds it, and the years are ours."""
    return _EARLIEST <= day <= _LATEST and not any(day in pause for pause in rhythm.pauses)


def _once(regular_day: date, day: date, begin: time, end: time, number: int, *, is_moved: bool) -> Occurrence:
    begin_utc = instant(day, begin)
    return Occurrence(
        day=day,
        begin_utc=begin_utc,
        end_utc=begin_utc + seconds_between(begin, end),
        number=number,
        is_moved=is_moved,
        regular_day=regular_day,
    )


def _number_near(rhythm: Rhythm, day: date) -> int:
    """The number of the last regular day on or before this one, or in the same month; at least 1."""
    first = first_regular_day(rhythm)
    if rhythm.nth is None:
        return max(1, (day - first).days // (_WEEK * WEEKS_BETWEEN[rhythm.every]) + 1)
    return max(1, _month(day) - _month(first) + 1)


def _month(day: date) -> int:
    """Months since the year 0, so that months can be added."""
    return day.year * _MONTHS + day.month - 1


def _nth_weekday(rhythm: Rhythm, month: int) -> date:
    if rhythm.nth == LAST:
        last = date(*_year_and_month(month + 1), 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - rhythm.weekday) % _WEEK)
    first = date(*_year_and_month(month), 1)
    weeks = (rhythm.nth or 1) - 1
    return first + timedelta(days=(rhythm.weekday - first.weekday()) % _WEEK, weeks=weeks)


def _year_and_month(month: int) -> tuple[int, int]:
    return month // _MONTHS, month % _MONTHS + 1

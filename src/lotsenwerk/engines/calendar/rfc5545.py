"""A rhythm in the words of RFC 5545, for calendars that people subscribe to."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from lotsenwerk.engines.calendar.recurrence import (
    WEEKS_BETWEEN,
    first_regular_day,
    is_kept,
    number_of,
    regular_days,
)
from lotsenwerk.engines.calendar.types import LAST_YEAR, MAX_DAYS, Days, Every, Rhythm
from lotsenwerk.engines.calendar.wall_time import instant

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LATEST: Final = date(LAST_YEAR, 12, 31)

Wall = tuple[date, time]


def to_rrule(rhythm: Rhythm) -> str:
    """Return DTSTART, RRULE, EXDATE and RDATE, a line each, joined by line feeds; "" where nothing ever takes place.

    The begins are those of `occurrences`. A moved one has only its begin here (RDATE): a calendar that shows how long
    it lasts writes an entry of its own for it. Lines are not folded; what writes the calendar does that.
    """
    gone, added = _exceptions(rhythm)
    start = first_regular_day(rhythm)
    until = _last_regular_day(rhythm)
    lines = []
    if until is None or until >= start:
        lines = [f"DTSTART{_zoned([(start, rhythm.begin)])}", f"RRULE:{_rule(rhythm, until)}"]
    elif added:
        lines = [f"DTSTART{_zoned([min(added)])}"]
    if gone:
        lines.append(f"EXDATE{_zoned(sorted(gone))}")
    if added:
        # In UTC: exact in the nights of the change, and readable for those who know no zone at RDATE.
        lines.append("RDATE:" + ",".join(_utc(day, begin) for day, begin in sorted(added)))
    return "\n".join(lines)


def _rule(rhythm: Rhythm, until: date | None) -> str:
    day = _DAYS[rhythm.weekday]
    if rhythm.every is Every.MONTH:
        rule = f"FREQ=MONTHLY;BYDAY={rhythm.nth}{day}"
    else:
        rule = f"FREQ=WEEKLY;INTERVAL={WEEKS_BETWEEN[rhythm.every]};BYDAY={day}"
    if until is not None:
        rule += f";UNTIL={_utc(until, time(23, 59, 59))}"
    return rule


def _last_regular_day(rhythm: Rhythm) -> date | None:
    """The rhythm's end, or the eve of a pause that has none: whatever comes first."""
    ends = [pause.first_day - timedelta(days=1) for pause in rhythm.pauses if pause.last_day is None]
    if rhythm.last_day is not None:
        ends.append(rhythm.last_day)
    return min(ends, default=None)


def _exceptions(rhythm: Rhythm) -> tuple[set[Wall], set[Wall]]:
    """What the rule says and does not take place, and what takes place without the rule.

    EXDATE takes away what RDATE gives. So where one visit is moved to the very begin at which another was dropped,
    the rule's own one stands for it, and neither is written.
    """
    moves = [
        move for move in rhythm.moved if number_of(rhythm, move.regular_day) and move.regular_day not in rhythm.dropped
    ]
    added = {(move.day, move.begin) for move in moves if is_kept(rhythm, move.day)}
    silent = {*rhythm.dropped, *(move.regular_day for move in moves), *_paused(rhythm)}
    end = _last_regular_day(rhythm) or _LATEST
    gone = {(day, rhythm.begin) for day in silent if day <= end and number_of(rhythm, day)}
    return gone - added, added - gone


def _paused(rhythm: Rhythm) -> Iterable[date]:
    for pause in rhythm.pauses:
        first, last = pause.first_day, min(pause.last_day or pause.first_day, _LATEST)
        while first <= last:
            part = min(last, first + timedelta(days=MAX_DAYS - 1))
            yield from (day for _, day in regular_days(rhythm, Days(first, part)))
            first = part + timedelta(days=1)


def _zoned(walls: Iterable[Wall]) -> str:
    return ";TZID=Europe/Berlin:" + ",".join(f"{day:%Y%m%d}T{wall:%H%M%S}" for day, wall in walls)


def _utc(day: date, wall: time) -> str:
    return f"{datetime.fromtimestamp(instant(day, wall), UTC):%Y%m%dT%H%M%SZ}"

"""Rhythms for the tests: any that can be said, with exceptions that mostly meet regular days."""

from datetime import date, time, timedelta
from typing import Final

from hypothesis import strategies as st

from lotsenwerk.engines.calendar.recurrence import day_of
from lotsenwerk.engines.calendar.types import Days, Every, Move, Pause, Rhythm

THURSDAY: Final = 3
FRIDAY: Final = 4
_DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def hours(draw: st.DrawFn, earliest: int = 4) -> tuple[time, time]:
    begin = draw(st.integers(earliest * 4, 22 * 4))
    end = draw(st.integers(begin + 1, 23 * 4))
    return time(begin // 4, begin % 4 * 15), time(end // 4, end % 4 * 15)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    first = draw(_DAYS)
    length = draw(st.none() | st.integers(0, 60))
    return Pause(first, None if length is None else first + timedelta(days=length))


@st.composite
def rhythms(draw: st.DrawFn, earliest: int = 4) -> Rhythm:
    """``earliest`` is the first hour of the day at which something begins."""
    every = draw(st.sampled_from(Every))
    begin, end = draw(hours(earliest))
    plain = Rhythm(
        every=every,
        weekday=draw(st.integers(0, 6)),
        begin=begin,
        end=end,
        first_day=draw(_DAYS),
        nth=draw(st.sampled_from((1, 2, 3, 4, -1))) if every is Every.MONTH else None,
    )
    of_the_rhythm = st.integers(1, 30).map(lambda number: day_of(plain, number))
    exception_days = of_the_rhythm | _DAYS
    moved = draw(
        st.dictionaries(exception_days, st.tuples(exception_days, hours(earliest) | st.just((begin, end))), max_size=4)
    )
    last_day = draw(st.none() | of_the_rhythm | _DAYS)
    return Rhythm(
        every=plain.every,
        weekday=plain.weekday,
        begin=plain.begin,
        end=plain.end,
        first_day=plain.first_day,
        last_day=last_day,
        nth=plain.nth,
        dropped=draw(st.frozensets(exception_days, max_size=4)),
        moved=tuple(Move(regular, day, *at) for regular, (day, at) in moved.items()),
        pauses=tuple(draw(st.lists(pauses(), max_size=2))),
    )


@st.composite
def spans(draw: st.DrawFn) -> Days:
    first = draw(st.dates(date(2025, 12, 1), date(2029, 6, 1)))
    return Days(first, first + timedelta(days=draw(st.integers(0, 400))))

"""On which days a standing need takes place: from rows to the calendar and back. In words: docs/rules/standing.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from lotsenwerk.domain.assistance.models import Every, Rhythm, RhythmException
from lotsenwerk.engines.calendar import types as calendar
from lotsenwerk.engines.calendar.first_day import beginning_with
from lotsenwerk.engines.calendar.recurrence import number_of, regular_days
from lotsenwerk.engines.calendar.wall_time import instant, seconds_between
from lotsenwerk.engines.calendar.working_days import add_working_days, holiday_name

_EVERY = {
    Every.WEEK: calendar.Every.WEEK,
    Every.FORTNIGHT: calendar.Every.SECOND_WEEK,
    Every.MONTH: calendar.Every.MONTH,
}


class Why(StrEnum):
    """What a day of a rhythm is."""

    AS_ALWAYS = "as_always"
    MOVED = "moved"
    HOLIDAY = "holiday"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a rhythm: ``regular`` is the one that the rhythm names, ``day`` the one on which it takes place.

    ``earliest`` and ``latest`` are instants in UTC.
    """

    regular: date
    day: date
    earliest: datetime
    latest: datetime
    why: Why

    @property
    def is_as_always(self) -> bool:
        """Whether it takes place on the day and at the hours that everybody is used to."""
        return self.why == Why.AS_ALWAYS


def in_calendar(rhythm: Rhythm) -> calendar.Rhythm:
    """The rhythm as the calendar knows it, before any exception."""
    every = _EVERY[Every(rhythm.every)]
    return beginning_with(rhythm.first_day, every, rhythm.begins, rhythm.ends, last_day=rhythm.last_day)


def names(rhythm: Rhythm, day: date) -> bool:
    """Whether a day is one of the rhythm's regular days."""
    return number_of(in_calendar(rhythm), day) is not None


def days_of(rhythm: Rhythm, exceptions: Mapping[date, RhythmException], *, first: date, last: date) -> Sequence[Day]:
    """The rhythm's regular days of a span, and those that have an exception, in the order of regular days."""
    said = in_calendar(rhythm)
    regular = {day for _number, day in regular_days(said, calendar.Days(first, last))}
    regular.update(day for day in exceptions if number_of(said, day) is not None)
    return [_day(rhythm, one, exceptions.get(one)) for one in sorted(regular)]


def next_regular(rhythm: Rhythm, since: date) -> date | None:
    """The first regular day on or after a day; none where the rhythm has ended by then."""
    span = calendar.Days(since, since + timedelta(days=70))
    return next((day for _number, day in regular_days(in_calendar(rhythm), span)), None)


def _day(rhythm: Rhythm, regular: date, exception: RhythmException | None) -> Day:
    begins, ends, day, why = rhythm.begins, rhythm.ends, regular, Why.AS_ALWAYS
    if exception is not None and exception.moved_to is None:
        why = Why.LEFT_OUT
    elif exception is not None:
        day, begins, ends = exception.moved_to or regular, exception.begins or begins, exception.ends or ends
        why = Why.AS_ALWAYS if (day, begins, ends) == (regular, rhythm.begins, rhythm.ends) else Why.MOVED
    elif holiday_name(regular, "de"):
        day, why = add_working_days(regular, -1), Why.HOLIDAY
    earliest, latest = window(day, begins, ends)
    return Day(regular, day, earliest, latest, why)


def window(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Wall times of a day in Hessen as two instants in UTC; the stretch is as long as on any other day."""
    begin = instant(day, begins)
    return datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(begin + seconds_between(begins, ends), UTC)

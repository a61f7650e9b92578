"""On which days a series takes place: from its rows to the calendar and back. In words: docs/rules/gatherings.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from lotsenwerk.domain.gatherings.models import Often, Series, SeriesDay, Turn
from lotsenwerk.engines.calendar import types as calendar
from lotsenwerk.engines.calendar.first_day import beginning_with
from lotsenwerk.engines.calendar.recurrence import number_of, occurrences

LAID_AHEAD: Final = timedelta(days=400)
"""So far ahead the public sees the days of a date."""
_EVERY: Final = {
    Often.ONCE: calendar.Every.WEEK,
    Often.WEEK: calendar.Every.WEEK,
    Often.FORTNIGHT: calendar.Every.SECOND_WEEK,
    Often.MONTH: calendar.Every.MONTH,
}


@dataclass(frozen=True, slots=True)
class When:
    """How often and when, as it is typed: ``last_day`` none where no end is known. Times are wall time."""

    often: str
    first_day: date
    begins: time
    ends: time
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """A series takes place once: ``regular`` names the day for good, ``begins`` and ``ends`` are instants in UTC.

    ``row`` is what is known of the day; none where it is a day like any other.
    """

    regular: date
    begins: datetime
    ends: datetime
    row: SeriesDay | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off; it is still shown, with its reason."""
        return self.row is not None and self.row.turn == Turn.CANCELLED

    @property
    def is_moved(self) -> bool:
        """Whether it takes place on another day or at another hour than usual."""
        return self.row is not None and self.row.turn == Turn.MOVED


def _move(when: When, row: SeriesDay) -> calendar.Move:
    day = row.moved_to or row.regular_day
    return calendar.Move(row.regular_day, day, row.begins or when.begins, row.ends or when.ends)


def said_of(series: Series) -> When:
    """How often and when a series takes place."""
    return When(series.often, series.first_day, series.begins, series.ends, series.last_day)


def in_calendar(when: When, rows: Iterable[SeriesDay] = ()) -> calendar.Rhythm:
    """The rhythm as the calendar knows it, with what is dropped and moved. Raises `BadRhythm`.

    What was cancelled takes place for the calendar: it is shown, with a word that says so.
    """
    last = when.first_day if when.often == Often.ONCE else when.last_day
    rhythm = beginning_with(when.first_day, _EVERY[Often(when.often)], when.begins, when.ends, last_day=last)
    kept = list(rows)
    dropped = frozenset(row.regular_day for row in kept if row.turn == Turn.DROPPED)
    moved = tuple(
        calendar.Move(
            row.regular_day, row.moved_to or row.regular_day, row.begins or when.begins, row.ends or when.ends
        )
        for row in kept
        if row.turn == Turn.MOVED
    )
    return replace(rhythm, dropped=dropped, moved=moved)


def takings(series: Series, rows: Mapping[date, SeriesDay], *, first: date, last: date) -> Sequence[Taking]:
    """What takes place on the days from ``first`` to ``last``, by its begin, with what was cancelled."""
    rhythm = in_calendar(said_of(series), rows.values())
    found = occurrences(rhythm, calendar.Days(first, last))
    return [
        Taking(
            one.regular_day,
            datetime.fromtimestamp(one.begin_utc, UTC),
            datetime.fromtimestamp(one.end_utc, UTC),
            rows.get(one.regular_day),
        )
        for one in found
    ]


def one_day(series: Series, regular_day: date, row: SeriesDay | None) -> Taking | None:
    """What becomes of the day that the rhythm names so, wherever it was moved; none where it does not take place."""
    around = (row.moved_to if row else None) or regular_day
    found = takings(series, {regular_day: row} if row else {}, first=around, last=around)
    return next((one for one in found if one.regular == regular_day), None)


def preview(when: When, *, since: date, most: int = 5) -> Sequence[Taking]:
    """The next days of what is being typed. Raises `BadRhythm` where it contradicts itself."""
    start = max(since, when.first_day)
    found = occurrences(in_calendar(when), calendar.Days(start, start + LAID_AHEAD))
    instants = (
        (one.regular_day, datetime.fromtimestamp(one.begin_utc, UTC), datetime.fromtimestamp(one.end_utc, UTC))
        for one in found[:most]
    )
    return [Taking(*one) for one in instants]


def is_regular(series: Series, day: date) -> bool:
    """Whether the rhythm names this day."""
    return number_of(in_calendar(said_of(series)), day) is not None

"""What the calendar is told, and what it answers: days and wall times in, instants as UTC seconds out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
"""Nothing takes place before or after these years (case 19)."""

MAX_DAYS: Final = 3_660
"""Days that one question may span: ten years."""

LAST: Final = -1
"""In place of a number: the last such weekday of a month."""

_WEEKDAYS: Final = 7
_FOURTH: Final = 4


class BadRhythm(ValueError):  # noqa: N818 - the sentence says what is wrong
    """A rhythm, a move, a pause or a span that contradicts itself. Who asks has checked what people typed before."""


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    SECOND_WEEK = "second_week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadRhythm("a span ends before it begins")
        if (self.last - self.first).days >= MAX_DAYS:
            raise BadRhythm(f"a span of more than {MAX_DAYS} days")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing takes place from ``first_day`` to ``last_day``, both included; ``last_day`` is none while unknown."""

    first_day: date
    last_day: date | None = None

    def __post_init__(self) -> None:
        _check_year(self.first_day)
        if self.last_day is not None and self.last_day < self.first_day:
            raise BadRhythm("a pause ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Move:
    """What the rhythm says for ``regular_day`` takes place on ``day`` from ``begin`` to ``end`` instead."""

    regular_day: date
    day: date
    begin: time
    end: time

    def __post_init__(self) -> None:
        _check_year(self.day)
        _check_hours(self.begin, self.end)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What recurs: how often, on which weekday (0 is Monday), from when to when by the clock on the wall.

    ``nth`` belongs to every month alone: 1 to 4, or `LAST`. ``first_day`` need not be a day of the rhythm: it begins
    with the first one on or after it. ``last_day`` is none where no end is known. ``dropped`` and each move name a
    regular day; those that name another day say nothing. Raises `BadRhythm`.
    """

    every: Every
    weekday: int
    begin: time
    end: time
    first_day: date
    last_day: date | None = None
    nth: int | None = None
    dropped: frozenset[date] = frozenset()
    moved: tuple[Move, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < _WEEKDAYS:
            raise BadRhythm("a weekday is a number from 0 (Monday) to 6 (Sunday)")
        if (self.every is Every.MONTH) != (self.nth is not None):
            raise BadRhythm("every month needs the number of the weekday, nothing else has one")
        if self.nth is not None and not (1 <= self.nth <= _FOURTH or self.nth == LAST):
            raise BadRhythm("the number of a weekday in its month is 1 to 4, or the last")
        _check_year(self.first_day)
        _check_hours(self.begin, self.end)
        if any(times > 1 for times in Counter(move.regular_day for move in self.moved).values()):
            raise BadRhythm("the same day is moved twice")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The rhythm takes place once.

    ``day`` is the day in Europe/Berlin on which it does, ``regular_day`` the one that the rhythm names; they differ
    where it was moved to another day. ``begin_utc`` and ``end_utc`` are UTC seconds. ``number`` counts the regular
    days from 1, whatever was dropped or paused, so that it stays the same for ever.
    """

    day: date
    begin_utc: int
    end_utc: int
    number: int
    is_moved: bool
    regular_day: date


def _check_year(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadRhythm(f"the calendar knows the years {FIRST_YEAR} to {LAST_YEAR}")


def _check_hours(begin: time, end: time) -> None:
    for wall in (begin, end):
        if wall.tzinfo is not None or wall.second or wall.microsecond:
            raise BadRhythm("a wall time has hours and minutes alone")
    if end <= begin:
        raise BadRhythm("it ends before it begins, or does not end on the same day")

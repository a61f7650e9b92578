"""A day as a timeline: rows of stretches become columns of five minutes. Plain arithmetic, nothing of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from lotsenwerk.kit import clock

MINUTES: Final = 5
"""A column is so many minutes wide; the style sheet has a class for each of a day."""
AN_HOUR: Final = 60 // MINUTES
MOST_COLUMNS: Final = 24 * AN_HOUR
FIRST_HOUR: Final = 9
LAST_HOUR: Final = 16
ROOM: Final = 45 // MINUTES
"""As many columns a visit gets at least, where nothing follows upon it."""
NARROW: Final = 30 // MINUTES
"""Up to so many columns there is no room for a name."""
TINY: Final = 20 // MINUTES
"""And up to so many none for the hour."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: its first column, counted from 1, and over how many."""

    column: int
    columns: int

    @property
    def classes(self) -> str:
        """The classes of the style sheet that put it there."""
        return f"c{self.column} w{self.columns}"


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours of one day that are shown, from the first until before the last, on the clock of a Hessian wall."""

    day: date
    first: int = FIRST_HOUR
    last: int = LAST_HOUR

    @property
    def hours(self) -> range:
        """The hours that stand above the columns."""
        return range(self.first, self.last)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return (self.last - self.first) * AN_HOUR

    def column(self, at: datetime) -> int:
        """The column that begins with an instant or holds it; before the first it is 1, behind the last one more."""
        wall = clock.local(at)
        days = (wall.date() - self.day).days
        minutes = (days * 24 + wall.hour - self.first) * 60 + wall.minute
        return min(max(minutes // MINUTES, 0), self.columns) + 1

    def span(self, begin: datetime, end: datetime) -> Span | None:
        """Where a stretch stands, at least one column wide; none where all of it lies beyond what is shown."""
        first, behind = self.column(begin), self.column(end)
        if first > self.columns or end <= self._begins:
            return None
        return Span(first, max(behind - first, 1))

    @property
    def _begins(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, self.first, tzinfo=clock.BERLIN)


def scale_for(day: date, stretches: Iterable[tuple[datetime, datetime]]) -> Scale:
    """The hours of a day that hold all stretches of it, and the middle of it at least."""
    first, last = FIRST_HOUR, LAST_HOUR
    midnight = datetime(day.year, day.month, day.day, tzinfo=clock.BERLIN)
    following = day + timedelta(days=1)
    next_midnight = datetime(following.year, following.month, following.day, tzinfo=clock.BERLIN)
    for begin, end in stretches:
        if begin >= next_midnight or end <= midnight:
            continue
        wall, until = clock.local(begin), clock.local(end)
        first = min(first, wall.hour) if wall.date() == day else 0
        is_whole = not (until.minute or until.second)
        last = max(last, until.hour + (not is_whole)) if until.date() == day else 24
    return Scale(day, first, last)


def with_room(spans: Sequence[Span], taken: Sequence[Span], columns: int, *, wish: int = ROOM) -> list[Span]:
    """The same spans, the short ones made longer to be read, where nothing that is ``taken`` begins behind them."""
    begins = sorted({span.column for span in (*spans, *taken)})
    return [_longer(span, begins, columns, wish) for span in spans]


def _longer(span: Span, begins: Sequence[int], columns: int, wish: int) -> Span:
    behind = span.column + span.columns
    following = next((column for column in begins if column >= behind), columns + 1)
    return Span(span.column, max(span.columns, min(wish, following - span.column, columns + 1 - span.column)))


def gaps(scale: Scale, free: Sequence[tuple[datetime, datetime]]) -> list[Span]:
    """The columns in which somebody is not free: what lies between the stretches in which she is."""
    spans = [span for begin, end in sorted(free) if (span := scale.span(begin, end)) is not None]
    shut, here = [], 1
    for span in spans:
        if span.column > here:
            shut.append(Span(here, span.column - here))
        here = max(here, span.column + span.columns)
    if here <= scale.columns:
        shut.append(Span(here, scale.columns - here + 1))
    return shut

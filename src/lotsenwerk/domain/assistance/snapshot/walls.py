"""Hours of the clock on the wall as instants in UTC seconds, each reckoned once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.kit import clock

OPEN_END = 1 << 40
"""The instant that stands for "until further notice"."""
HOUR = 3600


class Walls:
    """The clocks of some days."""

    def __init__(self) -> None:
        self._known: dict[tuple[date, int], int] = {}

    def instant(self, day: date, seconds: int) -> int:
        """When the wall's clock stands at so many seconds of a day; on a day of change as the clock says it."""
        known = self._known.get((day, seconds))
        if known is None:
            wall = time(seconds // HOUR, seconds // 60 % 60, seconds % 60)
            known = self._known[day, seconds] = seconds_of(datetime.combine(day, wall, tzinfo=clock.BERLIN))
        return known

    def stretch(self, day: date, begins: int, ends: int) -> Stretch:
        """The stretch between two times of one day."""
        return Stretch(self.instant(day, begins), self.instant(day, ends))

    def day(self, day: date) -> Stretch:
        """From one midnight until the next."""
        return Stretch(self.instant(day, 0), self.instant(day + timedelta(days=1), 0))

    def weekly(self, days: Iterable[date], hours: Iterable[tuple[int, int, int]]) -> list[Stretch]:
        """Weekly hours (weekday, begins, ends) on these days, in the order of time."""
        rows = list(hours)
        found = [
            self.stretch(day, begins, ends)
            for day in days
            for weekday, begins, ends in rows
            if weekday == day.weekday()
        ]
        return sorted(found)

    def away(self, absences: Sequence[tuple[str, str | None]] | None) -> Iterator[Stretch]:
        """Whole days: from the first midnight until the one after the last day, or for ever."""
        for first, last in absences or ():
            end = OPEN_END if last is None else self.day(date.fromisoformat(last)).end
            yield Stretch(self.instant(date.fromisoformat(first), 0), end)


def seconds_of(at: datetime) -> int:
    """An instant as UTC seconds."""
    return int(at.timestamp())

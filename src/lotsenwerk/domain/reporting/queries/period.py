"""The time of which a report speaks: a quarter or a year, never less, so that no two reports differ by a few days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Self

from lotsenwerk.kit import clock

_WRITTEN: Final = re.compile("(20[0-9]{2})(?:-q([1-4]))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year, or one quarter of it (1 to 4)."""

    year: int
    quarter: int | None = None

    @classmethod
    def said(cls, typed: str, today: date) -> Self:
        """The period that an address names ("2026", "2026-q3"); this year where it names none."""
        found = _WRITTEN.fullmatch(typed)
        return cls(int(found[1]), int(found[2]) if found[2] else None) if found else cls(today.year)

    @property
    def sign(self) -> str:
        """As addresses write it."""
        return f"{self.year}-q{self.quarter}" if self.quarter else str(self.year)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each of its months."""
        first = 3 * self.quarter - 2 if self.quarter else 1
        return tuple(date(self.year, month, 1) for month in range(first, first + (3 if self.quarter else 12)))

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.months[-1] + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, as a range of days in the database has them."""
        return self.first, self.last

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """From its first midnight on until before the one after its last day."""
        return clock.midnight(self.first), clock.midnight(self.last + timedelta(days=1))

    def is_over(self, today: date) -> bool:
        """Whether nothing can come to it any more."""
        return self.last < today

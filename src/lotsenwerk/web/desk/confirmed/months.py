"""The month that an address names, and its neighbours."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_NAMED = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    number: int

    @classmethod
    def named(cls, text: str, today: date) -> Self:
        """The month of "2026-11"; what is no month is this one."""
        found = _NAMED.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else cls(today.year, today.month)

    def moved(self, months: int) -> "Month":
        """The month so many further."""
        year, index = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, index + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

"""Months as pages turn them: "2026-11", the one before and the one after."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.http import Http404
from django.utils.dateparse import parse_date

from lotsenwerk.domain.assistance.pool_papers import month_in_words


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its name and how addresses write it."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The month of a day."""
        return cls(day.replace(day=1))

    @classmethod
    def said(cls, typed: str, today: date) -> Self:
        """The month that an address names; this one where it names none."""
        try:
            first = parse_date(f"{typed}-01")
        except ValueError:
            first = None
        return cls(first) if first and abs(first.year - today.year) <= 20 else cls.of(today)  # noqa: PLR2004

    @classmethod
    def named(cls, typed: str) -> Self:
        """The month that an address has to name; else there is no such page."""
        try:
            first = parse_date(f"{typed}-01")
        except ValueError:
            first = None
        if first is None:
            raise Http404
        return cls(first)

    @property
    def sign(self) -> str:
        """As addresses write it: 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """As people say it."""
        return month_in_words(self.first)

    @property
    def before(self) -> "Month":
        """The one before."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The next one."""
        return Month.of(self.first + timedelta(days=32))

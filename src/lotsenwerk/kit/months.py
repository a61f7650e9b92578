"""Months as pages turn them: "2026-11", the one before and the one after."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.kit.errors import NotThere

_WRITTEN: Final = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day, with its name and how addresses write it."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The month of a day."""
        return cls(day.replace(day=1))

    @classmethod
    def said(cls, typed: str, today: date) -> Self:
        """The month that an address names; this one where it names none."""
        first = _first_day(typed)
        return cls(first) if first is not None else cls.of(today)

    @classmethod
    def named(cls, typed: str) -> Self:
        """The month that an address has to name; ``NotThere`` for what is none of this century."""
        first = _first_day(typed)
        if first is None:
            raise NotThere
        return cls(first)

    @property
    def sign(self) -> str:
        """As addresses write it: 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """As people say it, in the language that is active now."""
        return month_in_words(self.first)

    @property
    def before(self) -> "Month":
        """The one before."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The next one."""
        return Month.of(self.first + timedelta(days=32))


def month_in_words(day: date) -> str:
    """The month of a day as people say it: November 2026."""
    return date_format(day, _("F Y"))


def _first_day(typed: str) -> date | None:
    return parse_date(f"{typed}-01") if _WRITTEN.fullmatch(typed) else None

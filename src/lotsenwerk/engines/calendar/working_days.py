"""Working days and public holidays of Hessen, and which dates of a rhythm fall on one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import holidays

from lotsenwerk.engines.calendar.types import Occurrence

MAX_WORKING_DAYS: Final = 2_500
"""Working days that can be added at once: about ten years."""

_SATURDAY: Final = 5
_LANGUAGES: Final = {"de": "de", "en": "en_US", "uk": "uk"}


@dataclass(frozen=True, slots=True)
class Flagged:
    """Something takes place on a public holiday; ``holiday`` is its name. It is not moved by itself (case 27)."""

    occurrence: Occurrence
    holiday: str


def is_working_day(day: date) -> bool:
    """Whether this is a Monday to Friday and no public holiday of Hessen."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year, "de")


def add_working_days(day: date, n: int) -> date:
    """Return the n-th working day after this day, before it where n is negative.

    With 0 it is the day itself, or the next working day where it is none. Raises `ValueError` beyond
    `MAX_WORKING_DAYS`.
    """
    if abs(n) > MAX_WORKING_DAYS:
        raise ValueError(f"at most {MAX_WORKING_DAYS} working days")
    step = timedelta(days=-1 if n < 0 else 1)
    left = abs(n)
    while left or not is_working_day(day):
        day += step
        if left and is_working_day(day):
            left -= 1
    return day


def holiday_name(day: date, language: str) -> str | None:
    """Return the name of the public holiday, none on other days.

    German, English and Ukrainian names are known. In other languages it is the German one, which also stands on the
    shop's door.
    """
    return _holidays(day.year, _LANGUAGES.get(language.lower().partition("-")[0], "de")).get(day)


def on_holidays(taking_place: Iterable[Occurrence], language: str) -> tuple[Flagged, ...]:
    """Return those that fall on a public holiday, with its name, in the order given."""
    named = ((one, holiday_name(one.day, language)) for one in taking_place)
    return tuple(Flagged(one, name) for one, name in named if name)


@lru_cache(maxsize=256)
def _holidays(year: int, language: str) -> Mapping[date, str]:
    return MappingProxyType(dict(holidays.country_holidays("DE", subdiv="HE", years=year, language=language)))

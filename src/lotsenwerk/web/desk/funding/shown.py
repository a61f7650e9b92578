"""Years of pools and people as the pages draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from lotsenwerk.domain.funding.queries.pool_years import PoolYear
from lotsenwerk.domain.funding.queries.reckoning import Line, YearOf, is_by_the_hour
from lotsenwerk.domain.funding.queries.years import Overview, taxes_for
from lotsenwerk.kit import clock, money
from lotsenwerk.web.desk.funding import words

FIRST_YEAR = 2021
"""The guideline counts since the end of 2020."""


def this_year() -> int:
    """The calendar year on a Hessian wall."""
    return clock.local(clock.now()).year


def years() -> Sequence[int]:
    """The years that can be looked at, the newest first."""
    return range(this_year() + 1, this_year() - 4, -1)


def known_year(year: int) -> int:
    """A year that can be looked at; there is no page of others."""
    if not FIRST_YEAR <= year <= this_year() + 1:
        raise Http404
    return year


def year_said(typed: str) -> int:
    """The year that an address names; this one where it names none that there is."""
    return int(typed) if typed.isdecimal() and typed in {str(one) for one in years()} else this_year()


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One pool with its figures in words."""

    one: PoolYear
    used: str
    planned: str
    left: str
    most: str
    tone: str
    forecast: str

    @classmethod
    def of(cls, one: PoolYear) -> "PoolRow":
        """The row of a pool's year."""
        tone, forecast = words.forecast_of_pool(one)
        return cls(
            one,
            words.amount(one, one.used),
            words.amount(one, one.planned),
            words.amount(one, one.left),
            words.amount(one, one.most) if one.most is not None else "",
            tone,
            forecast,
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person with her figures in words."""

    one: YearOf
    used: str
    planned: str
    left: str
    most: str
    tone: str
    forecast: str
    euros: str
    tax_tone: str
    tax: str

    @classmethod
    def of(cls, one: YearOf) -> "PersonRow":
        """The row of a person's year."""
        tone, forecast = words.forecast_of_person(one)
        tax_tone, tax = words.tax_in_words(taxes_for(one))
        return cls(
            one,
            words.hours(one.meter.used),
            words.hours(one.waits + one.planned),
            words.hours(one.meter.left),
            words.hours(one.meter.most),
            tone,
            forecast,
            money.shown(money.Cents(one.cents)),
            tax_tone,
            tax,
        )

    @property
    def ahead(self) -> int:
        """Minutes that may still come."""
        return self.one.waits + self.one.planned


@dataclass(frozen=True, slots=True)
class LineRow:
    """One deployment of somebody's year, what is paid for it and why."""

    one: Line
    on: date
    pool: str
    length: str
    paid: str
    over: str
    euros: str
    tone: str
    why: str

    @classmethod
    def of(cls, one: Line, pools: dict[int, str]) -> "LineRow":
        """The row of a deployment."""
        tone, why = words.WHY[one.why]
        by_hour = is_by_the_hour(one.given)
        return cls(
            one,
            one.given.on,
            pools.get(one.given.pool_id, ""),
            words.hours(one.given.minutes),
            words.hours(one.paid) if by_hour and one.paid else "",
            words.hours(one.over) if one.over else "",
            money.shown(money.Cents(one.cents)) if one.cents else "",
            tone,
            str(why),
        )


def rows_of(shown: Overview, pool_id: int | None) -> tuple[Sequence[PersonRow], Sequence[PersonRow]]:
    """Guides and interpreters, of one pool where one is chosen."""
    chosen = [
        one
        for one in shown.people
        if pool_id is None or pool_id in one.facts.pools or any(line.given.pool_id == pool_id for line in one.lines)
    ]
    guides = [PersonRow.of(one) for one in chosen if one.is_guide]
    return guides, [PersonRow.of(one) for one in chosen if one.is_interpreter]

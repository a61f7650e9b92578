"""What follows from a pool's budget: docs/rules/funding.md. Plain values in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lotsenwerk.domain.funding.models import Budget
from lotsenwerk.domain.funding.queries.facts import looked_at
from lotsenwerk.domain.funding.queries.reckoning import PayOn, Why, YearOf, is_by_the_hour, lump_sum, worth
from lotsenwerk.domain.funding.queries.rows import Given
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.engines.funding import pay
from lotsenwerk.engines.funding.hours import used_up_on
from lotsenwerk.engines.funding.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PoolYear:
    """A pool's year against what was granted: minutes and cents that are used and planned, and how many deployments.

    ``over_on`` is the day on which the budget is passed; none where it will do, or nobody entered one.
    """

    pool: Pool
    year: int
    on: date
    budget: Budget | None
    later: Budget | None
    minutes: int
    planned_minutes: int
    cents: int
    planned_cents: int
    deployments: int
    waits: int
    people: int
    over_on: date | None
    lacks_pay: bool

    @property
    def is_in_hours(self) -> bool:
        """Whether the bar shows hours; a budget that is granted in money alone shows money."""
        is_by_hour = self.pool.kind == PoolKind.GUIDES
        return self.budget.minutes is not None if self.budget else is_by_hour

    @property
    def used(self) -> int:
        """Minutes or cents that are used."""
        return self.minutes if self.is_in_hours else self.cents

    @property
    def planned(self) -> int:
        """Minutes or cents that are planned, or reported and not confirmed."""
        return self.planned_minutes if self.is_in_hours else self.planned_cents

    @property
    def most(self) -> int | None:
        """Minutes or cents that were granted; none where nobody entered it."""
        if self.budget is None:
            return None
        return self.budget.minutes if self.is_in_hours else self.budget.cents

    @property
    def left(self) -> int:
        """What is left of it."""
        return max((self.most or 0) - self.used, 0)

    @property
    def over(self) -> int:
        """What was used beyond it."""
        return max(self.used - self.most, 0) if self.most is not None else 0


def pool_year(
    book: Rulebook,
    pool: Pool,
    budgets: Sequence[Budget],
    people: Iterable[YearOf],
    *,
    year: int,
    today: date,
    pays: PayOn,
) -> PoolYear:
    """A pool's budget and what is used of it by what is paid for (FH6, FH7, FH14)."""
    on = looked_at(year, today)
    members = list(people)
    lines = [one for person in members for one in person.lines if one.given.pool_id == pool.pk]
    paid = [one for one in lines if one.why == Why.COUNTS]
    ahead = [one for person in members for one in person.ahead if one[0].pool_id == pool.pk]
    cents_ahead = [(given.on, _would_cost(book, given, minutes, pays)) for given, minutes in ahead]
    minutes_ahead = [(given.on, minutes) for given, minutes in ahead]
    begun = [one for one in budgets if one.valid_from <= on]
    budget = begun[-1] if begun else None
    days = [
        used_up_on(most, *_until_now(done, coming, on), on=on)
        for most, done, coming in (
            (budget.minutes if budget else None, [(one.given.on, one.paid) for one in paid], minutes_ahead),
            (budget.cents if budget else None, [(one.given.on, one.funded) for one in paid], cents_ahead),
        )
        if most is not None
    ]
    return PoolYear(
        pool=pool,
        year=year,
        on=on,
        budget=budget,
        later=next((one for one in budgets if one.valid_from > on), None),
        minutes=sum(one.paid for one in paid),
        planned_minutes=sum(minutes for _on, minutes in minutes_ahead),
        cents=sum(one.funded for one in paid),
        planned_cents=sum(cents for _on, cents in cents_ahead),
        deployments=len(paid),
        waits=sum(1 for one in lines if one.why == Why.WAITS),
        people=len({person.facts.volunteer.pk for person in members if pool.pk in person.facts.pools}),
        over_on=min((day for day in days if day is not None), default=None),
        lacks_pay=pool.kind == PoolKind.INTERPRETERS and any(not one.cents for one in paid),
    )


Amounts = list[tuple[date, int]]


def _until_now(done: Amounts, coming: Amounts, on: date) -> tuple[Amounts, Amounts]:
    """What was reported and waits lies behind us: for the forecast it is used."""
    behind = [one for one in coming if one[0] < on]
    return [*done, *behind], [one for one in coming if one[0] >= on]


def _would_cost(book: Rulebook, given: Given, minutes: int, pays: PayOn) -> int:
    if is_by_the_hour(given):
        return worth(book, minutes, given.on)
    statement = pay.reckon(pays(given.pool_id, given.on), minutes=given.minutes, kilometres=given.kilometres)
    return lump_sum(book, statement, given.on)

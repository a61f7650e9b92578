"""What follows from somebody's year: docs/rules/funding.md. Plain values in and out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.domain.assistance.models import DeploymentState
from lotsenwerk.domain.funding.queries.facts import Facts, looked_at
from lotsenwerk.domain.funding.queries.rows import Given
from lotsenwerk.domain.people.models import Engagement, PoolKind
from lotsenwerk.engines.funding import pay
from lotsenwerk.engines.funding.ceilings import TaxYear, Thanks, first_over, tax_year, thanks
from lotsenwerk.engines.funding.hours import (
    COUNTS,
    Deployment,
    DeploymentKind,
    Meter,
    allowance,
    meter,
    over_on,
    paid_for,
)
from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError

PayOn = Callable[[int, date], pay.Pay]
"""How a pool pays on a day, by its id."""


class Why(StrEnum):
    """Why time counts, or does not."""

    COUNTS = "counts"
    WAITS = "waits"
    OTHER_WORK = "other_work"
    LEARNED = "learned"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Line:
    """One deployment: why it counts, the minutes that are paid for, what it comes to, what the state gives of it."""

    given: Given
    why: Why
    paid: int = 0
    cents: int = 0
    funded: int = 0

    @property
    def over(self) -> int:
        """Minutes of a guide beyond her cap."""
        return self.given.minutes - self.paid if self.why == Why.COUNTS and is_by_the_hour(self.given) else 0


@dataclass(frozen=True, slots=True)
class YearOf:
    """Somebody's year. ``waits`` and ``planned`` are minutes that may still come to her ``meter``; ``lines`` all of it.

    ``ahead`` are the same minutes, as far as they would be paid for, with their days and pools.
    """

    facts: Facts
    on: date
    meter: Meter
    waits: int
    planned: int
    over_on: date | None
    lines: Sequence[Line]
    ahead: Sequence[tuple[Given, int]] = field(default_factory=list)

    @property
    def free(self) -> int:
        """Minutes that are left when everything planned is done."""
        return max(self.meter.left - self.waits - self.planned, 0)

    @property
    def minutes(self) -> int:
        """All confirmed minutes of the year, paid or waived: what she gave."""
        return sum(one.given.minutes for one in self.lines if one.why in {Why.COUNTS, Why.WAIVED})

    @property
    def cents(self) -> int:
        """What her confirmed deployments come to."""
        return sum(one.cents for one in self.lines)

    @property
    def is_guide(self) -> bool:
        """Whether a cap of hours is of interest: she is in a pool of guides, or gave one time."""
        return PoolKind.GUIDES in self.facts.kinds or any(is_by_the_hour(one.given) for one in self.lines)

    @property
    def interpreted(self) -> int:
        """How many of her deployments as an interpreter count."""
        return sum(1 for one in self.lines if one.why == Why.COUNTS and not is_by_the_hour(one.given))

    @property
    def is_interpreter(self) -> bool:
        """Whether she is in a pool of interpreters, or gave one time."""
        return PoolKind.INTERPRETERS in self.facts.kinds or bool(self.interpreted)


@dataclass(frozen=True, slots=True)
class Taxes:
    """Somebody's year against her ceiling, and the payment that passed it: its number and its day."""

    year: TaxYear
    passed: tuple[int, date] | None
    thanks: Thanks


def is_by_the_hour(given: Given) -> bool:
    """Whether it is a guide's time; interpreters are paid by the deployment."""
    return given.pool_kind == PoolKind.GUIDES


def why(facts: Facts, one: Given) -> Why:
    """Why a deployment counts, or does not (FH1, FH10, FH11)."""
    if one.engagement != Engagement.VOLUNTEER:
        return Why.OTHER_WORK
    if one.kind not in COUNTS:
        return Why.LEARNED
    if one.state != DeploymentState.CONFIRMED:
        return Why.WAITS
    return Why.WAIVED if facts.is_waived(one.on) else Why.COUNTS


def year_of(book: Rulebook, facts: Facts, today: date, pays: PayOn) -> YearOf:
    """Her meter, forecast and every deployment of the year with what is paid for it."""
    on = looked_at(facts.year, today)
    judged = [(one, why(facts, one)) for one in facts.given]
    hours = [one for one, because in judged if because == Why.COUNTS and is_by_the_hour(one)]
    done = [_as_deployment(one) for one in hours]
    read = meter(book, facts.role(on), done, on=on, shared=facts.is_shared, elsewhere=facts.elsewhere)
    this_year = [one for one in hours if one.on.year == facts.year]
    paid = dict(zip(map(id, this_year), _paid(book, facts, this_year), strict=True))
    waiting = [one for one, because in judged if because == Why.WAITS and one.on.year == facts.year]
    waiting = [one for one in waiting if not facts.is_waived(one.on)]
    ahead = [one for one in facts.ahead if not facts.is_waived(one.on)]
    told = [_as_deployment(one) for one in waiting if is_by_the_hour(one)]
    coming = [_as_deployment(one) for one in ahead if is_by_the_hour(one)]
    return YearOf(
        facts=facts,
        on=on,
        meter=read,
        waits=sum(one.minutes for one in told),
        planned=sum(one.minutes for one in coming),
        over_on=over_on(read.most - (facts.elsewhere if facts.is_shared else 0), [*done, *told], coming, on=on),
        lines=[
            _line(book, one, because, paid.get(id(one), 0), pays)
            for one, because in judged
            if one.on.year == facts.year
        ],
        ahead=_ahead(book, facts, this_year, [*waiting, *ahead]),
    )


def _ahead(book: Rulebook, facts: Facts, done: Sequence[Given], ahead: Sequence[Given]) -> list[tuple[Given, int]]:
    """What is planned, each with the minutes that would be paid for: the cap binds it too."""
    hours = [one for one in ahead if is_by_the_hour(one)]
    all_hours = sorted([*done, *hours], key=lambda one: one.on)
    paid = dict(zip(map(id, all_hours), _paid(book, facts, all_hours), strict=True))
    return [(one, paid.get(id(one), one.minutes)) for one in ahead]


def _paid(book: Rulebook, facts: Facts, given: Sequence[Given]) -> list[int]:
    with_role = [(_as_deployment(one), facts.role(one.on)) for one in given]
    return paid_for(book, with_role, elsewhere=facts.elsewhere if facts.is_shared else 0)


def _as_deployment(one: Given) -> Deployment:
    return Deployment(one.on, one.minutes, DeploymentKind(one.kind))


def _line(book: Rulebook, one: Given, because: Why, paid: int, pays: PayOn) -> Line:
    if because != Why.COUNTS:
        return Line(one, because)
    statement = pay.reckon(pays(one.pool_id, one.on), minutes=one.minutes, kilometres=one.kilometres)
    if is_by_the_hour(one):
        value = worth(book, paid, one.on)
        return Line(one, because, paid, statement.total or value, value)
    return Line(one, because, one.minutes, statement.total, lump_sum(book, statement, one.on))


def worth(book: Rulebook, minutes: int, on: date) -> int:
    """Cents for minutes of a guide; nought where no rule says it for that day (FB2)."""
    try:
        return allowance(book, minutes, on)
    except UnknownRuleError:
        return 0


def lump_sum(book: Rulebook, statement: pay.Statement, on: date) -> int:
    """Cents that the state gives for an interpreter's deployment; nought where no rule says it for that day (FB2)."""
    try:
        return pay.funded(book, statement, on)
    except UnknownRuleError:
        return 0


def taxes_of(book: Rulebook, year: YearOf) -> Taxes:
    """Her year against the ceiling that she uses (FT1, FT2, FT6), and which thanks are open to her (FT4, FT5)."""
    facts = year.facts
    received = [(line.given.on, line.cents) for line in year.lines if line.cents]
    elsewhere = facts.said["cents"] if facts.said else 0
    against = {"elsewhere": elsewhere, "year": facts.year}
    return Taxes(
        year=tax_year(book, received, ceiling=facts.ceiling, **against),
        passed=first_over(book, received, ceiling=facts.ceiling, **against),
        thanks=thanks(book, minutes_a_year=year.minutes, paid_cents=year.cents + elsewhere, on=year.on),
    )


RULES: Final = ("WIR-23-04", "WIR-23-05", "WIR-23-06", "WIR-24-06", "WIR-24-07", "TAX-01", "TAX-02")
"""What the pages say where a figure comes from."""

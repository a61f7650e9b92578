"""Somebody's month with what is really paid for it: until her cap, and nothing of what she waived (FH4, FH11)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from lotsenwerk.domain.assistance.queries.statements import Given, Monthly, statement_for, statements_in
from lotsenwerk.domain.funding.queries.facts import facts_of
from lotsenwerk.domain.funding.queries.reckoning import Line, Why, is_by_the_hour, worth, year_of
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.pay import Pay, Statement
from lotsenwerk.engines.funding.rulebook import Rulebook
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor


def paid_months(actor: Actor, day: date, *, at: datetime) -> Sequence[Monthly]:
    """The month of everybody who gave something in it, in the order of names; three queries for any number."""
    return _paid(statements_in(actor, day), day, at)


def paid_month(actor: Actor, volunteer: Volunteer, day: date, *, at: datetime) -> Monthly:
    """One person's month, also an empty one; ``NotThere`` for others than herself, the desk and the clerk."""
    return _paid([statement_for(actor, volunteer, day)], day, at)[0]


def _paid(months: Sequence[Monthly], day: date, at: datetime) -> list[Monthly]:
    today, book = clock.local(at).date(), rulebook()
    everybody = facts_of(Volunteer.objects.filter(pk__in=[one.volunteer.pk for one in months]), day.year, today)
    # What the pools' terms say stands in the months already.
    years = [year_of(book, facts, today, lambda _pool_id, _on: Pay()) for facts in everybody]
    lines = {line.given.id: line for year in years for line in year.lines}
    return [
        replace(month, lines=[_corrected(book, one, lines.get(one.deployment.pk)) for one in month.lines])
        for month in months
    ]


def _corrected(book: Rulebook, one: Given, line: Line | None) -> Given:
    """By the hour is paid until the cap (FH4); where a pool has terms of its own, they say what is paid."""
    if line is None or (line.why == Why.COUNTS and one.cents != worth(book, one.deployment.minutes, one.deployment.on)):
        return one
    if line.why == Why.COUNTS and not is_by_the_hour(line.given):
        return one
    cents = worth(book, line.paid, one.deployment.on) if line.why == Why.COUNTS else 0
    return replace(one, paid=Statement(0, cents, 0, 0, fee=one.paid.fee))

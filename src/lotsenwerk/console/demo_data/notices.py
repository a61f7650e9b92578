"""What notices grant the pools."""

from dataclasses import replace
from datetime import date, datetime

from lotsenwerk.domain.funding.actions.budgets import Granted, set_budget
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor


def lay_notice(desk: Actor, pool: Pool, granted: Granted, *, since: datetime, at: datetime) -> None:
    """Enter the same grant for each of the years in which the pool works, from its first day on."""
    for year in sorted({clock.local(since).year, clock.local(at).year}):
        set_budget(desk, pool, replace(granted, valid_from=date(year, 1, 1)), year=year, after=None, at=since)

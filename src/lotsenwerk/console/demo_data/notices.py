"""What notices grant the pools: enough for a quiet year, and too little where many office hours are ahead."""

from datetime import date, datetime
from typing import Final

from lotsenwerk.domain.funding.actions.budgets import Granted, set_budget
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

_CENTS_FOR_INTERPRETERS: Final = 120_000
_NOTICE: Final = "Bescheid II 25.2 – Beispiel"


def lay_notice(desk: Actor, pool: Pool, *, hours: int, since: datetime, at: datetime) -> None:
    """Enter what is granted for the years in which the town works: hours for guides, money for interpreters."""
    for year in sorted({clock.local(since).year, clock.local(at).year}):
        first = date(year, 1, 1)
        granted = Granted(first, _NOTICE, minutes=hours * 60, minutes_applied=hours * 75)
        if pool.kind == PoolKind.INTERPRETERS:
            granted = Granted(first, _NOTICE, cents=_CENTS_FOR_INTERPRETERS)
        set_budget(desk, pool, granted, year=year, after=None, at=since)

"""The search itself, outside of any transaction; each word that it writes is a transaction of its own.

A search that is killed leaves every other row as it was: the plan stays in the state ``searching`` until somebody who
comes later finds that nothing was heard of it, and drops it.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from lotsenwerk.domain.assistance.five_minutes import rounded
from lotsenwerk.domain.assistance.models import Plan, PlanFault, PlanState
from lotsenwerk.domain.assistance.plan_writing import Result, judged, result_to_json
from lotsenwerk.domain.assistance.queries.planning.plans import waiting_or_searching
from lotsenwerk.domain.assistance.states import PLAN
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.refusing import InputRefusedError
from lotsenwerk.engines.planning.replanning import Replanner
from lotsenwerk.engines.planning.searching import Found, Limit, Standing, search
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.kit import clock
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import tenant

TELL_EVERY: Final = 0.5
"""Seconds between two words about how far it is."""
SILENT_AFTER: Final = timedelta(seconds=45)
"""A search of which nothing was heard for so long has broken off."""
WAITS_AT_MOST: Final = timedelta(minutes=15)
"""A plan that no worker has begun by then is dropped."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker has taken in hand; ``is_replan`` where a first answer stands already."""

    plan_id: int
    snapshot: Snapshot
    seconds: int
    seed: int
    is_replan: bool


def search_plan(organisation_id: int, plan_id: int) -> bool:
    """Search for a plan that waits; answers whether it is ready. To be called outside of any scope."""
    with tenant(organisation_id):
        work = begin(plan_id, at=clock.now())
    if work is None:
        return False
    try:
        found = _search(work, _Teller(organisation_id, plan_id))
        result = judged(work.snapshot, rounded(work.snapshot, found.plan))
    except InputRefusedError:
        with tenant(organisation_id):
            give_up(plan_id, PlanFault.MAKES_NO_SENSE)
        return False
    except Exception:
        with tenant(organisation_id):
            give_up(plan_id, PlanFault.BROKE_OFF)
        raise
    with tenant(organisation_id):
        return end(plan_id, work.snapshot, result, at=clock.now())


def begin(plan_id: int, *, at: datetime) -> Work | None:
    """Take a plan in hand; none where it is in other hands, or was dropped or ended already.

    One that somebody began and of whom nothing was heard since is dropped.
    """
    plan = lock(Plan.objects.all(), pk=plan_id)
    if plan.state == PlanState.SEARCHING and _is_silent(plan, at):
        give_up(plan_id, PlanFault.BROKE_OFF)
    if not PLAN.allows("search", plan.state) or plan.snapshot is None:
        return None
    plan.state, plan.heard_at = PLAN.after("search", plan.state), at
    plan.save(update_fields=["state", "heard_at"])
    snapshot = snapshot_from_json(plan.snapshot)
    return Work(plan.id, snapshot, plan.seconds, plan.seed, is_replan=plan.routes is not None)


def end(plan_id: int, snapshot: Snapshot, result: Result, *, at: datetime) -> bool:
    """Write down what was found; answers False where the desk has dropped the plan in the meantime."""
    plan = lock(Plan.objects.defer("snapshot", "routes"), pk=plan_id)
    if not PLAN.allows("ready", plan.state):
        return False
    served = {stop.job for route in result.plan.routes for stop in route.stops}
    _write(
        plan_id,
        state=PLAN.after("ready", plan.state),
        routes=result_to_json(result),
        percent_done=100,
        cost=sum(result.parts.values()),
        served=len(served),
        unserved=len(snapshot.jobs) - len(served),
        heard_at=at,
    )
    return True


def give_up(plan_id: int, fault: PlanFault) -> bool:
    """Drop a plan whose search broke off; whatever else there is stays as it was."""
    plan = lock(Plan.objects.defer("snapshot", "routes"), pk=plan_id)
    if plan.state not in {PlanState.WAITING, PlanState.SEARCHING}:
        return False
    plan.state, plan.fault = PLAN.after("drop", plan.state), fault
    plan.save(update_fields=["state", "fault"])
    return True


def end_abandoned(*, at: datetime) -> int:
    """Drop the plans of which nothing was heard for too long; answers how many."""
    silent = [plan.id for plan in waiting_or_searching() if _is_silent(plan, at)]
    return sum(give_up(plan_id, PlanFault.BROKE_OFF) for plan_id in silent)


def _is_silent(plan: Plan, at: datetime) -> bool:
    if plan.state == PlanState.WAITING:
        return plan.made_at < at - WAITS_AT_MOST
    return plan.heard_at is None or plan.heard_at < at - SILENT_AFTER


def _write(plan_id: int, **values: Any) -> int:
    return Plan.objects.filter(pk=plan_id, state=PlanState.SEARCHING).update(**values)


def _search(work: Work, teller: "_Teller") -> Found:
    limit = for_seconds(work.seconds)
    if not work.is_replan:
        return search(work.snapshot, limit, seed=work.seed, watch=teller.hear)
    replanner = Replanner(work.snapshot, seed=work.seed, watch=teller.hear)
    replanner.first_answer()
    return replanner.search(limit)


def for_seconds(seconds: float) -> Limit:
    """End so many seconds after the first time that it is asked."""
    begun: list[float] = []

    def part(_rounds: int) -> float:
        now = time.monotonic()
        if not begun:
            begun.append(now)
        return (now - begun[0]) / seconds

    return part


class _Teller:
    """Writes down how far a search is, now and then, and tells it to end where the desk has dropped the plan."""

    def __init__(self, organisation_id: int, plan_id: int) -> None:
        self.organisation_id, self.plan_id = organisation_id, plan_id
        self.next_at = time.monotonic() + TELL_EVERY / 2

    def hear(self, standing: Standing) -> bool:
        """Called by the search; answers whether it is to end."""
        now = time.monotonic()
        if now < self.next_at:
            return False
        self.next_at = now + TELL_EVERY
        result = Result(standing.best())
        with tenant(self.organisation_id):
            written = _write(
                self.plan_id,
                percent_done=min(99, int(standing.share * 100)),
                cost=standing.cost,
                served=standing.served,
                routes=result_to_json(result),
                heard_at=clock.now(),
            )
        return not written

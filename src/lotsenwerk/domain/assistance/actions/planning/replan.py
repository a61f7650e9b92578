"""Something happened to a published plan: a first answer at once, then a short search in the worker."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.planning.start import defer, frozen, make
from lotsenwerk.domain.assistance.five_minutes import rounded
from lotsenwerk.domain.assistance.models import Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.plan_writing import Result, result_to_json
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.replanning import Replanner
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState

SECONDS: Final = 2
"""How long the search after the first answer takes."""


def replan(actor: Actor, plan: Plan, *, at: datetime) -> Plan:
    """A new plan for the same days that changes as little as it can; it counts once it is published.

    Its routes are there at once: what nobody does any more is put in where it fits, and nobody else is moved. The
    worker goes on from there; what somebody was asked for keeps its time. ``queries.planning.difference`` shows what
    would change for whom.
    """
    if not may_plan(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    today = clock.local(at).date()
    if plan.last_day < today:
        raise WrongState(_("The days of this plan are over."))
    first_day = max(plan.first_day, today)
    snapshot = frozen(first_day, plan.last_day, at=at, keep_times=True)
    new = make(actor, first_day, plan.last_day, snapshot, seconds=SECONDS, changes=plan, at=at)
    found = Replanner(snapshot, seed=new.seed).first_answer()
    first = rounded(snapshot, found.plan)
    served = {stop.job for route in first.routes for stop in route.stops}
    parts = check(snapshot, first).parts
    new.routes = result_to_json(Result(first, parts))
    new.cost, new.served, new.unserved = sum(parts.values()), len(served), len(snapshot.jobs) - len(served)
    new.save(update_fields=["routes", "cost", "served", "unserved"])
    defer(new)
    record(actor, "start_plan", ("assistance", "plan", new.id), at=at)
    return new

"""Why and why not: the table of all 150 helpers for one job, and whether what it says is true.

Each answer that says that it can be is applied, each that says that it cannot is forced, and the judge, who shares no
code with it, has to say the same.
"""

import random
import statistics
import time
from dataclasses import replace

from lotsenwerk.console.benches import Row
from lotsenwerk.console.progress import Progress
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.explaining import Explainer, Explanation
from lotsenwerk.engines.planning.model import Plan, Route, Snapshot
from lotsenwerk.engines.planning.searching import search

from . import _planning, _towns

WHY_MS = 60
TABLES = 100
LOOKED_AT = 15


def run(progress: Progress) -> list[Row]:
    """Half a minute: a hundred tables, and some hundred of their answers before the judge."""
    town = _towns.town(*_planning.TOWN)
    plan = search(town, _planning.by_seconds(5.0)).plan
    with progress.step("Why"):
        timed = times(town, plan)
    with progress.step("The judge"):
        sound = soundness(town, plan)
    return [timed, sound]


def times(town: Snapshot, plan: Plan) -> Row:
    """Milliseconds for one table of everybody."""
    explainer = Explainer(town, plan)
    spent = []
    for job in random.Random(1).sample(town.jobs, TABLES):
        began = time.process_time()
        explainer.table(job.id)
        spent.append((time.process_time() - began) * 1000)
    last = _planning.p95(spent)
    more = {"to_reach": WHY_MS, "median": round(statistics.median(spent), 1), "helpers": len(town.helpers)}
    return Row("why table p95", round(last, 1), "ms", last <= WHY_MS, more=more)


def soundness(town: Snapshot, plan: Plan) -> Row:
    """Answers that the judge contradicts, for the jobs that nobody does: each helper is looked at closely."""
    explainer = Explainer(town, plan)
    wrong = looked_at = 0
    before = check(town, plan)
    for job in before.unserved[:LOOKED_AT]:
        for told in explainer.table(job):
            looked_at += 1
            wrong += not holds(town, plan, before.cost, told)
    more = {"answers": looked_at, "jobs": min(len(before.unserved), LOOKED_AT)}
    return Row("contradicted by the judge", wrong, "answers", wrong == 0 and looked_at > 0, more=more)


def holds(town: Snapshot, plan: Plan, cost: int, told: Explanation) -> bool:
    """Whether the judge says of the forced plan what the explanation says."""
    if told.route is None:
        return bool(told.broken)
    verdict = check(town, with_route(plan, told.route))
    if not told.possible:
        return {reason.rule for reason in verdict.broken} == {reason.rule for reason in told.broken}
    job = next(one for one in town.jobs if one.id == told.job)
    unserved = town.weights.unserved + town.weights.priority * job.priority
    return verdict.valid and verdict.cost - cost == told.cost - unserved


def with_route(plan: Plan, route: Route) -> Plan:
    """The plan with this route in place of its shift's."""
    return replace(plan, routes=(*[one for one in plan.routes if one.shift != route.shift], route))

"""A whole county: 2,000 helpers and 3,000 jobs in 22 places, in one search, and its drop-outs. Informative.

Far helpers are left out job by job, the map is never cut, and who knows somebody stays a candidate however far away.
"""

import time

from lotsenwerk.console.benches import Options, Row
from lotsenwerk.console.progress import Progress
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Plan, Snapshot
from lotsenwerk.engines.planning.searching import Searcher

from . import _planning, _towns, replan

COUNTY = (2000, 3000, 1)
COMPLETE_SECONDS = 10.0
SECONDS = 60.0
TO_SERVE = 2880
MOST_MB = 600
FIRST_MS = 150
ILL = 20


def run(progress: Progress, options: Options) -> list[Row]:
    """Two minutes of one core: construct, search until a minute has passed in all, and twenty drop-outs."""
    county = _towns.town(*COUNTY, _towns.county())
    with progress.step("County"):
        rows, plan = planned(county, options.seconds or SECONDS)
    with progress.step("Somebody falls ill"):
        found = [replan.drop_out(county, plan, ill) for ill in replan.some_busy(county, plan, ILL)]
    return [*rows, *replan.rows(found, FIRST_MS, "first answer p95")[:1]]


def planned(county: Snapshot, seconds: float) -> tuple[list[Row], Plan]:
    """When there is a whole plan, and what it is after a minute in all."""
    began = time.process_time()
    searcher = Searcher(Evaluator(Layout(county)), seed=0)
    searcher.construct()
    complete = time.process_time() - began
    first = searcher.found(0, searcher.solution.cost())
    rounds = searcher.run(lambda _rounds: (time.process_time() - began) / seconds)
    found = searcher.found(rounds, first.cost)
    memory = _planning.memory_mb()
    verdict = check(county, found.plan)
    valid = verdict.valid and verdict.cost == found.cost
    served = len(county.jobs) - len(found.unserved)
    served_at_first = len(county.jobs) - len(first.unserved)
    nobody = len(county.jobs) - len(searcher.hopeful)
    complete_more = {"to_reach": COMPLETE_SECONDS, "served": served_at_first, "objective": first.cost}
    more = {
        "to_reach": TO_SERVE,
        "objective": found.cost,
        "rounds": rounds,
        "mb": memory,
        "nobody_can": nobody,
        "valid": valid,
    }
    return [
        Row("complete after", round(complete, 1), "s", complete <= COMPLETE_SECONDS, more=complete_more),
        Row(
            f"served after {seconds:g} s", served, "jobs", valid and served >= TO_SERVE and memory <= MOST_MB, more=more
        ),
    ], found.plan

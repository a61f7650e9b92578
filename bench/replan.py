"""Helpers fall ill, one at a time, on a day that everybody knows already: how soon there is an answer, and for whom.

The first answer only inserts. The search after it pays half an hour for each other person who has to be asked anew;
counted are the jobs of others that get another person.
"""

import random
import statistics
import time
from dataclasses import dataclass, replace

from lotsenwerk.console.benches import Row
from lotsenwerk.console.progress import Progress
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import Hold, Plan, Snapshot, State
from lotsenwerk.engines.planning.replanning import Replanner, difference
from lotsenwerk.engines.planning.searching import search

from . import _planning, _towns

ILL = 30
FIRST_MS = 50
FINAL_MS = 500
MOST_CHANGED = 4
FINAL_SECONDS = 0.45
"""Until the search ends, counted from the beginning."""


@dataclass(frozen=True)
class Sickness:
    """What one drop-out brought: milliseconds until the first answer and the final one, jobs, and the judge's word."""

    first_ms: float
    final_ms: float
    lost: int
    served_again: int
    changed: int
    told: int
    valid: bool


def run(progress: Progress) -> list[Row]:
    """Half a minute: thirty drop-outs in the town."""
    town = _towns.town(*_planning.TOWN)
    plan = search(town, _planning.by_seconds(5.0)).plan
    with progress.step("Somebody falls ill"):
        found = [drop_out(town, plan, ill) for ill in some_busy(town, plan, ILL)]
    return rows(found, FIRST_MS, "first answer p95")


def some_busy(town: Snapshot, plan: Plan, count: int) -> list[int]:
    """Helpers who have something to do, thrown."""
    helper_of = {shift.id: shift.helper for shift in town.shifts}
    busy = sorted({helper_of[route.shift] for route in plan.routes})
    random.Random(3).shuffle(busy)
    return busy[:count]


def drop_out(town: Snapshot, plan: Plan, ill: int) -> Sickness:
    """One helper is gone; everybody was asked already."""
    helper_of = {shift.id: shift.helper for shift in town.shifts}
    holds = {stop.job: Hold(State.PUBLISHED) for route in plan.routes for stop in route.stops}
    left = replace(town, shifts=tuple(shift for shift in town.shifts if shift.helper != ill), before=plan, holds=holds)
    hers = {stop.job for route in plan.routes if helper_of[route.shift] == ill for stop in route.stops}
    began = time.process_time()
    replanner = Replanner(left)
    first = replanner.first_answer()
    first_ms = (time.process_time() - began) * 1000
    final = replanner.search(_planning.within(FINAL_SECONDS - first_ms / 1000))
    final_ms = (time.process_time() - began) * 1000
    told = difference(left, plan, final.plan)
    return Sickness(
        first_ms,
        final_ms,
        len(hers),
        len(hers.difference(final.unserved)),
        sum(one.is_other_person and one.job not in hers for one in told.changed),
        len(told.helpers),
        all(check(left, one.plan).valid for one in (first, final)),
    )


def rows(found: list[Sickness], first_ms: int, name: str) -> list[Row]:
    """The figures over all drop-outs."""
    valid = all(one.valid for one in found)
    first = [one.first_ms for one in found]
    changed = [one.changed for one in found]
    last, final = _planning.p95(first), _planning.p95([one.final_ms for one in found])
    served = {"lost": sum(one.lost for one in found), "served_again": sum(one.served_again for one in found)}
    return [
        Row(
            name,
            round(last, 1),
            "ms",
            last <= first_ms and valid,
            more={"to_reach": first_ms, "median": round(statistics.median(first), 1), "valid": valid},
        ),
        Row("final p95", round(final), "ms", final <= FINAL_MS, more={"to_reach": FINAL_MS, **served}),
        Row(
            "others changed, most",
            max(changed),
            "jobs",
            max(changed) <= MOST_CHANGED and statistics.median(changed) == 0 and valid,
            more={
                "to_reach": MOST_CHANGED,
                "median": statistics.median(changed),
                "helpers_told": statistics.median(one.told for one in found),
            },
        ),
    ]

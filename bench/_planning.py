"""What the benches of the planner share: limits by the processor's clock, searches looked at by the judge, figures.

The judge (``checking``) shares no code with the search. The objective is seconds, less is better: 2 hours and 6 minutes
a point of priority for each job that nobody does, ways, and what the soft rules weigh. Seconds of a search are seconds
of the processor on one core, so that a busy machine does not change what it may do; ``wall_s`` is what the clock on the
wall said.
"""

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import Snapshot
from lotsenwerk.engines.planning.searching import Found, Limit, search

TOWN = (150, 300, 1)
"""Helpers, jobs and seed of the busy day that everything is compared on: the prototype's day, to the metre."""


def by_seconds(seconds: float) -> Limit:
    """End a search so many seconds after its first round."""
    began: list[float] = []

    def part(_rounds: int) -> float:
        began.extend([time.process_time()] * (not began))
        return (time.process_time() - began[0]) / seconds

    return part


def within(seconds: float) -> Limit:
    """End a search so many seconds from now: laying out and constructing count."""
    began = time.process_time()
    return lambda _rounds: (time.process_time() - began) / seconds


@dataclass(frozen=True)
class Trial:
    """One search: what was found, seconds of the clock and of the processor, and whether the judge agrees."""

    found: Found
    wall: float
    cpu: float
    valid: bool


def trial(snapshot: Snapshot, limit: Callable[[], Limit], seed: int) -> Trial:
    """Search once and let the judge look at it."""
    began, spent = time.monotonic(), time.process_time()
    found = search(snapshot, limit(), seed=seed)
    wall, cpu = time.monotonic() - began, time.process_time() - spent
    verdict = check(snapshot, found.plan)
    return Trial(found, wall, cpu, verdict.valid and verdict.cost == found.cost)


def memory_mb() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[int(0.95 * (len(values) - 1) + 0.5)]

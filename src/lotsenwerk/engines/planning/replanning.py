"""When something happens to a plan: a first answer at once, then a short search, and what both change for whom.

The plan before and what is held of it stand in the snapshot; who is gone is simply not in it any more. The first answer
only inserts: nobody's person or time changes who is not concerned. The search after it moves what was published at its
price (PS8), and what was accepted or has started never.
"""

import gc
from dataclasses import dataclass
from functools import cached_property

from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Part, Plan, Snapshot
from lotsenwerk.engines.planning.refusing import refuse_nonsense
from lotsenwerk.engines.planning.rounds import Temper
from lotsenwerk.engines.planning.searching import Found, Limit, Searcher, Watch
from lotsenwerk.engines.planning.solution import NOWHERE

GENTLE = Temper(hot=100.0, cold=5.0, fewest=1, most=6)
"""How a plan that people know already is searched: near what it is."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who does a job, and when the visit begins (UTC seconds)."""

    helper: int
    begin: int


@dataclass(frozen=True, slots=True)
class Changed:
    """One job that is not as it was; none where nobody did it, or nobody does it now."""

    job: int
    before: Visit | None
    after: Visit | None

    @property
    def is_other_person(self) -> bool:
        """Whether somebody else goes, or somebody instead of nobody, or nobody instead of somebody."""
        return (self.before and self.before.helper) != (self.after and self.after.helper)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was, by job, and everybody who has to be told (ids)."""

    changed: tuple[Changed, ...]
    helpers: tuple[int, ...]


class Replanner:
    """A disturbed plan. First ``first_answer``, while somebody is on the telephone; then ``search``."""

    def __init__(
        self, snapshot: Snapshot, *, seed: int = 0, temper: Temper = GENTLE, watch: Watch | None = None
    ) -> None:
        """Take what is left; ``watch`` is told how far the search is (see ``search``).

        Raises:
            InputRefusedError: if the snapshot makes no sense.

        """
        refuse_nonsense(snapshot)
        self.snapshot, self._seed, self._temper, self._watch = snapshot, seed, temper, watch
        self._first = 0

    @cached_property
    def _searcher(self) -> Searcher:
        evaluator = Evaluator(Layout(self.snapshot))
        return Searcher(evaluator, seed=self._seed, temper=self._temper, watch=self._watch)

    def first_answer(self) -> Found:
        """Put in what nobody does, where it fits without moving anybody.

        Somebody waits on the telephone, and nothing that is made here can be thrown away yet: rubbish is looked for
        afterwards, when most of what was made has gone by itself.
        """
        was_on = gc.isenabled()
        gc.disable()
        try:
            self._searcher.construct()
            self._first = self._searcher.solution.cost()
            return self._searcher.found(0, self._first)
        finally:
            if was_on:
                gc.enable()

    def search(self, limit: Limit) -> Found:
        """Search on from the first answer; what comes out is never dearer.

        If somebody is gone, only her jobs are moved, and others only where they may make room for one that nobody does
        now: whatever else could be better is not worth waking people for.
        """
        rounds = self._searcher.run(limit, self._concerned())
        return self._searcher.found(rounds, self._first)

    def _concerned(self) -> set[int] | None:
        """The numbers of the jobs that may be moved; none where nobody is gone: then all."""
        searcher, before = self._searcher, self.snapshot.before
        layout, solution = searcher.layout, searcher.solution
        there = {shift.id for shift in self.snapshot.shifts}
        lost = {stop.job for route in before.routes if route.shift not in there for stop in route.stops}
        if not lost:
            return None
        concerned = {layout.number[job] for job in lost if job in layout.number}
        left_over = [job for job in concerned if solution.where[job] == NOWHERE]
        slots = {slot for job in left_over for _, slot in searcher.candidates[job]}
        for slot in slots:
            concerned.update(solution.tours[slot].jobs)
        parties = {layout.jobs[job].party for job in concerned} - {None}
        return concerned | {number for number, job in enumerate(layout.jobs) if job.party in parties}


def difference(snapshot: Snapshot, before: Plan, after: Plan, *, tolerance: int = 0) -> Difference:
    """Compare two plans of a snapshot by person and begin of the visit; ``tolerance`` seconds are no change of time.

    Shifts that are gone count as nobody, and their helpers are not told: it was they who said so.
    """
    was, now = _visits(snapshot, before), _visits(snapshot, after)
    changed = [
        Changed(job, was.get(job), now.get(job))
        for job in sorted(was.keys() | now.keys())
        if _differs(was.get(job), now.get(job), tolerance)
    ]
    told = {visit.helper for one in changed for visit in (one.before, one.after) if visit is not None}
    return Difference(tuple(changed), tuple(sorted(told)))


def _differs(one: Visit | None, other: Visit | None, tolerance: int) -> bool:
    if one is None or other is None:
        return one is not other
    return one.helper != other.helper or abs(one.begin - other.begin) > tolerance


def _visits(snapshot: Snapshot, plan: Plan) -> dict[int, Visit]:
    helper_of = {shift.id: shift.helper for shift in snapshot.shifts}
    return {
        stop.job: Visit(helper_of[route.shift], stop.begin)
        for route in plan.routes
        if route.shift in helper_of
        for stop in route.stops
        if stop.part is Part.VISIT
    }

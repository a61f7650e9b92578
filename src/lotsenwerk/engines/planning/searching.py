"""The search for a plan: ruin and recreate with annealing.

Take some jobs out, put them in again where it is cheapest, keep what is better, and at first also what is a little
worse. It is decided by snapshot, seed and rounds alone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lotsenwerk.engines.planning.beginning import begin
from lotsenwerk.engines.planning.candidates import Candidates
from lotsenwerk.engines.planning.chance import Dice
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.kernel import kernel_over
from lotsenwerk.engines.planning.model import Plan, Snapshot
from lotsenwerk.engines.planning.refusing import refuse_nonsense
from lotsenwerk.engines.planning.rounds import PlainRounds, Rounds, Temper
from lotsenwerk.engines.planning.solution import NOWHERE

Limit = Callable[[int], float]
"""Given the rounds that are done, which part of the search is done: it ends at 1. A caller with a clock may end it by
time; then the temperature follows the clock, and the plan is not reproducible by its rounds.
"""


SMALL: Final = 80
"""With up to so many jobs there are rounds enough to go far away from a plan, and to do so again and again."""
SMALL_TEMPER: Final = Temper(hot=2500.0, times=4)


@dataclass(frozen=True, slots=True)
class Found:
    """A plan, its cost in seconds, who is not served (ids), the rounds it took, and the cost before the first round."""

    plan: Plan
    cost: int
    unserved: tuple[int, ...]
    rounds: int
    cost_at_first: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a search is: its share (0 to 1), its rounds, and cost in seconds and jobs served of the best so far.

    ``best`` lays out that plan; it takes some milliseconds.
    """

    share: float
    rounds: int
    cost: int
    served: int
    best: Callable[[], Plan]


Watch = Callable[[Standing], bool | None]
"""Told how far a search is, about a hundred times; the search ends with the best so far where it answers True."""

STEPS: Final = 100
"""How often a search tells how far it is."""
LONG: Final = 5
"""From so many jobs a tour on, stretches of tours are taken out instead of whole ones."""


def by_rounds(rounds: int) -> Limit:
    """End after so many rounds: the same snapshot and seed give the same plan, to the byte."""
    return lambda done: done / rounds if rounds else 1.0


def search(
    snapshot: Snapshot, limit: Limit, *, seed: int = 0, temper: Temper | None = None, watch: Watch | None = None
) -> Found:
    """Plan a snapshot; ``watch`` is told how far it is and may end it. To be watched changes nothing of the plan.

    Raises:
        InputRefusedError: if the snapshot makes no sense.

    """
    refuse_nonsense(snapshot)
    searcher = Searcher(Evaluator(Layout(snapshot)), seed=seed, temper=temper, watch=watch)
    searcher.construct()
    first = searcher.solution.cost()
    rounds = searcher.run(limit)
    return searcher.found(rounds, first)


class Searcher:
    """A search in progress: the present solution, and the best one in the end."""

    def __init__(
        self,
        evaluator: Evaluator,
        *,
        seed: int = 0,
        temper: Temper | None = None,
        watch: Watch | None = None,
        is_plain: bool = False,
    ) -> None:
        """Begin with the plan before; with ``is_plain`` in Python even where there is a kernel."""
        self.evaluator = evaluator
        self.watch = watch
        self.is_stopped = False
        self.layout = layout = evaluator.layout
        self.temper = temper or (SMALL_TEMPER if len(layout.jobs) <= SMALL else Temper())
        dice = Dice(seed)
        kernel = None if is_plain else kernel_over(evaluator, dice)
        self.beginning = begin(evaluator, sums=None if kernel is None else kernel.sums)
        self.solution = self.beginning.solution
        if kernel is not None:
            kernel.lay(self.beginning)
        self.candidates = Candidates(evaluator, self.beginning.stuck, kernel=kernel)
        self._rounds: Rounds = kernel or PlainRounds(evaluator, self.beginning, self.candidates, dice)

    @cached_property
    def hopeful(self) -> list[int]:
        """Numbers of the jobs that somebody could do if she did nothing else."""
        return [job for job in range(len(self.layout.jobs)) if self.candidates[job]]

    def found(self, rounds: int, first: int) -> Found:
        """What there is so far."""
        solution, jobs = self.solution, self.layout.jobs
        unserved = tuple(jobs[job].id for job in solution.unserved())
        return Found(solution.plan(self.beginning.stuck), solution.cost(), unserved, rounds, first)

    def construct(self) -> None:
        """Put in everything that is not served, the dearest to leave out first; nothing that stands is moved."""
        penalty = self.layout.penalty
        jobs = sorted(self.solution.unserved(), key=lambda job: (-penalty[job], len(self.candidates[job]), job))
        step = max(1, len(jobs) // STEPS) if self.watch else len(jobs) or 1
        for first in range(0, len(jobs), step):
            if self.watch is not None and self._tell(self.solution.cost(), 0.0, 0):
                break
            self._rounds.construct(jobs[first : first + step])
            self.solution = self._rounds.solution(is_best=False)

    def _tell(self, cost: int, share: float, rounds: int) -> bool:
        """Say how far it is to whom watches; return whether to stop."""
        if self.watch is not None and not self.is_stopped:
            is_best, stuck = rounds > 0, self.beginning.stuck
            served = self._rounds.served(is_best=is_best)
            solution = self._rounds.solution
            standing = Standing(share, rounds, cost, served, lambda: solution(is_best=is_best).plan(stuck))
            self.is_stopped = bool(self.watch(standing))
        return self.is_stopped

    def run(self, limit: Limit, among: Collection[int] | None = None) -> int:
        """Search until the limit says that it is done; return the rounds.

        Only the jobs (by number) ``among`` which are moved; where nothing is said, all that may be.
        """
        temper, rounds = self.temper, 0
        hopeful = self.hopeful if among is None else [job for job in sorted(among) if self.candidates[job]]
        if not hopeful or self.is_stopped:
            return 0
        where = self.solution.where
        first = self.solution.cost()
        moved = set(hopeful)
        self.beginning.firm.update(job for job, slot in enumerate(where) if slot != NOWHERE and job not in moved)
        busy = sum(bool(tour.seq) for tour in self.solution.tours)
        is_long = len(where) - where.count(NOWHERE) > LONG * busy
        self._rounds.start(hopeful, temper, is_long=is_long)
        one_round, keep = self._rounds.round, self._rounds.keep
        best = cost = 0
        tell_from = 0.0 if self.watch else 1.0
        while (part := limit(rounds)) < 1:
            if part >= tell_from:
                tell_from = part + 1 / STEPS
                if self._tell(first + best, part, rounds):
                    break
            rounds += 1
            cost += one_round(temper.hot * (temper.cold / temper.hot) ** (part * temper.times % 1))
            if cost < best:
                best = cost
                keep()
        self.solution = self._rounds.solution(is_best=True)
        self._tell(first + best, 1.0, rounds)
        return rounds

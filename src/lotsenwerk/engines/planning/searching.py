"""The search for a plan: ruin and recreate with annealing.

Take some jobs out, put them in again where it is cheapest, keep what is better, and at first also what is a little
worse. It is decided by snapshot, seed and rounds alone.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import Final

from lotsenwerk.engines.planning.beginning import begin, parties
from lotsenwerk.engines.planning.candidates import METRES_A_DEGREE, Candidates
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Plan, Snapshot
from lotsenwerk.engines.planning.refusing import refuse_nonsense
from lotsenwerk.engines.planning.solution import NOWHERE, Solution, is_plain
from lotsenwerk.engines.planning.tours import Nodes, Tour

Limit = Callable[[int], float]
"""Given the rounds that are done, which part of the search is done: it ends at 1. A caller with a clock may end it by
time; then the temperature follows the clock, and the plan is not reproducible by its rounds.
"""


@dataclass(frozen=True, slots=True)
class Temper:
    """How the search goes about: seconds that a plan may be worse at first and in the end, and jobs taken out at once.

    ``skip`` is the chance to overlook a good place, so that the search does not always do the same. It cools down
    ``times`` times, each time from where it is.
    """

    hot: float = 300.0
    cold: float = 15.0
    fewest: int = 2
    most: int = 8
    skip: float = 0.01
    times: int = 1


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
NEAR: Final = 60
"""How many neighbours of a job are looked at when jobs are taken out together."""
LONG: Final = 5
"""From so many jobs a tour on, stretches of tours are taken out instead of whole ones."""
LONGEST_STRING: Final = 10
METRES_A_SECOND: Final = 0.25
"""For neighbourhood in space and time: four seconds apart are as near as one metre."""


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
        self, evaluator: Evaluator, *, seed: int = 0, temper: Temper | None = None, watch: Watch | None = None
    ) -> None:
        self.evaluator = evaluator
        self.watch = watch
        self.is_stopped = False
        self.layout = layout = evaluator.layout
        self.temper = temper or (SMALL_TEMPER if len(layout.jobs) <= SMALL else Temper())
        self.random = random.Random(seed)  # noqa: S311 - it decides nothing secret, and has to be reproducible
        self.beginning = begin(evaluator)
        self.solution = self.beginning.solution
        self.firm = self.beginning.firm
        self.plain = [is_plain(layout, slot) for slot in layout.slots]
        self.candidates = Candidates(evaluator, self.beginning.stuck)
        self.party: dict[int, Nodes] = {job: jobs for jobs in parties(layout) for job in jobs}
        self._near: dict[int, list[int]] = {}
        self._is_long = False

    @cached_property
    def hopeful(self) -> list[int]:
        """Numbers of the jobs that somebody could do if she did nothing else."""
        return [job for job in range(len(self.layout.jobs)) if self.candidates[job]]

    @cached_property
    def _reach(self) -> dict[int, set[int]]:
        return {job: {slot for _, slot in self.candidates[job]} for job in self.hopeful}

    @cached_property
    def _middles(self) -> list[tuple[float, float, float, int]]:
        return [(*middle, job) for job, middle in self._middle.items()]

    @cached_property
    def _middle(self) -> dict[int, tuple[float, float, float]]:
        return {job: self._middle_of(job) for job in self.hopeful}

    def found(self, rounds: int, first: int) -> Found:
        """What there is so far."""
        solution, jobs = self.solution, self.layout.jobs
        unserved = tuple(jobs[job].id for job in solution.unserved())
        return Found(solution.plan(self.beginning.stuck), solution.cost(), unserved, rounds, first)

    # --- construct ----------------------------------------------------------------------------------------------------

    def construct(self) -> None:
        """Put in everything that is not served, the dearest to leave out first; nothing that stands is moved."""
        penalty = self.layout.penalty
        jobs = sorted(self.solution.unserved(), key=lambda job: (-penalty[job], len(self.candidates[job]), job))
        step = max(1, len(jobs) // STEPS) if self.watch else len(jobs) or 1
        done: set[int] = set()
        for first in range(0, len(jobs), step):
            if self._tell(self.solution, 0.0, 0):
                break
            self._recreate(self.solution, jobs[first : first + step], 0.0, done)

    def _tell(self, best: Solution, share: float, rounds: int) -> bool:
        """Say how far it is to whom watches; return whether to stop."""
        if self.watch is not None and not self.is_stopped:
            served = len(best.where) - best.where.count(NOWHERE)
            stuck = self.beginning.stuck
            standing = Standing(share, rounds, best.cost(), served, lambda: best.plan(stuck))
            self.is_stopped = bool(self.watch(standing))
        return self.is_stopped

    def _recreate(self, solution: Solution, jobs: list[int], skip: float, done: set[int] | None = None) -> int:
        """Put the jobs in one after the other, each where it is cheapest; return the seconds, penalties included.

        ``done`` are the jobs whose party was tried already.
        """
        penalty, more = self.layout.penalty, 0
        done = set() if done is None else done
        for job in jobs:
            if job in self.party:
                if job not in done:
                    done.update(self.party[job])
                    more += self._place_party(solution, self.party[job])
                continue
            cost = self._place(solution, job, penalty[job], skip)
            more += penalty[job] if cost is None else cost
        return more

    def _place(
        self, solution: Solution, job: int, worth: int, skip: float, barred: frozenset[int] = frozenset()
    ) -> int | None:
        """Put one job where it is cheapest, if that is cheaper than ``worth``; return the seconds."""
        tours, hit_of, plain, chance = solution.tours, self.evaluator.fresh_hit, self.plain, self.random.random
        slots, stay, may_take = self.layout.slots, self.layout.stays[job], solution.may_take
        best, place, best_tour = worth, self.evaluator.tour, None
        for pair_cost, index in self.candidates[job]:
            if pair_cost >= best:
                break
            tour = tours[index]
            hit = tour.cache.get(job)
            if hit is None:
                if stay > tour.spare:
                    continue
                if not may_take(slots[index]):
                    continue
                hit = tour.cache[job] = hit_of(tour, job)
            if hit[0] >= best or chance() < skip:
                continue
            slot = slots[index]
            if slot.helper in barred or not may_take(slot):
                continue
            found = place(index, hit[1]) if plain[index] else solution.becomes(index, hit[1])
            if found is not None:
                best, best_tour = hit[0], found
        if best_tour is None:
            return None
        solution.where[job] = best_tour.slot.index
        solution.waiting.discard(job)
        return solution.put(best_tour)

    def _place_party(self, solution: Solution, jobs: Nodes) -> int:
        """Put all jobs of a party in, with different helpers, or none; return the seconds, penalties included."""
        penalty = sum(self.layout.penalty[job] for job in jobs)
        before = [(job, solution.where[job]) for job in jobs]
        if any(slot != NOWHERE for _, slot in before):
            return 0
        taken: list[int] = []
        old: list[Tour] = []
        more = 0
        for job in jobs:
            barred = frozenset(self.layout.slots[slot].helper for slot in taken)
            tours = solution.tours.copy()
            cost = self._place(solution, job, penalty - more, 0.0, barred)
            if cost is None:
                for tour in reversed(old):
                    solution.put(tour)
                for one in jobs:
                    solution.where[one] = NOWHERE
                solution.waiting.update(one for one in jobs if self.candidates[one])
                return penalty
            taken.append(solution.where[job])
            old.append(tours[taken[-1]])
            more += cost
        return more

    # --- ruin and recreate --------------------------------------------------------------------------------------------

    def run(self, limit: Limit) -> int:
        """Search until the limit says that it is done; return the rounds."""
        chance, temper = self.random.random, self.temper
        best, best_cost = self.solution, 0
        present, cost, rounds = self.solution, 0, 0
        if not self.hopeful or self.is_stopped:
            return 0
        busy = sum(bool(tour.seq) for tour in present.tours)
        self._is_long = len(present.where) - present.where.count(NOWHERE) > LONG * busy
        present.waiting = {job for job in self.hopeful if present.where[job] == NOWHERE}
        tell_from = 0.0 if self.watch else 1.0
        while (part := limit(rounds)) < 1:
            if part >= tell_from:
                tell_from = part + 1 / STEPS
                if self._tell(best, part, rounds):
                    break
            rounds += 1
            heat = temper.hot * (temper.cold / temper.hot) ** (part * temper.times % 1)
            trial = present.copy()
            more = self._round(trial)
            if more <= 0 or more < -heat * math.log(1.0 - chance()):
                present = trial
                cost += more
                if cost < best_cost:
                    best, best_cost = present, cost
        self.solution = best
        self._tell(best, 1.0, rounds)
        return rounds

    def _round(self, trial: Solution) -> int:
        """Take some out and put them in again; return the seconds that the trial costs more."""
        penalty = self.layout.penalty
        removed = self._choose(trial)
        more, touched = self._take_out(trial, removed)
        reach = self._reach
        waiting = sorted(trial.waiting.difference(removed))
        again = [job for job in waiting if not touched.isdisjoint(reach[job])]
        more -= sum([penalty[job] for job in again])
        return more + self._recreate(trial, self._in_some_order([*removed, *again]), self.temper.skip)

    def _take_out(self, trial: Solution, removed: dict[int, None]) -> tuple[int, set[int]]:
        """Take the jobs out of their tours; return the seconds saved (below 0) and the slots that changed."""
        by_slot: dict[int, set[int]] = {}
        for job in removed:
            by_slot.setdefault(trial.where[job], set()).add(job)
        more = 0
        for slot, jobs in by_slot.items():
            tour = self.evaluator.without(trial.tours[slot], jobs)
            if not tour.fits:
                # Rounded ways may be a second longer without a stop in between.
                for job in jobs:
                    del removed[job]
                continue
            more += trial.put(tour)
            for job in jobs:
                trial.where[job] = NOWHERE
            trial.waiting.update(jobs)
        return more, set(by_slot)

    def _choose(self, trial: Solution) -> dict[int, None]:
        """Which jobs to take out: neighbours of one, or what stands in the way of one."""
        dice, where = self.random, trial.where
        count = dice.randint(self.temper.fewest, self.temper.most)
        waiting = sorted(trial.waiting)
        seed = dice.choice(waiting) if waiting and dice.random() < 0.3 else dice.choice(self.hopeful)  # noqa: PLR2004
        removed: dict[int, None] = {}
        kind = dice.random()
        if self._is_long:
            removed = self._strings(trial, seed, count)
        elif kind < 0.5:  # noqa: PLR2004
            for job in self.near(seed):
                if len(removed) >= count:
                    break
                if where[job] != NOWHERE and dice.random() < 0.6:  # noqa: PLR2004
                    removed[job] = None
        else:
            removed[seed] = None
            found = self.candidates[seed]
            for _, slot in dice.sample(found, min(len(found), 4)):
                removed.update(dict.fromkeys(trial.tours[slot].jobs))
        for job in list(removed):
            removed.update(dict.fromkeys(self.party.get(job, ())))
        return {job: None for job in removed if where[job] != NOWHERE and self._may_go(job)}

    def _strings(self, trial: Solution, seed: int, count: int) -> dict[int, None]:
        """Stretches of the tours around a job: where tours are long, one of neighbours in each leaves room in it."""
        dice, where, tours = self.random, trial.where, trial.tours
        removed: dict[int, None] = {}
        opened: set[int] = set()
        for job in self.near(seed):
            if len(removed) >= count:
                break
            slot = where[job]
            if slot == NOWHERE or slot in opened:
                continue
            opened.add(slot)
            jobs = tours[slot].jobs
            length = dice.randint(1, min(LONGEST_STRING, len(jobs)))
            place = jobs.index(job)
            first = dice.randint(max(0, place - length + 1), min(place, len(jobs) - length))
            removed.update(dict.fromkeys(jobs[first : first + length]))
        return removed

    def _may_go(self, job: int) -> bool:
        return job not in self.firm and self.firm.isdisjoint(self.party.get(job, ()))

    def _in_some_order(self, jobs: list[int]) -> list[int]:
        dice, layout = self.random, self.layout
        kind = dice.random()
        if kind < 0.3:  # noqa: PLR2004
            return sorted(jobs, key=lambda job: -layout.penalty[job] * dice.uniform(0.9, 1.1))
        if kind < 0.7:  # noqa: PLR2004
            return sorted(jobs, key=lambda job: len(self.candidates[job]) * dice.uniform(0.7, 1.3))
        dice.shuffle(jobs)
        return jobs

    def near(self, job: int) -> list[int]:
        """The jobs nearest in space and time, itself first."""
        found = self._near.get(job)
        if found is None:
            found = self._near[job] = self._nearest(job)
        return found

    def _nearest(self, job: int) -> list[int]:
        north, east, at = self._middle[job]
        others, reach = self._middles, 1000.0
        while True:
            # Whoever is farther away than that in one direction alone need not be looked at closely.
            found = [
                (hypot(lat - north, lon - east) + METRES_A_SECOND * abs(when - at), other)
                for lat, lon, when, other in others
                if -reach <= lat - north <= reach and -reach <= lon - east <= reach
            ]
            found.sort()
            if len(found) == len(others) or (len(found) >= NEAR and found[NEAR - 1][0] <= reach):
                return [other for _, other in found[:NEAR]]
            reach *= 2

    def _middle_of(self, job: int) -> tuple[float, float, float]:
        """Where a job is in metres (nearly) and when in seconds."""
        layout = self.layout
        visit = layout.jobs[job].visit
        nodes = layout.alternatives[job]
        at = sum(layout.spans[nodes[0][-1]][1:]) / 2 if nodes else 0.0
        scale = METRES_A_DEGREE if layout.snapshot.ground == "earth" else 1.0
        narrow = math.cos(math.radians(visit.place.lat)) if scale > 1 else 1.0
        return visit.place.lat * scale, visit.place.lon * scale * narrow, at

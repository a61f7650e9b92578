"""The rounds of a search: take some jobs out, put them in again where it is cheapest, keep what is better.

``kernel.c`` and its parts say the same in C, and find the same plan to the byte. Whoever changes one changes the other;
tests/engines/planning/test_kernel.py holds them together.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from lotsenwerk.engines.planning.beginning import Beginning, parties
from lotsenwerk.engines.planning.chance import Dice
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.legs import METRES_A_DEGREE
from lotsenwerk.engines.planning.solution import NOWHERE, Solution, is_plain
from lotsenwerk.engines.planning.tours import Nodes, Tour


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


Candidate = tuple[int, int]
"""What the soft rules between helper and job weigh in seconds, and a slot of the helper."""
Spot = tuple[float, float, float, float]
"""Where a job is in metres (nearly), north and east, and between which instants its visit begins (UTC seconds)."""
NEAR: Final = 60
"""How many neighbours of a job are looked at when jobs are taken out together."""
LONGEST_STRING: Final = 10
METRES_A_SECOND: Final = 0.25
"""For neighbourhood in space and time: four seconds that lie between two visits at least are as far as one metre."""


class Rounds(Protocol):
    """A search between two rounds: its present solution, and the best one so far."""

    def construct(self, jobs: list[int]) -> None:
        """Put in jobs that nobody does, each where it is cheapest, in this order; nothing that stands is moved."""

    def start(self, hopeful: list[int], temper: Temper, *, is_long: bool) -> None:
        """Begin to search from the present solution, with the jobs that somebody could do."""

    def round(self, heat: float) -> int:
        """Try one change and keep it, unless it is much worse for the heat; the seconds that it costs more."""

    def keep(self) -> None:
        """The present solution is the best one so far."""

    def solution(self, *, is_best: bool) -> Solution:
        """The best solution so far, or the present one."""

    def served(self, *, is_best: bool) -> int:
        """How many jobs it serves."""


class PlainRounds:
    """The rounds in Python."""

    def __init__(
        self, evaluator: Evaluator, beginning: Beginning, candidates: Mapping[int, Sequence[Candidate]], dice: Dice
    ) -> None:
        self.evaluator, self.layout, self.candidates, self.dice = evaluator, evaluator.layout, candidates, dice
        self.present = self.best = beginning.solution
        self.firm = beginning.firm
        self.temper = Temper()
        self.hopeful: list[int] = []
        self.is_long = False
        self.plain = [is_plain(self.layout, slot) for slot in self.layout.slots]
        self.party: dict[int, Nodes] = {job: jobs for jobs in parties(self.layout) for job in jobs}
        self._near: dict[int, list[int]] = {}
        self._done: set[int] = set()

    def construct(self, jobs: list[int]) -> None:
        """See ``Rounds``; a party is tried once in all calls."""
        self._recreate(self.present, jobs, 0.0, self._done)

    def start(self, hopeful: list[int], temper: Temper, *, is_long: bool) -> None:
        """See ``Rounds``."""
        self.hopeful, self.temper, self.is_long = hopeful, temper, is_long
        self.present.waiting = {job for job in hopeful if self.present.where[job] == NOWHERE}
        self.best = self.present

    def round(self, heat: float) -> int:
        """See ``Rounds``."""
        trial = self.present.copy()
        more = self._changed(trial)
        if more <= 0 or more < -heat * math.log(1.0 - self.dice.share()):
            self.present = trial
            return more
        return 0

    def keep(self) -> None:
        """See ``Rounds``."""
        self.best = self.present

    def solution(self, *, is_best: bool) -> Solution:
        """See ``Rounds``."""
        return self.best if is_best else self.present

    def served(self, *, is_best: bool) -> int:
        """See ``Rounds``."""
        where = self.solution(is_best=is_best).where
        return len(where) - where.count(NOWHERE)

    # --- put in -------------------------------------------------------------------------------------------------------

    def _recreate(self, solution: Solution, jobs: list[int], skip: float, done: set[int]) -> int:
        """Put the jobs in one after the other, each where it is cheapest; return the seconds, penalties included.

        ``done`` are the jobs whose party was tried already.
        """
        penalty, more = self.layout.penalty, 0
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
        tours, hit_of, plain, share = solution.tours, self.evaluator.fresh_hit, self.plain, self.dice.share
        slots, stay, may_take = self.layout.slots, self.layout.stays[job], solution.may_take
        best, best_slot, best_tour = worth, NOWHERE, None
        best_seq: Nodes = ()
        for pair_cost, index in self.candidates[job]:
            if pair_cost >= best:
                break
            tour = tours[index]
            hit = tour.cache.get(job)
            if hit is None:
                if stay > tour.spare or not may_take(slots[index]):
                    continue
                hit = tour.cache[job] = hit_of(tour, job)
            if hit[0] >= best:
                continue
            slot = slots[index]
            if not may_take(slot) or slot.helper in barred or (skip and share() < skip):
                continue
            found = None if plain[index] else solution.becomes(index, hit[1])
            if found is not None or plain[index]:
                best, best_slot, best_seq, best_tour = hit[0], index, hit[1], found
        if best_slot == NOWHERE:
            return None
        solution.where[job] = best_slot
        solution.waiting.discard(job)
        return solution.put(best_tour or self.evaluator.tour(best_slot, best_seq))

    def _place_party(self, solution: Solution, jobs: Nodes) -> int:
        """Put all jobs of a party in, with different helpers, or none; return the seconds, penalties included."""
        penalty = sum(self.layout.penalty[job] for job in jobs)
        if any(solution.where[job] != NOWHERE for job in jobs):
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

    # --- take out -----------------------------------------------------------------------------------------------------

    def _changed(self, trial: Solution) -> int:
        """Take some out and put them in again; return the seconds that the trial costs more."""
        penalty = self.layout.penalty
        removed = self._choose(trial)
        more, touched = self._take_out(trial, removed)
        reach = self._reach
        waiting = sorted(trial.waiting.difference(removed))
        again = [job for job in waiting if not touched.isdisjoint(reach[job])]
        more -= sum([penalty[job] for job in again])
        return more + self._recreate(trial, self._in_some_order([*removed, *again]), self.temper.skip, set())

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
        dice, where = self.dice, trial.where
        count = dice.between(self.temper.fewest, self.temper.most)
        waiting = sorted(trial.waiting)
        seed = dice.one_of(waiting) if waiting and dice.share() < 0.3 else dice.one_of(self.hopeful)  # noqa: PLR2004
        removed: dict[int, None] = {}
        kind = dice.share()
        if self.is_long:
            removed = self._strings(trial, seed, count)
        elif kind < 0.5:  # noqa: PLR2004
            for job in self.near(seed):
                if len(removed) >= count:
                    break
                if where[job] != NOWHERE and dice.share() < 0.6:  # noqa: PLR2004
                    removed[job] = None
        else:
            removed[seed] = None
            found = self.candidates[seed]
            for _, slot in dice.some_of(found, min(len(found), 4)):
                removed.update(dict.fromkeys(trial.tours[slot].jobs))
        for job in list(removed):
            removed.update(dict.fromkeys(self.party.get(job, ())))
        return {job: None for job in removed if where[job] != NOWHERE and self._may_go(job)}

    def _strings(self, trial: Solution, seed: int, count: int) -> dict[int, None]:
        """Stretches of the tours around a job: where tours are long, one of neighbours in each leaves room in it."""
        dice, where, tours = self.dice, trial.where, trial.tours
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
            length = dice.between(1, min(LONGEST_STRING, len(jobs)))
            place = jobs.index(job)
            first = dice.between(max(0, place - length + 1), min(place, len(jobs) - length))
            removed.update(dict.fromkeys(jobs[first : first + length]))
        return removed

    def _may_go(self, job: int) -> bool:
        return job not in self.firm and self.firm.isdisjoint(self.party.get(job, ()))

    def _in_some_order(self, jobs: list[int]) -> list[int]:
        share, layout = self.dice.share, self.layout
        kind = share()
        if kind < 0.3:  # noqa: PLR2004
            return sorted(jobs, key=lambda job: -layout.penalty[job] * (0.9 + 0.2 * share()))
        if kind < 0.7:  # noqa: PLR2004
            return sorted(jobs, key=lambda job: len(self.candidates[job]) * (0.7 + 0.6 * share()))
        self.dice.shuffle(jobs)
        return jobs

    @cached_property
    def _reach(self) -> dict[int, set[int]]:
        return {job: {slot for _, slot in self.candidates[job]} for job in self.hopeful}

    # --- near ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _spots(self) -> list[tuple[Spot, int]]:
        return [(spot_of(self.layout, job), job) for job in self.hopeful]

    def near(self, job: int) -> list[int]:
        """The jobs nearest in space and time, itself among the first."""
        found = self._near.get(job)
        if found is None:
            found = self._near[job] = self._nearest(job)
        return found

    def _nearest(self, job: int) -> list[int]:
        north, east, first, last = spot_of(self.layout, job)
        others, reach = self._spots, 1000.0
        while True:
            # Whoever is farther away than that in one direction alone need not be looked at closely.
            found = []
            for (lat, lon, begin, end), other in others:
                up, right = lat - north, lon - east
                if -reach <= up <= reach and -reach <= right <= reach:
                    away = math.sqrt(up * up + right * right)
                    apart = begin - last if begin > last else first - end if first > end else 0.0
                    found.append((away + METRES_A_SECOND * apart, other))
            found.sort()
            if len(found) == len(others) or (len(found) >= NEAR and found[NEAR - 1][0] <= reach):
                return [other for _, other in found[:NEAR]]
            reach *= 2


def spot_of(layout: Layout, job: int) -> Spot:
    """Where and when a job (by number) is visited."""
    visit = layout.jobs[job].visit
    spans = [layout.spans[nodes[-1]] for nodes in layout.alternatives[job]]
    first, last = min((low for _, low, _ in spans), default=0), max((high for _, _, high in spans), default=0)
    scale = METRES_A_DEGREE if layout.snapshot.ground == "earth" else 1.0
    narrow = math.cos(math.radians(visit.place.lat)) if scale > 1 else 1.0
    return visit.place.lat * scale, visit.place.lon * scale * narrow, float(first), float(last)

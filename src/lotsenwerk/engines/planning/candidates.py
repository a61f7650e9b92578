"""Which slots are looked at for each job: those that can do it alone, the nearest first, and always those who know it.

In a large area most helpers are too far away to matter. They are left out job by job; the map is never cut.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Final

from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.kernel import KernelRounds
from lotsenwerk.engines.planning.legs import METRES_A_DEGREE
from lotsenwerk.engines.planning.model import Ground
from lotsenwerk.engines.planning.tours import NEVER

MOST: Final = 60
"""Slots for each job, beside those that know it."""


class Candidates(dict[int, list[tuple[int, int]]]):
    """By job, the pair cost and the number of each slot worth trying, the cheapest pair first; found when asked for.

    ``closed`` slots are left out, ``most`` bounds the slots beside those that know the job.
    """

    def __init__(
        self, evaluator: Evaluator, closed: Collection[int] = (), most: int = MOST, kernel: KernelRounds | None = None
    ) -> None:
        super().__init__()
        self._kernel = kernel
        self._evaluator, self._layout, self._most = evaluator, evaluator.layout, most
        self._slots_of: dict[int, list[int]] = {}
        for slot in self._layout.slots:
            if slot.index not in closed:
                self._slots_of.setdefault(slot.helper, []).append(slot.index)
        self._near = _Nearness(self._layout, self._slots_of)

    def __missing__(self, number: int) -> list[tuple[int, int]]:
        """Find the candidates of a job nobody asked for yet."""
        layout, slots_of = self._layout, self._slots_of
        job = layout.jobs[number]
        faithful = job.known | job.standing | {layout.earlier.get(job.id, -1)}
        helpers = [helper for helper in layout.suited(number) if helper in slots_of]
        able = (slot for helper in self._near.in_order(number, helpers, self._most) for slot in slots_of[helper])
        kept = self._those_who_can(number, able, self._most)
        known = [slot for helper in helpers if helper in faithful for slot in slots_of[helper]]
        kept += self._those_who_can(number, [slot for slot in known if slot not in set(kept)], len(known))
        pair_cost, slots = self._evaluator.pair_cost, layout.slots
        found = self[number] = sorted((pair_cost(slots[slot].helper, number), slot) for slot in kept)
        if self._kernel is not None:
            self._kernel.propose(number, found)
        return found

    def _those_who_can(self, job: int, slots: Iterable[int], most: int) -> list[int]:
        """The first slots that can do the job if they do nothing else."""
        if self._kernel is not None:
            return self._kernel.able(job, list(slots), most)
        can: list[int] = []
        for slot in slots:
            if len(can) >= most:
                break
            if self._evaluator.hit(self._evaluator.empty(slot), job)[0] < NEVER:
                can.append(slot)
        return can


class _Nearness:
    """Helpers by a guess of their way to a job: flat ground, their own speed. Good enough to leave out the far ones."""

    def __init__(self, layout: Layout, slots_of: dict[int, list[int]]) -> None:
        self.layout = layout
        earth = layout.snapshot.ground is Ground.EARTH
        north = next((helper.home.lat for helper in layout.snapshot.helpers), 0.0)
        self.scale = METRES_A_DEGREE if earth else 1.0
        self.narrow = math.cos(math.radians(north)) if earth else 1.0
        self.homes = {}
        for helper in layout.snapshot.helpers:
            if helper.id in slots_of:
                way = layout.snapshot.ways[helper.way]
                place = (helper.home.lat, helper.home.lon)
                self.homes[helper.id] = (*place, self.scale * way.detour / way.metres_a_second, way.fixed_seconds)

    def in_order(self, job: int, helpers: list[int], most: int) -> Iterator[int]:
        """The helpers, the nearest first; as they come where they are few."""
        if len(helpers) <= most:
            yield from helpers
            return
        place = self.layout.jobs[job].visit.place
        lat, lon, narrow = place.lat, place.lon, self.narrow
        guesses = []
        for helper in helpers:
            north, east, pace, fixed = self.homes[helper]
            guesses.append((math.hypot(north - lat, (east - lon) * narrow) * pace + fixed, helper))
        guesses.sort(key=itemgetter(0))
        for _, helper in guesses:
            yield helper

"""Which slots are looked at for each job: those that can do it alone, the nearest first, and always those who know it.

In a large area most helpers are too far away to matter. They are left out job by job; the map is never cut.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from heapq import nsmallest
from itertools import islice
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
        kept = self._those_who_can(number, self._near.in_order(number, self._most), self._most)
        there = set(kept)
        suited = (helper for helper in layout.suited(number) if helper in faithful)
        known = [slot for helper in suited for slot in slots_of.get(helper, ())]
        kept += self._those_who_can(number, [slot for slot in known if slot not in there], len(known))
        pair_cost, slots = self._evaluator.pair_cost, layout.slots
        found = self[number] = sorted((pair_cost(slots[slot].helper, number), slot) for slot in kept)
        if self._kernel is not None:
            self._kernel.propose(number, found)
        return found

    def _those_who_can(self, job: int, slots: Iterable[int], most: int) -> list[int]:
        """The first slots that can do the job if they do nothing else."""
        can: list[int] = []
        if self._kernel is not None:
            for some in batched(slots, 2 * most):
                can += self._kernel.able(job, some, most - len(can))
                if len(can) >= most:
                    break
            return can
        for slot in slots:
            if len(can) >= most:
                break
            if self._evaluator.hit(self._evaluator.empty(slot), job)[0] < NEVER:
                can.append(slot)
        return can


def batched(found: Iterable[int], count: int) -> Iterator[list[int]]:
    """The same in lists of so many."""
    left = iter(found)
    while some := list(islice(left, count)):
        yield some


class _Nearness:
    """Helpers by a guess of their way to a job: flat ground, their own speed. Good enough to leave out the far ones."""

    def __init__(self, layout: Layout, slots_of: dict[int, list[int]]) -> None:
        self.layout, self.slots_of = layout, slots_of
        earth = layout.snapshot.ground is Ground.EARTH
        north = next((helper.home.lat for helper in layout.snapshot.helpers), 0.0)
        self.scale = METRES_A_DEGREE if earth else 1.0
        self.narrow = math.cos(math.radians(north)) if earth else 1.0
        self._homes: dict[int, list[tuple[float, float, float, int, int]]] = {}

    def in_order(self, number: int, most: int) -> Iterator[int]:
        """The slots of the helpers who suit a job, the nearest first; as they come where they are few."""
        slots_of, job = self.slots_of, self.layout.jobs[number]
        helpers = self.layout.able(number)
        if len(helpers) <= most:
            yield from (slot for helper in self.layout.suited(number) for slot in slots_of.get(helper, ()))
            return
        place, barred = job.visit.place, job.vetoed | job.declined
        if job.visit.at_home:
            # Nobody is nearer than anybody else.
            yield from (slot for helper in helpers if helper not in barred for slot in slots_of.get(helper, ()))
            return
        lat, lon, narrow, root = place.lat, place.lon, self.narrow, math.sqrt
        guesses = [
            (root((north - lat) ** 2 + ((east - lon) * narrow) ** 2) * pace + fixed, place, helper)
            for place, (north, east, pace, fixed, helper) in enumerate(self._homes_of(helpers))
            if helper not in barred
        ]
        # Mostly the nearest few are enough: only then are the others put in order.
        first = nsmallest(2 * most, guesses)
        yield from (slot for _, _, helper in first for slot in slots_of[helper])
        if len(first) < len(guesses):
            yield from (slot for _, _, helper in sorted(guesses)[len(first) :] for slot in slots_of[helper])

    def _homes_of(self, helpers: list[int]) -> list[tuple[float, float, float, int, int]]:
        """Where they live and how fast they are; the same list is asked for again and again."""
        found = self._homes.get(id(helpers))
        if found is None:
            found = []
            for number in helpers:
                if number in self.slots_of:
                    helper = self.layout.helpers[number]
                    way = self.layout.snapshot.ways[helper.way]
                    pace = self.scale * way.detour / way.metres_a_second
                    found.append((helper.home.lat, helper.home.lon, pace, way.fixed_seconds, number))
            self._homes[id(helpers)] = found
        return found

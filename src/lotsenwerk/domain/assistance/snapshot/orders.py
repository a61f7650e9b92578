"""The orders that the desk laid by hand, as routes of the plan before whose order stays.

One that cannot be gone any more is not kept to, and the snapshot says what stands in its way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, islice, product
from typing import Final

from lotsenwerk.domain.assistance.snapshot.walls import Walls
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator, sequences
from lotsenwerk.engines.planning.forcing import breaks
from lotsenwerk.engines.planning.model import LostOrder, Route, Snapshot
from lotsenwerk.engines.planning.solution import Solution, route_of
from lotsenwerk.engines.planning.tours import Nodes, Tour

MOST_TRIES: Final = 500
"""Ways to go through an order: which of several times each stop has, and whether a shop is visited once or twice."""

Orders = Mapping[tuple[int, date], Sequence[int]]
"""Numbers of needs, by volunteer and day."""


def with_orders(snapshot: Snapshot, orders: Orders, walls: Walls) -> Snapshot:
    """The snapshot in which each order that can be gone stays, and that names those that cannot be gone any more."""
    if not orders:
        return snapshot
    ordered = _Ordered(snapshot)
    for (volunteer_id, day), needs in sorted(orders.items()):
        ordered.lay(volunteer_id, day, needs, walls)
    return ordered.snapshot


class _Ordered:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.layout = Layout(snapshot)
        self.evaluator = Evaluator(self.layout)

    def lay(self, volunteer_id: int, day: date, needs: Sequence[int], walls: Walls) -> None:
        whole = walls.day(day)
        lost: list[LostOrder] = []
        for shift in self.snapshot.shifts:
            if shift.helper != volunteer_id or not whole.begin <= shift.during.begin < whole.end:
                continue
            jobs = self._jobs(volunteer_id, shift.id, needs)
            tour = self._tour(shift.id, jobs)
            if tour is not None:
                self._keep(route_of(self.layout, tour))
                return
            if jobs:
                lost.append(self._lost(shift.id, jobs))
        if lost:
            mildest = min(lost, key=lambda one: (one.seconds, one.shift))
            self.snapshot = replace(self.snapshot, lost=(*self.snapshot.lost, mildest))

    def _lost(self, shift_id: int, jobs: Sequence[int]) -> LostOrder:
        """Why the order cannot be gone in this shift: the first rule that it breaks where it breaks the fewest."""
        slot = self.layout.slots[self.layout.slot_of[shift_id, None]]
        empty = Solution(self.evaluator)
        tries = (breaks(empty, slot, seq) for seq in islice(self._sequences(jobs), MOST_TRIES))
        broken = min((one for one in tries if one), key=len, default=())
        if not broken:
            return LostOrder(shift_id, "PH23")
        params = broken[0].params
        job, seconds = params.get("job"), params.get("seconds", 0)
        return LostOrder(
            shift_id, broken[0].rule, job if isinstance(job, int) else None, seconds if isinstance(seconds, int) else 0
        )

    def _jobs(self, helper_id: int, shift_id: int, needs: Sequence[int]) -> list[int]:
        """The numbers of the jobs in the order, without those that are agreed somewhere else or do not suit her."""
        layout = self.layout
        helper = layout.helpers[helper_id]
        elsewhere = {
            stop.job
            for route in self.snapshot.before.routes
            if route.shift != shift_id
            for stop in route.stops
            if self.snapshot.holds[stop.job].keeps_person
        }
        known = [need for need in needs if need in layout.number and need not in elsewhere]
        return [layout.number[need] for need in known if rules.fits(helper, layout.jobs[layout.number[need]])]

    def _tour(self, shift_id: int, jobs: Sequence[int]) -> Tour | None:
        """A tour through the jobs in their order, with what is agreed in this shift besides."""
        slot = self.layout.slot_of[shift_id, None]
        if not jobs:
            return None
        for tries, seq in enumerate(self._sequences(jobs)):
            if tries >= MOST_TRIES:
                break
            tour: Tour | None = self.evaluator.tour(slot, seq)
            if tour is None or not tour.fits:
                continue
            for other in self._agreed(shift_id, jobs):
                tour = self._with(slot, tour, other) if tour is not None else None
            if tour is not None:
                return tour
        return None

    def _agreed(self, shift_id: int, jobs: Sequence[int]) -> list[int]:
        route = next((one for one in self.snapshot.before.routes if one.shift == shift_id), None)
        stops = route.stops if route is not None else ()
        numbers = dict.fromkeys(self.layout.number[stop.job] for stop in stops)
        held = self.snapshot.holds
        return [one for one in numbers if one not in jobs and held[self.layout.jobs[one].id].keeps_person]

    def _with(self, slot: int, tour: Tour, job: int) -> Tour | None:
        found = (self.evaluator.tour(slot, seq) for seq in sequences(self.layout, tour.seq, job))
        return next((one for one in found if one.fits), None)

    def _sequences(self, jobs: Sequence[int]) -> Iterator[Nodes]:
        """Through the visits in their order: a shop that several want one after the other once, or each time."""
        for alternative in product(*(self.layout.alternatives[job] for job in jobs)):
            runs = [list(run) for _, run in groupby(alternative, key=self._shop)]
            yield tuple(
                node
                for run in runs
                for node in (*(nodes[0] for nodes in run if len(nodes) > 1), *(nodes[-1] for nodes in run))
            )
            yield tuple(node for nodes in alternative for node in nodes)

    def _shop(self, nodes: Nodes) -> object:
        return self.layout.places[nodes[0]] if len(nodes) > 1 else nodes

    def _keep(self, route: Route) -> None:
        taken = {stop.job for stop in route.stops}
        others = []
        for one in self.snapshot.before.routes:
            stops = tuple(stop for stop in one.stops if stop.job not in taken)
            if one.shift != route.shift and stops:
                others.append(replace(one, stops=stops))
        routes = tuple(sorted([*others, route], key=lambda one: one.shift))
        before = replace(self.snapshot.before, routes=routes)
        self.snapshot = replace(self.snapshot, before=before, ordered=self.snapshot.ordered | {route.shift})

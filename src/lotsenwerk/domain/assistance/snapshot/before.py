"""What is agreed or asked already, as the plan before: the search finds it in its place.

What was agreed by telephone may not fit into what somebody said of her time, or two visits may lie nearer than the way
between them. Such visits get a stretch of their own, so that the rest of the day can be planned all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lotsenwerk.domain.assistance.plan_legs import between, place_of
from lotsenwerk.engines.planning.matching import together, without
from lotsenwerk.engines.planning.model import Bike, Helper, Job, PlannedStop, Route, Shift, Snapshot
from lotsenwerk.engines.planning.types import Stretch


@dataclass(frozen=True, slots=True)
class Held:
    """A visit that a helper agreed to (``is_firm``) or was asked for, with the stops as they were, in order of time."""

    job: int
    stops: tuple[PlannedStop, ...]
    is_firm: bool
    bike: int | None = None

    @property
    def begin(self) -> int:
        """When its first stop begins."""
        return self.stops[0].begin

    @property
    def end(self) -> int:
        """When its last stop ends."""
        return self.stops[-1].end


@dataclass(slots=True)
class Laid:
    """The shifts of one helper, the routes before in them, and by shift the visits and seconds that are agreed."""

    shifts: list[Shift] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    agreed: dict[int, tuple[int, int]] = field(default_factory=dict)


class Lay:
    """Lays the shifts of one helper after the other; numbers of shifts go on."""

    def __init__(self, world: Snapshot, jobs: Mapping[int, Job]) -> None:
        self.world, self.jobs = world, jobs
        self.bikes: dict[int, Bike] = {bike.id: bike for bike in world.bikes}
        self._last = 0

    def helper(self, helper: Helper, free: Sequence[Stretch], held: Sequence[Held], most: int) -> Laid:
        """Her stretches, with what she agreed to and was asked for in them."""
        firm = sorted((one for one in held if one.is_firm), key=lambda one: one.begin)
        soft = [one for one in held if not one.is_firm]
        laid = Laid()
        inside: list[tuple[Stretch, list[Held]]] = []
        for stretch in free:
            mine = [one for one in firm if stretch.begin <= one.begin and one.end <= stretch.end]
            if mine and not self._fits(helper, stretch, mine):
                mine = []
            inside.append((stretch, mine))
        placed = {one.job for _, mine in inside for one in mine}
        alone = [replace(one, bike=None) for one in firm if one.job not in placed]
        clusters = together(self._alone(helper, one) for one in alone)
        for cluster in clusters:
            mine = [one for one in alone if cluster.begin <= one.begin < cluster.end]
            self._shift(laid, helper, cluster, firm=mine, soft=[], most=cluster.end - cluster.begin)
        for stretch, mine in inside:
            pieces = without([stretch], clusters)
            for piece in pieces:
                here = [one for one in mine if piece.begin <= one.begin and one.end <= piece.end]
                asked = [one for one in soft if piece.begin <= one.begin and one.end <= piece.end]
                self._shift(laid, helper, piece, firm=here, soft=asked, most=min(most, piece.end - piece.begin))
        return laid

    def _shift(
        self, laid: Laid, helper: Helper, during: Stretch, *, firm: Sequence[Held], soft: Sequence[Held], most: int
    ) -> None:
        self._last += 1
        shift = Shift(self._last, helper.id, during, most)
        if firm:
            route = self._route(helper, shift, firm)
            length = route.back - route.leave
            shift = replace(shift, most_seconds=max(most, length))
            laid.agreed[shift.id] = len(firm), length
        laid.shifts.append(shift)
        if firm or soft:
            laid.routes.append(self._route(helper, shift, [*firm, *soft]))

    def _route(self, helper: Helper, shift: Shift, held: Sequence[Held]) -> Route:
        bike = self._bike(held)
        stops = sorted((stop for one in held for stop in one.stops), key=lambda stop: (stop.begin, stop.end))
        legs = between(self.world, helper, bike, [place_of(self.jobs, stop, helper) for stop in stops])
        leave, back = stops[0].begin - legs[0], stops[-1].end + legs[-1]
        return Route(shift.id, bike.id if bike else None, leave, back, tuple(stops))

    def _fits(self, helper: Helper, stretch: Stretch, firm: Sequence[Held]) -> bool:
        """Whether there is time for every way between these visits, from home and back."""
        bike = self._bike(firm)
        stops = sorted((stop for one in firm for stop in one.stops), key=lambda stop: (stop.begin, stop.end))
        at = stretch.begin
        legs = between(self.world, helper, bike, [place_of(self.jobs, stop, helper) for stop in stops])
        for stop, leg in zip(stops, legs, strict=False):
            if at + leg > stop.begin:
                return False
            at = stop.end
        return at + legs[-1] <= stretch.end

    def _bike(self, held: Sequence[Held]) -> Bike | None:
        return next((self.bikes[one.bike] for one in held if one.bike in self.bikes), None)

    def _alone(self, helper: Helper, one: Held) -> Stretch:
        legs = between(self.world, helper, None, [place_of(self.jobs, stop, helper) for stop in one.stops])
        return Stretch(one.begin - legs[0], one.end + legs[-1])

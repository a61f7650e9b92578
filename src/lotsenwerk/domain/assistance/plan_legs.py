"""The legs of planned routes, from what a plan was made from."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from lotsenwerk.engines.planning.legs import leg_seconds
from lotsenwerk.engines.planning.model import Bike, Ground, Helper, Job, Part, PlannedStop, Route, Snapshot
from lotsenwerk.engines.travel.distance import Point, distance_m


class Legs:
    """Ways between the stops of the routes of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.jobs = {job.id: job for job in snapshot.jobs}
        self.helpers = {helper.id: helper for helper in snapshot.helpers}
        self.bikes = {bike.id: bike for bike in snapshot.bikes}
        self.helper_of = {shift.id: shift.helper for shift in snapshot.shifts}

    def seconds(self, route: Route) -> Sequence[int]:
        """Seconds of each leg, the one to the first stop and the one home included; waiting is no leg."""
        helper = self.helpers[self.helper_of[route.shift]]
        bike = self.bike(route)
        return between(self.snapshot, helper, bike, [place_of(self.jobs, stop, helper) for stop in route.stops])

    def metres(self, route: Route) -> int:
        """Metres on the road with the helper's way of travel, or with the bike from its station and back."""
        helper = self.helpers[self.helper_of[route.shift]]
        bike = self.bike(route)
        base, way = (bike.station, bike.way) if bike else (helper.home, helper.way)
        points = [base, *(place_of(self.jobs, stop, helper) for stop in route.stops), base]
        straight = sum(distance_m(one, other) for one, other in pairwise(points))
        return round(straight * self.snapshot.ways[way].detour)

    def bike(self, route: Route) -> Bike | None:
        """The shared bike of a route."""
        return self.bikes.get(route.bike) if route.bike is not None else None


def place_of(jobs: Mapping[int, Job], planned: PlannedStop, helper: Helper) -> Point:
    """Where a helper is for a stop; what is done by telephone or video she does at home."""
    job = jobs[planned.job]
    stop = job.pick_up if planned.part is Part.PICK_UP and job.pick_up else job.visit
    return helper.home if stop.at_home else stop.place


def between(snapshot: Snapshot, helper: Helper, bike: Bike | None, places: Sequence[Point]) -> list[int]:
    """Seconds of the legs of a helper's route through these places, from home and back."""

    def leg(here: Point, there: Point, way: str) -> int:
        return leg_seconds(Ground.EARTH, snapshot.ways[way], here, there)

    base, way = (bike.station, bike.way) if bike else (helper.home, helper.way)
    legs = [leg(one, other, way) for one, other in pairwise([base, *places, base])]
    if bike:
        own = leg(helper.home, bike.station, helper.way) + bike.handover_seconds
        legs[0] += own
        legs[-1] += own
    return legs

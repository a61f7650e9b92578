"""Instances of the literature as towns: Solomon's deliveries from one depot, and Li and Lim's pick-ups with delivery.

A vehicle is a helper who lives at the depot, a customer a job. What Solomon's customers get is in the vehicle when it
leaves: that is what ``Laden`` says. Distances are
doubles in the literature; the planner counts whole seconds, so a unit of distance is made ``SCALE`` metres and seconds,
and what is found is judged anew in doubles.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.model import Ground, Helper, Job, Plan, Shift, Snapshot, Stop, Way, Weights
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

SCALE = 1000
TOLERANCE = 0.05
"""Units that rounding to seconds may add up to over a long route."""
MISSING = 300
"""Units for a customer who is not served, while a fleet is being made smaller: more than a detour."""
SOLOMON_COLUMNS = 7
LI_LIM_COLUMNS = 9


@dataclass(frozen=True)
class Customer:
    """A row of the file; ``pick_up`` and ``delivery`` are numbers of customers, 0 where there is none."""

    number: int
    east: float
    north: float
    demand: int
    ready: float
    due: float
    service: float
    pick_up: int = 0
    delivery: int = 0


@dataclass(frozen=True)
class Instance:
    """One file: customer 0 is the depot."""

    name: str
    vehicles: int
    capacity: int
    customers: tuple[Customer, ...]
    pairs: bool


def read(file: Path) -> Instance | None:
    """The instance in a file of either format; none if it is neither."""
    rows = [line.split() for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    numbers = [row for row in rows if all(_is_number(word) for word in row)]
    if len(numbers) < 2:  # noqa: PLR2004 - a fleet and a depot
        return None
    fleet, *lines = numbers
    pairs = len(lines[0]) == LI_LIM_COLUMNS
    if not pairs and len(lines[0]) != SOLOMON_COLUMNS:
        return None
    customers = tuple(
        Customer(
            int(row[0]), float(row[1]), float(row[2]), int(float(row[3])), *(float(word) for word in row[4:7]),
            *(int(word) for word in row[7:9]),
        )
        for row in lines
    )  # fmt: skip
    return Instance(file.stem, int(fleet[0]), int(float(fleet[1])), customers, pairs)


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).lstrip("-").isdigit()


def town(instance: Instance, vehicles: int, before: Plan = Plan(), missing: int = 100 * MISSING) -> Snapshot:  # noqa: B008 - frozen
    """The instance with so many vehicles, each with one shift of the depot's hours."""
    depot = instance.customers[0]
    day = Stretch(0, round(depot.due * SCALE))
    helpers = tuple(Helper(number, _place(depot), "van") for number in range(1, vehicles + 1))
    return Snapshot(
        helpers,
        tuple(Shift(one.id, one.id, day, day.end) for one in helpers),
        tuple(_jobs(instance)),
        ways={"van": Way(1.0, 1.0, 0, instance.capacity)},
        ground=Ground.PLANE,
        weights=Weights(unserved=missing * SCALE),
        before=before,
    )


class Laden(Evaluator):
    """An evaluator for goods that are in the vehicle from the beginning."""

    is_laden = True


def _place(customer: Customer) -> Point:
    return Point(lat=customer.north * SCALE, lon=customer.east * SCALE)


def _stop(customer: Customer) -> Stop:
    window = Stretch(round(customer.ready * SCALE), round(customer.due * SCALE))
    return Stop(_place(customer), round(customer.service * SCALE), (window,))


def _jobs(instance: Instance) -> Iterator[Job]:
    by_number = {one.number: one for one in instance.customers}
    for one in instance.customers[1:]:
        if not instance.pairs:
            yield Job(one.number, _stop(one), amount=one.demand)
        elif one.delivery:
            yield Job(one.delivery, _stop(by_number[one.delivery]), pick_up=_stop(one), amount=one.demand)


@dataclass(frozen=True)
class Judged:
    """What the judge of the literature says: vehicles, distance in units, whether everything holds."""

    vehicles: int
    distance: float
    valid: bool


def judge(instance: Instance, tours: Sequence[Sequence[int]]) -> Judged:
    """Drive the tours (numbers of customers) in doubles: hours, loads, everybody once, pick-up before its delivery."""
    by_number = {one.number: one for one in instance.customers}
    depot = instance.customers[0]
    seen = [number for tour in tours for number in tour]
    valid = sorted(seen) == sorted(by_number.keys() - {depot.number}) and len(tours) <= instance.vehicles
    distance = 0.0
    for tour in tours:
        here, clock = depot, 0.0
        load = 0 if instance.pairs else sum(by_number[number].demand for number in tour)
        valid = valid and load <= instance.capacity
        where = {number: place for place, number in enumerate(tour)}
        for number in tour:
            there = by_number[number]
            leg = math.hypot(there.east - here.east, there.north - here.north)
            distance += leg
            clock = max(clock + leg, there.ready)
            load += there.demand if instance.pairs else -there.demand
            in_order = not there.delivery or where.get(there.delivery, -1) > where[number]
            valid = valid and clock <= there.due + TOLERANCE and 0 <= load <= instance.capacity and in_order
            clock += there.service
            here = there
        leg = math.hypot(depot.east - here.east, depot.north - here.north)
        distance += leg
        valid = valid and clock + leg <= depot.due + TOLERANCE
    return Judged(len(tours), distance, valid)


def tours_of(instance: Instance, plan: Plan) -> list[list[int]]:
    """The customers of each route of a plan."""
    pick_up_of = {one.number: one.pick_up for one in instance.customers}
    tours = []
    for route in plan.routes:
        tour = []
        for stop in route.stops:
            if stop.part == "visit":
                tour.append(stop.job)
            elif instance.pairs:
                tour.append(pick_up_of[stop.job])
        tours.append(tour)
    return tours

"""Two solver libraries on the planner's own problem: the same town, ways, hours, caps and costs between two people.

OR-Tools (``ortools``) and PyVRP (``pyvrp``) answer the order of the stops of each shift; the times are laid by the
clock of the planner, and the judge says what the plan costs and which rules it breaks. PyVRP cannot count jobs of a
shift where they are pick-up and visit, nor over two shifts of a day: what its plans break is told.
"""

import importlib.util
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.compiling import Layout, Slot
from lotsenwerk.engines.planning.model import Plan, PlannedStop, Route, Snapshot
from lotsenwerk.engines.planning.scheduling import forced_schedule

Sequences = dict[int, list[int]]
"""The nodes of a layout by the number of the slot."""
HORIZON = 86_400
DEAR = 10**7
"""Seconds for what may not be, where a library knows prices only."""
HOW = "pip install --require-hashes -r requirements/bench.txt"


@dataclass(frozen=True)
class Answer:
    """What the judge says of a library's plan: its cost in seconds, jobs served, and how many rules it breaks."""

    cost: int
    served: int
    broken: int


def are_there(*packages: str) -> bool:
    """Whether these packages are installed."""
    return all(importlib.util.find_spec(package) is not None for package in packages)


def apart(do: Callable[[], Answer | None]) -> Answer | None:
    """Do it in a process of its own: the libraries do not bear each other, and their memory is not ours.

    None if it found nothing, or broke.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=lambda: theirs.send(do()))
    child.start()
    theirs.close()
    try:
        answer: Answer | None = ours.recv()
    except EOFError:
        answer = None
    child.join()
    return answer


def judged(snapshot: Snapshot, solve: Callable[[Layout, float], Sequences], seconds: float) -> Answer | None:
    """Let a library plan a town without bikes; none if it found no plan at all."""
    layout = Layout(snapshot)
    found = {slot: seq for slot, seq in solve(layout, seconds).items() if seq}
    if not found:
        return None
    plan = Plan(tuple(_route(layout, layout.slots[slot], tuple(seq)) for slot, seq in sorted(found.items())))
    verdict = check(snapshot, plan)
    return Answer(verdict.cost, len(snapshot.jobs) - len(verdict.unserved), len(verdict.broken))


def _route(layout: Layout, slot: Slot, seq: tuple[int, ...]) -> Route:
    times = forced_schedule(layout, slot, seq)
    stops = tuple(
        PlannedStop(layout.jobs[layout.job_of[node]].id, layout.part_of[node], begin, begin + layout.spans[node][0])
        for node, begin in zip(seq, times.begins, strict=True)
    )
    return Route(slot.shift.id, None, times.leave, times.back, stops)


def by_or_tools(layout: Layout, seconds: float) -> Sequences:
    """Parallel cheapest insertion, then guided local search; a day's cap over two shifts is a constraint of its own."""
    return _OrTools(layout).solve(seconds)


class _OrTools:
    """Node ``n`` of the layout is node ``homes + n`` of the model; the first ones are the homes of the helpers."""

    def __init__(self, layout: Layout) -> None:
        from ortools.constraint_solver import pywrapcp

        self.layout = layout
        helpers = list(dict.fromkeys(slot.helper for slot in layout.slots))
        self.home = {helper: number for number, helper in enumerate(helpers)}
        self.count = len(helpers)
        homes = [self.home[slot.helper] for slot in layout.slots]
        self.manager: Any = pywrapcp.RoutingIndexManager(
            self.count + len(layout.job_of), len(layout.slots), homes, homes
        )
        self.model: Any = pywrapcp.RoutingModel(self.manager)
        self._ways()
        self._loads()
        self._pairs()
        self._jobs()

    def _matrix(self, slots: list[Slot], *, stays: bool) -> list[list[int]]:
        """Ways between all nodes by one way of travel, and between them and the homes of those who travel so."""
        layout, count = self.layout, self.count
        nodes, legs = range(len(layout.job_of)), slots[0].legs
        home_of = {self.home[slot.helper]: slot for slot in slots}
        rows = []
        for home in range(count):
            slot = home_of.get(home)
            rows.append([0] * count + ([slot.first[node] for node in nodes] if slot else [0] * len(nodes)))
        for node in nodes:
            stay = layout.spans[node][0] if stays else 0
            back = [home_of[home].last[node] + stay if home in home_of else 0 for home in range(count)]
            rows.append(back + [legs[node][other] + stay for other in nodes])
        return rows

    def _ways(self) -> None:
        layout, model = self.layout, self.model
        by_way: dict[str, list[Slot]] = {}
        for slot in layout.slots:
            by_way.setdefault(layout.helpers[slot.helper].way, []).append(slot)
        ways: dict[int, tuple[int, int]] = {}
        for slots in by_way.values():
            evaluators = (
                model.RegisterTransitMatrix(self._matrix(slots, stays=False)),
                model.RegisterTransitMatrix(self._matrix(slots, stays=True)),
            )
            ways.update(dict.fromkeys((slot.index for slot in slots), evaluators))
        for slot in layout.slots:
            model.SetArcCostEvaluatorOfVehicle(ways[slot.index][0], slot.index)
        passing = [ways[slot.index][1] for slot in layout.slots]
        model.AddDimensionWithVehicleTransits(passing, HORIZON, HORIZON, False, "time")
        self.time: Any = model.GetDimensionOrDie("time")
        for slot in layout.slots:
            for end in (model.Start(slot.index), model.End(slot.index)):
                self.time.CumulVar(end).SetRange(slot.begin, slot.end)
            self.time.SetSpanUpperBoundForVehicle(slot.most, slot.index)

    def _loads(self) -> None:
        layout, model = self.layout, self.model
        loads = model.RegisterUnaryTransitVector([0] * self.count + layout.change)
        model.AddDimensionWithVehicleCapacity(loads, 0, [slot.holds for slot in layout.slots], True, "load")
        visits = [int(node == layout.alternatives[job][0][-1]) for node, job in enumerate(layout.job_of)]
        counts = model.RegisterUnaryTransitVector([0] * self.count + visits)
        most = [min((layout.most_jobs[cap] for cap in slot.caps), default=len(visits)) for slot in layout.slots]
        model.AddDimensionWithVehicleCapacity(counts, 0, most, True, "jobs")
        jobs = model.GetDimensionOrDie("jobs")
        for cap, limit in enumerate(layout.most_jobs):
            under = [model.End(slot.index) for slot in layout.slots if cap in slot.caps]
            if len(under) > 1:
                model.solver().Add(sum(jobs.CumulVar(end) for end in under) <= limit)

    def _pairs(self) -> None:
        layout, model = self.layout, self.model
        matrices = {}
        for helper in self.home:
            costs = [0] * self.count + [_pair_cost(layout, helper, node) for node in range(len(layout.job_of))]
            matrices[helper] = model.RegisterTransitMatrix([costs] * len(costs))
        evaluators = [matrices[slot.helper] for slot in layout.slots]
        model.AddDimensionWithVehicleTransits(evaluators, 0, 10**8, True, "pairs")
        pairs = model.GetDimensionOrDie("pairs")
        for slot in layout.slots:
            pairs.SetSpanCostCoefficientForVehicle(1, slot.index)

    def _jobs(self) -> None:
        layout, model, manager = self.layout, self.model, self.manager
        for job, alternatives in enumerate(layout.alternatives):
            suited = set(layout.suited(job))
            able = [slot.index for slot in layout.slots if slot.helper in suited]
            nodes = [manager.NodeToIndex(self.count + node) for node in alternatives[0]]
            for node, index in zip(alternatives[0], nodes, strict=True):
                self.time.CumulVar(index).SetRange(*layout.spans[node][1:])
                model.VehicleVar(index).SetValues([-1, *able])
                model.AddDisjunction([index], layout.penalty[job] // len(nodes))
            if len(nodes) > 1:
                first, visit = nodes
                model.AddPickupAndDelivery(first, visit)
                model.solver().Add(model.VehicleVar(first) == model.VehicleVar(visit))
                model.solver().Add(self.time.CumulVar(first) <= self.time.CumulVar(visit))

    def solve(self, seconds: float) -> Sequences:
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2

        how: Any = pywrapcp.DefaultRoutingSearchParameters()
        how.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        how.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        how.time_limit.FromMilliseconds(int(seconds * 1000))
        answer = self.model.SolveWithParameters(how)
        found: Sequences = {}
        if answer:
            for slot in self.layout.slots:
                index, seq = answer.Value(self.model.NextVar(self.model.Start(slot.index))), []
                while not self.model.IsEnd(index):
                    seq.append(self.manager.IndexToNode(index) - self.count)
                    index = answer.Value(self.model.NextVar(index))
                found[slot.index] = seq
        return found


def _pair_cost(layout: Layout, helper: int, node: int) -> int:
    """What the soft rules weigh, told at the visit of a job."""
    job = layout.job_of[node]
    if node != layout.alternatives[job][0][-1]:
        return 0
    return rules.pair_cost(layout.pair(helper, job))


def by_pyvrp(layout: Layout, seconds: float) -> Sequences:
    """Iterated local search; each helper has a profile of her own, in which what she may not do is dear."""
    from pyvrp import Client, Depot, Location, ProblemData, Shipment, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    helpers = list(dict.fromkeys(slot.helper for slot in layout.slots))
    row_of = {slot.helper: slot for slot in layout.slots}
    ways, costs = zip(*(_profile(layout, row_of[helper]) for helper in helpers), strict=True)
    locations = [Location(0, 0)] + [Location(int(place.lon), int(place.lat)) for place in layout.places]
    clients, shipments = [], []
    client_jobs, shipment_jobs = [], []
    for job, alternatives in enumerate(layout.alternatives):
        visit = alternatives[0][-1]
        stay, low, high = layout.spans[visit]
        if len(alternatives[0]) == 1:
            client_jobs.append(job)
            clients.append(
                Client(
                    visit + 1, delivery=[0], service_duration=stay, tw_early=low, tw_late=high,
                    prize=layout.penalty[job], required=False,
                )
            )  # fmt: skip
            continue
        first = alternatives[0][0]
        stay_first, low_first, high_first = layout.spans[first]
        shipment_jobs.append(job)
        shipments.append(
            Shipment(
                first + 1, visit + 1, low_first, high_first, stay_first, low, high, stay,
                amount=[layout.change[first]], prize=layout.penalty[job], required=False,
            )
        )  # fmt: skip
    vehicles = [
        VehicleType(
            1, [slot.holds], tw_early=slot.begin, tw_late=slot.end, shift_duration=slot.most,
            profile=helpers.index(slot.helper),
        )
        for slot in layout.slots
    ]  # fmt: skip
    data = ProblemData(locations, clients, [Depot(0)], vehicles, list(costs), list(ways), shipments=shipments)
    best = solve(data, stop=MaxRuntime(seconds), seed=0, collect_stats=False, display=False).best
    found: Sequences = {}
    for route in best.routes():
        seq = []
        for stop in route:
            if stop.is_client():
                seq.append(layout.alternatives[client_jobs[stop.idx]][0][0])
            elif stop.is_pickup():
                seq.append(layout.alternatives[shipment_jobs[stop.idx]][0][0])
            elif stop.is_delivery():
                seq.append(layout.alternatives[shipment_jobs[stop.idx]][0][1])
        found[route.vehicle_type()] = seq
    return found


def _profile(layout: Layout, slot: Slot) -> tuple[Any, Any]:
    """Ways and costs of one helper between her home (place 0) and all nodes."""
    import numpy as np

    nodes = range(len(layout.job_of))
    ways = np.zeros((len(nodes) + 1, len(nodes) + 1), np.int64)
    ways[0, 1:] = ways[1:, 0] = [slot.first[node] for node in nodes]
    for node in nodes:
        row = slot.legs[node]
        ways[node + 1, 1:] = [row[other] for other in nodes]
    more = []
    for node in nodes:
        suited = slot.helper in layout.suited(layout.job_of[node])
        more.append(_pair_cost(layout, slot.helper, node) if suited else DEAR)
    costs = ways.copy()
    costs[:, 1:] += np.array(more)
    np.fill_diagonal(costs, 0)
    return ways, costs

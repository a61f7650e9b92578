"""Where a search begins: the plan before, as far as it still fits, and what of it may not be moved."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator, Sums
from lotsenwerk.engines.planning.model import Part, Plan, Route
from lotsenwerk.engines.planning.solution import NOWHERE, Solution
from lotsenwerk.engines.planning.tours import Nodes, Tour

AllSums = Callable[[Sequence[tuple[int, Nodes]]], Iterable[Sums]]
"""Of slots and sequences, what each of the tours comes to."""
_BOTH: Final = [Part.PICK_UP, Part.VISIT]
_VISIT: Final = [Part.VISIT]
"""The stops of a whole job: both parts once, the pick-up first, or its visit once."""


@dataclass(slots=True)
class Beginning:
    """A solution to search from.

    ``firm`` are the numbers of the jobs that stay where they are; ``stuck`` the routes by slot that do not fit any more
    and cannot be changed either: they stay as they were, and the judge says what is wrong with them.
    """

    solution: Solution
    firm: set[int] = field(default_factory=set)
    stuck: dict[int, Route] = field(default_factory=dict)


def begin(evaluator: Evaluator, plan: Plan | None = None, sums: AllSums | None = None) -> Beginning:
    """Lay a plan (the one before) into an empty solution: firm jobs whatever happens, the others as far as they fit.

    ``sums`` works out what many tours come to faster than the evaluator can, where somebody can.
    """
    layout = evaluator.layout
    plan = layout.snapshot.before if plan is None else plan
    beginning = Beginning(Solution(evaluator))
    routes = sorted(plan.routes, key=lambda one: (_softness(layout, one), one.shift))
    slots = [(layout.slot_of.get((route.shift, route.bike)), route) for route in routes]
    laid = [(slot, seq, route) for slot, route in slots if slot is not None and (seq := _seq_of(layout, route))]
    if sums is not None:
        asked = [(slot, seq) for slot, seq, _ in laid]
        for (slot, seq), summed in zip(asked, sums(asked), strict=True):
            evaluator.know(slot, seq, summed)
    for slot, seq, route in laid:
        _lay(beginning, slot, seq, route)
    _undo_torn_parties(beginning)
    return beginning


def _softness(layout: Layout, route: Route) -> int:
    """0 for routes with something firm in them, which come first where two want the same bike."""
    holds = layout.snapshot.holds
    for stop in route.stops:
        hold = holds.get(stop.job)
        if hold is not None and hold.keeps_person:
            return 0
    return 1


def _lay(beginning: Beginning, slot: int, seq: Nodes, route: Route) -> None:
    """With a bike it leaves no earlier than before, as long as it fits: somebody may have the bike until then."""
    solution = beginning.solution
    layout, evaluator, snapshot = solution.layout, solution.evaluator, solution.layout.snapshot
    tour = evaluator.tour(slot, seq, route.leave if route.bike is not None else 0)
    if not tour.fits:
        tour = evaluator.tour(slot, seq)
    holds, jobs = snapshot.holds, layout.jobs
    held = {job for job in tour.jobs if (hold := holds.get(jobs[job].id)) is not None and hold.keeps_person}
    firm = set(tour.jobs) if route.shift in snapshot.ordered else held
    fitting = next((less for less in _fewer_and_fewer(evaluator, tour, firm) if _may_be(solution, less)), None)
    if fitting is not None:
        tour = fitting
    elif firm:
        beginning.stuck[slot] = route
        firm = set(tour.jobs)
    else:
        return
    beginning.firm |= firm
    solution.put(tour)
    for job in tour.jobs:
        solution.where[job] = slot


def _may_be(solution: Solution, tour: Tour) -> bool:
    """Whether caps, bike and helper let the tour be in the solution so far."""
    layout = solution.layout
    if not tour.fits:
        return False
    for cap in tour.slot.caps:
        most = layout.caps[cap]
        if solution.counts[cap] + len(tour.jobs) > layout.most_jobs[cap]:
            return False
        if most.seconds is not None and solution.seconds[cap] + tour.length > most.seconds:
            return False
    if any(solution.where[job] != NOWHERE for job in tour.jobs):
        return False
    if any(solution.tours[rival].seq for rival in tour.slot.rivals):
        return False
    return solution.bike_is_free(tour)


def _seq_of(layout: Layout, route: Route) -> Nodes:
    """The stops of the jobs that are there as a whole, each in the window of its job that lies nearest to its time."""
    number, jobs = layout.number, layout.jobs
    stops = [(number[stop.job], stop.part, stop.begin) for stop in route.stops if stop.job in number]
    parts: dict[int, list[Part]] = {}
    for job, part, _ in stops:
        parts.setdefault(job, []).append(part)
    seq = []
    for job, part, at in stops:
        if parts[job] != (_BOTH if jobs[job].pick_up else _VISIT):
            continue
        alternatives = layout.alternatives[job]
        place = 0 if part is Part.PICK_UP else -1
        if not alternatives:
            return ()
        if len(alternatives) == 1:
            seq.append(alternatives[0][place])
            continue
        nodes = {nodes[place] for nodes in alternatives}
        seq.append(min(nodes, key=lambda node: (max(layout.spans[node][1] - at, at - layout.spans[node][2], 0), node)))
    return tuple(seq)


def _fewer_and_fewer(evaluator: Evaluator, tour: Tour, firm: set[int]) -> Iterator[Tour]:
    """The tour; then without one soft job; then with fewer and fewer of them, the last ones first."""
    layout, helper = evaluator.layout, evaluator.layout.helpers[tour.slot.helper]
    unsuited = {job for job in tour.jobs if job not in firm and not rules.fits(helper, layout.jobs[job])}
    tour = evaluator.without(tour, unsuited) if unsuited else tour
    yield tour
    soft = [job for job in reversed(tour.jobs) if job not in firm]
    yield from (evaluator.without(tour, {job}) for job in soft)
    yield from (evaluator.without(tour, set(soft[:count])) for count in range(2, len(soft) + 1))


def _undo_torn_parties(beginning: Beginning) -> None:
    """A party of which somebody is missing is taken out, unless somebody is held (then the judge says it)."""
    solution = beginning.solution
    for party in parties(solution.layout):
        there = [job for job in party if solution.where[job] != NOWHERE]
        if len(there) not in {0, len(party)} and not beginning.firm.intersection(there):
            for job in there:
                solution.put(solution.evaluator.without(solution.tours[solution.where[job]], {job}))
                solution.where[job] = NOWHERE


def parties(layout: Layout) -> list[tuple[int, ...]]:
    """The numbers of the jobs that belong together."""
    found: dict[int, list[int]] = {}
    for number, job in enumerate(layout.jobs):
        if job.party is not None:
            found.setdefault(job.party, []).append(number)
    return [tuple(jobs) for jobs in found.values()]

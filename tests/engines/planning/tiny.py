"""The best plan of a tiny town, found by trying every route: slow, and nothing of the search is in it."""

from itertools import permutations, product

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.model import Plan, PlannedStop, Route, Snapshot
from lotsenwerk.engines.planning.scheduling import schedule


def least_cost(snapshot: Snapshot) -> int:
    """The cost in seconds of the best plan, by the judge. For towns with three jobs, without bikes and parties."""
    layout = Layout(snapshot)
    jobs = range(len(layout.jobs))
    routes: dict[tuple[int, frozenset[int]], list[Route]] = {}
    best = check(snapshot, Plan()).cost
    for places in product([None, *range(len(layout.slots))], repeat=len(layout.jobs)):
        options = []
        for slot in range(len(layout.slots)):
            hers = frozenset(job for job in jobs if places[job] == slot)
            if hers and (slot, hers) not in routes:
                routes[slot, hers] = _routes(snapshot, layout, slot, hers)
            if hers:
                options.append(routes[slot, hers])
        for chosen in product(*options):
            verdict = check(snapshot, Plan(chosen))
            if verdict.valid:
                best = min(best, verdict.cost)
    return best


def _routes(snapshot: Snapshot, layout: Layout, slot: int, jobs: frozenset[int]) -> list[Route]:
    """The cheapest route of a slot that does these jobs, by the judge; none if there is none."""
    found: list[tuple[int, Route]] = []
    for alternatives in product(*(layout.alternatives[job] for job in sorted(jobs))):
        nodes = [node for alternative in alternatives for node in alternative]
        for seq in permutations(nodes):
            # A pick-up has a lower number than its visit.
            if any(seq.index(one[0]) > seq.index(one[-1]) for one in alternatives):
                continue
            times = schedule(layout, layout.slots[slot], seq)
            if times is None:
                continue
            stops = tuple(
                PlannedStop(layout.jobs[layout.job_of[node]].id, layout.part_of[node], at, at + layout.spans[node][0])
                for node, at in zip(seq, times.begins, strict=True)
            )
            route = Route(layout.slots[slot].shift.id, None, times.leave, times.back, stops)
            verdict = check(snapshot, Plan((route,)))
            if verdict.valid:
                found.append((verdict.cost, route))
    return [min(found, key=lambda one: one[0])[1]] if found else []

"""A job made to go into a route although the clock is against it, in the mildest way: what would be broken then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import pairwise
from operator import itemgetter
from typing import Final

from lotsenwerk.engines.planning.compiling import Layout, Slot, windows_of
from lotsenwerk.engines.planning.evaluating import sequences
from lotsenwerk.engines.planning.model import Part, PlannedStop, Route, Stop
from lotsenwerk.engines.planning.scheduling import Times, forced_schedule
from lotsenwerk.engines.planning.solution import NOWHERE, Solution, bike_times
from lotsenwerk.engines.planning.tours import Nodes
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.reasons import Reason

CLOSELY: Final = 2
"""How many of the routes that look mildest are looked at closely."""


@dataclass(frozen=True, slots=True)
class Forced:
    """A route that is not valid, and every rule that it breaks; no route where no time suits the job at all."""

    route: Route | None
    broken: tuple[Reason, ...]


def mildest(solution: Solution, slots: list[Slot], number: int) -> Forced:
    """The route with the job (by number) in it that breaks the fewest rules, then by the fewest seconds.

    Only the few routes that look mildest are looked at closely (see ``_harshness``).
    """
    layout = solution.layout
    if not layout.alternatives[number]:
        return Forced(None, tuple(_never(layout, number)))
    tries = [
        (_harshness(layout, spanned, seq), slot, spanned, seq)
        for slot in slots
        for spanned in ([slot] if slot.spans is layout.spans else [slot, replace(slot, spans=layout.spans)])
        for seq in sequences(layout, solution.tours[slot.index].seq, number)
    ]
    found = [
        _forced(solution, slot, spanned, seq, number)
        for _, slot, spanned, seq in nsmallest(CLOSELY, tries, key=itemgetter(0))
    ]
    return min(found, key=lambda one: (len(one.broken), sum(_seconds(reason) for reason in one.broken)))


def breaks(solution: Solution, slot: Slot, seq: Nodes) -> tuple[Reason, ...]:
    """What a sequence of a slot breaks by the clock and by what is carried, however late it has to be."""
    return tuple(_by_itself(solution, slot, seq, forced_schedule(solution.layout, slot, seq)))


def _by_itself(solution: Solution, slot: Slot, seq: Nodes, times: Times) -> Iterator[Reason]:
    layout = solution.layout
    yield from _hours(slot, times)
    yield from _stops(layout, seq, times)
    yield from _asked(layout, slot, seq, times)
    yield from _chilled(layout, seq, times)
    yield from _load(layout, slot, seq)
    yield from _caps(solution, slot, seq, times)


def _harshness(layout: Layout, slot: Slot, seq: Nodes) -> tuple[int, int]:
    """A guess of how many rules a sequence breaks, and by how many seconds: as early as can be, waiting left out."""
    spans, legs, change = slot.spans, slot.legs, layout.change
    way, at, late, broken, carried, work = slot.first[seq[0]], slot.begin, 0, 0, 0, 0
    too_much = False
    last = -1
    for node in seq:
        if last >= 0:
            way = legs[last][node]
        stay, low, high = spans[node]
        at += way
        work += way + stay
        at = max(at, low)
        if at > high:
            broken += 1
            late += at - high
        at += stay
        carried += change[node]
        too_much = too_much or carried > slot.holds
        last = node
    way = slot.last[last]
    over, after = work + way - slot.most, at + way - slot.end
    broken += (over > 0) + (after > 0) + too_much
    return broken, late + max(over, 0) + max(after, 0)


def _never(layout: Layout, number: int) -> Iterator[Reason]:
    """The rules that are broken at the first time named, where times, slot and opening hours never meet."""
    job = layout.jobs[number]
    for stop in (job.pick_up, job.visit):
        if stop is not None and not windows_of(stop):
            named = stop.begins[0] if stop.begins else stop.slot
            yield from _one_stop(stop, job.id, named.begin if named else 0)


def _seconds(reason: Reason) -> int:
    seconds = reason.params.get("seconds", 0)
    return seconds if isinstance(seconds, int) else 0


def _forced(solution: Solution, slot: Slot, spanned: Slot, seq: Nodes, number: int) -> Forced:
    layout = solution.layout
    times = forced_schedule(layout, spanned, seq)
    stops = tuple(
        PlannedStop(layout.jobs[layout.job_of[node]].id, layout.part_of[node], begin, begin + layout.spans[node][0])
        for node, begin in zip(seq, times.begins, strict=True)
    )
    route = Route(slot.shift.id, slot.bike.id if slot.bike else None, times.leave, times.back, stops)
    broken = (
        *_by_itself(solution, slot, seq, times),
        *_bike(solution, slot, times),
        *_party(solution, slot, number),
    )
    return Forced(route, broken)


def _hours(slot: Slot, times: Times) -> Iterator[Reason]:
    late = max(times.back - slot.end, 0) + max(slot.begin - times.leave, 0)
    if late:
        yield Reason("PH1", {"shift": slot.shift.id, "seconds": late})
    over = times.back - times.leave - slot.shift.most_seconds
    if over > 0:
        yield Reason("PH8", {"shift": slot.shift.id, "seconds": over})


def _stops(layout: Layout, seq: Nodes, times: Times) -> Iterator[Reason]:
    for node, begin in zip(seq, times.begins, strict=True):
        number = layout.job_of[node]
        if number in layout.pinned:
            off = abs(begin - layout.spans[node][1])
            if off:
                yield Reason("PH22", {"job": layout.jobs[number].id, "seconds": off})
            continue
        job = layout.jobs[number]
        stop = job.pick_up if layout.part_of[node] is Part.PICK_UP and job.pick_up else job.visit
        yield from _one_stop(stop, job.id, begin)


def _asked(layout: Layout, slot: Slot, seq: Nodes, times: Times) -> Iterator[Reason]:
    """PH20: a span that begins later for her than for others begins when she can have answered."""
    for node, begin in zip(seq, times.begins, strict=True):
        ready = slot.spans[node][1]
        if ready > layout.spans[node][1] and begin < ready:
            yield Reason("PH20", {"job": layout.jobs[layout.job_of[node]].id, "seconds": ready - begin})


def _one_stop(stop: Stop, job_id: int, begin: int) -> Iterator[Reason]:
    named = stop.begins or ((stop.slot,) if stop.slot else ())
    for rule, stretches in (
        ("PH11", named),
        ("PH12", [Stretch(one.begin, one.end - stop.seconds) for one in stop.open]),
        ("PH13", [stop.slot] if stop.slot else []),
    ):
        off = min((max(one.begin - begin, begin - one.end, 0) for one in stretches), default=0)
        if off:
            yield Reason(rule, {"job": job_id, "seconds": off})


def _chilled(layout: Layout, seq: Nodes, times: Times) -> Iterator[Reason]:
    left: dict[int, int] = {}
    for node, begin in zip(seq, times.begins, strict=True):
        number = layout.job_of[node]
        if layout.part_of[node] is Part.PICK_UP:
            left[number] = begin + layout.spans[node][0]
            continue
        ride = layout.ride[number]
        if ride is not None and begin - left[number] > ride:
            yield Reason("PH14", {"job": layout.jobs[number].id, "seconds": begin - left[number] - ride})


def _load(layout: Layout, slot: Slot, seq: Nodes) -> Iterator[Reason]:
    carried = most = 0
    for node in seq:
        carried += layout.change[node]
        most = max(most, carried)
    if most > slot.holds:
        yield Reason("PH7", {"amount": most, "carries": slot.holds})


def _caps(solution: Solution, slot: Slot, seq: Nodes, times: Times) -> Iterator[Reason]:
    layout, old = solution.layout, solution.tours[slot.index]
    jobs = len({layout.job_of[node] for node in seq})
    for index in slot.caps:
        cap = layout.caps[index]
        count = solution.counts[index] + jobs - len(old.jobs)
        seconds = solution.seconds[index] + times.back - times.leave - old.length
        if cap.jobs is not None and count > cap.jobs:
            yield Reason("PH9", {"most": cap.jobs, "jobs": count})
        if cap.seconds is not None and seconds > cap.seconds:
            yield Reason("PH10", {"most": cap.seconds, "seconds": seconds})


def _bike(solution: Solution, slot: Slot, times: Times) -> Iterator[Reason]:
    if slot.bike is None:
        return
    mine = (times.leave + slot.own_leg, times.back - slot.own_leg)
    taken = [mine]
    for index in solution.layout.slots_of_bike[slot.bike.id]:
        tour = solution.tours[index]
        if index != slot.index and tour.seq:
            taken.append(bike_times(tour))
    taken.sort()
    for (_, end), (begin, _) in pairwise(taken):
        short = end + slot.bike.buffer_seconds - begin
        if short > 0:
            yield Reason("PH18", {"bike": slot.bike.id, "seconds": short})
    for stretch in slot.bike.taken:
        (_, end), (begin, _) = sorted([mine, (stretch.begin, stretch.end)], key=itemgetter(0))
        short = end + slot.bike.buffer_seconds - begin
        if short > 0:
            yield Reason("PH18", {"bike": slot.bike.id, "seconds": short})


def _party(solution: Solution, slot: Slot, number: int) -> Iterator[Reason]:
    layout = solution.layout
    party = layout.jobs[number].party
    if party is None:
        return
    together = [other for other, job in enumerate(layout.jobs) if job.party == party]
    who = {solution.where[other] for other in together if other != number and solution.where[other] != NOWHERE}
    if len(who) < len(together) - 1 or slot.helper in {layout.slots[index].helper for index in who}:
        yield Reason("PH17", {"job": layout.jobs[together[0]].id})

"""A snapshot laid out for the search: numbered nodes, slots and the slots that can do each job alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.legs import AtHome, Places, Row, Rows, leg_seconds
from lotsenwerk.engines.planning.model import Bike, Cap, Helper, Hold, Part, Shift, Snapshot, Stop, Way
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

Windows = tuple[Stretch, ...]
Span = tuple[int, int, int]
"""Of one node: seconds of its stop, first and last begin."""
NO_HOLD: Final = Hold()


@dataclass(slots=True)
class Slot:
    """One shift, without a bike or with one, as the evaluator reads it.

    ``first`` and ``last`` are the ways between home and a node, ``spans`` the stay, first and last begin of each
    node for this helper, ``caps`` the numbers of the caps that count its route, ``rivals`` the other slots
    of the same shift, ``own_leg`` the seconds between home and the bike's station without the handover.
    """

    index: int
    shift: Shift
    helper: int
    begin: int
    end: int
    most: int
    holds: int
    legs: Rows
    first: Row
    last: Row
    spans: list[Span]
    caps: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    bike: Bike | None = None
    own_leg: int = 0


NO_LIMIT: Final = 1 << 60


class Layout:
    """The nodes, the slots and the caps of a snapshot. Jobs are counted from 0 in the order of the snapshot.

    A job has one alternative for each combination of its windows: a tuple of one node, or of pick-up and visit.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.jobs = snapshot.jobs
        self.number: dict[int, int] = {job.id: number for number, job in enumerate(self.jobs)}
        self.helpers = {helper.id: helper for helper in snapshot.helpers}
        self.earlier = rules.earlier_helpers(snapshot)
        self.rarity = rules.rarities(snapshot.helpers, snapshot.weights)
        self._rarity_of: dict[int, dict[str, float]] = {}
        self._suited: dict[object, list[int]] = {}
        self._lay_nodes()
        self._lay_caps()
        self._lay_slots()

    def _lay_nodes(self) -> None:
        self.job_of: list[int] = []
        self.part_of: list[Part] = []
        self.places: list[Point] = []
        self.at_home: set[int] = set()
        self.spans: list[Span] = []
        self.change: list[int] = []
        self.alternatives: list[tuple[tuple[int, ...], ...]] = []
        self.ride: list[int | None] = [job.chilled if job.pick_up else None for job in self.jobs]
        self.penalty = [rules.unserved_cost(job, self.snapshot.weights) for job in self.jobs]
        self.stays = [job.visit.seconds + (job.pick_up.seconds if job.pick_up else 0) for job in self.jobs]
        pinned = pinned_times(self.snapshot)
        self.pinned = {self.number[job] for job, _ in pinned if job in self.number}
        for number, job in enumerate(self.jobs):
            parts = [(Part.PICK_UP, job.pick_up, job.amount)] if job.pick_up else []
            parts.append((Part.VISIT, job.visit, -job.amount if job.pick_up else 0))
            nodes = [
                [
                    self._node(number, part, stop, window, change)
                    for window in windows_of(stop, pinned.get((job.id, part)))
                ]
                for part, stop, change in parts
            ]
            self.alternatives.append(tuple(product(*nodes)))

    def _node(self, number: int, part: Part, stop: Stop, window: Stretch, change: int) -> int:
        self.job_of.append(number)
        self.part_of.append(part)
        self.places.append(stop.place)
        if stop.at_home:
            self.at_home.add(len(self.places) - 1)
        self.spans.append((stop.seconds, window.begin, window.end))
        self.change.append(change)
        return len(self.job_of) - 1

    def _lay_caps(self) -> None:
        self.caps: list[Cap] = []
        self.most_jobs: list[int] = []
        self.caps_of: dict[int, list[tuple[Stretch, int]]] = {}
        for helper in self.snapshot.helpers:
            for cap in helper.caps:
                self.caps_of.setdefault(helper.id, []).append((cap.during, len(self.caps)))
                self.caps.append(cap)
                self.most_jobs.append(NO_LIMIT if cap.jobs is None else cap.jobs)

    def _lay_slots(self) -> None:
        snapshot, ground = self.snapshot, self.snapshot.ground
        shared = self._rows(self.places)
        rows_of: dict[int, dict[str, Rows]] = {}
        home_rows: dict[int, Row] = {}
        self.slots: list[Slot] = []
        self.slots_of_bike: dict[int, list[int]] = {}
        self.slot_of: dict[tuple[int, int | None], int] = {}
        for shift in sorted(snapshot.shifts, key=lambda one: one.id):
            helper = self.helpers[shift.helper]
            way = snapshot.ways[helper.way]
            places = self._places_for(helper)
            if helper.id not in home_rows:
                home_rows[helper.id] = Row(ground, way, helper.home, places)
                rows_of[helper.id] = shared if places is self.places else self._rows(places)
            rows = rows_of[helper.id]
            home, spans = home_rows[helper.id], self._spans_for(helper.id)
            group = [self._slot(shift, rows[helper.way], home, spans, way)]
            for bike in snapshot.bikes:
                if bike.id in helper.rides:
                    own = leg_seconds(ground, way, helper.home, bike.station)
                    ridden = snapshot.ways[bike.way]
                    row = Row(ground, ridden, bike.station, places, own + bike.handover_seconds)
                    slot = self._slot(shift, rows[bike.way], row, spans, ridden)
                    slot.bike, slot.own_leg = bike, own
                    group.append(slot)
                    self.slots_of_bike.setdefault(bike.id, []).append(slot.index)
            for slot in group:
                self.slot_of[shift.id, slot.bike.id if slot.bike else None] = slot.index
                if len(group) > 1:
                    slot.rivals = tuple(one.index for one in group if one is not slot)

    def _places_for(self, helper: Helper) -> Places:
        """The places of the nodes for this helper; the same list for all where nothing is done at home."""
        return AtHome(self.places, self.at_home, helper.home) if self.at_home else self.places

    def _rows(self, places: Places) -> dict[str, Rows]:
        return {name: Rows(self.snapshot.ground, way, places) for name, way in self.snapshot.ways.items()}

    def _slot(self, shift: Shift, legs: Rows, home: Row, spans: list[Span], way: Way) -> Slot:
        begin, end = shift.during.begin, shift.during.end
        caps = tuple(
            [number for during, number in self.caps_of.get(shift.helper, ()) if during.begin <= begin < during.end]
        )
        most = min(shift.most_seconds, end - begin)
        slot = Slot(len(self.slots), shift, shift.helper, begin, end, most, way.carries, legs, home, home, spans, caps)
        self.slots.append(slot)
        return slot

    def _spans_for(self, helper_id: int) -> list[Span]:
        """The span of each node; it begins later where she has yet to be asked and could not answer before (PH20)."""
        helper, snapshot = self.helpers[helper_id], self.snapshot
        ready = rules.may_be_asked_from(helper, snapshot.asked_at, snapshot.answer_seconds)
        if ready is None or all(ready <= low for _, low, _ in self.spans):
            return self.spans
        spans = list(self.spans)
        for number, alternatives in enumerate(self.alternatives):
            if number not in self.pinned and rules.must_be_asked(self.pair(helper_id, number)):
                for first in {alternative[0] for alternative in alternatives}:
                    stay, low, high = spans[first]
                    spans[first] = (stay, max(low, ready), high)
        return spans

    def ready(self, helper_id: int, number: int) -> int | None:
        """From when she may begin this job, if she has yet to be asked for it; none where that does not matter (PH20).

        UTC seconds.
        """
        if number in self.pinned or not rules.must_be_asked(self.pair(helper_id, number)):
            return None
        snapshot = self.snapshot
        return rules.may_be_asked_from(self.helpers[helper_id], snapshot.asked_at, snapshot.answer_seconds)

    def pair(self, helper_id: int, number: int) -> rules.Pair:
        """What the soft rules between this helper and this job look at."""
        job = self.jobs[number]
        state = self.snapshot.holds.get(job.id, NO_HOLD).state
        earlier = self.earlier.get(job.id)
        helper = self.helpers[helper_id]
        return rules.Pair(helper, job, self.snapshot.weights, self._rare_skills(helper), earlier, state)

    def _rare_skills(self, helper: Helper) -> dict[str, float]:
        """Of the rare skills those that she has: no other one can be used up by her."""
        hers = self._rarity_of.get(helper.id)
        if hers is None:
            skills = helper.speaks.keys() | helper.qualifications
            hers = self._rarity_of[helper.id] = {one: rare for one, rare in self.rarity.items() if one in skills}
        return hers

    def suited(self, number: int) -> list[int]:
        """The helpers against whom no hard rule speaks whatever the clock says, in the order of the snapshot."""
        job = self.jobs[number]
        barred = job.vetoed | job.declined
        helpers = self.able(number)
        return [helper for helper in helpers if helper not in barred] if barred else helpers

    def able(self, number: int) -> list[int]:
        """The same with those who may not go for what was said of them alone (PH6, PH25).

        Jobs that ask for the same are looked at once, and have the same list.
        """
        job = self.jobs[number]
        demand = (frozenset(job.languages.items()), job.qualifications, job.circumstances, job.gender)
        helpers = self._suited.get(demand)
        if helpers is None:
            plain = replace(job, vetoed=frozenset(), declined=frozenset())
            # Most fall out by what they have not; the rules themselves look closer at the others.
            has, speaks = job.qualifications, job.languages.keys()
            near = (one for one in self.snapshot.helpers if has <= one.qualifications and speaks <= one.speaks.keys())
            helpers = self._suited[demand] = [one.id for one in near if rules.fits(one, plain)]
        return helpers


def windows_of(stop: Stop, pinned: int | None = None) -> Windows:
    """When this stop may begin: its times within slot and opening hours (PH11 to PH13), or the pinned time (PH22)."""
    if pinned is not None:
        return (Stretch(pinned, pinned),)
    begins: Windows = stop.begins or ((stop.slot,) if stop.slot else ())
    if stop.slot is not None:
        begins = common(begins, (stop.slot,))
    if stop.open:
        begins = common(begins, [Stretch(one.begin, one.end - stop.seconds) for one in stop.open])
    return begins


def common(one: Iterable[Stretch], other: Iterable[Stretch]) -> Windows:
    """The stretches that both have in common, both ends included, in order."""
    both = (Stretch(max(a.begin, b.begin), min(a.end, b.end)) for a, b in product(one, list(other)))
    return tuple(sorted({stretch for stretch in both if stretch.begin <= stretch.end}))


def pinned_times(snapshot: Snapshot) -> Mapping[tuple[int, Part], int]:
    """By job and part, the begin that may not move; nothing where the shift is gone."""
    there = {shift.id for shift in snapshot.shifts}
    return {
        (stop.job, stop.part): stop.begin
        for route in snapshot.before.routes
        if route.shift in there
        for stop in route.stops
        if snapshot.holds.get(stop.job, NO_HOLD).keeps_time
    }

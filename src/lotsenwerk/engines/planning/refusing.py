"""Input that nothing can be computed from is refused by its rule, before anything is computed (PI1 to PI6)."""

import math
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NoReturn

from lotsenwerk.engines.planning.model import Job, Snapshot, Stop
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.reasons import Reason

MOST_JOBS: Final = 6000
MOST_SHIFTS: Final = 6000
LONGEST_SHIFT: Final = 8 * 86_400


class InputRefusedError(ValueError):
    """The snapshot makes no sense; ``reason`` holds the rule of the input and its figures."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.rule} {dict(reason.params)}")
        self.reason = reason


def refuse_nonsense(snapshot: Snapshot) -> None:
    """Return if the snapshot can be planned.

    Raises:
        InputRefusedError: for the first rule of the input that it breaks; sizes are looked at first.

    """
    if len(snapshot.jobs) > MOST_JOBS:
        _refuse("PI5", what="jobs", count=len(snapshot.jobs), most=MOST_JOBS)
    if len(snapshot.shifts) > MOST_SHIFTS:
        _refuse("PI5", what="shifts", count=len(snapshot.shifts), most=MOST_SHIFTS)
    for what in ("helpers", "shifts", "jobs", "bikes"):
        _refuse_doubles(what, (one.id for one in getattr(snapshot, what)))
    _refuse_stretches(snapshot)
    _refuse_counts(snapshot)
    _refuse_nowhere(snapshot)
    _refuse_strangers(snapshot)


def _refuse_doubles(what: str, numbers: Iterable[int]) -> None:
    seen: set[int] = set()
    for number in numbers:
        if number in seen:
            _refuse("PI4", what=what, id=number)
        seen.add(number)


def _refuse_stretches(snapshot: Snapshot) -> None:
    for shift in snapshot.shifts:
        _refuse_backwards("shift", shift.id, [shift.during])
    for bike in snapshot.bikes:
        _refuse_backwards("bike", bike.id, bike.taken)
    for helper in snapshot.helpers:
        _refuse_backwards("helper", helper.id, (*helper.quiet, *[cap.during for cap in helper.caps]))
    for job in snapshot.jobs:
        for stop in _stops(job):
            _refuse_backwards("job", job.id, (*stop.begins, *stop.open, *([stop.slot] if stop.slot else ())))
            if not stop.begins and stop.slot is None:
                _refuse("PI6", what="job", id=job.id)


def _refuse_backwards(what: str, number: int, stretches: Iterable[Stretch]) -> None:
    for stretch in stretches:
        if stretch.end < stretch.begin:
            _refuse("PI1", what=what, id=number)


def _refuse_counts(snapshot: Snapshot) -> None:
    for what, number, count in _counts(snapshot):
        if count < 0:
            _refuse("PI2", what=what, id=number, count=count)
    for name, way in snapshot.ways.items():
        if not (0 < way.metres_a_second < math.inf and 0 <= way.detour < math.inf):
            _refuse("PI2", what="way", id=name)
    for shift in snapshot.shifts:
        if shift.during.end - shift.during.begin > LONGEST_SHIFT:
            _refuse("PI2", what="shift", id=shift.id, count=shift.during.end - shift.during.begin)


def _refuse_nowhere(snapshot: Snapshot) -> None:
    places = chain(
        (("helper", helper.id, helper.home) for helper in snapshot.helpers),
        (("job", job.id, stop.place) for job in snapshot.jobs for stop in _stops(job)),
        (("bike", bike.id, bike.station) for bike in snapshot.bikes),
    )
    for what, number, place in places:
        if not math.isfinite(place.lat + place.lon):
            _refuse("PI2", what=what, id=number)


def _counts(snapshot: Snapshot) -> Iterator[tuple[str, int, int]]:
    for job in snapshot.jobs:
        for stop in _stops(job):
            yield "job", job.id, stop.seconds
        yield "job", job.id, min(job.amount, job.chilled or 0, job.priority)
    for shift in snapshot.shifts:
        yield "shift", shift.id, shift.most_seconds
    for helper in snapshot.helpers:
        yield "helper", helper.id, min(helper.worked_seconds, helper.asked)
        for cap in helper.caps:
            yield "helper", helper.id, min(cap.jobs or 0, cap.seconds or 0)
    for bike in snapshot.bikes:
        yield "bike", bike.id, min(bike.handover_seconds, bike.buffer_seconds)


def _refuse_strangers(snapshot: Snapshot) -> None:
    helpers = {helper.id for helper in snapshot.helpers}
    for shift in snapshot.shifts:
        if shift.helper not in helpers:
            _refuse("PI3", what="helper", id=shift.helper)
    for helper in snapshot.helpers:
        if helper.way not in snapshot.ways:
            _refuse("PI3", what="way", id=helper.way)
    for bike in snapshot.bikes:
        if bike.way not in snapshot.ways:
            _refuse("PI3", what="way", id=bike.way)


def _stops(job: Job) -> tuple[Stop, ...]:
    return (job.visit,) if job.pick_up is None else (job.pick_up, job.visit)


def _refuse(rule: str, **params: int | str) -> NoReturn:
    raise InputRefusedError(Reason(rule, params))

"""Small towns for the tests: plain ones to be read, and thrown ones in which every rule has a say."""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lotsenwerk.engines.planning.model import (
    WAYS,
    Bike,
    Cap,
    Ground,
    Helper,
    Job,
    Part,
    Plan,
    PlannedStop,
    Route,
    Shift,
    Snapshot,
    Stop,
    Way,
)
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

HOUR = 3600
MINUTE = 60
DAY = Stretch(0, 24 * HOUR)
EARTH = Point(49.6468, 8.4689)
STEP = {"step": Way(1.0, 1.0, 0, 2), "cargo": Way(2.0, 1.0, 0, 10)}
"""On a plane, by a way of travel that takes one second for each metre: tests can be counted in the head."""


def at(hours: float) -> int:
    return round(hours * HOUR)


def between(begin: float, end: float) -> Stretch:
    return Stretch(at(begin), at(end))


def place(east: float, north: float = 0) -> Point:
    return Point(lat=north, lon=east)


def stop(east: float, *begins: Stretch, minutes: float = 10, **more: Any) -> Stop:
    return Stop(place(east), round(minutes * MINUTE), begins or (DAY,), **more)


def job(number: int = 1, east: float = 600, *begins: Stretch, minutes: float = 10, **more: Any) -> Job:
    return Job(number, stop(east, *begins, minutes=minutes), **more)


def errand(number: int = 1, shop: float = 300, east: float = 600, *begins: Stretch, **more: Any) -> Job:
    """Something from a shop: 10 minutes there, 10 minutes at the door."""
    plain = Job(number, stop(east, *begins), pick_up=stop(shop), amount=1)
    return replace(plain, **more)


def helper(number: int = 1, east: float = 0, **more: Any) -> Helper:
    plain = Helper(number, place(east), "step", {"deu": 7})
    return replace(plain, **more)


def shift(number: int = 1, of: int = 1, begin: float = 8, end: float = 18, most: float = 10) -> Shift:
    return Shift(number, of, between(begin, end), at(most))


def town(
    jobs: Iterable[Job], helpers: Iterable[Helper] | None = None, shifts: Iterable[Shift] | None = None, **more: Any
) -> Snapshot:
    """Everybody has one shift from 8 to 18 unless shifts are given."""
    people = tuple(helpers if helpers is not None else (helper(),))
    stretches = tuple(shifts if shifts is not None else (shift(one.id, one.id) for one in people))
    return Snapshot(people, stretches, tuple(jobs), ways=STEP, ground=Ground.PLANE, **more)


def visit(number: int, begin: float, minutes: float = 10, part: Part = Part.VISIT) -> PlannedStop:
    return PlannedStop(number, part, at(begin), at(begin) + round(minutes * MINUTE))


def route(leave: float, back: float, *stops: PlannedStop, shift: int = 1, bike: int | None = None) -> Route:
    return Route(shift, bike, at(leave), at(back), stops)


def who(snapshot: Snapshot, plan: Plan) -> dict[int, int]:
    """By job, the helper."""
    helper_of = {one.id: one.helper for one in snapshot.shifts}
    return {one.job: helper_of[way.shift] for way in plan.routes for one in way.stops}


def begins(plan: Plan) -> dict[tuple[int, Part], int]:
    return {(one.job, one.part): one.begin for way in plan.routes for one in way.stops}


# --- thrown towns -----------------------------------------------------------------------------------------------------


def thrown(seed: int, jobs: int = 9) -> Snapshot:
    """A town of a few helpers and jobs in which every rule may have a say; some shifts pass midnight."""
    dice = random.Random(seed)
    people = [_thrown_helper(dice, number) for number in range(1, dice.randint(2, 5) + 1)]
    shifts: list[Shift] = []
    for person in people:
        for _ in range(dice.choice([1, 1, 2])):
            begin = dice.randint(6, 21) * HOUR
            shifts.append(
                Shift(
                    len(shifts) + 1,
                    person.id,
                    Stretch(begin, begin + dice.randint(2, 7) * HOUR),
                    dice.randint(1, 6) * HOUR,
                )
            )
    asked = [_thrown_job(dice, number) for number in range(1, dice.randint(2, jobs) + 1)]
    bikes = (
        (Bike(1, _thrown_place(dice), buffer_seconds=600, taken=_thrown_taken(dice)),) if dice.random() < 0.5 else ()
    )
    return Snapshot(
        tuple(people),
        tuple(shifts),
        tuple(asked),
        bikes,
        WAYS,
        asked_at=dice.choice([None, 7 * HOUR, 10 * HOUR]),
        answer_seconds=HOUR,
    )


def with_calls(snapshot: Snapshot) -> Snapshot:
    """The same town in which every other plain visit is a telephone call from the helper's home."""
    jobs = tuple(
        replace(one, visit=replace(one.visit, at_home=True)) if one.pick_up is None and one.id % 2 else one
        for one in snapshot.jobs
    )
    return replace(snapshot, jobs=jobs)


def _thrown_place(dice: random.Random) -> Point:
    return Point(round(EARTH.lat + dice.uniform(-0.01, 0.01), 5), round(EARTH.lon + dice.uniform(-0.015, 0.015), 5))


def _thrown_taken(dice: random.Random) -> tuple[Stretch, ...]:
    """When somebody has booked the bike: never, or for some hours."""
    begin = dice.randint(6, 20) * HOUR
    return (Stretch(begin, begin + dice.randint(1, 4) * HOUR),) if dice.random() < 0.5 else ()


def _thrown_helper(dice: random.Random, number: int) -> Helper:
    caps = [Cap(Stretch(0, 48 * HOUR), dice.choice([None, 2, 3, 5]), dice.choice([None, None, 3 * HOUR, 5 * HOUR]))]
    return Helper(
        number,
        _thrown_place(dice),
        dice.choice(["walk", "bicycle", "car", "transit"]),
        {"deu": dice.randint(2, 7)} | ({"ara": dice.randint(1, 7)} if dice.random() < 0.5 else {}),
        frozenset(one for one in ("record", "first_aid") if dice.random() < 0.6),
        frozenset(one for one in ("dog", "stairs") if dice.random() < 0.8),
        dice.choice("fm"),
        dice.randint(0, 20) * HOUR,
        dice.randint(0, 5),
        tuple(caps[: dice.randint(0, 1)]),
        (Stretch(0, 8 * HOUR),) if dice.random() < 0.3 else (),
        frozenset({1}) if dice.random() < 0.6 else frozenset(),
    )


def _thrown_windows(dice: random.Random) -> tuple[Stretch, ...]:
    found = []
    for _ in range(dice.choice([1, 1, 2])):
        begin = dice.randint(6, 24) * HOUR
        found.append(Stretch(begin, begin + dice.choice([300, HOUR, 3 * HOUR])))
    return tuple(found)


def _thrown_job(dice: random.Random, number: int) -> Job:
    home, shop = _thrown_place(dice), _thrown_place(dice)
    some = [one for one in range(1, 6) if dice.random() < 0.2]
    pick_up = None
    kind = dice.random()
    if kind < 0.45:
        pick_up = Stop(
            shop, 900, (Stretch(0, 40 * HOUR),), (Stretch(8 * HOUR, 13 * HOUR), Stretch(15 * HOUR, 26 * HOUR))
        )
    elif kind < 0.6:
        pick_up = Stop(shop, 300, (), slot=Stretch(12 * HOUR, 14 * HOUR))
    return Job(
        number,
        Stop(home, dice.choice([0, 300, 1800, HOUR]), _thrown_windows(dice)),
        pick_up=pick_up,
        amount=dice.choice([1, 1, 2, 6]) if pick_up else 0,
        chilled=dice.choice([None, 600, 1800]) if pick_up else None,
        languages={"deu": dice.randint(1, 4)} | ({"ara": 2} if dice.random() < 0.15 else {}),
        qualifications=frozenset({"record"}) if dice.random() < 0.2 else frozenset(),
        circumstances=frozenset({"stairs"}) if dice.random() < 0.3 else frozenset(),
        gender=dice.choice(["", "", "", "f"]),
        vetoed=frozenset(some[:1]) if dice.random() < 0.3 else frozenset(),
        declined=frozenset(some[1:2]),
        known=frozenset(some),
        standing=frozenset(some[-1:]),
        new_faces=dice.random() < 0.2,
        priority=dice.choice([0, 10, 40]),
        party=1 if number <= 2 and dice.random() < 0.4 else None,
    )

# ruff: noqa: PLR2004 - the shares of a made-up town stand where they are thrown
"""Made-up towns for the benches: a busy day of volunteers and requests, by seed. Places are metres on a plane."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.model import Bike, Cap, Ground, Helper, Job, Kind, Shift, Snapshot, Stop, Way
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

HOUR = 3600
DAY = Stretch(0, 24 * HOUR)
Core = tuple[float, float, float, float]
"""A settlement: metres east and north, spread in metres, share of the people."""
BUERSTADT: Sequence[Core] = ((0, 0, 700, 0.70), (-400, 2900, 420, 0.16), (3300, 300, 350, 0.14))

WAYS = {
    name: Way(kilometres / 3.6, detour, fixed, carries)
    for name, (kilometres, detour, fixed, carries) in {
        "walk": (4.5, 1.30, 0, 2),
        "bike": (14.0, 1.25, 60, 3),
        "cargo": (11.0, 1.25, 60, 10),
        "car": (32.0, 1.35, 240, 12),
        "bus": (22.0, 1.40, 600, 2),
    }.items()
}
LANGUAGES = ("ar", "fa", "uk", "ru", "tr", "ku", "ti", "so", "fr", "en")
SHARES = (0.24, 0.12, 0.20, 0.16, 0.15, 0.06, 0.02, 0.02, 0.06, 0.40)
MOTHER_TONGUES, MOTHER_SHARES = LANGUAGES[:9], SHARES[:9]
NO_HELPERS: frozenset[int] = frozenset()


def county(seed: int = 5, places: int = 22) -> list[Core]:
    """Villages and small towns, 30 by 24 kilometres."""
    dice = random.Random(seed)
    return [
        (
            dice.uniform(-15000, 15000),
            dice.uniform(-12000, 12000),
            dice.choice([400, 600, 900, 1200]),
            dice.choice([1, 1, 2, 3, 6]),
        )
        for _ in range(places)
    ]


class _Dice:
    """The one stream of chance that a town is thrown with: the order of the throws is part of the town."""

    def __init__(self, seed: int, cores: Sequence[Core]) -> None:
        self.random = random.Random(seed)
        self.cores = cores
        self.shares = [core[3] for core in cores]

    def place(self, core: Core | None = None) -> Point:
        east, north, spread, _ = core or self.random.choices(self.cores, self.shares)[0]
        lon = round(self.random.gauss(east, spread))
        return Point(lat=round(self.random.gauss(north, spread)), lon=lon)

    def tongue(self) -> str:
        return self.random.choices(MOTHER_TONGUES, MOTHER_SHARES)[0]


def town(helpers: int, jobs: int, seed: int, cores: Sequence[Core] = BUERSTADT) -> Snapshot:
    """A day with so many helpers and jobs."""
    dice = _Dice(seed, cores)
    people, shifts = [], []
    for number in range(helpers):
        person = _helper(dice, number)
        people.append(person)
        shifts += _shifts(dice, number, len(shifts))
    most = max(dice.shares)
    shops = [dice.place(core) for core in cores for _ in range(max(1, round(5 * core[3] / most)))]
    food_banks = [dice.place(core) for core in cores[: max(1, len(cores) // 4)]]
    offices = [dice.place(core) for core in cores for _ in range(max(2, round(6 * core[3] / most)))]
    asked = [_job(dice, number, shops, food_banks, offices) for number in range(jobs)]
    asked = [_acquainted(dice, people, job) for job in asked]
    return Snapshot(tuple(people), tuple(shifts), tuple(asked), ways=WAYS, ground=Ground.PLANE)


def with_bike(snapshot: Snapshot, seed: int = 0, riders: float = 0.5) -> Snapshot:
    """The town with one shared cargo bike in its middle, and some of those who walk or cycle who may take it."""
    dice = random.Random(seed)
    people = tuple(
        replace(one, rides=frozenset({1})) if one.way in {"walk", "bike"} and dice.random() < riders else one
        for one in snapshot.helpers
    )
    return replace(snapshot, helpers=people, bikes=(Bike(1, Point(0, 0), "cargo", 300, 900),))


def _helper(dice: _Dice, number: int) -> Helper:
    chance = dice.random
    languages = {"de"}
    first = dice.tongue()
    if chance.random() < 0.72:
        languages.add(first)
    if chance.random() < 0.40:
        languages.add("en")
    if chance.random() < 0.12:
        languages.add(dice.tongue())
    qualifications = set()
    if chance.random() < 0.30:
        qualifications.add("lotse")
    if chance.random() < 0.22 and len(languages) > 1:
        qualifications.add("dolm")
    if chance.random() < 0.55:
        qualifications.add("fz")
    home = dice.place()
    way = chance.choices(["walk", "bike", "car", "bus"], [0.33, 0.40, 0.22, 0.05])[0]
    return Helper(
        number,
        home,
        way,
        dict.fromkeys(sorted(languages), 7),
        frozenset(qualifications),
        gender=chance.choice("fm"),
        worked_seconds=chance.randint(0, 16) * HOUR // 2,
        caps=(Cap(DAY, chance.choice([3, 4, 5, 6])),),
    )


def _shifts(dice: _Dice, helper: int, first: int) -> list[Shift]:
    chance = dice.random
    count = chance.choices([1, 2], [0.8, 0.2])[0]
    most = chance.choice([2, 3, 3, 4, 5]) * HOUR
    if count == 1:
        hours = [(chance.choice([8, 8.5, 9, 10, 12, 13, 14]), chance.choice([3, 4, 5, 6]))]
    else:
        hours = [
            (8 + chance.choice([0, 1]), chance.choice([2, 3])),
            (14 + chance.choice([0, 1]), chance.choice([2, 3])),
        ]
    return [
        Shift(
            first + number,
            helper,
            Stretch(int(begin * HOUR), min(int((begin + length) * HOUR), 20 * HOUR)),
            min(most // count, length * HOUR),
        )
        for number, (begin, length) in enumerate(hours)
    ]


def _near(here: Point, places: list[Point], count: int) -> list[Point]:
    return sorted(places, key=lambda one: math.hypot(one.lon - here.lon, one.lat - here.lat))[:count]


def _job(dice: _Dice, number: int, shops: list[Point], food_banks: list[Point], offices: list[Point]) -> Job:
    chance = dice.random
    kind = chance.choices(["shop", "accomp", "lotse", "interp", "tafel"], [0.45, 0.20, 0.15, 0.10, 0.10])[0]
    home = dice.place()
    priority = chance.choices([10, 40, 80], [0.6, 0.3, 0.1])[0]
    if kind == "shop":
        return _shopping(dice, number, home, shops, priority)
    if kind == "accomp":
        begin = chance.choice([9, 10, 13, 14])
        window = Stretch(begin * HOUR, (begin + chance.choice([1, 2, 3])) * HOUR)
        visit = Stop(home, chance.choice([60, 75, 90, 120]) * 60, (window,))
        wish = chance.choice("fm") if chance.random() < 0.15 else ""
        return _asks(Job(number, visit, Kind.ACCOMPANIMENT, gender=wish, priority=priority), (), ("fz",))
    if kind in {"lotse", "interp"}:
        return _appointment(dice, number, _near(home, offices, 4), interpreter=kind == "interp")
    pick_up = Stop(_near(home, food_banks, 1)[0], 300, (Stretch(12 * HOUR, 14 * HOUR),))
    visit = Stop(home, 300, (Stretch(12 * HOUR, int(15.5 * HOUR)),))
    return _asks(Job(number, visit, Kind.FOOD_ROUND, pick_up, 1, priority=priority), (), ())


def _shopping(dice: _Dice, number: int, home: Point, shops: list[Point], priority: int) -> Job:
    chance = dice.random
    shop = chance.choice(_near(home, shops, 2))
    begin, length = chance.choice([9, 10, 11, 13, 14, 15]), chance.choice([2, 3, 4])
    heavy = chance.random() < 0.12
    amount = 6 if heavy else chance.choice([1, 1, 1, 2])
    pick_up = Stop(shop, chance.choice([15, 20, 25]) * 60, (Stretch(8 * HOUR, 20 * HOUR),))
    visit = Stop(home, 600, (Stretch(begin * HOUR, min(begin + length, 20) * HOUR),))
    return _asks(Job(number, visit, Kind.SHOPPING, pick_up, amount, priority=priority), (), ())


def _appointment(dice: _Dice, number: int, offices: list[Point], *, interpreter: bool) -> Job:
    chance = dice.random
    office = chance.choice(offices)
    hours = [9, 10, 11, 13, 14, 15, 16] if interpreter else [8.5, 9, 9.5, 10, 11, 14, 15, 16]
    at = int(chance.choice(hours) * HOUR)
    language = dice.tongue()
    if interpreter:
        window, wanted = Stretch(at - 600, at - 120), True
        visit = Stop(office, chance.choice([45, 60]) * 60, (window,))
        priority = chance.choice([40, 80])
        wish = "f" if chance.random() < 0.1 else ""
        job = Job(number, visit, Kind.INTERPRETER, gender=wish, priority=priority)
        return _asks(job, (language,), ("dolm",))
    wanted = chance.random() < 0.6
    visit = Stop(office, chance.choice([60, 75, 90]) * 60, (Stretch(at - 900, at - 300),))
    job = Job(number, visit, Kind.GUIDE, priority=chance.choice([40, 80]))
    return _asks(job, (language,) if wanted else (), ("lotse",))


def _asks(job: Job, languages: tuple[str, ...], qualifications: tuple[str, ...]) -> Job:
    return replace(job, languages=dict.fromkeys(("de", *languages), 1), qualifications=frozenset(qualifications))


def _acquainted(dice: _Dice, helpers: list[Helper], job: Job) -> Job:
    """Four in ten know somebody who could come; one in twenty does not want to see somebody again."""
    chance = dice.random
    able = [
        one.id
        for one in helpers
        if rules.fits(one, job) and not (job.amount > WAYS[one.way].carries and job.pick_up is not None)
    ]
    known = NO_HELPERS
    if able:
        count = min(len(able), 1)
        if chance.random() < 0.4:
            count = min(len(able), chance.choice([1, 1, 2]))
            known = frozenset(chance.sample(able, count))
    vetoed = frozenset(chance.sample([one.id for one in helpers], 1)) if chance.random() < 0.05 else NO_HELPERS
    return replace(job, known=known - vetoed, vetoed=vetoed)

"""The rounds of a search in C, where somebody has compiled ``kernel.c``: the same plans, sooner.

It is looked for beside the installed packages, under a name that tells which text it was compiled from: one of another
text is never loaded. Without it, or for a town whose numbers do not fit into 64 bits, the rounds are Python's.
"""

import ctypes
import hashlib
import sysconfig
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final

from lotsenwerk.engines.planning.beginning import Beginning, parties
from lotsenwerk.engines.planning.chance import Dice
from lotsenwerk.engines.planning.compiling import NO_LIMIT, Layout
from lotsenwerk.engines.planning.evaluating import MOST_STOPS, Evaluator, Sums
from lotsenwerk.engines.planning.model import Ground, Part
from lotsenwerk.engines.planning.rounds import Temper, spot_of
from lotsenwerk.engines.planning.solution import NOWHERE, Solution, is_plain
from lotsenwerk.engines.planning.tours import Nodes

SOURCE: Final = Path(__file__).with_name("kernel.c")
PARTS: Final = Path(__file__).with_name("inner")
"""What the source takes in, file by file."""
FLAGS: Final = ("-std=c11", "-O2", "-fno-builtin-pow", "-ffp-contract=off", "-shared", "-fPIC")
"""What the compiler is told: ways are rounded, so they have to be reckoned just as Python does."""
MOST_BYTES: Final = 24 << 20
"""How much of the tours that were looked at is remembered."""
LARGEST: Final = 1 << 44
"""Instants and costs up to here cannot overflow when they are summed up."""
LONGEST_LEG: Final = 1 << 28
HALF_ROUND_THE_EARTH_M: Final = 20_100_000


def library_file() -> Path:
    """Where the compiled kernel of this text lies, if it was compiled."""
    texts = (file.read_bytes() for file in (SOURCE, *sorted(PARTS.glob("*.[ch]"))))
    mark = hashlib.sha256(b"".join(texts) + " ".join(FLAGS).encode()).hexdigest()[:12]
    return Path(sysconfig.get_path("platlib")) / f"lotsenwerk_kernel_{mark}.so"


@cache
def library() -> Any:
    """The compiled kernel; none where there is none that can be loaded."""
    file = library_file()
    if not file.is_file():
        return None
    try:
        found = ctypes.CDLL(str(file))
    except OSError:
        return None
    for name, (answer, *words) in _FUNCTIONS.items():
        function = getattr(found, name)
        function.restype, function.argtypes = answer, words
    return found


def kernel_over(evaluator: Evaluator, dice: Dice) -> "KernelRounds | None":
    """Rounds in C; none where there is no kernel, or where the numbers are too large for it."""
    found = library()
    if found is None or any(len(route.stops) >= MOST_STOPS for route in evaluator.layout.snapshot.before.routes):
        return None
    world = World.of(evaluator)
    return None if world is None else KernelRounds(found, world, evaluator, dice)


_SEARCH, _ARRAY, _SECONDS, _INT = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32
_FUNCTIONS: Final[dict[str, tuple[Any, ...]]] = {
    "search_begin": (_SEARCH, _ARRAY, _ARRAY, _SECONDS),
    "search_end": (None, _SEARCH),
    "search_able": (_INT, _SEARCH, _INT, _ARRAY, _INT, _INT, _ARRAY),
    "search_candidates": (None, _SEARCH, _INT, _ARRAY, _ARRAY, _INT),
    "search_sums": (None, _SEARCH, _INT, *[_ARRAY] * 8),
    "search_lay": (None, _SEARCH, _ARRAY, _ARRAY, _ARRAY, _ARRAY, _ARRAY),
    "search_firm": (None, _SEARCH, _INT),
    "search_construct": (None, _SEARCH, _ARRAY, _INT),
    "search_start": (None, _SEARCH, _ARRAY, _INT, _ARRAY, _INT, _INT, ctypes.c_double, _INT),
    "search_round": (_SECONDS, _SEARCH, ctypes.c_double),
    "search_best": (None, _SEARCH),
    "search_tours": (_INT, _SEARCH, _INT, _ARRAY, _ARRAY, _ARRAY, _ARRAY),
}
"""What each function of the library answers and is told."""

_COUNTS: Final = ("nodes", "jobs", "slots", "caps", "ways", "homes", "is_earth", "is_laden", "has_at_home")
_ARRAYS: Final = (
    "lat", "lon", "job_of", "change", "is_pick_up", "at_home", "stay", "high", "lows", "alternative_first",
    "alternatives", "ride", "penalty", "stays", "amount", "party_of", "party_first", "party_jobs", "speed",
    "detour", "fixed", "home_lat", "home_lon", "home_way", "home_extra", "own_lat", "own_lon", "slot_way",
    "slot_home", "slot_span", "slot_helper", "slot_plain", "slot_bike", "slot_begin", "slot_end", "slot_most",
    "slot_holds", "slot_own_leg", "cap_first", "cap_list", "rival_first", "rival_list", "cap_jobs",
    "cap_seconds", "bike_buffer", "bike_first", "bike_slots", "taken_first", "taken",
)  # fmt: skip
"""The arrays of ``World`` in inner/world.h, in its order."""


class _World(ctypes.Structure):
    _fields_ = (*((name, _INT) for name in _COUNTS), *((name, _ARRAY) for name in _ARRAYS))


class World:
    """A layout as arrays that the kernel reads; they live as long as this does."""

    def __init__(self, counts: dict[str, int], arrays: dict[str, "array[Any]"]) -> None:
        self.arrays = arrays
        addresses = {name: found.buffer_info()[0] for name, found in arrays.items()}
        self.struct = _World(**counts, **addresses)

    @classmethod
    def of(cls, evaluator: Evaluator) -> "World | None":
        """The layout of an evaluator; none where its numbers are too large."""
        layout = evaluator.layout
        try:
            arrays = {**_nodes(layout), **_jobs(layout), **_ways(layout), **_slots(layout), **_bikes(layout)}
        except OverflowError:
            return None
        counts = {
            "nodes": len(layout.job_of),
            "jobs": len(layout.jobs),
            "slots": len(layout.slots),
            "caps": len(layout.caps),
            "ways": len(arrays["speed"]),
            "homes": len(arrays["home_lat"]),
            "is_earth": int(layout.snapshot.ground is Ground.EARTH),
            "is_laden": int(evaluator.is_laden),
            "has_at_home": int(bool(layout.at_home)),
        }
        return cls(counts, arrays)


def _seconds(values: Iterable[int]) -> "array[int]":
    found = array("q", values)
    if found and not -LARGEST <= min(found) <= max(found) <= LARGEST:
        raise OverflowError
    return found


def _numbers(values: Iterable[int]) -> "array[int]":
    return array("i", values)


def _lists(lists: Iterable[Sequence[int]]) -> tuple["array[int]", list[int]]:
    """Where each list begins, the end of the last one, and all of them one after the other."""
    found = list(lists)
    return _numbers([0, *accumulate(len(one) for one in found)]), list(chain.from_iterable(found))


def _nodes(layout: Layout) -> dict[str, "array[Any]"]:
    kinds = {id(slot.spans): slot.spans for slot in layout.slots}
    return {
        "lat": array("d", [place.lat for place in layout.places]),
        "lon": array("d", [place.lon for place in layout.places]),
        "job_of": _numbers(layout.job_of),
        "change": _numbers(layout.change),
        "is_pick_up": _numbers([part is Part.PICK_UP for part in layout.part_of]),
        "at_home": _numbers([node in layout.at_home for node in range(len(layout.places))]),
        "stay": _seconds([stay for stay, _, _ in layout.spans]),
        "high": _seconds([high for _, _, high in layout.spans]),
        "lows": _seconds([low for spans in kinds.values() for _, low, _ in spans]),
    }


def _jobs(layout: Layout) -> dict[str, "array[Any]"]:
    jobs = range(len(layout.jobs))
    together = parties(layout)
    party_of = {job: number for number, party in enumerate(together) for job in party}
    alternative_first, _ = _lists(layout.alternatives)  # type: ignore[arg-type]
    pairs = (pair for alternatives in layout.alternatives for pair in alternatives)
    party_first, party_jobs = _lists(together)
    return {
        "alternative_first": alternative_first,
        "alternatives": _numbers([node for pair in pairs for node in (pair[0], pair[1] if len(pair) > 1 else -1)]),
        "ride": _seconds([-1 if ride is None else ride for ride in layout.ride]),
        "penalty": _seconds(layout.penalty),
        "stays": _seconds(layout.stays),
        "amount": _seconds([job.amount for job in layout.jobs]),
        "party_of": _numbers([party_of.get(job, -1) for job in jobs]),
        "party_first": party_first,
        "party_jobs": _numbers(party_jobs),
    }


def _ways(layout: Layout) -> dict[str, "array[Any]"]:
    slots = layout.slots
    ways = list(dict.fromkeys([*(slot.legs.way for slot in slots), *(slot.first.way for slot in slots)]))
    homes = list({id(slot.first): slot.first for slot in slots}.values())
    own = list({id(slot.first): layout.helpers[slot.helper].home for slot in slots}.values())
    home_of = {id(home): number for number, home in enumerate(homes)}
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(id(slot.spans) for slot in slots))}
    farthest = _farthest(layout, [home.here for home in homes])
    longest = [farthest * way.detour / way.metres_a_second + way.fixed_seconds for way in ways]
    if max(longest, default=0) > LONGEST_LEG or max((home.extra for home in homes), default=0) > LONGEST_LEG:
        raise OverflowError
    return {
        "speed": array("d", [way.metres_a_second for way in ways]),
        "detour": array("d", [way.detour for way in ways]),
        "fixed": _seconds([way.fixed_seconds for way in ways]),
        "home_lat": array("d", [home.here.lat for home in homes]),
        "home_lon": array("d", [home.here.lon for home in homes]),
        "home_way": _numbers([ways.index(home.way) for home in homes]),
        "home_extra": _seconds([home.extra for home in homes]),
        "own_lat": array("d", [home.lat for home in own]),
        "own_lon": array("d", [home.lon for home in own]),
        "slot_way": _numbers([ways.index(slot.legs.way) for slot in slots]),
        "slot_home": _numbers([home_of[id(slot.first)] for slot in slots]),
        "slot_span": _numbers([kinds[id(slot.spans)] for slot in slots]),
    }


def _farthest(layout: Layout, homes: Iterable[Any]) -> float:
    """Metres that no two places are apart."""
    if layout.snapshot.ground is Ground.EARTH:
        return HALF_ROUND_THE_EARTH_M
    places = [*layout.places, *homes]
    return 3 * max((max(abs(place.lat), abs(place.lon)) for place in places), default=0.0)


def _slots(layout: Layout) -> dict[str, "array[Any]"]:
    slots = layout.slots
    helpers = {helper: number for number, helper in enumerate(layout.helpers)}
    bikes = {bike.id: number for number, bike in enumerate(layout.snapshot.bikes)}
    cap_first, cap_list = _lists([slot.caps for slot in slots])
    rival_first, rival_list = _lists([slot.rivals for slot in slots])
    return {
        "slot_helper": _numbers([helpers[slot.helper] for slot in slots]),
        "slot_plain": _numbers([is_plain(layout, slot) for slot in slots]),
        "slot_bike": _numbers([-1 if slot.bike is None else bikes[slot.bike.id] for slot in slots]),
        "slot_begin": _seconds([slot.begin for slot in slots]),
        "slot_end": _seconds([slot.end for slot in slots]),
        "slot_most": _seconds([slot.most for slot in slots]),
        "slot_holds": _seconds([slot.holds for slot in slots]),
        "slot_own_leg": _seconds([slot.own_leg for slot in slots]),
        "cap_first": cap_first,
        "cap_list": _numbers(cap_list),
        "rival_first": rival_first,
        "rival_list": _numbers(rival_list),
        "cap_jobs": array("q", layout.most_jobs),
        "cap_seconds": array("q", [NO_LIMIT if cap.seconds is None else cap.seconds for cap in layout.caps]),
    }


def _bikes(layout: Layout) -> dict[str, "array[Any]"]:
    bikes = layout.snapshot.bikes
    bike_first, bike_slots = _lists([layout.slots_of_bike.get(bike.id, []) for bike in bikes])
    taken_first, _ = _lists([range(len(bike.taken)) for bike in bikes])
    return {
        "bike_buffer": _seconds([bike.buffer_seconds for bike in bikes]),
        "bike_first": bike_first,
        "bike_slots": _numbers(bike_slots),
        "taken_first": taken_first,
        "taken": _seconds([end for bike in bikes for one in bike.taken for end in (one.begin, one.end)]),
    }


class KernelRounds:
    """The rounds in C (see ``Rounds``)."""

    def __init__(self, found: Any, world: World, evaluator: Evaluator, dice: Dice) -> None:
        self._library, self._world = found, world
        self._evaluator, self._layout = evaluator, evaluator.layout
        self._firm: set[int] = set()
        twister = array("I", dice.state())
        self._search = found.search_begin(ctypes.byref(world.struct), _at(twister), MOST_BYTES)

    def sums(self, asked: Sequence[tuple[int, Nodes]]) -> Iterator[Sums]:
        """What the tours of these slots and sequences come to."""
        slots, counts = _numbers([slot for slot, _ in asked]), _numbers([len(seq) for _, seq in asked])
        seqs = _numbers([node for _, seq in asked for node in seq])
        fits, edges = _numbers([0] * len(asked)), array("q", bytes(8 * (len(seqs) + len(asked))))
        starts, lengths, ways = (array("q", bytes(8 * len(asked))) for _ in range(3))
        told = (slots, seqs, counts, fits, starts, lengths, ways, edges)
        self._library.search_sums(self._search, len(asked), *map(_at, told))
        first = 0
        for count, may, start, length, way in zip(counts, fits, starts, lengths, ways, strict=True):
            yield Sums(may, start, length, way, edges[first : first + count + 1].tolist())
            first += count + 1

    def lay(self, beginning: Beginning) -> None:
        """Begin here."""
        solution, self._firm = beginning.solution, beginning.firm
        slots, tours = self._layout.slots, solution.tours
        helpers = [slot.helper for slot in slots]
        stops = _numbers([node for tour in tours for node in tour.seq])
        counts = _numbers([len(tour.seq) for tour in tours])
        begins = array(
            "q",
            (tour.slot.begin if tour.slot.begin > slot.begin else 0 for tour, slot in zip(tours, slots, strict=True)),
        )
        where = _numbers(solution.where)
        cost = self._evaluator.pair_cost
        pairs = array("q", [0 if slot == NOWHERE else cost(helpers[slot], job) for job, slot in enumerate(where)])
        self._library.search_lay(self._search, _at(stops), _at(counts), _at(begins), _at(where), _at(pairs))

    def __del__(self) -> None:
        self._library.search_end(self._search)

    def able(self, job: int, slots: Sequence[int], most: int) -> list[int]:
        """The first of these slots that can do a job (by number) if they do nothing else."""
        asked = _numbers(slots)
        answer = _numbers([0] * min(most, len(slots)))
        count = self._library.search_able(self._search, job, _at(asked), len(asked), len(answer), _at(answer))
        return list(answer[:count])

    def propose(self, job: int, candidates: Sequence[tuple[int, int]]) -> None:
        """Tell the candidates of a job: pair cost and slot, the cheapest first."""
        costs, slots = array("q", [cost for cost, _ in candidates]), _numbers([slot for _, slot in candidates])
        self._library.search_candidates(self._search, job, _at(costs), _at(slots), len(slots))

    def construct(self, jobs: list[int]) -> None:
        """See ``Rounds``."""
        asked = _numbers(jobs)
        self._library.search_construct(self._search, _at(asked), len(asked))

    def start(self, hopeful: list[int], temper: Temper, *, is_long: bool) -> None:
        """See ``Rounds``."""
        for job in self._firm:
            self._library.search_firm(self._search, job)
        jobs = _numbers(hopeful)
        self._spots = array(
            "d", (figure for job in range(len(self._layout.jobs)) for figure in spot_of(self._layout, job))
        )
        words = (temper.fewest, temper.most, temper.skip, int(is_long))
        self._library.search_start(self._search, _at(jobs), len(jobs), _at(self._spots), *words)

    def round(self, heat: float) -> int:
        """See ``Rounds``."""
        more: int = self._library.search_round(self._search, heat)
        return more

    def keep(self) -> None:
        """See ``Rounds``."""
        self._library.search_best(self._search)

    def solution(self, *, is_best: bool) -> Solution:
        """See ``Rounds``."""
        slots = len(self._layout.slots)
        stops = self._library.search_tours(self._search, is_best, None, None, None, None)
        seqs, counts, begins = _numbers([0] * stops), _numbers([0] * slots), array("q", [0] * slots)
        where = self._where(is_best=is_best)
        self._library.search_tours(self._search, is_best, _at(seqs), _at(counts), _at(begins), None)
        solution = Solution(self._evaluator)
        first = 0
        for slot, count in enumerate(counts):
            if count:
                solution.put(self._evaluator.tour(slot, tuple(seqs[first : first + count]), begins[slot]))
                first += count
        solution.where = list(where)
        return solution

    def served(self, *, is_best: bool) -> int:
        """See ``Rounds``."""
        where = self._where(is_best=is_best)
        return len(where) - where.count(NOWHERE)

    def _where(self, *, is_best: bool) -> "array[int]":
        where = _numbers([0] * len(self._layout.jobs))
        self._library.search_tours(self._search, is_best, None, None, None, _at(where))
        return where


def _at(found: "array[Any]") -> int:
    """The address of an array. Whoever asks keeps the array until the call is over."""
    return found.buffer_info()[0]

"""What a plan is made from, and a plan: plain frozen values.

Instants are UTC seconds, lengths seconds, speeds metres a second. The rules stand in docs/rules/planning.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.engines.travel.duration import MODES


class Kind(StrEnum):
    """What somebody needs, for the eye: the rules look only at what the job asks."""

    SHOPPING = "shopping"
    ACCOMPANIMENT = "accompaniment"
    GUIDE = "guide"
    INTERPRETER = "interpreter"
    FOOD_ROUND = "food_round"
    FOOD_COLLECTION = "food_collection"
    VISIT = "visit"


class Part(StrEnum):
    """Which of the two places of a job."""

    PICK_UP = "pick_up"
    VISIT = "visit"


class State(StrEnum):
    """How far a job is agreed: the first two move freely, the third at a price, the others never."""

    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    PUBLISHED = "published"
    ACCEPTED = "accepted"
    STARTED = "started"


ASKED: Final = frozenset({State.PUBLISHED, State.ACCEPTED, State.STARTED})
"""States in which the helper knows of the job already."""
FIRM: Final = frozenset({State.ACCEPTED, State.STARTED})
"""States in which neither person nor time moves."""


class Ground(StrEnum):
    """What a point means: degrees on the earth, or metres on a plane (``lat`` north, ``lon`` east)."""

    EARTH = "earth"
    PLANE = "plane"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of travel: metres a second, how much longer the road is than the line, seconds a leg, and what it holds."""

    metres_a_second: float
    detour: float
    fixed_seconds: int
    carries: int


_CARRIES: Final = {"walk": 2, "bicycle": 3, "car": 12, "transit": 2}
WAYS: Final[Mapping[str, Way]] = {
    **{
        name: Way(mode.metres_a_second, mode.detour, mode.fixed_seconds, _CARRIES[name]) for name, mode in MODES.items()
    },
    "cargo": Way(3.5, 1.3, 120, 10),
}
"""The ways of travel of the house with the bags they hold, and the cargo bike."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place, how long it takes there, and when it may begin (PH11: both ends included).

    ``open`` are the hours within which the whole stop lies (PH12; none means always), ``slot`` is the household's slot
    at a food bank (PH13). What is done ``at_home``, by telephone say, is where the helper lives, whoever she is;
    ``place`` is then for the eye alone.
    """

    place: Point
    seconds: int
    begins: tuple[Stretch, ...]
    open: tuple[Stretch, ...] = ()
    slot: Stretch | None = None
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One thing somebody needs.

    ``amount`` counts bags and matters with a pick-up, ``chilled`` is the longest time in seconds from the shop to the
    door, ``languages`` maps ISO 639-3 codes to the least level (1 to 7), ``circumstances`` are what the helper has to
    cope with. ``vetoed`` and ``declined`` may not go, ``known`` have been there, ``standing`` have said yes for good.
    Jobs with the same ``party`` are done by different helpers or not at all.
    """

    id: int
    visit: Stop
    kind: str = Kind.VISIT
    pick_up: Stop | None = None
    amount: int = 0
    chilled: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    qualifications: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()
    gender: str = ""
    vetoed: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    standing: frozenset[int] = frozenset()
    new_faces: bool = False
    priority: int = 0
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many jobs and so many seconds in the routes of shifts that begin within ``during``."""

    during: Stretch
    jobs: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps.

    ``way`` names her way of travel, ``speaks`` maps ISO 639-3 codes to levels, ``worked_seconds`` and ``asked`` look
    back four weeks, ``quiet`` are the stretches in which she is not asked, ``rides`` the shared bikes she may take.
    """

    id: int
    home: Point
    way: str
    speaks: Mapping[str, int] = field(default_factory=dict)
    qualifications: frozenset[str] = frozenset()
    copes: frozenset[str] = frozenset()
    gender: str = ""
    worked_seconds: int = 0
    asked: int = 0
    caps: tuple[Cap, ...] = ()
    quiet: tuple[Stretch, ...] = ()
    rides: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch in which a helper is there, and how long she is on her feet in it at most."""

    id: int
    helper: int
    during: Stretch
    most_seconds: int


@dataclass(frozen=True, slots=True)
class Bike:
    """A shared cargo bike: its station, seconds for each handover, and seconds between two who have it.

    ``taken`` are the stretches in which somebody else has it, whatever is planned.
    """

    id: int
    station: Point
    way: str = "cargo"
    handover_seconds: int = 300
    buffer_seconds: int = 900
    taken: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What the soft rules weigh, in seconds; shares are parts of all helpers. See docs/rules/planning.md."""

    continuity: int = 900
    new_faces: int = 900
    scarce: int = 1200
    scarce_share: float = 0.05
    common_share: float = 0.25
    worked_hour: int = 60
    question: int = 60
    unserved: int = 7200
    priority: int = 360
    change: int = 1800


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One stop of a route, with its times."""

    job: int
    part: Part
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Route:
    """What one shift does, with a shared bike or without: from leaving home until being back."""

    shift: int
    bike: int | None
    leave: int
    back: int
    stops: tuple[PlannedStop, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Routes with stops, in the order of their shifts. Jobs that no route names are not served."""

    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """What holds a job of the plan before in its place: its state, or a pin of the coordinator."""

    state: State = State.PROPOSED
    person: bool = False
    time: bool = False

    @property
    def keeps_person(self) -> bool:
        """Whether the same helper goes, whatever the search thinks (PH21)."""
        return self.person or self.state in FIRM

    @property
    def keeps_time(self) -> bool:
        """Whether the stops begin when they did (PH22)."""
        return self.time or self.state in FIRM


@dataclass(frozen=True, slots=True)
class LostOrder:
    """An order that the coordinator laid and that cannot be gone: in its mildest form the rule ``rule`` is broken.

    ``job`` is the stop at which it breaks (none where it is the whole route), by how many ``seconds``.
    """

    shift: int
    rule: str
    job: int | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a plan depends on, frozen, so that it can be made and explained again.

    ``asked_at`` is the instant at which the questions would leave (none: everybody has been asked long before) and
    ``answer_seconds`` the time to answer them. ``before`` is the plan so far, ``holds`` says by job what is held of it,
    ``ordered`` names the shifts whose order the coordinator laid by hand, ``lost`` those orders that cannot be kept to.
    """

    helpers: tuple[Helper, ...]
    shifts: tuple[Shift, ...]
    jobs: tuple[Job, ...]
    bikes: tuple[Bike, ...] = ()
    ways: Mapping[str, Way] = field(default_factory=lambda: WAYS)
    ground: Ground = Ground.EARTH
    weights: Weights = Weights()
    asked_at: int | None = None
    answer_seconds: int = 0
    before: Plan = Plan()
    holds: Mapping[int, Hold] = field(default_factory=dict)
    ordered: frozenset[int] = frozenset()
    lost: tuple[LostOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says: every broken rule, the cost in seconds and its parts by soft rule, and who is not served."""

    broken: tuple[Reason, ...]
    cost: int
    parts: Mapping[str, int]
    unserved: tuple[int, ...]

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.broken

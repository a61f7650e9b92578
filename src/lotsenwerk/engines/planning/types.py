"""What the planner is told, and what it answers: plain frozen values, instants as UTC seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lotsenwerk.engines.reasons import Reason
from lotsenwerk.engines.travel.distance import Point


class Stretch(NamedTuple):
    """A stretch of time, from ``begin`` until before ``end``, in UTC seconds."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Stay:
    """A helper is somewhere for a while; ``place`` is none where the place is unknown."""

    during: Stretch
    place: Point | None


@dataclass(frozen=True, slots=True)
class Bound:
    """What is enough for somebody in a stretch (a day, a week), and what she has in it already. None: no bound."""

    during: Stretch
    visits: int = 0
    most_visits: int | None = None
    seconds: int = 0
    most_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who could go.

    ``free`` are the stretches in which she said she can be asked, ``away`` those in which she is away for whole days,
    ``stays`` where she is expected already, ``visits_here`` how often she has been with this client, ``asked`` and
    ``minutes`` how often she was asked and how long she worked in the last four weeks, ``deployments`` how often a pool
    has deployed her in twelve months. ``speaks`` maps ISO 639-3 codes
    to levels from 1 (A1) to 7 (mother tongue). Vetoed, the two are not to meet; a regular has
    said yes beforehand. ``avoids`` is what she would rather not meet, ``bounds`` how much is enough for her.
    """

    id: int
    home: Point | None
    mode: str
    free: tuple[Stretch, ...]
    stays: tuple[Stay, ...] = ()
    speaks: Mapping[str, int] = field(default_factory=dict)
    visits_here: int = 0
    asked: int = 0
    minutes: int = 0
    deployments: int = 0
    answer: str = ""
    """What she answered for this very need: "", "asked" or "declined"."""
    gender: str = ""
    away: tuple[Stretch, ...] = ()
    is_vetoed: bool = False
    is_regular: bool = False
    avoids: frozenset[str] = frozenset()
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What is needed: somewhere between two instants, for a while, at a place, by somebody who speaks a language.

    ``gender`` is whom the client wishes to come, where she wishes it; ``away`` is when she herself is away;
    ``circumstances`` is what one meets there (a dog, stairs). What is asked of a pool (``of_pool``) is for its
    language: who speaks it well comes first.
    """

    place: Point | None
    window: Stretch
    seconds: int
    language: str = "deu"
    gender: str = ""
    away: tuple[Stretch, ...] = ()
    circumstances: frozenset[str] = frozenset()
    of_pool: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can go: from when, at what cost in seconds (less is better), and why she stands where she stands."""

    helper_id: int
    begin: int
    cost: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Somebody who cannot go, with every hard rule that says so."""

    helper_id: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who can go, likeliest first, and who cannot, those with the fewest reasons first."""

    candidates: tuple[Candidate, ...]
    rejections: tuple[Rejection, ...]

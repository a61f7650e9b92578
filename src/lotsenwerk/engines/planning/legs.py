"""Seconds between places for the planner: worked out when they are first asked for, then remembered."""

import math
from collections.abc import Collection
from typing import Protocol

from lotsenwerk.engines.planning.model import Ground, Way
from lotsenwerk.engines.travel.distance import Point, distance_m

ONE_PLACE_M = 1
"""Places nearer than this are one place: there is no way between them."""
METRES_A_DEGREE = 111_195
"""Of latitude, where a guess is enough."""


def metres(ground: Ground, here: Point, there: Point) -> float:
    """Return the straight distance: whole metres on the earth, unrounded on a plane."""
    if ground is Ground.EARTH:
        return distance_m(here, there)
    east, north = here.lon - there.lon, here.lat - there.lat
    # Not ``hypot``, which rounds otherwise than the kernel's square root.
    return math.sqrt(east * east + north * north)


def leg_seconds(ground: Ground, way: Way, here: Point, there: Point) -> int:
    """Seconds from door to door by this way of travel."""
    straight = metres(ground, here, there)
    if straight < ONE_PLACE_M:
        return 0
    return round(straight * way.detour / way.metres_a_second) + way.fixed_seconds


class Places(Protocol):
    """Where each node is."""

    def __getitem__(self, node: int, /) -> Point:
        """The place of one node."""
        ...


class AtHome:
    """The places as one helper has them: what is done at home is where she lives."""

    __slots__ = ("_home", "_nodes", "_places")

    def __init__(self, places: Places, nodes: Collection[int], home: Point) -> None:
        self._places, self._nodes, self._home = places, nodes, home

    def __getitem__(self, node: int, /) -> Point:
        """The place of one node, for her."""
        return self._home if node in self._nodes else self._places[node]


class Row(dict[int, int]):
    """Seconds from one place to each node, plus what every leg from there costs; filled as it is asked."""

    __slots__ = ("_ground", "_places", "extra", "here", "way")

    def __init__(self, ground: Ground, way: Way, here: Point, places: Places, extra: int = 0) -> None:
        super().__init__()
        self._ground, self.way, self.here, self._places, self.extra = ground, way, here, places, extra

    def __missing__(self, node: int) -> int:
        """Work out the way to a node nobody asked for yet."""
        seconds = self[node] = leg_seconds(self._ground, self.way, self.here, self._places[node]) + self.extra
        return seconds


class Rows(dict[int, Row]):
    """For one way of travel: the row of each node, made as it is asked."""

    __slots__ = ("_ground", "_places", "way")

    def __init__(self, ground: Ground, way: Way, places: Places) -> None:
        super().__init__()
        self._ground, self.way, self._places = ground, way, places

    def __missing__(self, node: int) -> Row:
        """Begin the row of a node nobody asked for yet."""
        row = self[node] = Row(self._ground, self.way, self._places[node], self._places)
        return row

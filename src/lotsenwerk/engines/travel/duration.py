"""How long people take from door to door, by their way of travel: a model, not a road network."""

from dataclasses import dataclass
from typing import Final

from lotsenwerk.engines.travel.distance import Point, distance_m


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of travel.

    Metres a second on the road, how much longer the road is than the line, and seconds for unlocking, parking or
    waiting at a stop.
    """

    metres_a_second: float
    detour: float
    fixed_seconds: int


MODES: Final = {
    "walk": Mode(1.25, 1.3, 0),
    "bicycle": Mode(4.0, 1.3, 120),
    "car": Mode(7.0, 1.4, 300),
    "transit": Mode(5.0, 1.5, 600),
}


def travel_seconds(here: Point | None, there: Point | None, mode: str) -> int:
    """Seconds from door to door; none of the way is known, none is counted: 0 where a place is missing."""
    return 0 if here is None or there is None else seconds_of(distance_m(here, there), mode)


def seconds_of(metres: int, mode: str) -> int:
    """Seconds from door to door where the straight line between them is known."""
    way = MODES[mode]
    return way.fixed_seconds + round(metres * way.detour / way.metres_a_second)

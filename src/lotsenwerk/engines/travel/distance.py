"""Distances on the ground, as the crow flies."""

import math
from dataclasses import dataclass
from typing import Final

EARTH_RADIUS_M: Final = 6_371_009
"""Mean radius of the earth; the error against the ellipsoid is below 0.6 percent."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth: degrees north and east (WGS 84)."""

    lat: float
    lon: float


def distance_m(here: Point, there: Point) -> int:
    """Return the distance in whole metres on a sphere (haversine)."""
    lat_here, lat_there = math.radians(here.lat), math.radians(there.lat)
    half_lat = math.sin((lat_there - lat_here) / 2)
    half_lon = math.sin(math.radians(there.lon - here.lon) / 2)
    part = half_lat**2 + math.cos(lat_here) * math.cos(lat_there) * half_lon**2
    # Rounding may carry the part of two opposite points a hair above 1.
    return round(2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, part))))

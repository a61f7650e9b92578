"""Maps that we draw ourselves: places on the earth become figures on a sheet. No tiles, no foreign server.

A sheet is flat: within a town, and within Hesse, the earth is flat enough. North is up, and a metre is as long to the
east as to the north. Everything here is arithmetic; what is drawn with it stands in ``kit/_map.html``.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, Self

METRES_PER_DEGREE: Final = 111_195.0
"""Of latitude; of longitude it is less by the cosine of the latitude."""
CORNERS_OF_AN_AREA: Final = 3
KILOMETRE: Final = 1_000
ROUND_LENGTHS: Final = (100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
"""Metres that a scale may be long."""


class Spot(NamedTuple):
    """A place on the earth: degrees north and east."""

    lat: float
    lon: float


class XY(NamedTuple):
    """A place on a sheet: units from its upper edge and from the side where the west is."""

    x: float
    y: float


Ring = Sequence[Spot]
"""The boundary of an area, or of a hole in it; the last spot is joined to the first."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, spots: Iterable[Spot]) -> Self:
        """The smallest box that holds all spots. Raises ``ValueError`` where there is none."""
        held = list(spots)
        if not held:
            raise ValueError("no spots")
        lats, lons = [spot.lat for spot in held], [spot.lon for spot in held]
        return cls(min(lats), min(lons), max(lats), max(lons))

    @property
    def middle(self) -> Spot:
        """The spot in the middle."""
        return Spot((self.south + self.north) / 2, (self.west + self.east) / 2)

    def holds(self, spot: Spot) -> bool:
        """Whether a spot lies inside, or on the edge."""
        return self.south <= spot.lat <= self.north and self.west <= spot.lon <= self.east

    def meets(self, other: "Box") -> bool:
        """Whether two boxes have a spot in common."""
        apart_in_lat = other.south > self.north or other.north < self.south
        return not (apart_in_lat or other.west > self.east or other.east < self.west)

    def grown(self, times: float) -> "Box":
        """The same box, longer on each of its sides by so many times its own length."""
        high, wide = (self.north - self.south) * times, (self.east - self.west) * times
        return Box(self.south - high, self.west - wide, self.north + high, self.east + wide)


@dataclass(frozen=True, slots=True)
class Scale:
    """A length to compare with: metres, and how many units of the sheet they are."""

    metres: int
    units: int

    @property
    def words(self) -> str:
        """The length as the map's script writes it too."""
        return f"{self.metres} m" if self.metres < KILOMETRE else f"{self.metres // KILOMETRE} km"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of the earth on ``width`` times ``height`` units."""

    box: Box
    width: int
    height: int

    @classmethod
    def showing(
        cls, spots: Iterable[Spot], *, width: int, height: int, least_metres: float = 0, margin: float = 0.1
    ) -> Self:
        """The sheet that shows all spots, as large as they can be.

        ``margin`` is the part of the sheet that stays free at each edge; the shorter side shows ``least_metres`` at
        least. Raises ``ValueError`` where there is no spot.
        """
        around = Box.around(spots)
        middle, free = around.middle, 1 - 2 * margin
        east = METRES_PER_DEGREE * math.cos(math.radians(middle.lat))
        unit = max(
            (around.east - around.west) * east / (width * free),
            (around.north - around.south) * METRES_PER_DEGREE / (height * free),
            max(least_metres, 1.0) / min(width, height),
        )
        high, wide = unit * height / METRES_PER_DEGREE / 2, unit * width / east / 2
        box = Box(middle.lat - high, middle.lon - wide, middle.lat + high, middle.lon + wide)
        return cls(box, width, height)

    def place(self, spot: Spot) -> XY:
        """Where a spot stands on the sheet, to a tenth of a unit."""
        box = self.box
        x = (spot.lon - box.west) / (box.east - box.west) * self.width
        y = (box.north - spot.lat) / (box.north - box.south) * self.height
        return XY(round(x, 1), round(y, 1))

    def spot(self, place: XY) -> Spot:
        """The spot that stands at a place of the sheet."""
        box = self.box
        lat = box.north - place.y / self.height * (box.north - box.south)
        return Spot(lat, box.west + place.x / self.width * (box.east - box.west))

    @property
    def metres_per_unit(self) -> float:
        """How many metres one unit is."""
        return (self.box.north - self.box.south) * METRES_PER_DEGREE / self.height

    def scale(self) -> Scale:
        """The longest round length that takes a third of the sheet at most."""
        most = self.width / 3 * self.metres_per_unit
        metres = max((length for length in ROUND_LENGTHS if length <= most), default=ROUND_LENGTHS[0])
        return Scale(metres, round(metres / self.metres_per_unit))

    def outline(self, rings: Iterable[Ring], *, reach: float = 0) -> str:
        """An area as the path of an SVG, in whole units; empty where nothing of it is on the sheet.

        ``reach`` says how far beyond its edges the sheet is filled, in lengths of its sides, so that one can move it.
        """
        return "".join(_path(ring) for ring in self._cut(rings, reach))

    def name_place(self, rings: Iterable[Ring], *, least: float = 0.02, reach: float = 0) -> XY | None:
        """Where the name of an area stands: in the middle of what the sheet, with its ``reach``, shows of it.

        None where that is less than ``least`` of the sheet, as a name needs room.
        """
        shown = max(self._cut(rings, reach), key=_size, default=None)
        if shown is None or _size(shown) < least * self.width * self.height:
            return None
        middle = _middle(shown)
        return middle if _is_inside(middle, shown) else _roomiest(shown)

    def _cut(self, rings: Iterable[Ring], reach: float) -> list[list[XY]]:
        wide, high = self.width * reach, self.height * reach
        low, far = XY(-wide, -high), XY(self.width + wide, self.height + high)
        cut = (_inside([self.place(spot) for spot in ring], low, far) for ring in rings)
        return [ring for ring in cut if len(ring) >= CORNERS_OF_AN_AREA]


def simpler(ring: Sequence[Spot], degrees: float) -> list[Spot]:
    """A ring without the corners that lie nearer than ``degrees`` of latitude to the line between those that stay.

    Douglas and Peucker; the first corner always stays.
    """
    last = len(ring) - 1
    kept, waiting = {0, last // 2, last}, [(0, last // 2), (last // 2, last)]
    while waiting:
        first, end = waiting.pop()
        far, place = max(
            ((_beside(ring[at], ring[first], ring[end]), at) for at in range(first + 1, end)), default=(0.0, 0)
        )
        if far > degrees:
            kept.add(place)
            waiting += [(first, place), (place, end)]
    return [ring[place] for place in sorted(kept)]


def _beside(spot: Spot, start: Spot, end: Spot) -> float:
    """How far a spot lies beside a line, in degrees of latitude."""
    shrunk = math.cos(math.radians(spot.lat))
    x, y = (end.lon - start.lon) * shrunk, end.lat - start.lat
    east, north = (spot.lon - start.lon) * shrunk, spot.lat - start.lat
    along = math.hypot(x, y)
    return abs(x * north - y * east) / along if along else math.hypot(east, north)


def coarse(spot: Spot, *, metres: float) -> Spot:
    """The middle of the square, so many metres wide, in which a spot lies: near enough to plan by, and no address."""
    high = metres / METRES_PER_DEGREE
    lat = (math.floor(spot.lat / high) + 0.5) * high
    wide = high / math.cos(math.radians(lat))
    return Spot(round(lat, 5), round((math.floor(spot.lon / wide) + 0.5) * wide, 5))


def spread(places: Sequence[XY], *, apart: float, width: float, height: float) -> list[XY]:
    """The same places, moved as little as it takes that no two stand closer than ``apart`` and all on the sheet.

    Where there are too many for the sheet they stand as far apart as they can. The same places always move alike.
    """
    edge = min(apart / 2, width / 2, height / 2)

    def on_the_sheet(x: float, y: float) -> list[float]:
        return [min(max(x, edge), width - edge), min(max(y, edge), height - edge)]

    moved = [on_the_sheet(x, y) for x, y in places]
    pairs = list(itertools.combinations(range(len(moved)), 2))
    for _round in range(80):
        pushed = [
            _push(moved[here], moved[there], apart, turn=here + there)
            for here, there in pairs
            if abs(moved[here][0] - moved[there][0]) < apart and abs(moved[here][1] - moved[there][1]) < apart
        ]
        if not any(pushed):
            break
        moved = [on_the_sheet(x, y) for x, y in moved]
    return [XY(round(x, 1), round(y, 1)) for x, y in moved]


def _push(here: list[float], there: list[float], apart: float, *, turn: int) -> bool:
    """Move two places away from each other, half the way each; whether that was needed."""
    x, y = there[0] - here[0], there[1] - here[1]
    far = math.hypot(x, y)
    if far >= apart - 0.05:
        return False
    if far < 0.01:  # noqa: PLR2004 - on the same spot, so any direction will do
        x, y, far = math.cos(turn * 2.4), math.sin(turn * 2.4), 1.0
        step = apart / 2
    else:
        step = (apart - far) / 2
    for place, sign in ((here, -1), (there, 1)):
        place[0] += sign * x / far * step
        place[1] += sign * y / far * step
    return True


def _inside(ring: Sequence[XY], low: XY, far: XY) -> list[XY]:
    """What of a ring lies in a rectangle (Sutherland and Hodgman), in whole units and without repeated corners."""
    corners = list(ring)
    for axis, edge, sign in ((0, low.x, 1), (0, far.x, -1), (1, low.y, 1), (1, far.y, -1)):
        corners = _cut_at(corners, axis, edge, sign)
    whole: list[XY] = []
    for corner in corners:
        rounded = XY(round(corner.x), round(corner.y))
        if not whole or whole[-1] != rounded:
            whole.append(rounded)
    return whole[:-1] if len(whole) > 1 and whole[0] == whole[-1] else whole


def _cut_at(ring: list[XY], axis: int, edge: float, sign: int) -> list[XY]:
    kept: list[XY] = []
    for before, corner in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was_in, is_in = (sign * (each[axis] - edge) >= 0 for each in (before, corner))
        if was_in != is_in:
            part = (edge - before[axis]) / (corner[axis] - before[axis])
            kept.append(XY(*(one + (other - one) * part for one, other in zip(before, corner, strict=True))))
        if is_in:
            kept.append(corner)
    return kept


def _path(ring: Sequence[XY]) -> str:
    """Steps from corner to corner: shorter than where each corner stands."""
    steps = [f"{round(corner.x - before.x)} {round(corner.y - before.y)}" for before, corner in pairwise(ring)]
    return f"M{round(ring[0].x)} {round(ring[0].y)}l{' '.join(steps)}z".replace(" -", "-")


def _size(ring: Sequence[XY]) -> float:
    return abs(_twice_the_area(ring)) / 2


def _twice_the_area(ring: Sequence[XY]) -> float:
    return sum(a.x * b.y - b.x * a.y for a, b in _sides(ring))


def _middle(ring: Sequence[XY]) -> XY:
    """The point on which the area would balance."""
    area = _twice_the_area(ring) * 3
    x = sum((a.x + b.x) * (a.x * b.y - b.x * a.y) for a, b in _sides(ring)) / area
    y = sum((a.y + b.y) * (a.x * b.y - b.x * a.y) for a, b in _sides(ring)) / area
    return XY(round(x), round(y))


def _is_inside(place: XY, ring: Sequence[XY]) -> bool:
    """Whether a line from the place to the side crosses the ring an odd number of times."""
    crossings = 0
    for a, b in _sides(ring):
        if (a.y > place.y) != (b.y > place.y):
            crossings += place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
    return crossings % 2 == 1


def _roomiest(ring: Sequence[XY], *, count: int = 9) -> XY:
    """Of some places inside a bent area the one that is farthest from its corners."""
    low = XY(min(corner.x for corner in ring), min(corner.y for corner in ring))
    far = XY(max(corner.x for corner in ring), max(corner.y for corner in ring))
    wide, high = (far.x - low.x) / count, (far.y - low.y) / count
    tried = [
        XY(round(low.x + (column + 0.5) * wide), round(low.y + (row + 0.5) * high))
        for row in range(count)
        for column in range(count)
    ]
    inside = [place for place in tried if _is_inside(place, ring)]
    return max(inside, key=lambda place: min(math.dist(place, corner) for corner in ring), default=_middle(ring))


def _sides(ring: Sequence[XY]) -> Iterable[tuple[XY, XY]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)

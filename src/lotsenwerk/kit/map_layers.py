"""What stands on a map, layer upon layer, for ``kit/_map.html``: areas, ways, names, dots, signs and numbered marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lotsenwerk.kit.maps import XY, Ring, Sheet, Spot, spread

REACH: Final = 1.0
"""How far beyond its edges a map is filled, in lengths of its sides: one can move it, and see it from farther away."""
MARK: Final = 27.0
"""Units between the middles of two marks that do not touch."""
DOT: Final = 13.0
LETTER: Final = 6.0
"""About as wide as a letter of a name, in units."""
LINE: Final = 15.0
UNDER: Final = 18
"""How far under a sign its word stands."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape; ``is_own`` is the one that the map is about."""

    path: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A word on the map; ``kind`` is "own", "area", "street" or "here"."""

    text: str
    at: XY
    kind: str = "area"


@dataclass(frozen=True, slots=True)
class Way:
    """A line from one spot to another."""

    start: XY
    end: XY


@dataclass(frozen=True, slots=True)
class Point:
    """Something at a spot, before it has found its place: ``words`` are what it says to those who do not see it."""

    spot: Spot
    words: str
    key: str = ""
    tone: str = ""
    number: int | str = 0
    url: str = ""
    drawing: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its place on the sheet, and how far it had to step aside for others."""

    point: Point
    at: XY
    aside: XY

    @property
    def has_moved(self) -> bool:
        """Whether a line has to lead to the true place."""
        return abs(self.aside.x) + abs(self.aside.y) > MARK / 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the sheet that one can choose."""

    at: XY
    lengths: XY
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A small map of the whole, and where on it the large one lies."""

    sheet: Sheet
    areas: Sequence[Area]
    names: Sequence[Name]
    at: XY
    lengths: XY


@dataclass(frozen=True, slots=True)
class Map:
    """A sheet with its layers, the lowest first; ``pin`` marks the one place that is being chosen."""

    sheet: Sheet
    areas: Sequence[Area] = ()
    ways: Sequence[Way] = ()
    names: Sequence[Name] = ()
    dots: Sequence[Mark] = ()
    signs: Sequence[Mark] = ()
    marks: Sequence[Mark] = ()
    cells: Sequence[Cell] = ()
    pin: XY | None = None
    overview: Overview | None = None

    @property
    def drawings(self) -> list[tuple[str, str]]:
        """The badges that the marks wear, each once: tone and drawing."""
        return sorted({(mark.point.tone, mark.point.drawing) for mark in self.marks})

    @property
    def metres_per_unit(self) -> str:
        """For the script, and so written alike in every language."""
        return f"{self.sheet.metres_per_unit:.4f}"

    @property
    def edges(self) -> str:
        """South, west, north and east of the sheet, for the script."""
        box = self.sheet.box
        return f"{box.south:.6f} {box.west:.6f} {box.north:.6f} {box.east:.6f}"


def areas_with_names(sheet: Sheet, shapes: Iterable[tuple[str, Sequence[Ring], bool]]) -> tuple[list[Area], list[Name]]:
    """Shapes (name, rings, is it the own one) as areas, the own one on top, and the names for which there is room."""
    areas, names = [], []
    for name, rings, is_own in sorted(shapes, key=lambda shape: shape[2]):
        path = sheet.outline(rings, reach=REACH)
        if path:
            areas.append(Area(path, is_own))
        # A name beyond the edge is seen from farther away.
        place = sheet.name_place(rings) or sheet.name_place(rings, reach=REACH, least=0.2)
        if place is not None:
            names.append(Name(name, whole_on(sheet, place, name), "own" if is_own else "area"))
    return areas, names


def overview_of(sheet: Sheet, whole_of: Sheet, areas: Sequence[Area], names: Sequence[Name]) -> Overview:
    """The small map ``whole_of`` with the frame of the large one on it."""
    corner = whole_of.place(Spot(sheet.box.north, sheet.box.west))
    far = whole_of.place(Spot(sheet.box.south, sheet.box.east))
    return Overview(whole_of, areas, names, whole(corner), whole(XY(far.x - corner.x, far.y - corner.y)))


def placed(sheet: Sheet, points: Sequence[Point], *, apart: float = MARK) -> list[Mark]:
    """Points with their places, none upon another; those beyond the edge of the sheet are left out."""
    shown = [point for point in points if sheet.box.holds(point.spot)]
    true = [sheet.place(point.spot) for point in shown]
    moved = spread(true, apart=apart, width=sheet.width, height=sheet.height)
    return [
        Mark(point, whole(here), whole(XY(there.x - here.x, there.y - here.y)))
        for point, here, there in zip(shown, true, moved, strict=True)
    ]


def whole(place: XY) -> XY:
    """A place in whole units, which are written alike in every language."""
    return XY(round(place.x), round(place.y))


def whole_on(sheet: Sheet, place: XY, text: str) -> XY:
    """Where a word can be read to its last letter; what stands beyond the edge of the sheet stays there."""
    room = min(len(text) * LETTER / 2 + 4, sheet.width / 2)
    is_on = 0 <= place.x <= sheet.width and 0 <= place.y <= sheet.height
    return whole(XY(min(max(place.x, room), sheet.width - room), place.y) if is_on else place)


def cells(sheet: Sheet, count: int) -> list[tuple[XY, XY, Spot]]:
    """The sheet as ``count`` times ``count`` fields, row by row: upper corner, lengths, and the spot in the middle."""
    wide, high = sheet.width / count, sheet.height / count
    corners = [XY(column * wide, row * high) for row in range(count) for column in range(count)]
    return [(whole(at), whole(XY(wide, high)), sheet.spot(XY(at.x + wide / 2, at.y + high / 2))) for at in corners]


def readable(names: Iterable[Name], *, beside: Sequence[Mark] = ()) -> list[Name]:
    """The names that can be read: of two that would stand upon each other the earlier one stays; marks always stay."""
    taken = [name for mark in beside for name in _taken_by(mark)]
    kept: list[Name] = []
    for name in names:
        if not any(_touch(name, other) for other in (*taken, *kept)):
            kept.append(name)
    return kept


def _taken_by(mark: Mark) -> list[Name]:
    """The room of a mark and of the word under it, as names."""
    at = XY(mark.at.x + mark.aside.x, mark.at.y + mark.aside.y)
    under = [Name(mark.point.label, XY(at.x, at.y + UNDER))] if mark.point.label else []
    return [Name("0000", at), *under]


def _touch(one: Name, other: Name) -> bool:
    room = (len(one.text) + len(other.text)) * LETTER / 2
    return abs(one.at.x - other.at.x) < room and abs(one.at.y - other.at.y) < LINE

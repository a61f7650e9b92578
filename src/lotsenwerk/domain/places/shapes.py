"""The boundaries of Hesse's municipalities, read once from ``data/hessen_gemeinden.topojson``.

Neighbours share their boundary in the file (TopoJSON), so there is neither gap nor overlap between them. What is drawn
with it carries the notice ``NOTICE``; data/SOURCES.md says where it comes from. Beyond Hesse the file knows nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, Final

from lotsenwerk.kit.maps import CORNERS_OF_AN_AREA, Box, Ring, Spot, simpler

FILE: Final = Path(__file__).parent / "data/hessen_gemeinden.topojson"
NEAR_ENOUGH: Final = 0.009
"""Degrees of latitude by which the boundary of a county may be off where it is drawn small: 1 km."""
NOTICE: Final = "© GeoBasis-DE / BKG (Daten verändert)"
"""Has to stand beside every map, in these words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The area of one municipality: its official key and name, its rings with holes, and the box around them."""

    ags: str
    name: str
    rings: Sequence[Ring]
    box: Box


def shape_of(ags: str) -> Shape | None:
    """The area of a municipality; None for a key that is newer than the file."""
    return _shapes().get(ags)


def shapes_within(box: Box) -> Sequence[Shape]:
    """The areas that may reach into a box, in the order of keys."""
    return [shape for shape in _shapes().values() if shape.box.meets(box)]


def county_shapes() -> Sequence[Shape]:
    """The areas of the counties and free cities, in the order of keys: their municipalities as one."""
    return list(_county_shapes().values())


def county_shape(ags: str) -> Shape | None:
    """The area of a county or free city by its key of five digits; None for one that is newer than the file."""
    return _county_shapes().get(ags)


@cache
def _county_shapes() -> dict[str, Shape]:
    topology = _topology()
    arcs = _arcs(topology)
    [layer] = topology["objects"].values()
    sides: dict[str, set[int]] = {}
    for geometry in layer["geometries"]:
        several = geometry["type"] == "MultiPolygon"
        for numbers in chain.from_iterable(geometry["arcs"] if several else [geometry["arcs"]]):
            # A line between two municipalities of one county is walked both ways, so it falls away.
            for number in numbers:
                known = sides.setdefault(geometry["id"][:5], set())
                known.symmetric_difference_update({number} if ~number not in known else {~number})
    found = {}
    for ags, numbers in sorted(sides.items()):
        rings = [simpler(ring, NEAR_ENOUGH) for ring in _joined(numbers, arcs)]
        rings = [ring for ring in rings if len(ring) > CORNERS_OF_AN_AREA]
        found[ags] = Shape(ags, "", rings, Box.around(chain.from_iterable(rings)))
    return found


def _joined(numbers: set[int], arcs: list[list[Spot]]) -> list[list[Spot]]:
    """Lines, each begun where another ends, as rings."""
    lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in sorted(numbers)]
    begins: dict[Spot, list[list[Spot]]] = {}
    for line in lines:
        begins.setdefault(line[0], []).append(line)
    rings = []
    while begins:
        ring: list[Spot] = []
        at = next(iter(begins))
        while at in begins:
            line = begins[at].pop()
            if not begins[at]:
                del begins[at]
            ring += line[:-1]
            at = line[-1]
        rings.append(ring)
    return rings


@cache
def _topology() -> dict[str, Any]:
    topology: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return topology


@cache
def _shapes() -> dict[str, Shape]:
    topology = _topology()
    arcs = _arcs(topology)
    [layer] = topology["objects"].values()
    shapes = (_shape(geometry, arcs) for geometry in layer["geometries"])
    return {shape.ags: shape for shape in sorted(shapes, key=lambda shape: shape.ags)}


def _arcs(topology: dict[str, Any]) -> list[list[Spot]]:
    """Lines as spots: the file tells each corner as whole steps from the one before."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        lines.append([Spot(south + y * high, west + x * wide) for x, y in zip(xs, ys, strict=True)])
    return lines


def _shape(geometry: dict[str, Any], arcs: list[list[Spot]]) -> Shape:
    several = geometry["type"] == "MultiPolygon"
    polygons = geometry["arcs"] if several else [geometry["arcs"]]
    rings = [list(_ring(numbers, arcs)) for numbers in chain.from_iterable(polygons)]
    return Shape(geometry["id"], geometry["properties"]["name"], rings, Box.around(chain.from_iterable(rings)))


def _ring(numbers: Sequence[int], arcs: list[list[Spot]]) -> Iterator[Spot]:
    """The lines of a ring one after the other; a number below zero means the line ``~number`` from its end."""
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from line[:-1]

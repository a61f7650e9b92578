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

from lotsenwerk.kit.maps import Box, Ring, Spot

FILE: Final = Path(__file__).parent / "data/hessen_gemeinden.topojson"
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


@cache
def _shapes() -> dict[str, Shape]:
    topology = json.loads(FILE.read_text(encoding="utf-8"))
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

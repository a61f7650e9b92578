"""The map beside a list: all of Hesse by counties, or what lies around a place by municipalities. Drawn by us."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import municipalities_by_id
from lotsenwerk.domain.places.shapes import county_shape, county_shapes
from lotsenwerk.domain.publishing.queries.window import Heap
from lotsenwerk.kit.map_layers import Area, Map, Point, placed, readable, whole
from lotsenwerk.kit.maps import Box, Sheet, Spot
from lotsenwerk.web.portal.directory.finding import Sought, query_of, spot_of
from lotsenwerk.web.shown.ground import WIDTH, ground, sheet_around

HEIGHT: Final = 440
APART: Final = 25.0
_NEAR_KM: Final = 20
"""Up to so many kilometres around a place single municipalities are drawn, farther out counties."""
_MOST_HEAPS: Final = 24
"""Where more would stand, nobody could tell them apart: then counties too."""


def map_of(one: Sought, heaps: Sequence[Heap]) -> Map | None:
    """Where what was found lies: a mark for each heap, which narrows the list to its place. One query at most."""
    few = len(heaps) <= _MOST_HEAPS
    near = one.asked.here is not None and one.asked.radius_km <= _NEAR_KM and few
    if near or one.asked.county_id is not None:
        return _of_municipalities(one, heaps)
    return _of_counties(one, heaps)


def _of_counties(one: Sought, heaps: Sequence[Heap]) -> Map | None:
    by_id = {county.pk: county for county in one.counties}
    counts: dict[int, int] = {}
    for heap in heaps:
        if heap.county_id in by_id:
            counts[heap.county_id or 0] = counts.get(heap.county_id or 0, 0) + heap.count
    sheet, areas, middles = _hesse()
    points = [
        _mark(middles[by_id[pk].ags], str(pk), by_id[pk].name, count, _narrowed(one, county=pk))
        for pk, count in sorted(counts.items())
        if by_id[pk].ags in middles
    ]
    pin = whole(sheet.place(one.asked.here)) if one.asked.here else None
    return Map(sheet, areas, marks=placed(sheet, points, apart=APART), pin=pin)


def _of_municipalities(one: Sought, heaps: Sequence[Heap]) -> Map | None:
    places = municipalities_by_id([heap.municipality_id for heap in heaps if heap.municipality_id])
    if one.asked.here is not None:
        sheet = sheet_around(round(one.asked.here.lat, 3), round(one.asked.here.lon, 3), one.asked.radius_km)
        own = one.place.ags if one.place else ""
    else:
        shape = next((county_shape(county.ags) for county in one.counties if county.pk == one.asked.county_id), None)
        if shape is None:
            return None
        sheet, own = _sheet_of(shape.box), ""
    areas, names = ground(sheet, own)
    marks = placed(sheet, list(_points(one, heaps, places)), apart=APART)
    return Map(sheet, areas, names=readable(names, beside=marks), marks=marks)


def _points(one: Sought, heaps: Iterable[Heap], places: Mapping[int, Municipality]) -> Iterable[Point]:
    for heap in heaps:
        place = places.get(heap.municipality_id or 0)
        spot = spot_of(place)
        if place is not None and spot is not None:
            yield _mark(spot, place.ags, place.name, heap.count, _narrowed(one, where=place.name, radius=5))


def _mark(spot: Spot, key: str, name: str, count: int, url: str) -> Point:
    return Point(spot, f"{name}: {count}", key=key, tone="going", number=count, url=url)


def _narrowed(one: Sought, **to: object) -> str:
    rest = {name: value for name, value in one.said.items() if name not in {"where", "radius", "county"}}
    return f"?{query_of(rest, **to)}"


@lru_cache(maxsize=1)
def _hesse() -> tuple[Sheet, Sequence[Area], Mapping[str, Spot]]:
    shapes = county_shapes()
    corners = [Spot(shape.box.south, shape.box.west) for shape in shapes]
    corners += [Spot(shape.box.north, shape.box.east) for shape in shapes]
    sheet = Sheet.showing(corners, width=WIDTH, height=HEIGHT, margin=0.02)
    middles = {shape.ags: place for shape in shapes if (place := sheet.name_place(shape.rings, least=0))}
    areas = [Area(sheet.outline(shape.rings)) for shape in shapes]
    return sheet, areas, {ags: sheet.spot(place) for ags, place in middles.items()}


def _sheet_of(box: Box) -> Sheet:
    corners = [Spot(box.south, box.west), Spot(box.north, box.east)]
    return Sheet.showing(corners, width=WIDTH, height=WIDTH, margin=0.04)


def label() -> str:
    """What the map is called for those who do not see it; the list beside it says the same."""
    return _("Map: where it is")

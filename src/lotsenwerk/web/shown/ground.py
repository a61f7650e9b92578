"""The ground of a small map: the municipalities around a place, drawn by us."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from lotsenwerk.domain.places.shapes import shapes_within
from lotsenwerk.kit.map_layers import Area, Map, Name, readable, whole, whole_on
from lotsenwerk.kit.maps import METRES_PER_DEGREE, Sheet, Spot, simpler

WIDTH: Final = 360
FINE: Final = 2.0
"""Units of the sheet by which a boundary may be off."""


def spot_map(spot: Spot, ags: str) -> Map:
    """Where one thing is: its municipality and the neighbours', with a pin."""
    sheet = sheet_around(round(spot.lat, 3), round(spot.lon, 3), 7)
    areas, names = ground(sheet, ags)
    return Map(sheet, areas, names=names, pin=whole(sheet.place(spot)))


@lru_cache(maxsize=256)
def ground(sheet: Sheet, ags: str) -> tuple[Sequence[Area], Sequence[Name]]:
    """The municipalities of a sheet with their names, the own one on top; nothing beyond its edges."""
    areas, names, fine = [], [], sheet.metres_per_unit * FINE / METRES_PER_DEGREE
    for shape in sorted(shapes_within(sheet.box), key=lambda shape: shape.ags == ags):
        if path := sheet.outline([simpler(ring, fine) for ring in shape.rings]):
            areas.append(Area(path, shape.ags == ags))
            place = sheet.name_place(shape.rings)
            if place is not None:
                names.append(
                    Name(shape.name, whole_on(sheet, place, shape.name), "own" if shape.ags == ags else "area")
                )
    return areas, readable(reversed(names))


@lru_cache(maxsize=512)
def sheet_around(lat: float, lon: float, km: int) -> Sheet:
    """A square with so many kilometres around a spot."""
    high = km * 1000 / METRES_PER_DEGREE
    corners = [Spot(lat - high, lon), Spot(lat + high, lon)]
    return Sheet.showing(corners, width=WIDTH, height=WIDTH, least_metres=2_000 * km, margin=0.05)

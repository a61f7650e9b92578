"""The ground of a map of a town: its own area, those of its neighbours, and the whole town in small."""

from collections.abc import Sequence
from functools import lru_cache

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.places.shapes import Shape, shape_of, shapes_within
from lotsenwerk.kit.map_layers import REACH, Area, Name, Overview, areas_with_names, overview_of
from lotsenwerk.kit.maps import Sheet, Spot


@lru_cache(maxsize=256)
def ground(sheet: Sheet, ags: str) -> tuple[Sequence[Area], Sequence[Name]]:
    """The areas of a sheet and their names; ``ags`` is the key of the own municipality.

    As constant as the file that it comes from, and a map that looks again whether something changed shows the same.
    """
    shapes = shapes_within(sheet.box.grown(REACH))
    return areas_with_names(sheet, [(shape.name, shape.rings, shape.ags == ags) for shape in shapes])


def overview(sheet: Sheet, town: Organisation) -> Overview:
    """The whole town, small, with its neighbours' names."""
    return overview_of(sheet, *_whole_town(ags_of(town), tuple(corners(town))))


@lru_cache(maxsize=512)
def _whole_town(ags: str, between: Sequence[Spot]) -> tuple[Sheet, Sequence[Area], Sequence[Name]]:
    # The ground of a town is as constant as the file that it comes from.
    whole_town = Sheet.showing(between, width=200, height=170, least_metres=2_000, margin=0.16)
    shapes = [(shape.name, shape.rings, shape.ags == ags) for shape in shapes_within(whole_town.box)]
    areas, names = areas_with_names(whole_town, shapes)
    return whole_town, areas, [name for name in names if name.kind != "own"]


def corners(town: Organisation) -> Sequence[Spot]:
    """Two spots between which the whole town lies; around the town hall where its boundary is not known."""
    shape: Shape | None = shape_of(ags_of(town))
    if shape is not None:
        return [Spot(shape.box.south, shape.box.west), Spot(shape.box.north, shape.box.east)]
    return [Spot(town.lat or 50.6, town.lon or 9.0)]


def ags_of(town: Organisation) -> str:
    """The official key of the town's municipality, empty where it has none."""
    return town.municipality.ags if town.municipality else ""

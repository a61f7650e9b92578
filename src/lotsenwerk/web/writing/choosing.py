"""Choose a place field by field: what the address of the page says, and the fields of its map."""

import math
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.kit.map_layers import Cell, cells
from lotsenwerk.kit.maps import Sheet, Spot

SIDE = 520
FIELDS = 5
"""On each side of the sheet."""
DEPTHS_M = (0, 3_000, 900, 300)
"""What the sheet shows after so many choices, in metres; at first it is the whole town."""
DEEPEST = len(DEPTHS_M) - 1


def _degrees() -> forms.NumberInput:
    return forms.NumberInput(attrs={"step": "any", "autocomplete": "off"})


class PlaceForm(forms.Form):
    """The place as numbers, for those who have them from elsewhere; the map fills them in."""

    lat = forms.FloatField(label=gettext_lazy("Degrees north"), min_value=-90, max_value=90, widget=_degrees())
    lon = forms.FloatField(label=gettext_lazy("Degrees east"), min_value=-180, max_value=180, widget=_degrees())


def chosen(asked: QueryDict) -> tuple[Spot | None, int]:
    """The spot that the address names, and how many times a field was chosen; nothing where it cannot be read."""
    try:
        spot = Spot(float(asked.get("lat", "")), float(asked.get("lon", "")))
        depth = int(asked.get("depth", "0"))
    except ValueError:
        return None, 0
    is_on_earth = math.isfinite(spot.lat) and math.isfinite(spot.lon) and abs(spot.lat) < 80 and abs(spot.lon) < 180  # noqa: PLR2004 - degrees
    return (spot, min(max(depth, 0), DEEPEST)) if is_on_earth else (None, 0)


def cells_of(sheet: Sheet, page: str, depth: int) -> list[Cell]:
    """The fields of a sheet, each a link to ``page`` with the field as the next sheet."""
    found = []
    for number, (at, lengths, spot) in enumerate(cells(sheet, FIELDS)):
        said = urlencode({"lat": f"{spot.lat:.5f}", "lon": f"{spot.lon:.5f}", "depth": min(depth + 1, DEEPEST)})
        name = f"{'ABCDE'[number % FIELDS]}{number // FIELDS + 1}"
        found.append(Cell(at, lengths, f"{page}?{said}", _("Field %(name)s") % {"name": name}))
    return found

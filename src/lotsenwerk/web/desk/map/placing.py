"""Choose a place without knowing any street: the sheet is cut into fields, and a chosen field becomes the sheet."""

import math
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.queries.map import around_here
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.map_layers import Cell, Map, Point, cells, placed, readable, whole
from lotsenwerk.kit.maps import Sheet, Spot
from lotsenwerk.web.desk.map.arranged import PARTNERS
from lotsenwerk.web.desk.map.land import ags_of, corners, ground, overview, streets

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


def map_to_choose(actor: Actor, person: Person | Organisation, spot: Spot | None, depth: int) -> Map:
    """The sheet at this depth, with fields to choose from and what one knows the way by: streets and shops."""
    (town, places), here = around_here(*PARTNERS), spot or _home(person)
    depth = depth if spot else _first_depth(person)
    sheet = _sheet(town, here, depth)
    areas, names = ground(sheet, ags_of(town))
    shops = [
        Point(
            Spot(one.lat, one.lon),
            one.name,
            drawing="basket" if one.kind == PARTNERS[0] else "crate",
            label=one.name.partition(",")[0],
        )
        for one in places
        if one.lat is not None and one.lon is not None
    ]
    signs, known = placed(sheet, shops), streets(actor, sheet, here=person.street)
    here_names = [name for name in known if name.kind == "here"]
    return Map(
        sheet,
        areas=areas,
        names=[*here_names, *readable([*known, *names][len(here_names) :], beside=signs)],
        signs=signs,
        cells=_cells(sheet, person, depth),
        pin=whole(sheet.place(here)) if here is not None else None,
        overview=overview(sheet, town) if depth else None,
    )


def _home(person: Person | Organisation) -> Spot | None:
    return Spot(person.lat, person.lon) if person.lat is not None and person.lon is not None else None


def _first_depth(person: Person | Organisation) -> int:
    """Who has a place already is shown in its surroundings."""
    return 0 if _home(person) is None else 1


def _sheet(town: Organisation, here: Spot | None, depth: int) -> Sheet:
    around = [here] if here is not None and depth else corners(town)
    return Sheet.showing(around, width=SIDE, height=SIDE, least_metres=DEPTHS_M[depth], margin=0.03)


def _cells(sheet: Sheet, person: Person | Organisation, depth: int) -> list[Cell]:
    route = "desk:person_place" if isinstance(person, Person) else "desk:partner_place"
    page = address(route, person.id)
    found = []
    for number, (at, lengths, spot) in enumerate(cells(sheet, FIELDS)):
        said = urlencode({"lat": f"{spot.lat:.5f}", "lon": f"{spot.lon:.5f}", "depth": min(depth + 1, DEEPEST)})
        name = f"{'ABCDE'[number % FIELDS]}{number // FIELDS + 1}"
        found.append(Cell(at, lengths, f"{page}?{said}", _("Field %(name)s") % {"name": name}))
    return found

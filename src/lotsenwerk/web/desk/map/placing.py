"""Choose a place without knowing any street: the sheet is cut into fields, and a chosen field becomes the sheet."""

from lotsenwerk.domain.assistance.queries.map import around_here
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.map_layers import Cell, Map, Point, placed, readable, whole
from lotsenwerk.kit.maps import Sheet, Spot
from lotsenwerk.web.desk.map.arranged import PARTNERS
from lotsenwerk.web.desk.map.land import streets
from lotsenwerk.web.writing.choosing import DEPTHS_M, SIDE, cells_of
from lotsenwerk.web.writing.land import ags_of, corners, ground, overview


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
    return cells_of(sheet, address(route, person.id), depth)

"""The streets that the town knows, as names on a map: whoever looks for a place knows the way by them."""

from lotsenwerk.domain.people.queries.streets import Street, streets_within
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.map_layers import Name, whole_on
from lotsenwerk.kit.maps import XY, Sheet

BELOW = 19


def streets(actor: Actor, sheet: Sheet, *, here: str = "") -> list[Name]:
    """The names of the streets in which somebody lives, the one that is looked for (``here``) first."""
    found = sorted(streets_within(actor, sheet.box), key=lambda street: street.name != here)
    return [Name(street.name, _below(sheet, street), "here" if street.name == here else "street") for street in found]


def _below(sheet: Sheet, street: Street) -> XY:
    """Under the mark of who lives there."""
    place = sheet.place(street.spot)
    return whole_on(sheet, XY(place.x, place.y + BELOW), street.name)

"""What people type, in the one form in which it is kept; what cannot be right is refused at its field."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.maps import Box, Spot
from lotsenwerk.kit.phone_numbers import BadPhoneNumber, parse

GERMANY: Final = Box(south=47.0, west=5.5, north=55.5, east=15.5)
"""With some room around it: what lies outside is a slip of the hand."""
PLACES_AFTER_THE_POINT: Final = 5
"""Of a degree: about a metre."""


def in_one_form(typed: str, field: str) -> str:
    """The number in E.164, or empty. A number that cannot be right is refused at its field."""
    if not typed.strip():
        return ""
    try:
        return parse(typed)
    except BadPhoneNumber as bad:
        raise BadInput(bad.raw, field=field, params=bad.params) from None


def refuse_too_long(typed: str, limit: int, field: str) -> None:
    """Refuse what a column or a card does not hold, at its field."""
    if len(typed) > limit:
        raise BadInput(_("Please use at most %(limit)d characters."), field=field, params={"limit": limit})


def place_to_keep(lat: float, lon: float) -> Spot:
    """The place in degrees north and east, to the metre. One that is not in Germany is refused."""
    if not GERMANY.holds(Spot(lat, lon)):
        raise BadInput(_("This place is not in Germany. Please choose it on the map."), field="lat")
    return Spot(round(lat, PLACES_AFTER_THE_POINT), round(lon, PLACES_AFTER_THE_POINT))

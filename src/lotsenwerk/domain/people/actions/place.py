"""Say where somebody lives on the map: an address alone does not tell the program how far it is."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.maps import Box, Spot

SERVED: Final = Box(south=47.0, west=5.5, north=55.5, east=15.5)
"""Germany with some room around it: what lies outside is a slip of the hand."""
PLACES_AFTER_THE_POINT: Final = 5
"""Of a degree: about a metre."""


def place_person(actor: Actor, person: Person, *, lat: float, lon: float, at: datetime) -> None:
    """Keep the place at which a person lives, in degrees north and east; a new address forgets it."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if not SERVED.holds(Spot(lat, lon)):
        raise BadInput(_("This place is not in Germany. Please choose it on the map."), field="lat")
    kept = still_there(person.pk)
    kept.lat, kept.lon = round(lat, PLACES_AFTER_THE_POINT), round(lon, PLACES_AFTER_THE_POINT)
    kept.save(update_fields=["lat", "lon"])
    record(actor, "place_person", ("people", "person", kept.id), at=at, about=kept.id)

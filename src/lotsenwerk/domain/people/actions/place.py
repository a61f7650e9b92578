"""Say where somebody lives on the map: an address alone does not tell the program how far it is."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.typed import place_to_keep


def place_person(actor: Actor, person: Person, *, lat: float, lon: float, at: datetime) -> None:
    """Keep the place at which a person lives, in degrees north and east; a new address forgets it."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    spot = place_to_keep(lat, lon)
    kept = still_there(person.pk)
    kept.lat, kept.lon = spot
    kept.save(update_fields=["lat", "lon"])
    record(actor, "place_person", ("people", "person", kept.id), at=at, about=kept.id)

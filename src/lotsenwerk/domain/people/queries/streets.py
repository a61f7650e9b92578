"""Streets as the people who live there know them: there is no map of streets in this house."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, QuerySet

from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.maps import Box, Spot
from lotsenwerk.kit.prepared import prepared

MOST = 20


@dataclass(frozen=True, slots=True)
class Street:
    """A street and the middle of those who live in it."""

    name: str
    spot: Spot


def streets_within(actor: Actor, box: Box) -> Sequence[Street]:
    """The streets in a box in which most people of this town live whose place is known, in one query."""
    if not may_see_people(actor):
        return []
    found = _streets(box.south, box.west, box.north, box.east)
    return [Street(name, Spot(north, east)) for name, _people, north, east in found]


@prepared
def _streets(south: float, west: float, north: float, east: float) -> QuerySet[Person, tuple[str, int, float, float]]:
    rows = Person.objects.filter(lat__gte=south, lat__lte=north, lon__gte=west, lon__lte=east)
    named = rows.filter(erased_at__isnull=True).exclude(street="").values("street")
    counted = named.annotate(people=Count("pk"), north=Avg("lat"), east=Avg("lon")).order_by("-people", "street")
    return counted.values_list("street", "people", "north", "east")[:MOST]

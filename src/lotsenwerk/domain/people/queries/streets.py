"""Streets as the people who live there know them: there is no map of streets in this house."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count

from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.maps import Box, Spot


@dataclass(frozen=True, slots=True)
class Street:
    """A street and the middle of those who live in it."""

    name: str
    spot: Spot


def streets_within(actor: Actor, box: Box, *, most: int = 20) -> Sequence[Street]:
    """The streets in a box in which most people of this town live whose place is known, in one query."""
    if not may_see_people(actor):
        return []
    rows = Person.objects.filter(lat__gte=box.south, lat__lte=box.north, lon__gte=box.west, lon__lte=box.east)
    named = rows.filter(erased_at__isnull=True).exclude(street="").values("street")
    counted = named.annotate(people=Count("pk"), north=Avg("lat"), east=Avg("lon")).order_by("-people", "street")
    return [Street(row["street"], Spot(row["north"], row["east"])) for row in counted[:most]]

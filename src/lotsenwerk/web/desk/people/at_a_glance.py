"""Everything that the page of one person shows."""

from datetime import datetime
from typing import Any

from lotsenwerk.domain.assistance.queries.journey import assignments_of_volunteer, needs_of_client
from lotsenwerk.domain.people.models import Client, Person, Volunteer
from lotsenwerk.domain.people.queries import around
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.calls.book import lines_of_person

MOST = 8


def everything_around(
    actor: Actor, person: Person, client: Client | None, volunteer: Volunteer | None, now: datetime
) -> dict[str, Any]:
    """What stands around a person, of the side that is shown: helped, helping, or neither."""
    sides = {"client_id": client.pk if client else 0, "volunteer_id": volunteer.pk if volunteer else 0}
    return {
        "client": client,
        "volunteer": volunteer,
        "around": around(actor, person, today=clock.local(now).date(), **sides),
        "needs": needs_of_client(actor, client.id, most=MOST) if client else [],
        "book": lines_of_person(actor, person.id, most=MOST),
        "visits": assignments_of_volunteer(actor, volunteer.id, most=MOST) if volunteer else [],
    }

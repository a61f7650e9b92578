"""Show a volunteer where a client lives, and write down that it was shown."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.assistance.permissions import may_see_address
from lotsenwerk.domain.assistance.queries.book import address_shown_for, practice
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Door:
    """Where a client lives and how one gets in."""

    name: str
    address: str
    postcode: str
    town: str
    access_notes: str
    phone: str


def disclose(actor: Actor, assignment: Assignment, *, at: datetime) -> Door:
    """The client's door, for an assignment of the actor's that is on; each look is one line in the journal."""
    if not may_see_address(actor, assignment, at, shown_for=address_shown_for(practice())):
        raise NotAllowed(_("The address is shown from your yes until some time after the visit."))
    client = assignment.need.client
    person = client.person
    record(
        actor,
        "see_address",
        ("assistance", "assignment", assignment.id),
        story=("assistance", "need", assignment.need_id),
        at=at,
        about=person.id,
    )
    return Door(
        name=person.name,
        address=person.address,
        postcode=person.postcode,
        town=person.town,
        access_notes=client.access_notes,
        phone=person.phone or person.mobile,
    )

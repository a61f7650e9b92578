"""What every verb about somebody's hours begins and ends with."""

from collections.abc import Mapping
from datetime import datetime

from lotsenwerk.domain.funding.models import Way
from lotsenwerk.domain.funding.permissions import is_own
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor


def of_volunteer(volunteer: Volunteer) -> Volunteer:
    """Her row; her person is locked, so that two who say something of her year do so one after the other."""
    volunteer.person = still_there(volunteer.person_id)
    return volunteer


def way_of(actor: Actor, volunteer: Volunteer) -> Way:
    """She said it herself, or signed a paper."""
    return Way.TAP if is_own(actor, volunteer) else Way.PAPER


def about_hours(actor: Actor, verb: str, volunteer: Volunteer, at: datetime, told: Mapping[str, object]) -> None:
    """One line of the journal."""
    subject = ("people", "volunteer", volunteer.pk)
    record(actor, verb, subject, at=at, about=volunteer.person_id, told=told)

"""Forget a person in every room, from the highest floor down."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.forget import forget_login
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.permissions import may_erase
from lotsenwerk.domain.privacy.queries import reasons_to_keep
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, Refused


def erase_person(actor: Actor, person: Person, *, at: datetime) -> int:
    """Forget a person; answers how many rows were touched. The row, its seals and its figures stay, without a name.

    Refused while a journey of the person is open, with the sentence of the room that still needs her.
    """
    if not may_erase(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    person = still_there(person.pk)
    reasons = reasons_to_keep(person.id)
    if reasons:
        raise Refused(reasons[0])
    user_id = person.user_id
    touched = sum(declared.erase(person.id, at) for declared in reversed(declarations()) if declared.erase)
    if user_id is not None:
        touched += forget_login(user_id, at=at)
    record(actor, "erase_person", ("people", "person", person.id), at=at, about=person.id)
    return touched

"""Forget a person in every room, from the highest floor down."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.actions.forget import forget_login
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.contacts import is_contact_only, part_from_contact
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import ContactPerson, Person
from lotsenwerk.domain.people.queries import contacts_left_alone, is_called_for
from lotsenwerk.domain.privacy.declarations import declarations
from lotsenwerk.domain.privacy.permissions import may_erase
from lotsenwerk.domain.privacy.queries import reasons_to_keep
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, Refused


def erase_person(actor: Actor, person: Person, *, at: datetime) -> int:
    """Forget a person; answers how many rows were touched. The row, its seals and its figures stay, without a name.

    Contact persons whom nobody but this client trusts, and who are nothing else here, are forgotten with her.

    Refused while a journey of the person is open, with the sentence of the room that still needs her.
    """
    if not may_erase(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    person = still_there(person.pk)
    reasons = reasons_to_keep(person.id)
    if reasons:
        raise Refused(reasons[0])
    user_id = person.user_id
    touched = sum(_forget(one.pk, at) for one in contacts_left_alone(person)) + _forget(person.id, at)
    if user_id is not None:
        touched += forget_login(user_id, at=at)
    record(actor, "erase_person", ("people", "person", person.id), at=at, about=person.id)
    return touched


def remove_contact(actor: Actor, trusted: ContactPerson, *, at: datetime) -> None:
    """A client does not trust somebody any more. Who is nothing else here is forgotten with it."""
    person = part_from_contact(actor, trusted, at=at)
    if is_contact_only(person) and not is_called_for(person) and not reasons_to_keep(person.pk):
        _forget(person.pk, at)


def _forget(person_id: int, at: datetime) -> int:
    """Blank a person in every room, from the highest floor down."""
    return sum(declared.erase(person_id, at) for declared in reversed(declarations()) if declared.erase)

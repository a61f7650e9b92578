"""Whom a client trusts: who may call for her, who is called in an emergency, who is told what happens."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.access import trust
from lotsenwerk.domain.people.actions.entering import CONTACT_FIELDS, Contact, fill_person
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Client, ContactPerson, Person, Relation
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.domain.people.search_keys import write_keys
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere


def add_contact(
    actor: Actor,
    client: Client,
    contact: Contact,
    *,
    relation: str = Relation.OTHER,
    in_emergency: bool = True,
    told_since: date | None = None,
    person: Person | None = None,
    at: datetime,
) -> ContactPerson:
    """Enter somebody whom a client trusts. ``person`` is given where she is known already, as a volunteer, say.

    ``told_since`` is the day on which the client agreed that she is told what happens; none: she is not told.
    """
    _refuse(actor, relation, told_since, at)
    still_there(client.person_id)
    if person is not None:
        person = still_there(person.pk)
        if person.pk == client.person_id:
            raise BadInput(_("Nobody is her own contact person."), field="family_name")
        if ContactPerson.objects.filter(client=client, person=person).exists():
            raise BadInput(_("This person is a contact person already."), field="family_name")
    made = trust(
        client,
        contact,
        Relation(relation),
        in_emergency=in_emergency,
        told_since=told_since,
        person=person,
        at=at,
    )
    _noted(actor, "add_contact", made, at)
    return made


def change_contact_person(
    actor: Actor,
    trusted: ContactPerson,
    contact: Contact,
    *,
    relation: str,
    in_emergency: bool,
    told_since: date | None,
    at: datetime,
) -> ContactPerson:
    """Change who a contact person is, how one reaches her, and whether she is told what happens.

    Of somebody who is a volunteer or helped herself only the relation is changed here: the rest stands on her own page.
    """
    _refuse(actor, relation, told_since, at)
    person = still_there(trusted.person_id)
    if is_contact_only(person):
        known = {name: getattr(person, name) for name in CONTACT_FIELDS}
        typed = {name: getattr(contact, name) for name in ("given_name", "family_name", "phone", "mobile")}
        fill_person(person, replace(Contact(**known), **typed))
        person.save(update_fields=[*CONTACT_FIELDS, "sort_key"])
        write_keys(person)
    trusted.relation, trusted.in_emergency, trusted.told_since = Relation(relation), in_emergency, told_since
    trusted.save(update_fields=["relation", "in_emergency", "told_since"])
    _noted(actor, "change_contact_person", trusted, at)
    return trusted


def part_from_contact(actor: Actor, trusted: ContactPerson, *, at: datetime) -> Person:
    """End that a client trusts somebody; answers who it was. The privacy room forgets her if she is nothing else."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if not ContactPerson.objects.filter(pk=trusted.pk).exists():
        raise NotThere
    _noted(actor, "remove_contact", trusted, at)
    ContactPerson.objects.filter(pk=trusted.pk).delete()
    return trusted.person


def is_contact_only(person: Person) -> bool:
    """Whether somebody is known as a contact person alone."""
    return not (hasattr(person, "client") or hasattr(person, "volunteer") or person.user_id)


def _refuse(actor: Actor, relation: str, told_since: date | None, at: datetime) -> None:
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if relation not in Relation.values:
        raise BadInput(_("Please choose one of the list."), field="relation")
    if told_since is not None and told_since > clock.local(at).date():
        raise BadInput(_("This day has not come yet."), field="told_since")


def _noted(actor: Actor, verb: str, trusted: ContactPerson, at: datetime) -> None:
    subject = ("people", "contact_person", trusted.pk)
    story = ("people", "person", trusted.client.person_id)
    record(actor, verb, subject, at=at, story=story, about=trusted.person_id, told={"name": trusted.person.name})

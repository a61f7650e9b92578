"""What stands around a person: whom she trusts, when she is away, whom she does not meet, what was seen of her."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ContactPerson,
    OtherHours,
    Person,
    StandingYes,
    SuitabilityFact,
    Veto,
    VolunteerStatus,
)
from lotsenwerk.domain.people.permissions import may_keep_vetoes, may_see_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import prepared

M = TypeVar("M", bound=Model)


def contacts_of(actor: Actor, client: Client) -> Sequence[ContactPerson]:
    """Whom a client trusts, those to be called in an emergency first."""
    return _contacts_of(client.id) if may_see_people(actor) else []


@prepared
def _contacts_of(client_id: int) -> QuerySet[ContactPerson]:
    rows = ContactPerson.objects.filter(client_id=client_id, person__erased_at__isnull=True)
    return rows.select_related("person").order_by("-in_emergency", "id")


def told_contacts(client_id: int) -> Sequence[Person]:
    """Those whom a client trusts and who hear, with the client's consent, what happens; in the order of entering."""
    told = Person.objects.filter(
        contact_of__client_id=client_id, contact_of__told_since__isnull=False, erased_at__isnull=True
    )
    return list(told.order_by("contact_of__added_at", "id"))


def callers(actor: Actor, client: Client) -> Sequence[Person]:
    """Who may call for a client: herself first, then those whom she trusts."""
    return [client.person, *(one.person for one in contacts_of(actor, client))]


def contact_for(actor: Actor, contact_id: int) -> ContactPerson:
    """One contact person; ``NotThere`` where there is none or the actor may not see her."""
    rows = ContactPerson.objects.filter(person__erased_at__isnull=True)
    return _one(rows.select_related("person", "client__person"), contact_id, is_open=may_see_people(actor))


def is_called_for(person: Person) -> bool:
    """Whether some client trusts this person."""
    return ContactPerson.objects.filter(person=person).exists()


def contacts_left_alone(person: Person) -> Sequence[Person]:
    """The people whom nobody but this client trusts, and who are nothing else here: they go when she goes."""
    hers = Person.objects.filter(contact_of__client__person=person, erased_at__isnull=True)
    alone = hers.filter(client__isnull=True, volunteer__isnull=True, user__isnull=True)
    others = ContactPerson.objects.exclude(client__person=person).values("person_id")
    return list(alone.exclude(pk__in=others).distinct())


def away_on(person_ids: Sequence[int], day: date) -> dict[int, Absence]:
    """Who of these is away on a day, and until when: absences by the person's id, in one query."""
    rows = _not_over(day).filter(person_id__in=person_ids, first_day__lte=day)
    return {one.person_id: one for one in rows}


def absence_for(actor: Actor, absence_id: int) -> Absence:
    """One absence; ``NotThere`` where there is none or the actor may not see it."""
    return _one(Absence.objects.select_related("person"), absence_id, is_open=may_see_people(actor))


def veto_for(actor: Actor, veto_id: int) -> Veto:
    """One veto; ``NotThere`` where there is none or the actor may not see it."""
    return _one(Veto.objects.all(), veto_id, is_open=may_keep_vetoes(actor))


def regulars_of_client(actor: Actor, client: Client) -> Sequence[str]:
    """The names of those who go to a client without being asked each time."""
    if not may_see_people(actor):
        return []
    return [" ".join(name).strip() for name in _names_of_regulars(client.id)]


@prepared
def _names_of_regulars(client_id: int) -> QuerySet[StandingYes, tuple[str, str]]:
    rows = StandingYes.objects.filter(client_id=client_id, ended_at__isnull=True).order_by("id")
    return rows.values_list("volunteer__person__given_name", "volunteer__person__family_name")


def regular_for(actor: Actor, standing_id: int) -> StandingYes:
    """One standing yes; ``NotThere`` where there is none or the actor may not see it."""
    rows = StandingYes.objects.select_related("volunteer")
    return _one(rows, standing_id, is_open=may_see_people(actor))


def has_said_yes(client_id: int, volunteer_id: int) -> bool:
    """Whether a volunteer goes to a client without being asked each time."""
    return StandingYes.objects.filter(client_id=client_id, volunteer_id=volunteer_id, ended_at__isnull=True).exists()


def fact_for(actor: Actor, fact_id: int) -> SuitabilityFact:
    """One fact; ``NotThere`` where there is none or the actor may not see it."""
    rows = SuitabilityFact.objects.select_related("volunteer")
    return _one(rows, fact_id, is_open=may_see_people(actor))


def other_hours_for(actor: Actor, hours_id: int) -> OtherHours:
    """One such day; ``NotThere`` where there is none or the actor may not see it."""
    rows = OtherHours.objects.select_related("volunteer")
    return _one(rows, hours_id, is_open=may_see_people(actor))


def names_to_choose(actor: Actor, *, helping: bool) -> Sequence[tuple[int, str]]:
    """Everybody who helps and has not left, or everybody who is helped: person's id and name, in the order of names."""
    if not may_see_people(actor):
        return []
    rows = Person.objects.filter(erased_at__isnull=True)
    chosen = rows.filter(volunteer__isnull=False).exclude(volunteer__status=VolunteerStatus.LEFT)
    named = (chosen if helping else rows.filter(client__isnull=False)).order_by("sort_key", "id")
    return [
        (pk, ", ".join(part for part in (family, given) if part))
        for pk, family, given in named.values_list("pk", "family_name", "given_name")
    ]


def _not_over(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=day))


def _one(rows: QuerySet[M], pk: int, *, is_open: bool) -> M:
    row = rows.filter(pk=pk).first() if is_open else None
    if row is None:
        raise NotThere
    return row

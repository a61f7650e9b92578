"""The rows of people, and the only way to get at one."""

from django.db.models import Exists, OuterRef, QuerySet

from lotsenwerk.domain.people.models import Client, Person, Portrait, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import prepared


def person_for(actor: Actor, person_id: int) -> Person:
    """One person whom the actor may see; ``NotThere`` otherwise."""
    may = may_see_people(actor) or (actor.person_id is not None and actor.person_id == person_id)
    found = _person(person_id) if may else []
    if not found:
        raise NotThere
    return found[0]


@prepared
def _person(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id, erased_at__isnull=True).select_related("client", "volunteer")


def whole_person(actor: Actor, person_id: int) -> Person:
    """One person with ``has_portrait``; languages and hours can be read from it. ``NotThere`` otherwise."""
    if not may_see_people(actor):
        raise NotThere
    found = _whole_person(person_id)
    if not found:
        raise NotThere
    return found[0]


@prepared
def _whole_person(person_id: int) -> QuerySet[Person]:
    rows = Person.objects.filter(pk=person_id, erased_at__isnull=True).select_related("client", "volunteer")
    return rows.annotate(has_portrait=Exists(Portrait.objects.filter(person=OuterRef("pk"))))


def portrait_for(actor: Actor, person_id: int) -> Portrait:
    """The picture of a person whom the actor may see; ``NotThere`` where there is none."""
    portrait = Portrait.objects.filter(person=person_for(actor, person_id)).first()
    if portrait is None:
        raise NotThere
    return portrait


def client_for(actor: Actor, person_id: int) -> Client:
    """The client whose person has this id; ``NotThere`` where there is none or the actor may not see it."""
    person = person_for(actor, person_id)
    try:
        return person.client
    except Client.DoesNotExist:
        raise NotThere from None


def volunteer_for(actor: Actor, person_id: int) -> Volunteer:
    """The volunteer whose person has this id; ``NotThere`` where there is none or the actor may not see it."""
    person = person_for(actor, person_id)
    try:
        return person.volunteer
    except Volunteer.DoesNotExist:
        raise NotThere from None


def volunteer_of_user(user_id: int) -> Volunteer | None:
    """The volunteer in the open organisation who logs in with this user."""
    return Volunteer.objects.filter(person__user_id=user_id).select_related("person").first()


def clients(actor: Actor) -> QuerySet[Client]:
    """The clients whom the actor may see, in the order of names."""
    if not may_see_people(actor):
        return Client.objects.none()
    living = Client.objects.filter(person__erased_at__isnull=True)
    return living.select_related("person").order_by("person__sort_key", "id")


def volunteers(actor: Actor, *, status: VolunteerStatus | None = None) -> QuerySet[Volunteer]:
    """The volunteers whom the actor may see, with languages and availability, in the order of names."""
    if not may_see_people(actor):
        return Volunteer.objects.none()
    here = Volunteer.objects.filter(person__erased_at__isnull=True)
    if status is not None:
        here = here.filter(status=status)
    rows = here.select_related("person").prefetch_related("person__languages", "availability")
    return rows.order_by("person__sort_key", "id")

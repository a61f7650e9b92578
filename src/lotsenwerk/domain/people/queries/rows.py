"""Reads of people, and the only way to get at a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from lotsenwerk.domain.people.models import Client, Link, Person, Portrait, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.domain.people.search_keys import key_of_digits, token_hash
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.names import SearchTerms, search_terms
from lotsenwerk.kit.tenancy import current_organisation_id


def person_for(actor: Actor, person_id: int) -> Person:
    """One person whom the actor may see; ``NotThere`` otherwise."""
    seen = Person.objects.filter(erased_at__isnull=True).select_related("client", "volunteer")
    if not may_see_people(actor):
        seen = seen.filter(pk=actor.person_id) if actor.person_id else seen.none()
    try:
        return seen.get(pk=person_id)
    except Person.DoesNotExist:
        raise NotThere from None


def whole_person(actor: Actor, person_id: int) -> Person:
    """One person with ``has_portrait``; languages and hours can be read from it. ``NotThere`` otherwise."""
    if not may_see_people(actor):
        raise NotThere
    rows = Person.objects.filter(erased_at__isnull=True).select_related("client", "volunteer")
    rows = rows.annotate(has_portrait=Exists(Portrait.objects.filter(person=OuterRef("pk"))))
    try:
        return rows.get(pk=person_id)
    except Person.DoesNotExist:
        raise NotThere from None


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


@dataclass(frozen=True, slots=True)
class Found:
    """One person that a search found; ``is_alike`` when only a sound or a typo led there."""

    person: Person
    is_alike: bool


def find_people(actor: Actor, typed: str, *, most: int = 12) -> Sequence[Found]:
    """People by any part of a name, a street or the last digits of a number, typos and all; likeliest first.

    Every typed word must fit. An empty search finds nobody.
    """
    terms = search_terms(typed)
    if not terms or not may_see_people(actor):
        return []
    sql, values = _search_sql(terms)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", [*values, most])
        hits: dict[int, bool] = dict(cursor.fetchall())
    rows = Person.objects.filter(pk__in=hits).select_related("client", "volunteer").in_bulk()
    return [Found(rows[pk], is_alike=not meant) for pk, meant in hits.items() if pk in rows]


def _search_sql(terms: SearchTerms) -> tuple[str, list[Any]]:
    """One statement that names only leakproof operators, so that the index works behind the policy."""
    here = current_organisation_id()
    parts: list[str] = []
    values: list[Any] = []
    for word in terms.words:
        parts.append(
            "SELECT person_id, bool_or(key ^@ %s OR key ^@ %s) AS meant FROM people_searchkey"
            " WHERE organisation_id = %s AND (key ^@ %s OR key ^@ %s OR key = ANY(%s)) GROUP BY person_id",
        )
        prefixes = [word.name_prefix, word.street_prefix]
        values += [*prefixes, here, *prefixes, sorted(word.like)]
    if terms.digits:
        parts.append(
            "SELECT DISTINCT person_id, true AS meant FROM people_searchkey WHERE organisation_id = %s AND key = %s",
        )
        values += [here, key_of_digits(terms.digits)]
    hits = " UNION ALL ".join(f"({part})" for part in parts)
    sql = (
        f"SELECT p.id, every(h.meant) AS meant FROM ({hits}) h JOIN people_person p ON p.id = h.person_id"  # noqa: S608
        " WHERE p.organisation_id = %s AND p.erased_at IS NULL GROUP BY p.id, p.sort_key HAVING count(*) = %s"
        " ORDER BY meant DESC, p.sort_key, p.id"
    )
    return sql, [*values, here, len(parts)]


def likely_same(actor: Actor, *, phone: str = "", given_name: str = "", family_name: str = "") -> Sequence[Found]:
    """People who may be meant already when somebody new is entered: the same number, or a name that sounds alike."""
    by_number = find_people(actor, phone, most=3) if phone else []
    by_name = find_people(actor, f"{given_name} {family_name}".strip(), most=3)
    seen: dict[int, Found] = {}
    for found in (*by_number, *by_name):
        seen.setdefault(found.person.id, found)
    return list(seen.values())


def link_of_token(token: str, at: datetime) -> Link | None:
    """The one-time link behind a token, unless it has expired or never was."""
    return Link.objects.filter(token_hash=token_hash(token), expires_at__gt=at).first()


def link(link_id: int, at: datetime) -> Link | None:
    """A link that was opened before, unless it has expired since."""
    return Link.objects.filter(pk=link_id, expires_at__gt=at).first()


def person_of_link(opened: Link) -> Person | None:
    """The person to whom a link was sent, unless she was forgotten since. Needs the scope of the link."""
    return Person.objects.filter(pk=opened.person_id, erased_at__isnull=True).first()

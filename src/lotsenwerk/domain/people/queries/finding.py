"""People are found by any part of a name, a street or a number, and those who may be the same are found too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lotsenwerk.domain.people.models import ContactPerson, Person
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.domain.people.search_keys import key_of_digits
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.names import SearchTerms, search_keys_of_name, search_terms
from lotsenwerk.kit.tenancy import current_organisation_id


@dataclass(frozen=True, slots=True)
class Found:
    """One person that a search found; ``is_alike`` when only a sound or a typo led there.

    ``contact_of`` are those whom she calls for: "Tochter von Erna Weber".
    """

    person: Person
    is_alike: bool
    contact_of: Sequence[ContactPerson] = ()


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
        hits: dict[int, tuple[bool, bool]] = {pk: (meant, calls) for pk, meant, calls in cursor.fetchall()}
    rows = Person.objects.filter(pk__in=hits).select_related("client", "volunteer").in_bulk()
    calls_for: dict[int, list[ContactPerson]] = {}
    callers = [pk for pk, (_meant, calls) in hits.items() if calls]
    for one in _contacts().filter(person_id__in=callers) if callers else ():
        calls_for.setdefault(one.person_id, []).append(one)
    return [
        Found(rows[pk], is_alike=not meant, contact_of=calls_for.get(pk, ()))
        for pk, (meant, _calls) in hits.items()
        if pk in rows
    ]


def _contacts() -> QuerySet[ContactPerson]:
    return ContactPerson.objects.select_related("client__person").order_by("id")


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
        "SELECT p.id, every(h.meant) AS meant, EXISTS (SELECT 1 FROM people_contactperson c"  # noqa: S608
        " WHERE c.organisation_id = p.organisation_id AND c.person_id = p.id) AS calls"
        f" FROM ({hits}) h JOIN people_person p ON p.id = h.person_id"
        " WHERE p.organisation_id = %s AND p.erased_at IS NULL GROUP BY p.organisation_id, p.id, p.sort_key"
        " HAVING count(*) = %s ORDER BY meant DESC, p.sort_key, p.id"
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


_WHOLE_NUMBER = 8
"""Digits at the end of a number that tell one from every other in a town."""


def duplicates_of(actor: Actor, person: Person, *, most: int = 3) -> Sequence[Person]:
    """Who may be the same human being, entered twice: a whole name that sounds alike, or the number and given name.

    One query. A couple that shares a telephone is no such pair, nor are two of one family name.
    """
    if not may_see_people(actor):
        return []
    whole = _sounds(person.given_name, person.family_name)
    given = _sounds(person.given_name, "")
    if len(whole) < 2 or not given:  # noqa: PLR2004 - one name alone says too little
        return []
    numbers = [key_of_digits(number[-_WHOLE_NUMBER:]) for number in (person.phone, person.mobile) if number]
    here = current_organisation_id()
    sql = (
        "SELECT p.* FROM people_person p JOIN (SELECT person_id FROM people_searchkey"
        " WHERE organisation_id = %s AND key = ANY(%s) GROUP BY person_id"
        " HAVING count(*) FILTER (WHERE key = ANY(%s)) = %s"
        " OR (bool_or(key = ANY(%s)) AND bool_or(key = ANY(%s)))) alike ON alike.person_id = p.id"
        " WHERE p.organisation_id = %s AND p.erased_at IS NULL AND p.id <> %s ORDER BY p.id LIMIT %s"
    )
    keys = [here, [*whole, *numbers], whole, len(whole), numbers, given]
    return list(Person.objects.raw(sql, [*keys, here, person.pk, most]))


def _sounds(given_name: str, family_name: str) -> list[str]:
    """The keys of how a name sounds."""
    return sorted(key for key in search_keys_of_name(given_name, family_name) if key.startswith("k:"))

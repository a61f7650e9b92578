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
from lotsenwerk.kit.crypto import decrypt
from lotsenwerk.kit.names import SearchTerms, search_keys_of_name, search_terms
from lotsenwerk.kit.tenancy import current_organisation_id


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """A person as lists of those who were found show her: plain values, because somebody waits on the telephone."""

    id: int
    given_name: str
    family_name: str
    gender: str
    street: str
    house_number: str
    town: str
    phone: str
    mobile: str
    client: bool
    volunteer: bool

    @property
    def name(self) -> str:
        """Given and family name, as one says it."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def formal_name(self) -> str:
        """The name as a list shows it: family name first."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def address(self) -> str:
        """Street and house number in one line."""
        return f"{self.street} {self.house_number}".strip()


@dataclass(frozen=True, slots=True)
class Found:
    """One person that a search found; ``is_alike`` when only a sound or a typo led there.

    ``contact_of`` are those whom she calls for: "Tochter von Erna Weber".
    """

    person: AtAGlance
    is_alike: bool
    contact_of: Sequence[ContactPerson] = ()


def find_people(actor: Actor, typed: str, *, most: int = 12) -> Sequence[Found]:
    """People by any part of a name, a street or the last digits of a number, typos and all; likeliest first.

    Every typed word must fit. An empty search finds nobody. One statement, and one more where somebody who was found
    calls for somebody else.
    """
    terms = search_terms(typed)
    if not terms or not may_see_people(actor):
        return []
    hits = _hits(terms, most)
    callers = [person.id for person, _meant, calls in hits if calls]
    calls_for: dict[int, list[ContactPerson]] = {}
    for one in _contacts().filter(person_id__in=callers) if callers else ():
        calls_for.setdefault(one.person_id, []).append(one)
    return [
        Found(person, is_alike=not meant, contact_of=calls_for.get(person.id, ())) for person, meant, _calls in hits
    ]


def _contacts() -> QuerySet[ContactPerson]:
    return ContactPerson.objects.select_related("client__person").order_by("id")


def _hits(terms: SearchTerms, most: int) -> Sequence[tuple[AtAGlance, bool, bool]]:
    """People, whether each is meant, and whether she calls for somebody; likeliest first."""
    sql, values = _search_sql(terms)
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN % sql, [*values, most])
        rows = cursor.fetchall()
    return [(_at_a_glance(*row[:11]), row[11], row[12]) for row in rows]


def _at_a_glance(*row: Any) -> AtAGlance:
    pk, given_name, family_name, gender, street, house_number, town, phone, mobile, client, volunteer = row
    numbers = decrypt(phone, "people.person.phone"), decrypt(mobile, "people.person.mobile")
    return AtAGlance(
        pk, given_name, family_name, gender, street, house_number, town, *numbers, client=client, volunteer=volunteer
    )


_SHOWN = (
    "SELECT h.id, h.given_name, h.family_name, h.gender, h.street, h.house_number, h.town, h.phone, h.mobile,"
    " EXISTS (SELECT FROM people_client c WHERE c.person_id = h.id),"
    " EXISTS (SELECT FROM people_volunteer v WHERE v.person_id = h.id), t.meant,"
    " EXISTS (SELECT FROM people_contactperson c WHERE c.organisation_id = h.organisation_id AND c.person_id = h.id)"
    " FROM (%s LIMIT %%s) t JOIN people_person h ON h.id = t.id ORDER BY t.meant DESC, t.sort_key, t.id"
)
_OF_KEYS = "FROM people_searchkey WHERE organisation_id = %s AND"
_MEANT = f"SELECT person_id, %s AS fits, %s AS meant {_OF_KEYS} key ^@ %s"
_ALIKE = f"SELECT person_id, %s, 0 {_OF_KEYS} key = ANY(%s)"
_NUMBER = f"SELECT person_id, %s AS fits, %s AS meant {_OF_KEYS} key = %s"


def _search_sql(terms: SearchTerms) -> tuple[str, list[Any]]:
    """One statement that names only leakproof operators, so that the index works behind the policy.

    Each condition stands alone, so that its index is read and not the table. What was typed first is bit 1, then 2, 4:
    ``fits`` of a person has the bits of all that fits her, ``meant`` those of what fits without a slip of the finger.
    """
    here = current_organisation_id()
    parts: list[str] = []
    values: list[Any] = []
    bit = 1
    for word in terms.words:
        parts += [_MEANT, _MEANT, _ALIKE]
        values += [bit, bit, here, word.name_prefix, bit, bit, here, word.street_prefix, bit, here, sorted(word.like)]
        bit *= 2
    if terms.digits:
        parts.append(_NUMBER)
        values += [bit, bit, here, key_of_digits(terms.digits)]
        bit *= 2
    sql = (
        "SELECT p.id, p.sort_key, w.meant FROM (SELECT person_id, bit_or(meant) = %s AS meant"  # noqa: S608
        f" FROM ({' UNION ALL '.join(parts)}) k GROUP BY person_id HAVING bit_or(fits) = %s) w"
        " JOIN people_person p ON p.id = w.person_id WHERE p.organisation_id = %s AND p.erased_at IS NULL"
        " ORDER BY w.meant DESC, p.sort_key, p.id"
    )
    everything = bit - 1
    return sql, [everything, *values, everything, here]


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
    sql, values = alike_sql(person, most=most)
    here = {"here": current_organisation_id(), "person": person.pk}
    return list(Person.objects.raw(f"SELECT * FROM people_person WHERE id IN ({sql}) ORDER BY id", {**values, **here}))  # noqa: S608


def alike_sql(person: Person, *, most: int = 3) -> tuple[str, dict[str, Any]]:
    """The ids of those who may be the same human being, to be put into a statement that knows here and person."""
    whole = _sounds(person.given_name, person.family_name)
    given = _sounds(person.given_name, "")
    numbers = [key_of_digits(number[-_WHOLE_NUMBER:]) for number in (person.phone, person.mobile) if number]
    sql = (
        "SELECT twin.id FROM people_person twin JOIN (SELECT person_id FROM people_searchkey"
        " WHERE organisation_id = %(here)s AND key = ANY(%(keys)s) GROUP BY person_id"
        " HAVING count(*) FILTER (WHERE key = ANY(%(whole)s)) = %(parts)s"
        " OR (bool_or(key = ANY(%(numbers)s)) AND bool_or(key = ANY(%(given)s)))) alike ON alike.person_id = twin.id"
        " WHERE twin.organisation_id = %(here)s AND twin.erased_at IS NULL AND twin.id <> %(person)s"
        " ORDER BY twin.id LIMIT %(most)s"
    )
    says_enough = len(whole) > 1 and bool(given)
    keys = [*whole, *numbers] if says_enough else []
    facts = {"keys": keys, "whole": whole, "parts": len(whole), "numbers": numbers, "given": given, "most": most}
    return sql, facts


def _sounds(given_name: str, family_name: str) -> list[str]:
    """The keys of how a name sounds."""
    return sorted(key for key in search_keys_of_name(given_name, family_name) if key.startswith("k:"))

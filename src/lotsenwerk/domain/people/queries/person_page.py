"""What stands around one person, for her page: one statement, plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db import connection

from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.permissions import may_keep_vetoes, may_see_people
from lotsenwerk.domain.people.queries.finding import alike_sql
from lotsenwerk.domain.people.search_keys import card_number
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.crypto import decrypt
from lotsenwerk.kit.tenancy import current_organisation_id


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody else, by the id of her page."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """A contact person, as a line."""

    id: int
    name: str
    relation: str
    in_emergency: bool
    told_since: date | None
    numbers: Sequence[str]


@dataclass(frozen=True, slots=True)
class CallsFor:
    """Somebody for whom a person calls."""

    client: Named
    relation: str


@dataclass(frozen=True, slots=True)
class Away:
    """An absence that is not over."""

    id: int
    first_day: date
    last_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A veto or a standing yes, with the other of the two."""

    id: int
    other: Named
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """A day to come that differs from the week."""

    id: int
    on: date
    begins: time
    ends: time
    is_free: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A paper that was seen."""

    id: int
    kind: str
    seen_on: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """The running card: its number as it is printed, and until when it counts."""

    number: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around a person that the desk sees; vetoes too, which nobody else is ever told."""

    contacts: Sequence[Trusted] = ()
    calls_for: Sequence[CallsFor] = ()
    absences: Sequence[Away] = ()
    vetoes: Sequence[Pair] = ()
    regulars: Sequence[Pair] = ()
    other_hours: Sequence[Hours] = ()
    facts: Sequence[Fact] = ()
    card: Card | None = None
    alike: Sequence[Named] = ()


_NAME: Final = "btrim(p.given_name || ' ' || p.family_name)"
_MINE: Final = "organisation_id = %(here)s"


def _pairs(table: str, fields: str, only: str = "") -> str:
    """The pairs of a table in which the person stands, with the other side."""
    return f"""
    (SELECT json_agg(json_build_array({fields}, p.id, {_NAME}) ORDER BY x.id) FROM {table} x
       JOIN people_client c ON c.organisation_id = x.organisation_id AND c.id = x.client_id
       JOIN people_volunteer v ON v.organisation_id = x.organisation_id AND v.id = x.volunteer_id
       JOIN people_person p ON p.organisation_id = x.organisation_id
        AND p.id = CASE WHEN c.person_id = %(person)s THEN v.person_id ELSE c.person_id END
      WHERE x.{_MINE} AND (x.client_id = %(client)s OR x.volunteer_id = %(volunteer)s) {only})"""  # noqa: S608


_SQL: Final = f"""
SELECT
    (SELECT json_agg(json_build_array(x.id, {_NAME}, x.relation, x.in_emergency, x.told_since, p.phone, p.mobile)
            ORDER BY x.in_emergency DESC, x.id)
       FROM people_contactperson x
       JOIN people_person p ON p.organisation_id = x.organisation_id AND p.id = x.person_id AND p.erased_at IS NULL
      WHERE x.{_MINE} AND x.client_id = %(client)s),
    (SELECT json_agg(json_build_array(p.id, {_NAME}, x.relation) ORDER BY x.id)
       FROM people_contactperson x
       JOIN people_client c ON c.organisation_id = x.organisation_id AND c.id = x.client_id
       JOIN people_person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
      WHERE x.{_MINE} AND x.person_id = %(person)s),
    (SELECT json_agg(json_build_array(x.id, x.first_day, x.last_day, x.reason) ORDER BY x.first_day, x.id)
       FROM people_absence x
      WHERE x.{_MINE} AND x.person_id = %(person)s AND (x.last_day IS NULL OR x.last_day >= %(today)s)),
    {_pairs("people_veto", "x.id, x.note")},
    {_pairs("people_standingyes", "x.id, ''", "AND x.ended_at IS NULL")},
    (SELECT json_agg(json_build_array(x.id, x."on", x.begins, x.ends, x.is_free) ORDER BY x."on", x.begins)
       FROM people_otherhours x
      WHERE x.{_MINE} AND x.volunteer_id = %(volunteer)s AND x."on" >= %(today)s),
    (SELECT json_agg(json_build_array(x.id, x.kind, x.seen_on, x.valid_until) ORDER BY x.kind)
       FROM people_suitabilityfact x WHERE x.{_MINE} AND x.volunteer_id = %(volunteer)s),
    (SELECT json_build_array(x.made_at, x.valid_until)
       FROM people_helpercard x
      WHERE x.{_MINE} AND x.volunteer_id = %(volunteer)s AND x.ended_at IS NULL ORDER BY x.id DESC LIMIT 1),
    (SELECT json_agg(json_build_array(p.id, {_NAME}) ORDER BY p.id) FROM people_person p WHERE p.id IN ({{alike}}))
"""  # noqa: S608 - put together from words of this file alone


def around(actor: Actor, person: Person, *, today: date, client_id: int = 0, volunteer_id: int = 0) -> Around:
    """What stands around a person, of the sides whose ids are given; ``Around()`` for those who may not see people."""
    if not may_see_people(actor):
        return Around()
    alike, values = alike_sql(person)
    facts: dict[str, Any] = {
        "here": current_organisation_id(),
        "person": person.pk,
        "client": client_id,
        "volunteer": volunteer_id,
        "today": today,
        **values,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(alike=alike), facts)
        [row] = cursor.fetchall()
    contacts, calls, absences, vetoes, regulars, hours, seen, card, twins = (one or () for one in row)
    return Around(
        contacts=[
            Trusted(pk, name, relation, urgent, _day(told), _numbers(phone, mobile))
            for pk, name, relation, urgent, told, phone, mobile in contacts
        ],
        calls_for=[CallsFor(Named(pk, name), relation) for pk, name, relation in calls],
        absences=[Away(pk, date.fromisoformat(first), _day(last), reason) for pk, first, last, reason in absences],
        vetoes=[_pair(*one) for one in vetoes] if may_keep_vetoes(actor) else [],
        regulars=[_pair(*one) for one in regulars],
        other_hours=[
            Hours(pk, date.fromisoformat(on), time.fromisoformat(begins), time.fromisoformat(ends), is_free)
            for pk, on, begins, ends, is_free in hours
        ],
        facts=[Fact(pk, kind, date.fromisoformat(on), _day(until)) for pk, kind, on, until in seen],
        card=_card(volunteer_id, *card) if card else None,
        alike=[Named(pk, name) for pk, name in twins],
    )


def _pair(pk: int, note: str, other_id: int, name: str) -> Pair:
    return Pair(pk, Named(other_id, name), decrypt(note, "people.veto.note"))


def _numbers(phone: str, mobile: str) -> list[str]:
    clear = (decrypt(phone, "people.person.phone"), decrypt(mobile, "people.person.mobile"))
    return [number for number in clear if number]


def _card(volunteer_id: int, made_at: str, valid_until: str) -> Card:
    number = card_number(current_organisation_id(), volunteer_id, datetime.fromisoformat(made_at))
    return Card(f"{number[:4]} {number[4:]}", date.fromisoformat(valid_until))


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None

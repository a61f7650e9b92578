"""The people and visits that a plan names, as plain values: one statement for the needs, one for the helpers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from lotsenwerk.domain.assistance.models import AssignmentState, OfferState
from lotsenwerk.domain.assistance.queries.on_board import Face
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit.tenancy import current_organisation_id

REMOTE: Final = frozenset({Way.TELEPHONE, Way.VIDEO})
_NEEDS: Final = """SELECT n.id, n.ref, n.kind, n.earliest, n.latest, n.minutes, n.state, n.client_id,
       p.id, p.given_name, p.family_name, p.gender,
       CASE WHEN q.street <> '' THEN q.street ELSE p.street END,
       CASE WHEN q.street <> '' THEN q.house_number ELSE p.house_number END,
       CASE WHEN q.street <> '' THEN q.town ELSE p.town END,
       CASE WHEN n.lat IS NOT NULL THEN n.lat ELSE p.lat END, CASE WHEN n.lat IS NOT NULL THEN n.lon ELSE p.lon END,
       coalesce(s.name, b.name, ''), pin.volunteer_id, pin.begins_at,
       ARRAY(SELECT ARRAY[o.volunteer_id, extract(epoch FROM o.begins_at)::bigint] FROM assistance_offer o
             WHERE o.organisation_id = n.organisation_id AND o.need_id = n.id AND o.state = %(open)s ORDER BY o.id),
       ARRAY(SELECT o.volunteer_id FROM assistance_offer o
             WHERE o.organisation_id = n.organisation_id AND o.need_id = n.id AND o.state = %(declined)s),
       a.volunteer_id, lower(a.during), upper(a.during), a.state, n.language, coalesce(q.way, '')
  FROM assistance_need n
  JOIN people_client c ON c.id = n.client_id
  JOIN people_person p ON p.id = c.person_id
  LEFT JOIN organisations_organisation s ON s.id = n.shop_id
  LEFT JOIN assistance_inquiry q
         ON n.pool_id IS NOT NULL AND q.organisation_id = n.organisation_id AND q.need_id = n.id
  LEFT JOIN assistance_pin pin ON pin.organisation_id = n.organisation_id AND pin.need_id = n.id
  LEFT JOIN assistance_assignment a
         ON a.organisation_id = n.organisation_id AND a.need_id = n.id AND a.state = ANY(%(goes)s)
  LEFT JOIN LATERAL (SELECT f.name FROM assistance_pickup u
         JOIN assistance_pickupslot t ON t.organisation_id = u.organisation_id AND t.id = u.slot_id
         JOIN organisations_organisation f ON f.id = t.food_bank_id
         WHERE u.organisation_id = n.organisation_id AND u.need_id = n.id ORDER BY u.id DESC LIMIT 1) b ON true
 WHERE n.organisation_id = %(here)s AND n.id = ANY(%(ids)s)
"""

_HELPERS: Final = """SELECT v.id, v.status, v.travel_mode, p.id, p.given_name, p.family_name, p.gender
  FROM people_volunteer v JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
 WHERE v.organisation_id = %(here)s AND v.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class HelperOnPlan:
    """A helper, by the number of the volunteer."""

    id: int
    status: str
    travel_mode: str
    person: Face

    @property
    def person_id(self) -> int:
        """The person's number."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class NeedOnPlan:
    """A visit that a plan is about, as it is now.

    ``shop`` is where something is fetched ("" where nothing is), ``asked`` says by volunteer when she would begin (none
    where no time was named), ``going`` who goes and from when until when. Places are degrees, or None where unknown or
    where it is by telephone or video (``is_remote``). ``language`` is what a pool was asked for ("" for any).
    """

    id: int
    ref: str
    kind: str
    earliest: datetime
    latest: datetime
    minutes: int
    state: str
    client_id: int
    client: Face
    address: str
    town: str
    lat: float | None
    lon: float | None
    shop: str
    pinned_to: int | None
    pinned_at: datetime | None
    asked: Mapping[int, int | None]
    declined: frozenset[int]
    going: tuple[int, datetime, datetime] | None
    is_over: bool = False
    language: str = ""
    way: str = ""

    @property
    def is_remote(self) -> bool:
        """Whether nobody comes to a door."""
        return self.way in REMOTE

    @property
    def is_pinned(self) -> bool:
        """Whether the desk holds who goes, or when."""
        return self.pinned_to is not None or self.pinned_at is not None


def needs_by_id(ids: Collection[int]) -> Mapping[int, NeedOnPlan]:
    """The needs with these numbers; those that are gone are left out. One statement."""
    values: dict[str, Any] = {
        "here": current_organisation_id(),
        "ids": sorted(ids),
        "open": OfferState.OPEN,
        "declined": OfferState.DECLINED,
        "goes": [AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED],
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEEDS, values)
        return {row[0]: _need(row) for row in cursor.fetchall()}


def helpers_by_id(ids: Collection[int]) -> Mapping[int, HelperOnPlan]:
    """The volunteers with these numbers. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_HELPERS, {"here": current_organisation_id(), "ids": sorted(ids)})
        return {row[0]: HelperOnPlan(row[0], row[1], row[2], Face(*row[3:7])) for row in cursor.fetchall()}


def _need(row: tuple[Any, ...]) -> NeedOnPlan:
    number, ref, kind, earliest, latest, minutes, state, client_id = row[:8]
    person_id, given, family, gender, street, house_number, town, lat, lon, shop = row[8:18]
    pinned_to, pinned_at, asked, declined, goes, begin, end, goes_state, language, way = row[18:]
    is_remote = way in REMOTE
    return NeedOnPlan(
        id=number,
        ref=ref,
        kind=kind,
        earliest=earliest,
        latest=latest,
        minutes=minutes,
        state=state,
        client_id=client_id,
        client=Face(person_id, given, family, gender),
        address="" if is_remote else f"{street} {house_number}".strip(),
        town="" if is_remote else town,
        lat=None if is_remote else lat,
        lon=None if is_remote else lon,
        shop=shop,
        pinned_to=pinned_to,
        pinned_at=pinned_at,
        asked=dict(asked),
        declined=frozenset(declined),
        going=(goes, begin, end) if goes is not None else None,
        is_over=goes_state in {AssignmentState.REPORTED, AssignmentState.CONFIRMED},
        language=language,
        way=way,
    )

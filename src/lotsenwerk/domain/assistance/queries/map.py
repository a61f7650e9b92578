"""What a map of the day shows: whom somebody goes to, and who is free. A fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import connection
from django.db.models import Exists, Func, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, NeedState, OfferState
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.assistance.queries.on_board import (
    NEEDS_WITH_PEOPLE,
    WHO_IS_ASKED,
    Asked,
    Face,
    Going,
    OnBoard,
    Shop,
    Whose,
)
from lotsenwerk.domain.assistance.queries.on_board import Stretch as During
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import Absence, Availability, OtherHours, Volunteer, VolunteerStatus
from lotsenwerk.engines.planning.matching import together, without
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.maps import Spot, coarse
from lotsenwerk.kit.prepared import prepared
from lotsenwerk.kit.tenancy import current_organisation_id

COARSE_M: Final = 250
"""How wide the squares are in which helpers are shown: who plans needs to know about where, not the very house."""
LEAST_MINUTES: Final = 30
"""Shorter than this is not free."""

_DAY: Final = f"""SELECT n.id, n.kind, n.earliest, n.latest, n.minutes, n.state, n.taken_at, s.name,
       p.id, p.given_name, p.family_name, p.gender, p.street, p.house_number, p.lat, p.lon,
       a.id, a.state, lower(a.during), upper(a.during),
       h.id, h.given_name, h.family_name, h.gender, h.lat, h.lon,
       {WHO_IS_ASKED}
  {NEEDS_WITH_PEOPLE}
 WHERE n.organisation_id = %(here)s AND n.earliest >= %(begin)s AND n.earliest < %(end)s AND n.state <> %(cancelled)s
 ORDER BY n.earliest, n.id
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A need as the board knows it, with where it is: the client's place, and about where her helper lives."""

    need: OnBoard
    address: str
    home: Spot | None
    helper_home: Spot | None


def needs_of_day(actor: Actor, day: date) -> Sequence[Placed]:
    """The needs whose window begins on a day, with the places of both sides, in one query, earliest first.

    Cancelled ones are left out.
    """
    if not may_run_journeys(actor):
        return []
    begin, end = _instants(day)
    values: dict[str, Any] = {
        "here": current_organisation_id(),
        "begin": begin,
        "end": end,
        "asked": OfferState.OPEN,
        "goes": list(GOES),
        "cancelled": NeedState.CANCELLED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DAY, values)
        return [_placed(row) for row in cursor.fetchall()]


def _placed(row: Sequence[Any]) -> Placed:
    need_id, kind, earliest, latest, minutes, state, taken_at, shop = row[:8]
    street, house_number, lat, lon = row[12:16]
    going_id, going_state, begin, end = row[16:20]
    going = Going(going_id, going_state, During(begin, end), Whose(Face(*row[20:24])), None) if going_id else None
    need = OnBoard(
        id=need_id,
        kind=kind,
        earliest=earliest,
        latest=latest,
        minutes=minutes,
        state=state,
        taken_at=taken_at,
        client=Whose(Face(*row[8:12])),
        shop=Shop(shop) if shop else None,
        going=(going,) if going else (),
        asked=tuple(Asked(Whose(Face(int(number), *names))) for number, *names in row[26]),
    )
    home = Spot(lat, lon) if lat is not None and lon is not None else None
    return Placed(need, f"{street} {house_number}".strip(), home, _about(row[24], row[25]))


def around_here(*kinds: Kind) -> tuple[Organisation, Sequence[Organisation]]:
    """The open organisation with its municipality, and its partners of some kinds by name, in one query."""
    here = current_organisation_id()
    found = _around(here, *kinds)
    [town] = [one for one in found if one.pk == here]
    return town, [one for one in found if one.pk != here]


@prepared
def _around(here: int, *kinds: Kind) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(Q(pk=here) | Q(kept_by_id=here, kind__in=kinds, ended_at__isnull=True))
    shown = ("kind", "name", "street", "house_number", "lat", "lon", "municipality__ags")
    return rows.select_related("municipality").only(*shown).order_by("sort_key", "id")


@dataclass(frozen=True, slots=True)
class FreeHelper:
    """Somebody who can still be asked on a day: about where she lives, and when, by the clock on the wall."""

    person_id: int
    name: str
    spot: Spot | None
    hours: Sequence[tuple[time, time]]


def free_helpers(actor: Actor, day: date) -> Sequence[FreeHelper]:
    """The active volunteers who are free on a day and not away, in one query, in the order of names.

    Hours in which they already go somewhere are taken out. No exact place leaves this query, see ``COARSE_M``.
    """
    if not may_run_journeys(actor):
        return []
    begin, end = _instants(day)
    found = (_helper(row, begin) for row in _free(day, day.weekday(), begin, end))
    return [helper for helper in found if helper.hours]


@prepared
def _free(day: date, weekday: int, begin: datetime, end: datetime) -> QuerySet[Volunteer, tuple[Any, ...]]:
    hours = JSONObject(begins="begins", ends="ends")
    away = Absence.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=day), person=OuterRef("person_id"), first_day__lte=day
    )
    within = Func(begin, end, function="tstzrange", output_field=DateTimeRangeField())
    busy = Assignment.objects.filter(volunteer=OuterRef("pk"), state=AssignmentState.ACCEPTED, during__overlap=within)
    week = Availability.objects.filter(volunteer=OuterRef("pk"), weekday=weekday)
    other = OtherHours.objects.filter(volunteer=OuterRef("pk"), on=day)
    rows = Volunteer.objects.filter(~Exists(away), status=VolunteerStatus.ACTIVE, person__erased_at__isnull=True)
    told = rows.annotate(
        week=ArraySubquery(week.values(hours=hours)),
        other_free=ArraySubquery(other.filter(is_free=True).values(hours=hours)),
        other_busy=ArraySubquery(other.filter(is_free=False).values(hours=hours)),
        busy=ArraySubquery(busy.values("during")),
    )
    return told.order_by("person__sort_key", "id").values_list(
        *("person_id", "person__given_name", "person__family_name", "person__lat", "person__lon"),
        *("week", "other_free", "other_busy", "busy"),
    )


def _helper(row: Sequence[Any], midnight: datetime) -> FreeHelper:
    person_id, given_name, family_name, lat, lon, week, other_free, other_busy, busy = row
    taken = [Stretch(_minute(one.lower, midnight), _minute(one.upper, midnight)) for one in busy]
    free = without(together(_stretches([*week, *other_free])), [*_stretches(other_busy), *taken])
    hours = [(_time(one.begin), _time(one.end)) for one in free if one.end - one.begin >= LEAST_MINUTES]
    return FreeHelper(person_id, f"{given_name} {family_name}".strip(), _about(lat, lon), hours)


def _about(lat: float | None, lon: float | None) -> Spot | None:
    return coarse(Spot(lat, lon), metres=COARSE_M) if lat is not None and lon is not None else None


def _instants(day: date) -> tuple[datetime, datetime]:
    """The two midnights, on the clock of a Hessian wall, between which a day lies."""
    begin, end = (datetime.combine(one, time(), tzinfo=clock.BERLIN) for one in (day, day + timedelta(days=1)))
    return begin, end


def _stretches(hours: Iterable[dict[str, str]]) -> list[Stretch]:
    """Hours as minutes of the day."""
    return [Stretch(*(_minutes(time.fromisoformat(one[edge])) for edge in ("begins", "ends"))) for one in hours]


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _minute(at: datetime, midnight: datetime) -> int:
    """The minute of the day on the wall's clock; what lies on another day is its first or its last."""
    wall, day = clock.local(at), midnight.date()
    if wall.date() != day:
        return 0 if wall.date() < day else 24 * 60
    return _minutes(wall.time())


def _time(minute: int) -> time:
    return time(min(minute, 24 * 60 - 1) // 60, min(minute, 24 * 60 - 1) % 60)

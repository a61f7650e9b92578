"""What a plan depends on, as plain rows: a fixed number of statements, however many helpers and visits there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection

from lotsenwerk.domain.assistance.models import AssignmentState, NeedState, OfferState, PickUpState
from lotsenwerk.domain.assistance.sittings import SITS, Duty
from lotsenwerk.domain.gatherings.models import BookingState, ThingKind
from lotsenwerk.domain.people.models import Rung, VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import current_organisation_id

LOOK_BACK: Final = timedelta(days=28)
"""How far back work and questions count."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a plan, by the clock on the wall, and the weeks they lie in."""

    first: date
    last: date

    @property
    def all(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def begin(self) -> datetime:
        """The first instant."""
        return clock.midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first instant after."""
        return clock.midnight(self.last + timedelta(days=1))

    @property
    def weeks(self) -> list[tuple[date, date]]:
        """The weeks that the days lie in, from Monday until the Monday after."""
        mondays = sorted({day - timedelta(days=day.weekday()) for day in self.all})
        return [(monday, monday + timedelta(days=7)) for monday in mondays]


class HelperRow(NamedTuple):
    """A volunteer; hours are seconds of the day, instants UTC seconds, days as the database writes them."""

    id: int
    status: str
    engagement: str
    travel_mode: str
    most_visits: int | None
    most_hours: int | None
    rides: bool
    avoids: list[str]
    gender: str
    letters: str
    lat: float | None
    lon: float | None
    free: list[tuple[int, int, int]] | None
    other: list[tuple[str, int, int, bool]] | None
    away: list[tuple[str, str | None]] | None
    skills: list[tuple[str, str]] | None
    facts: list[str]
    asked: int
    minutes: int
    visits: list[tuple[int, int, int]] | None
    sits: list[Duty] | None


class NeedRow(NamedTuple):
    """A visit that is open, asked for or agreed.

    ``going`` is the agreed visit (volunteer, begin, end), ``questions`` open ones of a plan (volunteer, begin). What
    was asked of a pool has its ``language`` and ``level``, its place (``at_lat``, ``at_lon``) where it is not at the
    client's, and of the inquiry the ``way``, the gender that was ``wished`` and the client ``number``.
    """

    id: int
    kind: str
    rhythm_id: int | None
    earliest: datetime
    latest: datetime
    minutes: int
    taken_at: datetime
    lat: float | None
    lon: float | None
    letters: str
    skills: list[tuple[str, str]] | None
    circumstances: list[str]
    gender: str
    client_away: list[tuple[str, str | None]] | None
    shop_lat: float | None
    shop_lon: float | None
    hours: list[tuple[int, int, int]] | None
    slot: tuple[str, int, int, float | None, float | None, int] | None
    vetoed: list[int]
    standing: list[int]
    known: list[int]
    declined: list[int]
    questions: list[tuple[int, int]] | None
    going: tuple[int, int, int] | None
    pinned_to: int | None
    pinned_at: datetime | None
    pool_id: int | None
    language: str
    level: str
    at_lat: float | None
    at_lon: float | None
    way: str | None
    wished: str | None
    number: int | None


class BikeRow(NamedTuple):
    """A cargo bicycle with the stretches in which it is booked, plans left out."""

    id: int
    lat: float | None
    lon: float | None
    handover_minutes: int
    booked: list[tuple[int, int]] | None


_AWAY: Final = """
    (SELECT json_agg(json_build_array(a.first_day, a.last_day)) FROM people_absence a
      WHERE a.organisation_id = %(here)s AND a.person_id = p.id
        AND a.first_day <= %(last_day)s AND (a.last_day IS NULL OR a.last_day >= %(first_day)s))"""

_SKILLS: Final = """
    (SELECT json_agg(json_build_array(k.language, k.level)) FROM people_languageskill k
      WHERE k.organisation_id = %(here)s AND k.person_id = p.id)"""

_HELPERS: Final = f"""
SELECT v.id, v.status, v.engagement, v.travel_mode, v.most_visits_a_week, v.most_hours_a_week, v.rides_cargo_bicycle,
    v.avoids, p.gender, p.language, p.lat, p.lon,
    (SELECT json_agg(json_build_array(f.weekday, extract(epoch FROM f.begins)::int, extract(epoch FROM f.ends)::int))
       FROM people_availability f
      WHERE f.organisation_id = %(here)s AND f.volunteer_id = v.id AND f.weekday = ANY(%(weekdays)s)),
    (SELECT json_agg(json_build_array(
            o."on", extract(epoch FROM o.begins)::int, extract(epoch FROM o.ends)::int, o.is_free))
       FROM people_otherhours o
      WHERE o.organisation_id = %(here)s AND o.volunteer_id = v.id
        AND o."on" BETWEEN %(first_day)s AND %(last_day)s),
    {_AWAY}, {_SKILLS},
    ARRAY(SELECT s.kind FROM people_suitabilityfact s
      WHERE s.organisation_id = %(here)s AND s.volunteer_id = v.id
        AND (s.valid_until IS NULL OR s.valid_until >= %(last_day)s)),
    (SELECT count(*) FROM assistance_offer q
      WHERE q.organisation_id = %(here)s AND q.volunteer_id = v.id AND q.made_at >= %(look_back)s),
    coalesce(worked.minutes, 0),
    (SELECT json_agg(json_build_array(a.need_id, extract(epoch FROM lower(a.during))::bigint,
            extract(epoch FROM upper(a.during))::bigint))
       FROM assistance_assignment a
      WHERE a.organisation_id = %(here)s AND a.volunteer_id = v.id AND a.state = ANY(%(goes)s)
        AND a.during && tstzrange(%(week_begin)s, %(week_end)s)),
    {SITS}
FROM people_volunteer v
JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id AND p.erased_at IS NULL
LEFT JOIN (
    SELECT d.volunteer_id, sum(d.minutes)::int AS minutes FROM assistance_confirmation d
     WHERE d.organisation_id = %(here)s AND d."on" >= %(look_back_day)s
     GROUP BY d.volunteer_id) worked ON worked.volunteer_id = v.id
WHERE v.organisation_id = %(here)s AND (v.status = %(active)s OR EXISTS (
    SELECT 1 FROM assistance_assignment g WHERE g.organisation_id = %(here)s AND g.volunteer_id = v.id
       AND g.state = %(going)s AND g.during && tstzrange(%(begin)s, %(end)s)))
ORDER BY v.id
"""  # noqa: S608 - put together from words of this file alone

_NEEDS: Final = f"""
SELECT n.id, n.kind, n.rhythm_id, n.earliest, n.latest, n.minutes, n.taken_at, p.lat, p.lon, p.language, {_SKILLS},
    c.circumstances, c.gender_wish, {_AWAY}, s.lat, s.lon,
    (SELECT json_agg(json_build_array(h.weekday, extract(epoch FROM h.opens)::int, extract(epoch FROM h.closes)::int))
       FROM organisations_openinghours h WHERE h.of_id = s.id),
    (SELECT json_build_array(u."on", extract(epoch FROM t.begins)::int, extract(epoch FROM t.ends)::int,
            b.lat, b.lon, y.adults + y.children)
       FROM assistance_pickup u
       JOIN assistance_pickupslot t ON t.organisation_id = u.organisation_id AND t.id = u.slot_id
       JOIN assistance_household y ON y.organisation_id = u.organisation_id AND y.id = u.household_id
       JOIN organisations_organisation b ON b.id = t.food_bank_id
      WHERE u.organisation_id = %(here)s AND u.need_id = n.id AND u.state = %(planned)s ORDER BY u.id DESC LIMIT 1),
    ARRAY(SELECT x.volunteer_id FROM people_veto x WHERE x.organisation_id = %(here)s AND x.client_id = c.id),
    ARRAY(SELECT y.volunteer_id FROM people_standingyes y
      WHERE y.organisation_id = %(here)s AND y.client_id = c.id AND y.ended_at IS NULL),
    ARRAY(SELECT DISTINCT b.volunteer_id FROM assistance_need m
       JOIN assistance_assignment b ON b.organisation_id = m.organisation_id AND b.need_id = m.id
      WHERE m.organisation_id = %(here)s AND m.client_id = c.id AND b.state = ANY(%(been)s)),
    ARRAY(SELECT r.volunteer_id FROM assistance_offer r
      WHERE r.organisation_id = %(here)s AND r.need_id = n.id AND r.state = ANY(%(declined)s)
        AND NOT EXISTS (SELECT 1 FROM assistance_assignment g
          WHERE g.organisation_id = %(here)s AND g.offer_id = r.id AND g.state = %(going)s)),
    (SELECT json_agg(json_build_array(q.volunteer_id, extract(epoch FROM q.begins_at)::bigint) ORDER BY q.id)
       FROM assistance_offer q
      WHERE q.organisation_id = %(here)s AND q.need_id = n.id AND q.state = %(asked)s AND q.begins_at IS NOT NULL),
    (SELECT json_build_array(g.volunteer_id, extract(epoch FROM lower(g.during))::bigint,
            extract(epoch FROM upper(g.during))::bigint)
       FROM assistance_assignment g
      WHERE g.organisation_id = %(here)s AND g.need_id = n.id AND g.state = %(going)s),
    i.volunteer_id, i.begins_at, n.pool_id, n.language, n.level, n.lat, n.lon, asked.way, asked.gender_wish,
    asked.number_id
FROM assistance_need n
JOIN people_client c ON c.organisation_id = n.organisation_id AND c.id = n.client_id
JOIN people_person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id AND p.erased_at IS NULL
LEFT JOIN organisations_organisation s ON s.id = n.shop_id
LEFT JOIN assistance_pin i ON i.organisation_id = n.organisation_id AND i.need_id = n.id
LEFT JOIN assistance_inquiry asked
       ON n.pool_id IS NOT NULL AND asked.organisation_id = n.organisation_id AND asked.need_id = n.id
WHERE n.organisation_id = %(here)s AND n.earliest < %(end)s AND n.latest > %(begin)s AND n.state = ANY(%(states)s)
ORDER BY n.id
"""  # noqa: S608 - put together from words of this file alone

_BIKES: Final = """
SELECT t.id, t.lat, t.lon, t.handover_minutes,
    (SELECT json_agg(json_build_array(extract(epoch FROM lower(b.during))::bigint,
            extract(epoch FROM upper(b.during))::bigint))
       FROM gatherings_booking b
      WHERE b.organisation_id = %(here)s AND b.thing_id = t.id AND b.state = %(booked)s
        AND b.during && tstzrange(%(begin)s, %(end)s)
        AND NOT (b.room = 'assistance' AND b.kind = 'day_offer'))
FROM gatherings_thing t
WHERE t.organisation_id = %(here)s AND t.kind = %(bicycle)s AND t.ended_at IS NULL
ORDER BY t.id
"""


class Rows:
    """The rows of some days; each kind is one statement."""

    def __init__(self, days: Days, at: datetime) -> None:
        self.days = days
        weeks = days.weeks
        self._facts: dict[str, Any] = {
            "here": current_organisation_id(),
            "in_pool": Rung.ACTIVE,
            "active": VolunteerStatus.ACTIVE,
            "asked": OfferState.OPEN,
            "been": [AssignmentState.REPORTED, AssignmentState.CONFIRMED],
            "begin": days.begin,
            "bicycle": ThingKind.CARGO_BICYCLE,
            "booked": BookingState.BOOKED,
            # Who had agreed and does not go any more has said no too.
            "declined": [OfferState.DECLINED, OfferState.ACCEPTED],
            "end": days.end,
            "first_day": days.first,
            "goes": [AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED],
            "going": AssignmentState.ACCEPTED,
            "last_day": days.last,
            "monday": weeks[0][0],
            "sunday": weeks[-1][1] - timedelta(days=1),
            "look_back": at - LOOK_BACK,
            "look_back_day": (at - LOOK_BACK).date(),
            "planned": PickUpState.PLANNED,
            "states": [NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED],
            "week_begin": clock.midnight(weeks[0][0]),
            "week_end": clock.midnight(weeks[-1][1]),
            "weekdays": sorted({day.weekday() for day in days.all}),
        }

    def helpers(self) -> Sequence[HelperRow]:
        """Active volunteers, and those who are not and go somewhere all the same."""
        return [HelperRow(*row) for row in self._all(_HELPERS)]

    def needs(self) -> Sequence[NeedRow]:
        """Visits whose window touches the days."""
        return [NeedRow(*row) for row in self._all(_NEEDS)]

    def bikes(self) -> Sequence[BikeRow]:
        """The cargo bicycles that are lent."""
        return [BikeRow(*row) for row in self._all(_BIKES)]

    def _all(self, statement: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self._facts)
            return list(cursor.fetchall())

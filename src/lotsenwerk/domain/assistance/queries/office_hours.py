"""Office hours: when guides sit where, which languages are spoken there, and who told that she sat there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lotsenwerk.domain.assistance.models import Deployment, DeploymentState, OfficeDayOff, OfficeDuty, OfficeHour
from lotsenwerk.domain.assistance.office_days import LATE, is_day_of
from lotsenwerk.domain.assistance.permissions import may_see_office_hours
from lotsenwerk.domain.people.models import LanguageSkill, Level, Pool, PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

Row = TypeVar("Row", OfficeDuty, Deployment)
WELL_ENOUGH: Final = (Level.B1, Level.B2, Level.C1, Level.C2, Level.NATIVE)
"""The public is told of a language from here on (OH4)."""
WEEKS_AHEAD: Final = 60
"""How far the next day is looked for: further away than a year nobody plans."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An office hour with who is on duty, what they speak together (ISO 639-3, the commonest first), and when next.

    ``off`` are the days ahead that are called off, ``reported`` how many reports wait to be confirmed.
    """

    hour: OfficeHour
    duties: Sequence[OfficeDuty]
    speaks: Sequence[str]
    off: Sequence[OfficeDayOff]
    next_day: date | None
    reported: int = 0


def office_hours(actor: Actor, *, at: datetime) -> Sequence[Sitting]:
    """Every office hour that has not ended, from Monday on; four queries for any number."""
    if not may_see_office_hours(actor):
        raise NotThere
    return sittings(_running(clock.local(at).date()), at, is_counted=True)


def office_hour_for(actor: Actor, hour_id: int, *, at: datetime) -> Sitting:
    """One office hour, also one that has ended; ``NotThere`` where there is none."""
    if not may_see_office_hours(actor):
        raise NotThere
    found = sittings(OfficeHour.objects.filter(pk=hour_id), at, is_counted=True)
    if not found:
        raise NotThere
    return found[0]


def duty_of(actor: Actor, hour: OfficeHour, duty_id: int) -> OfficeDuty:
    """Who sits there, for whoever keeps the hours."""
    if not may_see_office_hours(actor):
        raise NotThere
    return _one(OfficeDuty.objects.filter(office_hour=hour, pk=duty_id).select_related("volunteer__person"))


def guides_pools(actor: Actor) -> Sequence[Pool]:
    """The pools of guides, in the order of names."""
    if not may_see_office_hours(actor):
        raise NotThere
    return list(Pool.objects.filter(kind=PoolKind.GUIDES, ended_at__isnull=True).order_by("sort_key", "pk"))


def guides_for(actor: Actor, one: Sitting) -> Sequence[Volunteer]:
    """Who may be put on duty there: active members of its pool who are not on the list yet."""
    if not may_see_office_hours(actor):
        raise NotThere
    rows = Volunteer.objects.filter(pools__pool=one.hour.pool_id, pools__rung=Rung.ACTIVE)
    on_duty = [duty.volunteer_id for duty in one.duties if duty.last_day is None]
    return list(rows.exclude(pk__in=on_duty).select_related("person").order_by("person__sort_key", "pk"))


def told_at(actor: Actor, hour: OfficeHour) -> Sequence[Deployment]:
    """The last hundred times that somebody sat there, the newest first."""
    if not may_see_office_hours(actor):
        raise NotThere
    rows = Deployment.objects.filter(office_hour=hour).select_related("volunteer__person")
    return list(rows.order_by("-on", "pk")[:100])


def sitting_told(actor: Actor, hour: OfficeHour, deployment_id: int) -> Deployment:
    """One of them."""
    if not may_see_office_hours(actor):
        raise NotThere
    return _one(Deployment.objects.filter(office_hour=hour, pk=deployment_id).select_related("volunteer"))


@dataclass(frozen=True, slots=True)
class Own:
    """Where a guide sits herself: the days that lie ahead, those she may still tell of, and what she told.

    Who stopped and sits there again has several duties at one hour: these are the days of all of them.
    """

    hour: OfficeHour
    volunteer: Volunteer
    ahead: Sequence[date]
    to_tell: Sequence[date]
    told: Sequence[Deployment]


def own_duties(actor: Actor, *, at: datetime) -> Sequence[Own]:
    """Where somebody sits herself, from Monday on; three queries for any number."""
    today = clock.local(at).date()
    rows = OfficeDuty.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=today - LATE), volunteer__person_id=actor.person_id or 0
    )
    order = ("office_hour__weekday", "office_hour__begins", "office_hour", "first_day")
    duties: dict[int, list[OfficeDuty]] = defaultdict(list)
    for duty in rows.select_related("office_hour", "volunteer").order_by(*order):
        duties[duty.office_hour_id].append(duty)
    if actor.person_id is None or not duties:
        return []
    hours = list(duties)
    off = _days_off(hours, today - LATE)
    told: dict[int, list[Deployment]] = defaultdict(list)
    done = Deployment.objects.filter(volunteer__person_id=actor.person_id or 0, office_hour_id__in=hours)
    for one in done.filter(on__gte=today - LATE).order_by("-on"):
        told[one.office_hour_id or 0].append(one)
    return [_own(some, off[hour_id], told[hour_id], at) for hour_id, some in duties.items()]


def own_duty(actor: Actor, ref: str, *, at: datetime) -> Own:
    """Where somebody sits, found by the hour's own sign; ``NotThere`` for anybody else."""
    found = next((own for own in own_duties(actor, at=at) if own.hour.ref == ref), None)
    if found is None:
        raise NotThere
    return found


def public_office_hours(*, at: datetime) -> Sequence[Sitting]:
    """What the public may read of the open town: running hours that are public; who sits there is not said."""
    return sittings(_running(clock.local(at).date()).filter(is_public=True), at)


def sittings(rows: QuerySet[OfficeHour], at: datetime, *, is_counted: bool = False) -> Sequence[Sitting]:
    """Office hours with all that belongs to them; at most five queries."""
    today = clock.local(at).date()
    hours = list(rows.select_related("pool").order_by("weekday", "begins", "name", "pk"))
    ids = [hour.pk for hour in hours]
    duties: dict[int, list[OfficeDuty]] = defaultdict(list)
    active = PoolMember.objects.filter(
        pool=OuterRef("office_hour__pool"), volunteer=OuterRef("volunteer"), rung=Rung.ACTIVE
    )
    on_duty = OfficeDuty.objects.filter(Exists(active), Q(last_day__isnull=True) | Q(last_day__gte=today))
    for duty in on_duty.filter(office_hour_id__in=ids).select_related("volunteer__person").order_by("first_day", "pk"):
        duties[duty.office_hour_id].append(duty)
    speaks = _spoken(duty.volunteer.person_id for some in duties.values() for duty in some)
    off, waits = _days_off(ids, today), _reported(ids) if is_counted else {}
    return [
        Sitting(
            hour=hour,
            duties=duties[hour.pk],
            speaks=_together(speaks[duty.volunteer.person_id] for duty in duties[hour.pk]),
            off=off[hour.pk],
            next_day=next(iter(_days_from(hour, _first_ahead(hour, at), {one.day for one in off[hour.pk]}, 1)), None),
            reported=waits.get(hour.pk, 0),
        )
        for hour in hours
    ]


def _own(duties: Sequence[OfficeDuty], off: Sequence[OfficeDayOff], told: Sequence[Deployment], at: datetime) -> Own:
    hour, today = duties[0].office_hour, clock.local(at).date()
    shut = {one.day for one in off}
    ahead = _days_from(hour, max(_first_ahead(hour, at), min(duty.first_day for duty in duties)), shut, WEEKS_AHEAD)
    written = {one.on for one in told if one.state != DeploymentState.REFUSED}
    behind = (today - timedelta(days=number) for number in range(LATE.days + 1))
    begun = [day for day in behind if datetime.combine(day, hour.begins, tzinfo=clock.BERLIN) <= at]
    to_tell = [
        day
        for day in begun
        if is_day_of(hour, day) and day not in shut and day not in written and _is_on_duty(duties, day)
    ]
    return Own(hour, duties[0].volunteer, [day for day in ahead if _is_on_duty(duties, day)][:4], to_tell, told)


def _is_on_duty(duties: Iterable[OfficeDuty], day: date) -> bool:
    return any(one.first_day <= day and (one.last_day is None or day <= one.last_day) for one in duties)


def _days_from(hour: OfficeHour, day: date, shut: set[date], most: int) -> list[date]:
    first = max(day, hour.first_day)
    first += timedelta(days=(hour.weekday - first.weekday()) % 7)
    weeks = (first + timedelta(weeks=number) for number in range(WEEKS_AHEAD))
    return [one for one in weeks if is_day_of(hour, one) and one not in shut][:most]


def _first_ahead(hour: OfficeHour, at: datetime) -> date:
    """Today, or tomorrow where today's hour is over."""
    today = clock.local(at).date()
    is_over = datetime.combine(today, hour.ends, tzinfo=clock.BERLIN) <= at
    return today + timedelta(days=1) if is_over else today


def _running(today: date) -> QuerySet[OfficeHour]:
    return OfficeHour.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=today))


def _days_off(hour_ids: Iterable[int], day: date) -> dict[int, list[OfficeDayOff]]:
    off: dict[int, list[OfficeDayOff]] = defaultdict(list)
    for one in OfficeDayOff.objects.filter(office_hour_id__in=list(hour_ids), day__gte=day).order_by("day"):
        off[one.office_hour_id].append(one)
    return off


def _reported(hour_ids: Iterable[int]) -> dict[int, int]:
    waits: dict[int, int] = defaultdict(int)
    rows = Deployment.objects.filter(office_hour_id__in=list(hour_ids), state=DeploymentState.REPORTED)
    for hour_id in rows.values_list(F("office_hour_id"), flat=True):
        waits[hour_id] += 1
    return waits


def _spoken(person_ids: Iterable[int]) -> dict[int, list[str]]:
    speaks: dict[int, list[str]] = defaultdict(list)
    rows = LanguageSkill.objects.filter(person_id__in=set(person_ids), level__in=WELL_ENOUGH)
    for person_id, language in rows.order_by("language").values_list("person_id", "language"):
        speaks[person_id].append(language)
    return speaks


def _together(each: Iterable[Sequence[str]]) -> list[str]:
    counted: dict[str, int] = defaultdict(int)
    for languages in each:
        for language in languages:
            counted[language] += 1
    return sorted(counted, key=lambda language: (-counted[language], language))


def _one(rows: QuerySet[Row]) -> Row:
    found = rows.first()
    if found is None:
        raise NotThere
    return found

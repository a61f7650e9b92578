"""Office hours of guides: open one, say who sits there, call a day off, and write down who sat there.

In words: docs/rules/office-hours.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.deploying import count_from_now_on
from lotsenwerk.domain.assistance.models import (
    ConfirmedBy,
    Deployment,
    DeploymentState,
    OfficeDayOff,
    OfficeDuty,
    OfficeHour,
)
from lotsenwerk.domain.assistance.office_days import LATE, is_day_of
from lotsenwerk.domain.assistance.permissions import (
    may_confirm_office_hour,
    may_keep_office_hours,
    may_say_i_sat_there,
)
from lotsenwerk.domain.assistance.states import DEPLOYMENT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Pool, PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.domain.people.queries.becoming import what_is_missing
from lotsenwerk.domain.people.sentences import all_missing_in_words
from lotsenwerk.engines.funding.hours import DeploymentKind, quarters
from lotsenwerk.engines.scope.interpreting import Body
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import refuse_too_long

LONGEST: Final = {"name": 120, "room": 80, "street": 120, "house_number": 12, "postcode": 5, "town": 80, "phone": 20}
MOST_CAME: Final = 500
_CHANGED: Final = _("This has changed in the meantime. Please look at it again.")
_ONLY: Final = _("Only coordinators may do this.")


@dataclass(frozen=True, slots=True)
class Hour:
    """What is said of an office hour; ``weekday`` counts from Monday, which is 0."""

    name: str
    weekday: int
    begins: time
    ends: time
    first_day: date
    body: Body = Body.TOWN_HALL
    room: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    is_public: bool = True


def open_office_hour(actor: Actor, pool: Pool, about: Hour, *, at: datetime) -> OfficeHour:
    """Guides of this pool sit there every week from now on. Raises ``NotAllowed`` or ``BadInput`` with the field."""
    _check(actor, about)
    pool = lock(Pool.objects.all(), pk=pool.pk)
    if pool.kind != PoolKind.GUIDES or pool.ended_at is not None:
        raise BadInput(_("Please choose a pool of guides."), field="pool")
    opened = OfficeHour.objects.create(ref=new_ref(), pool=pool, **_facts(about), made_at=at)
    record(actor, "open_office_hour", ("assistance", "office_hour", opened.pk), at=at)
    return opened


def change_office_hour(actor: Actor, hour: OfficeHour, about: Hour, *, at: datetime) -> OfficeHour:
    """Change what is said of it; what was written down of earlier days stays. Raises as ``open_office_hour`` does."""
    _check(actor, about)
    hour = _running(hour, at)
    before = (hour.weekday, hour.begins, hour.ends)
    for name, value in _facts(about).items():
        setattr(hour, name, value)
    if before != (hour.weekday, hour.begins, hour.ends):
        for duty in _duties_ahead(hour, at):
            _refuse_two_places(hour, duty.volunteer_id, duty.first_day, duty.last_day)
    hour.save(update_fields=list(_facts(about)))
    record(actor, "change_office_hour", ("assistance", "office_hour", hour.pk), at=at)
    return hour


def end_office_hour(actor: Actor, hour: OfficeHour, *, last_day: date, at: datetime) -> OfficeHour:
    """It is held for the last time on this day at the latest; who sat there stays written down (OH8)."""
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    hour = _running(hour, at)
    if last_day < hour.first_day:
        raise BadInput(_("Please choose a day that is not before the first one."), field="last_day")
    hour.last_day = last_day
    hour.save(update_fields=["last_day"])
    record(actor, "end_office_hour", ("assistance", "office_hour", hour.pk), at=at)
    return hour


def put_on_duty(actor: Actor, hour: OfficeHour, volunteer: Volunteer, *, first_day: date, at: datetime) -> OfficeDuty:
    """She sits there from a day on; nobody at two places at once (OH3).

    Only an active member of the pool, who lacks nothing on that day of what it requires.
    """
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    hour = _running(hour, at)
    lock(Volunteer.objects.all(), pk=volunteer.pk)
    member = PoolMember.objects.filter(pool_id=hour.pool_id, volunteer=volunteer, rung=Rung.ACTIVE).first()
    if member is None:
        raise BadInput(_("Only somebody who is active in this pool can sit here."), field="volunteer")
    missing = what_is_missing(member, max(first_day, clock.local(at).date()))
    if missing:
        told = {"list": all_missing_in_words(missing)}
        raise BadInput(_("Not yet: this is missing: %(list)s."), params=told, field="volunteer")
    here = OfficeDuty.objects.filter(office_hour=hour, volunteer=volunteer)
    if here.filter(Q(last_day__isnull=True) | Q(last_day__gte=first_day)).exists():
        raise BadInput(_("She sits here already."), field="volunteer")
    _refuse_two_places(hour, volunteer.pk, first_day, None)
    duty = OfficeDuty.objects.create(office_hour=hour, volunteer=volunteer, first_day=first_day)
    about = volunteer.person_id
    record(actor, "put_on_duty", ("assistance", "office_hour", hour.pk), at=at, about=about)
    return duty


def end_duty(actor: Actor, duty: OfficeDuty, *, last_day: date, at: datetime) -> None:
    """She sits there for the last time on this day; a duty that has not begun by then goes."""
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    duty = lock(OfficeDuty.objects.select_related("volunteer"), pk=duty.pk)
    about = duty.volunteer.person_id
    record(actor, "end_duty", ("assistance", "office_hour", duty.office_hour_id), at=at, about=about)
    if last_day < duty.first_day:
        duty.delete()
        return
    duty.last_day = last_day
    duty.save(update_fields=["last_day"])


def call_off(actor: Actor, hour: OfficeHour, *, day: date, because: str = "", at: datetime) -> OfficeDayOff:
    """It is not held on one day, and the public reads why (OH2). A day that somebody sat there cannot be called off."""
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    refuse_too_long(because, 160, "because")
    hour = _running(hour, at)
    if not is_day_of(hour, day):
        raise BadInput(_("Please choose a day on which this office hour is held."), field="day")
    if Deployment.objects.filter(office_hour=hour, on=day).exclude(state=DeploymentState.REFUSED).exists():
        raise BadInput(_("Somebody sat there on this day."), field="day")
    off, _is_new = OfficeDayOff.objects.update_or_create(
        office_hour=hour, day=day, defaults={"because": because.strip()}
    )
    record(actor, "call_off", ("assistance", "office_hour", hour.pk), at=at)
    return off


def hold_after_all(actor: Actor, hour: OfficeHour, *, day: date, at: datetime) -> None:
    """A day that was called off is held after all."""
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    hour = _running(hour, at)
    gone, _rows = OfficeDayOff.objects.filter(office_hour=hour, day=day).delete()
    if not gone:
        raise WrongState(_CHANGED)
    record(actor, "hold_after_all", ("assistance", "office_hour", hour.pk), at=at)


def say_i_sat_there(
    actor: Actor, hour: OfficeHour, volunteer: Volunteer, *, on: date, minutes: int, clients: int, at: datetime
) -> Deployment:
    """Write down that she sat there on a day: started quarters of an hour, and how many people came (OH5, OH6)."""
    if not may_say_i_sat_there(actor, volunteer):
        raise NotAllowed(_("Only whoever sits there, or the desk for her, may say this."))
    hour = lock(OfficeHour.objects.all(), pk=hour.pk)
    _check_sitting(hour, volunteer, on, at)
    if not 1 <= minutes <= 12 * 60:
        raise BadInput(_("Please enter between 1 minute and 12 hours."), field="minutes")
    if not 0 <= clients <= MOST_CAME:
        raise BadInput(_("Please enter a number between 0 and 500."), field="clients")
    before = Deployment.objects.filter(office_hour=hour, volunteer=volunteer, on=on).first()
    if before is not None and not DEPLOYMENT.allows("tell_again", before.state):
        raise WrongState(_("This is written down already."))
    facts = {
        "pool_id": hour.pool_id,
        "engagement": volunteer.engagement,
        "kind": DeploymentKind.OFFICE_HOUR.value,
        "begins": hour.begins,
        "minutes": quarters(minutes),
        "body": hour.body,
        "place": hour.name[:80],
        "clients": clients,
        "state": DeploymentState.REPORTED,
        "reported_at": at,
        "reported_by_user_id": actor.user_id,
        "confirmed_at": None,
        "confirmed_by": "",
        "confirmed_by_user_id": None,
    }
    told, is_new = Deployment.objects.update_or_create(
        office_hour=hour,
        volunteer=volunteer,
        on=on,
        defaults=facts,
        create_defaults={**facts, "ref": new_ref()},
    )
    verb = "sat_there" if is_new else "sat_there_again"
    record(actor, verb, ("assistance", "deployment", told.pk), at=at, about=volunteer.person_id)
    return told


def confirm_sitting(actor: Actor, told: Deployment, *, at: datetime) -> Deployment:
    """It is right and counts from now on (OH7); also where it was refused before."""
    told = _to_decide(actor, told)
    count_from_now_on(actor, told, ConfirmedBy.DESK, at=at)
    record(actor, "confirm_sitting", ("assistance", "deployment", told.pk), at=at, about=told.volunteer.person_id)
    return told


def refuse_sitting(actor: Actor, told: Deployment, *, at: datetime) -> Deployment:
    """It is not right; it can be told again."""
    told = _to_decide(actor, told)
    told.state = DEPLOYMENT.after("refuse", told.state)
    told.save(update_fields=["state"])
    record(actor, "refuse_sitting", ("assistance", "deployment", told.pk), at=at, about=told.volunteer.person_id)
    return told


def _to_decide(actor: Actor, told: Deployment) -> Deployment:
    told = lock(Deployment.objects.select_related("volunteer"), pk=told.pk)
    if not may_confirm_office_hour(actor, told):
        raise NotAllowed(_("Only coordinators may confirm this, and nobody her own."))
    if told.office_hour_id is None:
        raise WrongState(_CHANGED)
    return told


def _check_sitting(hour: OfficeHour, volunteer: Volunteer, on: date, at: datetime) -> None:
    duties = OfficeDuty.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=on), first_day__lte=on)
    is_on_duty = duties.filter(office_hour=hour, volunteer=volunteer).exists()
    if not is_on_duty or not is_day_of(hour, on) or OfficeDayOff.objects.filter(office_hour=hour, day=on).exists():
        raise BadInput(_("Please choose a day on which this office hour is held."), field="on")
    if datetime.combine(on, hour.begins, tzinfo=clock.BERLIN) > at:
        raise BadInput(_("This office hour has not begun yet."), field="on")
    if clock.local(at).date() - on > LATE:
        raise BadInput(_("This was too long ago. Please call the office."), field="on")


def _refuse_two_places(hour: OfficeHour, volunteer_id: int, first_day: date, last_day: date | None) -> None:
    others = OfficeDuty.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=first_day),
        Q(office_hour__last_day__isnull=True) | Q(office_hour__last_day__gte=first_day),
        volunteer_id=volunteer_id,
        office_hour__weekday=hour.weekday,
        office_hour__begins__lt=hour.ends,
        office_hour__ends__gt=hour.begins,
    ).exclude(office_hour=hour)
    if last_day is not None:
        others = others.filter(first_day__lte=last_day)
    if others.exists():
        raise BadInput(_("She sits somewhere else at the same hour."), field="volunteer")


def _running(hour: OfficeHour, at: datetime) -> OfficeHour:
    hour = lock(OfficeHour.objects.all(), pk=hour.pk)
    if hour.last_day is not None and hour.last_day < clock.local(at).date():
        raise WrongState(_("This office hour has ended."))
    return hour


def _duties_ahead(hour: OfficeHour, at: datetime) -> list[OfficeDuty]:
    today = clock.local(at).date()
    rows = OfficeDuty.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=today), office_hour=hour)
    return list(rows.order_by("pk"))


def _facts(about: Hour) -> dict[str, object]:
    return {
        "body": about.body.value,
        "weekday": about.weekday,
        "begins": about.begins,
        "ends": about.ends,
        "first_day": about.first_day,
        "is_public": about.is_public,
        **{name: getattr(about, name).strip() for name in LONGEST},
    }


def _check(actor: Actor, about: Hour) -> None:
    if not may_keep_office_hours(actor):
        raise NotAllowed(_ONLY)
    if not about.name.strip():
        raise BadInput(_("Please enter a name."), field="name")
    for name, limit in LONGEST.items():
        refuse_too_long(getattr(about, name).strip(), limit, name)
    if about.weekday not in range(7):
        raise BadInput(_("Please choose a day of the week."), field="weekday")
    if about.begins >= about.ends:
        raise BadInput(_("The end must be later than the beginning."), field="ends")

"""Reads of courses, and the only way to a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.gatherings.queries import own_sign_up, sign_ups
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.people.models import PoolMember, Qualification, Rung
from lotsenwerk.domain.training.models import (
    Attendance,
    Certificate,
    Course,
    CourseKind,
    CourseState,
    Session,
)
from lotsenwerk.domain.training.permissions import may_run_courses, may_take_part
from lotsenwerk.engines.funding.courses import has_attended
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

FOR_THE_EXPERIENCED: Final = (CourseKind.SEMINAR, CourseKind.REFLECTION)
_SHOWN: Final = (CourseState.ANNOUNCED, CourseState.ENDED, CourseState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Line:
    """One course of a list: when it begins and ends, its units, how many come and how many wait."""

    course: Course
    first: datetime | None
    last: datetime | None
    dates: int
    units: int
    seated: int
    waiting: int


def courses(actor: Actor) -> Sequence[Line]:
    """Every course, the earliest first and those without a date before them. Three queries."""
    if not may_run_courses(actor):
        return []
    return _lines(Course.objects.all())


def _lines(rows: QuerySet[Course]) -> Sequence[Line]:
    shown = list(rows.select_related("sign_up_list", "carrier").order_by("id"))
    dates: dict[int, list[Session]] = {}
    for one in Session.objects.filter(course__in=[course.pk for course in shown], cancelled_at__isnull=True):
        dates.setdefault(one.course_id, []).append(one)
    comes = SignUp.objects.filter(list__in=[course.sign_up_list_id for course in shown], state__in=COMES)
    counted = {
        (row["list_id"], row["state"]): row["count"] + (row["companions"] or 0)
        for row in comes.values("list_id", "state").annotate(count=Count("id"), companions=Sum("companions"))
    }
    lines = [_line(course, dates.get(course.pk, []), counted) for course in shown]
    return sorted(lines, key=lambda line: (line.first is not None, line.first or line.course.made_at, line.course.pk))


def _line(course: Course, dates: Sequence[Session], counted: Mapping[tuple[int, str], int]) -> Line:
    return Line(
        course,
        first=min((one.begins for one in dates), default=None),
        last=max((one.ends for one in dates), default=None),
        dates=len(dates),
        units=sum(one.units for one in dates),
        seated=counted.get((course.sign_up_list_id, SignUpState.SIGNED_UP), 0),
        waiting=counted.get((course.sign_up_list_id, SignUpState.WAITING), 0),
    )


def running_courses(actor: Actor) -> int:
    """How many courses have not ended, for whoever switches modules. One query."""
    rows = Course.objects.filter(state__in=[CourseState.DRAFT, CourseState.ANNOUNCED])
    return rows.count() if may_administer(actor) else 0


def course_for(actor: Actor, course_id: int) -> Course:
    """One course with its list and carrier, as the desk sees it; ``NotThere`` otherwise."""
    rows = Course.objects.select_related("sign_up_list", "carrier")
    found = rows.filter(pk=course_id).first() if may_run_courses(actor) else None
    if found is None:
        raise NotThere
    return found


def session_for(actor: Actor, session_id: int) -> Session:
    """One date with its course, as the desk sees it; ``NotThere`` otherwise."""
    rows = Session.objects.select_related("course__sign_up_list", "course__carrier")
    found = rows.filter(pk=session_id).first() if may_run_courses(actor) else None
    if found is None:
        raise NotThere
    return found


def course_of_sign_up(actor: Actor, signed: SignUp) -> Course:
    """The course whose list somebody stands on; ``NotThere`` where it is no course's."""
    rows = Course.objects.select_related("sign_up_list")
    found = rows.filter(sign_up_list_id=signed.list_id).first() if may_run_courses(actor) else None
    if found is None:
        raise NotThere
    return found


def senders_of(course: Course) -> Sequence[int]:
    """The ids of the bodies that send participants to a joint course."""
    return list(course.carriers.order_by("id").values_list("sender_id", flat=True))


def sessions_of(course: Course) -> Sequence[Session]:
    """The dates of a course, earliest first, those that were called off among them."""
    return list(course.sessions.order_by("begins", "id"))


@dataclass(frozen=True, slots=True)
class Share:
    """How many units somebody was there, of how many; ``missing`` are those that she still lacks for a certificate.

    ``can_reach`` says whether the units ahead would be enough.
    """

    units: int
    of_units: int
    missing: int
    can_reach: bool

    @property
    def is_enough(self) -> bool:
        """Whether she was there often enough."""
        return self.missing == 0


def share_of(course: Course, sessions: Sequence[Session], units: Mapping[int, int], at: datetime) -> Share:
    """What somebody has of a course who was at these dates (units by the date's id)."""
    held = [one for one in sessions if one.cancelled_at is None]
    present = sum(units.get(one.pk, 0) for one in held)
    whole = sum(one.units for one in held)
    needed = -(-whole * course.attendance_percent // 100)
    flags = [True] * present + [False] * (whole - present)
    missing = 0 if has_attended(flags, course.attendance_percent) else max(needed - present, 1)
    ahead = sum(one.units for one in held if one.ends > at and one.pk not in units)
    return Share(present, whole, missing, can_reach=missing <= ahead)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody with a seat: her units at each date by its id, what she has in sum, and her certificate."""

    signed: SignUp
    units: Mapping[int, int]
    share: Share
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody of a course: who has a seat, in the order of names, and who waits, in the order of asking."""

    seated: Sequence[Participant]
    waiting: Sequence[SignUp]


def participants(actor: Actor, course: Course, sessions: Sequence[Session], at: datetime) -> Room:
    """Who comes to a course and who waits. Three queries."""
    rows = sign_ups(actor, course.sign_up_list_id)
    there: dict[int, dict[int, int]] = {}
    for one in Attendance.objects.filter(session__course=course):
        there.setdefault(one.sign_up_id, {})[one.session_id] = one.units
    papers = {paper.sign_up_id: paper for paper in Certificate.objects.filter(course=course)}
    seated = [
        Participant(
            row, there.get(row.pk, {}), share_of(course, sessions, there.get(row.pk, {}), at), papers.get(row.pk)
        )
        for row in rows
        if row.state == SignUpState.SIGNED_UP
    ]
    return Room(
        sorted(seated, key=lambda one: (_order(one.signed), one.signed.pk)),
        [row for row in rows if row.state == SignUpState.WAITING],
    )


def _order(signed: SignUp) -> str:
    return signed.person.sort_key if signed.person else signed.guest_name.casefold()


def sessions_of_day(day: date) -> Sequence[Session]:
    """The dates of announced courses that begin on a day in Hessen and are held."""
    begin = datetime.combine(day, time(), tzinfo=clock.BERLIN)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.BERLIN)
    rows = Session.objects.filter(
        begins__gte=begin, begins__lt=end, cancelled_at__isnull=True, course__state=CourseState.ANNOUNCED
    )
    return list(rows.select_related("course").order_by("begins", "id"))


def certificate_for(actor: Actor, certificate_id: int) -> Certificate:
    """One certificate, as the desk sees it; ``NotThere`` otherwise."""
    rows = Certificate.objects.select_related("person", "course__carrier")
    found = rows.filter(pk=certificate_id).first() if may_run_courses(actor) else None
    if found is None:
        raise NotThere
    return found


# --- what a participant sees ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """A course as one person sees it: her place on the list, and how many stand before her where she waits."""

    line: Line
    signed: SignUp | None
    before: int


def own_courses(actor: Actor, at: datetime) -> Sequence[Own]:
    """The courses that a person has a place in or may sign up for, earliest first. Six queries at most."""
    if not may_take_part(actor):
        return []
    mine = SignUp.objects.filter(person_id=actor.person_id or 0, state__in=COMES)
    signed = {row.list_id: row for row in mine}
    closed = Q(sign_up_list__closes_at__lte=at) | Q(sign_up_list__ended_at__isnull=False)
    open_now = Q(state=CourseState.ANNOUNCED) & ~closed
    if not is_experienced(actor, at):
        open_now &= ~Q(kind__in=FOR_THE_EXPERIENCED)
    rows = Course.objects.filter(open_now | Q(sign_up_list__in=list(signed), state__in=_SHOWN))
    before = _before([row for row in signed.values() if row.state == SignUpState.WAITING])
    return [
        Own(line, signed.get(line.course.sign_up_list_id), before.get(line.course.sign_up_list_id, 0))
        for line in _lines(rows)
    ]


def _before(waiting: Sequence[SignUp]) -> Mapping[int, int]:
    if not waiting:
        return {}
    ahead = Q()
    for row in waiting:
        ahead |= Q(list_id=row.list_id) & (Q(asked_at__lt=row.asked_at) | Q(asked_at=row.asked_at, pk__lt=row.pk))
    rows = SignUp.objects.filter(ahead, state=SignUpState.WAITING).values("list_id")
    return {one["list_id"]: one["count"] for one in rows.annotate(count=Count("id"))}


def own_course(actor: Actor, ref: str, at: datetime) -> Own:
    """One course as a person sees it; ``NotThere`` where it is not for her."""
    if not may_take_part(actor):
        raise NotThere
    found = _lines(Course.objects.filter(ref=ref, state__in=_SHOWN))
    if not found:
        raise NotThere
    line = found[0]
    signed = own_sign_up(actor, line.course.sign_up_list_id)
    if signed is None and not may_join(actor, line.course, at):
        raise NotThere
    waits = [signed] if signed is not None and signed.state == SignUpState.WAITING else []
    return Own(line, signed, _before(waits).get(line.course.sign_up_list_id, 0))


def may_join(actor: Actor, course: Course, at: datetime) -> bool:
    """Whether the course is one for this person: whether there is a seat, and whether it is time, the list says."""
    if course.state != CourseState.ANNOUNCED or not may_take_part(actor):
        return False
    return course.kind not in FOR_THE_EXPERIENCED or is_experienced(actor, at)


def is_experienced(actor: Actor, at: datetime) -> bool:
    """Whether a person is active in a pool or holds a qualification that counts."""
    person_id, today = actor.person_id or 0, clock.local(at).date()
    counts = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    return (
        PoolMember.objects.filter(volunteer__person_id=person_id, rung=Rung.ACTIVE).exists()
        or Qualification.objects.filter(counts, volunteer__person_id=person_id).exists()
    )


def own_units(signed: SignUp) -> Mapping[int, int]:
    """At how many units of each date, by its id, somebody was."""
    return dict(Attendance.objects.filter(sign_up=signed).values_list("session_id", "units"))


def own_certificate(actor: Actor, course: Course) -> Certificate | None:
    """The actor's own certificate of a course."""
    rows = Certificate.objects.select_related("person", "course__carrier")
    return rows.filter(course=course, person_id=actor.person_id or 0).first() if may_take_part(actor) else None


def session_of_code(actor: Actor, code: str) -> Session:
    """The date whose code hangs on the wall, for a person who has a seat in its course; ``NotThere`` for others."""
    rows = Session.objects.filter(code=code, course__state=CourseState.ANNOUNCED)
    found = rows.select_related("course__sign_up_list").first() if may_take_part(actor) else None
    signed = own_sign_up(actor, found.course.sign_up_list_id) if found else None
    if found is None or signed is None or signed.state != SignUpState.SIGNED_UP:
        raise NotThere
    return found


def is_date_of(course: Course, session_id: int) -> bool:
    """Whether a date belongs to a course: the link of a reminder opens the course's page."""
    return Session.objects.filter(pk=session_id, course=course).exists()


def certified_units(course: Course) -> Sequence[tuple[str, str, int]]:
    """The contents of a course as they stand on its certificate: module, topic and units of each date that was held."""
    rows = course.sessions.filter(cancelled_at__isnull=True).order_by("begins", "id")
    return list(rows.values_list("module", "topic", F("units")))


def units_given(course_ids: Sequence[int]) -> Mapping[int, tuple[int, date]]:
    """Of courses: how many units were attended, all participants together, and the day of the last date; one query."""
    rows = Attendance.objects.filter(session__course__in=course_ids, session__cancelled_at__isnull=True)
    counted = rows.values_list("session__course").annotate(units=Sum("units"), last=Max("session__ends"))
    return {course_id: (units, clock.local(last).date()) for course_id, units, last in counted}


# --- what everybody may see -------------------------------------------------------------------------------------------


def public_course(ref: str) -> Course | None:
    """The course behind an entry of the shop window, in its tenant's scope; none where nobody may register any more."""
    rows = Course.objects.select_related("sign_up_list", "carrier")
    return rows.filter(ref=ref, state=CourseState.ANNOUNCED, is_public=True).first()


def public_registration(sign_up_id: int) -> tuple[Course, SignUp]:
    """What a guest's own link shows: her place in a course. ``NotThere`` once her name is forgotten."""
    found = SignUp.objects.select_related("list").filter(pk=sign_up_id, person__isnull=True).first()
    course = found and Course.objects.select_related("sign_up_list").filter(sign_up_list=found.list_id).first()
    if not found or not course or not found.guest_name:
        raise NotThere
    return course, found

"""The dates of a course: add one, move it, call it off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.training.actions.show_course import show_course
from lotsenwerk.domain.training.actions.take_part import story_of
from lotsenwerk.domain.training.actions.tell import seated, tell
from lotsenwerk.domain.training.models import Attendance, Course, CourseState, Module, Session
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.domain.training.states import COURSE
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref

UNIT: Final = timedelta(minutes=45)
MOST_UNITS: Final = 12
LONGEST: Final = {"topic": 160, "place": 160}


@dataclass(frozen=True, slots=True)
class Date:
    """From when until when, how many units of 45 minutes, and what about. No ``place``: the course's."""

    begins: datetime
    ends: datetime
    units: int
    module: Module = Module.OTHER
    topic: str = ""
    place: str = ""


def add_session(actor: Actor, course: Course, date: Date, *, at: datetime) -> Session:
    """Add a date; who has a seat in an announced course is told."""
    course = _course(actor, course.pk)
    made = lay_session(course, date)
    record(actor, "add_session", ("training", "session", made.pk), at=at, story=story_of(course))
    if course.state == CourseState.ANNOUNCED and made.ends > at:
        tell("training.date_changed", course, seated(course), session=made, at=at)
    show_course(course, at)
    return made


def change_session(actor: Actor, session: Session, date: Date, *, at: datetime) -> Session:
    """Change a date; who has a seat is told when it moves in time or place."""
    course = _course(actor, session.course_id)
    session = _held(session)
    _check(date)
    most = max(Attendance.objects.filter(session=session).values_list("units", flat=True), default=0)
    if date.units < most:
        raise BadInput(_("Somebody was there for %(count)d units."), field="units", params={"count": most})
    facts = _facts(date)
    moves = any(getattr(session, name) != facts[name] for name in ("begins", "ends", "place"))
    for name, value in facts.items():
        setattr(session, name, value)
    session.changes += 1
    session.save(update_fields=[*facts, "changes"])
    record(actor, "change_session", ("training", "session", session.pk), at=at, story=story_of(course))
    if moves and course.state == CourseState.ANNOUNCED and session.ends > at:
        tell("training.date_changed", course, seated(course), session=session, at=at)
    show_course(course, at)
    return session


def cancel_session(actor: Actor, session: Session, *, at: datetime) -> int:
    """Call a date off; who has a seat is told. Answers how many have to be called."""
    course = _course(actor, session.course_id)
    session = _held(session)
    if Attendance.objects.filter(session=session).exists():
        raise WrongState(_("Somebody was there already. This date cannot be called off."))
    session.cancelled_at = at
    session.changes += 1
    session.save(update_fields=["cancelled_at", "changes"])
    record(actor, "cancel_session", ("training", "session", session.pk), at=at, story=story_of(course))
    show_course(course, at)
    if course.state != CourseState.ANNOUNCED or session.ends <= at:
        return 0
    return tell("training.date_cancelled", course, seated(course), session=session, at=at)


def lay_session(course: Course, date: Date) -> Session:
    """Make the row of a date; for verbs that have locked or just made the course."""
    _check(date)
    return Session.objects.create(course=course, code=new_ref(), **_facts(date))


def _course(actor: Actor, course_id: int) -> Course:
    if not may_run_courses(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = lock(Course.objects.select_related("sign_up_list"), pk=course_id)
    COURSE.after("change_course", course.state)
    return course


def _held(session: Session) -> Session:
    session = Session.objects.get(pk=session.pk)
    if session.cancelled_at is not None:
        raise WrongState(_("This date is cancelled."))
    return session


def _facts(date: Date) -> dict[str, object]:
    texts = {name: getattr(date, name).strip() for name in LONGEST}
    return {**texts, **{name: getattr(date, name) for name in ("begins", "ends", "units", "module")}}


def _check(date: Date) -> None:
    if date.ends <= date.begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")
    if not 1 <= date.units <= MOST_UNITS:
        limits = {"fewest": 1, "most": MOST_UNITS}
        raise BadInput(_("Please enter between %(fewest)d and %(most)d."), field="units", params=limits)
    if date.units * UNIT > date.ends - date.begins:
        raise BadInput(_("So many units of 45 minutes do not fit in."), field="units")
    for name, limit in LONGEST.items():
        if len(getattr(date, name).strip()) > limit:
            raise BadInput(_("Please use at most %(limit)d characters."), field=name, params={"limit": limit})

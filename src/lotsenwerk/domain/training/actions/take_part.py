"""Sign up for a course, do not come after all, say "I am here"."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.sign_up import Party, enter, sign_up, take_off, withdraw
from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.gatherings.queries import own_sign_up
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.training.actions.show_course import show_course
from lotsenwerk.domain.training.actions.tell import next_date, tell
from lotsenwerk.domain.training.models import Attendance, Course, CourseState, NotedWay, Session
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.domain.training.queries import may_join
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

BEFORE: Final = timedelta(minutes=30)
AFTER: Final = timedelta(hours=2)
"""From when until when around a date somebody can say that she is there."""


def join_course(actor: Actor, course: Course, party: Party, *, at: datetime) -> SignUp:
    """Sign somebody up for an announced course; whom the desk signs up is written to."""
    by_desk = may_run_courses(actor)
    course = lock(Course.objects.all(), pk=course.pk)
    if course.state != CourseState.ANNOUNCED:
        raise WrongState(_("Nobody can sign up for this course now."))
    if not by_desk and not may_join(actor, course, at):
        raise NotAllowed(_("This course is for those who are active already."))
    made = sign_up(actor, course.sign_up_list, party, story=story_of(course), at=at)
    if by_desk:
        key = "training.signed_up" if made.state == SignUpState.SIGNED_UP else "training.waiting"
        tell(key, course, [made], session=next_date(course, at), at=at)
    show_course(course, at)
    return made


def register(actor: Actor, course: Course, party: Party, *, at: datetime) -> SignUp:
    """Somebody without an account registers on the public pages: as a guest, until the desk has spoken with her.

    She stands on the same list as everybody. On no ladder she climbs by it, and no gate opens (C11).
    """
    course = lock(Course.objects.all(), pk=course.pk)
    if actor.came != Came.PUBLIC or party.person is not None:
        raise NotAllowed(_("This form is for people who register on the public pages."))
    if course.state != CourseState.ANNOUNCED or not course.is_public:
        raise WrongState(_("Nobody can sign up for this course now."))
    if not party.guest_contact.strip():
        raise BadInput(_("Please leave a telephone number or an e-mail address."), field="guest_contact")
    made = enter(actor, course.sign_up_list, party, story=story_of(course), late=False, at=at)
    show_course(course, at)
    return made


def unregister(actor: Actor, course: Course, signed: SignUp, *, at: datetime) -> Sequence[SignUp]:
    """She does not come after all; she got here by her own link. Who moves up is told at once."""
    course = lock(Course.objects.all(), pk=course.pk)
    if actor.came != Came.PUBLIC or signed.person_id is not None or signed.list_id != course.sign_up_list_id:
        raise NotAllowed(_("This form is for people who register on the public pages."))
    moved = take_off(actor, signed, story=story_of(course), at=at)
    tell("training.moved_up", course, moved, session=next_date(course, at), at=at)
    show_course(course, at)
    return moved


def leave_course(actor: Actor, course: Course, signed: SignUp, *, at: datetime) -> Sequence[SignUp]:
    """Somebody does not come after all; answers those who have moved up, who are told at once."""
    course = lock(Course.objects.all(), pk=course.pk)
    moved = withdraw(actor, signed, story=story_of(course), at=at)
    tell("training.moved_up", course, moved, session=next_date(course, at), at=at)
    show_course(course, at)
    return moved


def be_here(actor: Actor, session: Session, *, way: NotedWay, at: datetime) -> Attendance:
    """Say "I am here": all units of a date, around its time. The second tap finds the first one's."""
    course = lock(Course.objects.all(), pk=session.course_id)
    session = Session.objects.get(pk=session.pk)
    signed = own_sign_up(actor, course.sign_up_list_id)
    if signed is None or signed.state != SignUpState.SIGNED_UP:
        raise NotAllowed(_("You have no seat in this course."))
    if session.cancelled_at is not None or course.state != CourseState.ANNOUNCED:
        raise WrongState(_("This date is cancelled."))
    noted = Attendance.objects.filter(session=session, sign_up=signed).first()
    if noted is not None:
        return noted
    if at < session.begins - BEFORE:
        raise WrongState(_("This date has not begun yet. Please tap again when you are there."))
    if at > session.ends + AFTER:
        raise WrongState(_("This date is over. Please tell us that you were there, we will write it down."))
    noted = Attendance.objects.create(
        session=session, sign_up=signed, units=session.units, way=way, noted_at=at, noted_by_user_id=actor.user_id
    )
    record(actor, "be_here", ("training", "session", session.pk), at=at, story=story_of(course), about=signed.person_id)
    return noted


def story_of(course: Course) -> tuple[str, str, int]:
    """The story to which every line of the journal about a course belongs."""
    return ("training", "course", course.pk)

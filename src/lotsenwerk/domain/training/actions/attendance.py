"""The desk notes who was there, for how many units."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.training.actions.take_part import story_of
from lotsenwerk.domain.training.actions.tell import seated
from lotsenwerk.domain.training.models import Attendance, Certificate, Course, CourseState, NotedWay, Session
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock


def note_attendance(actor: Actor, session: Session, units: Mapping[int, int], *, at: datetime) -> int:
    """Note for how many units each of these was there: ``units`` by the id of the sign-up, none for not at all.

    Those who are not named keep what was noted. Answers how many rows have changed.
    """
    if not may_run_courses(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = lock(Course.objects.all(), pk=session.course_id)
    session = Session.objects.get(pk=session.pk)
    _check(course, session, units, at)
    rows = {row.pk: row for row in seated(course)}
    if units.keys() - rows.keys():
        raise NotThere
    noted = {one.sign_up_id: one for one in Attendance.objects.filter(session=session)}
    changed = {pk: count for pk, count in units.items() if count != (noted[pk].units if pk in noted else 0)}
    if Certificate.objects.filter(sign_up__in=list(changed)).exists():
        raise WrongState(_("Somebody of these has her certificate already: her attendance is not changed any more."))
    for pk, count in changed.items():
        _note(actor, session, rows[pk], count, at)
    if changed:
        subject = ("training", "session", session.pk)
        record(actor, "note_attendance", subject, at=at, story=story_of(course))
    return len(changed)


def _note(actor: Actor, session: Session, row: SignUp, count: int, at: datetime) -> None:
    if count == 0:
        Attendance.objects.filter(session=session, sign_up=row).delete()
        return
    Attendance.objects.update_or_create(
        session=session,
        sign_up=row,
        defaults={"units": count, "way": NotedWay.DESK, "noted_at": at, "noted_by_user_id": actor.user_id},
    )


def _check(course: Course, session: Session, units: Mapping[int, int], at: datetime) -> None:
    if course.state not in {CourseState.ANNOUNCED, CourseState.ENDED}:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    if session.cancelled_at is not None:
        raise WrongState(_("This date is cancelled."))
    if session.begins > at:
        raise WrongState(_("This date has not begun yet."))
    if not all(0 <= count <= session.units for count in units.values()):
        raise BadInput(_("This date has %(count)d units."), field="units", params={"count": session.units})

"""Issue certificates to those who were there often enough; with them comes what the course grants."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.qualify import grant_qualification
from lotsenwerk.domain.people.models import Person, QualificationKind, Volunteer
from lotsenwerk.domain.training.actions.take_part import story_of
from lotsenwerk.domain.training.actions.tell import tell
from lotsenwerk.domain.training.models import Certificate, Course, CourseKind, CourseState
from lotsenwerk.domain.training.permissions import may_certify
from lotsenwerk.domain.training.queries import Participant, participants, sessions_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref


def issue_certificates(actor: Actor, course: Course, *, at: datetime) -> Sequence[Certificate]:
    """Issue to everybody of an ended course who was there often enough and has none yet; each is told."""
    if not may_certify(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = lock(Course.objects.select_related("sign_up_list"), pk=course.pk)
    if course.state != CourseState.ENDED:
        raise WrongState(_("Certificates are issued when the course has ended."))
    if course.kind == CourseKind.REFLECTION:
        raise WrongState(_("A reflection talk has no certificate."))
    room = participants(actor, course, sessions_of(course), at)
    due = [one for one in room.seated if one.certificate is None and one.share.is_enough]
    made = [_issue(actor, course, one, one.signed.person, at) for one in due if one.signed.person]
    tell("training.certified", course, [one.signed for one in due if one.signed.person], at=at)
    return made


def _issue(actor: Actor, course: Course, who: Participant, person: Person, at: datetime) -> Certificate:
    today = clock.local(at).date()
    made = Certificate.objects.create(
        ref=new_ref(),
        course=course,
        sign_up=who.signed,
        person=person,
        units=who.share.units,
        of_units=who.share.of_units,
        issued_on=today,
        issued_by_user_id=actor.user_id,
    )
    subject = ("training", "certificate", made.pk)
    record(actor, "issue_certificate", subject, at=at, story=story_of(course), about=made.person_id)
    volunteer = Volunteer.objects.filter(person=person).first()
    if course.grants and volunteer is not None:
        grant_qualification(
            actor,
            volunteer,
            kind=QualificationKind(course.grants),
            title=course.title,
            granted_on=today,
            valid_until=_until(course, today),
            source=story_of(course),
            at=at,
        )
    return made


def _until(course: Course, since: date) -> date | None:
    """So many months later; the last day of the month where it has no such day."""
    if not course.grants_months:
        return None
    years, month = divmod(since.month - 1 + course.grants_months, 12)
    year, month = since.year + years, month + 1
    return date(year, month, min(since.day, monthrange(year, month)[1]))

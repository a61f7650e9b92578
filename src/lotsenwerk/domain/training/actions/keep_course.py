"""Courses: make one, change it, announce it, end it, call it off."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.keep_list import Terms, change_seats, end_list, open_list
from lotsenwerk.domain.gatherings.actions.sign_up import give_seat
from lotsenwerk.domain.gatherings.models import SignUp
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.domain.people.models import QualificationKind
from lotsenwerk.domain.training.actions.keep_session import Date, lay_session
from lotsenwerk.domain.training.actions.show_course import show_course
from lotsenwerk.domain.training.actions.take_part import story_of
from lotsenwerk.domain.training.actions.tell import everybody, next_date, tell
from lotsenwerk.domain.training.models import Course, CourseCarrier, CourseKind, Reach
from lotsenwerk.domain.training.permissions import may_certify, may_run_courses
from lotsenwerk.domain.training.queries import FOR_THE_EXPERIENCED
from lotsenwerk.domain.training.states import COURSE
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import current_organisation_id

LONGEST: Final = {"title": 120, "about": 2000, "place": 160, "link": 200, "led_by": 120}
MOST_MONTHS: Final = 120


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a course. No ``carrier``: the town itself; ``senders`` send participants to a joint course."""

    kind: CourseKind
    title: str
    about: str = ""
    carrier: Organisation | None = None
    reach: Reach = Reach.OWN
    is_online: bool = False
    is_public: bool = False
    place: str = ""
    link: str = ""
    led_by: str = ""
    attendance_percent: int = 80
    grants: QualificationKind | str = ""
    grants_months: int | None = None
    senders: Sequence[Organisation] = field(default=())


def make_course(actor: Actor, about: About, terms: Terms, *, dates: Sequence[Date] = (), at: datetime) -> Course:
    """Make a course as a draft, with its list and its dates."""
    _check(actor, about)
    course = Course.objects.create(
        **_facts(about), ref=new_ref(), sign_up_list=open_list(actor, terms, at=at), made_at=at
    )
    _keep_senders(course, about)
    for date in dates:
        lay_session(course, date)
    record(actor, "make_course", story_of(course), at=at)
    return course


def change_course(actor: Actor, course: Course, about: About, *, at: datetime) -> Course:
    """Change what is said of a course that has not ended. A place of its own goes into everybody's calendar."""
    _check(actor, about)
    course = _locked(course, "change_course")
    facts = _facts(about)
    if any(getattr(course, name) != facts[name] for name in ("title", "place", "is_online")):
        course.sessions.update(changes=F("changes") + 1)
    for name, value in facts.items():
        setattr(course, name, value)
    course.save(update_fields=list(facts))
    course.carriers.all().delete()
    _keep_senders(course, about)
    record(actor, "change_course", story_of(course), at=at)
    show_course(course, at)
    return course


def change_terms(actor: Actor, course: Course, terms: Terms, *, at: datetime) -> Sequence[SignUp]:
    """Change seats and until when people may sign up; answers those who have moved up, who are told at once."""
    course = _locked(course, "change_course")
    moved = change_seats(actor, course.sign_up_list, terms, story=story_of(course), at=at)
    tell("training.moved_up", course, moved, session=next_date(course, at), at=at)
    show_course(course, at)
    return moved


def seat_by_hand(actor: Actor, course: Course, signed: SignUp, *, at: datetime) -> SignUp:
    """Give a free seat to somebody who waits, also after the closing; she is told."""
    course = lock(Course.objects.all(), pk=course.pk)
    moved = give_seat(actor, signed, story=story_of(course), at=at)
    tell("training.moved_up", course, [moved], session=next_date(course, at), at=at)
    show_course(course, at)
    return moved


def announce(actor: Actor, course: Course, *, at: datetime) -> Course:
    """Show a course to those who may come. If nothing else is said they can sign up until its first date begins."""
    if not may_run_courses(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = lock(Course.objects.select_related("sign_up_list"), pk=course.pk)
    after = COURSE.after("announce", course.state)
    first = next_date(course, at)
    if first is None:
        raise WrongState(_("Please enter a date that lies ahead first."))
    if not (course.link if course.is_online else course.place or first.place):
        raise WrongState(_("Please say where the course is, or its link where it is online."))
    places = course.sign_up_list
    if places.closes_at is None:
        names = [name for name in Terms.__slots__ if name != "closes_at"]
        terms = Terms(**{name: getattr(places, name) for name in names})
        change_seats(actor, places, replace(terms, closes_at=first.begins), story=story_of(course), at=at)
    course.state, course.announced_at = after, at
    course.save(update_fields=["state", "announced_at"])
    record(actor, "announce_course", story_of(course), at=at)
    show_course(course, at)
    return course


def cancel_course(actor: Actor, course: Course, *, at: datetime) -> int:
    """Call a course off; everybody who has a seat or waits is told. Answers how many have to be called."""
    if not may_run_courses(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = _locked(course, "cancel_course", move=True)
    left = tell("training.cancelled", course, everybody(course), at=at)
    course.ended_at = at
    course.save(update_fields=["state", "ended_at"])
    course.sessions.filter(cancelled_at__isnull=True, ends__gt=at).update(cancelled_at=at, changes=F("changes") + 1)
    end_list(actor, course.sign_up_list, at=at)
    record(actor, "cancel_course", story_of(course), at=at)
    show_course(course, at)
    return left


def end_course(actor: Actor, course: Course, *, at: datetime) -> Course:
    """Say that a course is over, after its last date: from now on certificates are issued."""
    if not may_certify(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    course = _locked(course, "end_course", move=True)
    if next_date(course, at) is not None:
        raise WrongState(_("A date of this course lies still ahead. Please call it off, or wait for it."))
    course.ended_at = at
    course.save(update_fields=["state", "ended_at"])
    end_list(actor, course.sign_up_list, at=at)
    record(actor, "end_course", story_of(course), at=at)
    show_course(course, at)
    return course


def _locked(course: Course, verb: str, *, move: bool = False) -> Course:
    course = lock(Course.objects.select_related("sign_up_list"), pk=course.pk)
    after = COURSE.after(verb, course.state)
    if move:
        course.state = after
    return course


def _keep_senders(course: Course, about: About) -> None:
    for sender in about.senders if about.reach == Reach.JOINT else ():
        CourseCarrier.objects.create(course=course, sender=sender)


def _facts(about: About) -> dict[str, object]:
    texts = {name: getattr(about, name).strip() for name in LONGEST}
    others = ("kind", "carrier", "reach", "is_online", "is_public", "attendance_percent", "grants", "grants_months")
    return {**texts, **{name: getattr(about, name) for name in others}}


def _check(actor: Actor, about: About) -> None:
    if not may_run_courses(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if not about.title.strip():
        raise BadInput(_("Please enter a name."), field="title")
    for name, limit in LONGEST.items():
        if len(getattr(about, name).strip()) > limit:
            raise BadInput(_("Please use at most %(limit)d characters."), field=name, params={"limit": limit})
    for name, fewest, most in (("attendance_percent", 1, 100), ("grants_months", 1, MOST_MONTHS)):
        value = getattr(about, name)
        if value is not None and not fewest <= value <= most:
            limits = {"fewest": fewest, "most": most}
            raise BadInput(_("Please enter between %(fewest)d and %(most)d."), field=name, params=limits)
    if about.grants_months is not None and not about.grants:
        raise BadInput(_("Only a qualification expires. Please choose which one."), field="grants")
    if about.reach == Reach.JOINT and not about.senders:
        raise BadInput(_("Please say who else sends participants."), field="senders")
    if about.reach == Reach.STATE and not about.is_online:
        raise BadInput(_("A course for the whole state is online."), field="is_online")
    _check_bodies(about)


def _check_bodies(about: About) -> None:
    if about.is_public and about.kind in FOR_THE_EXPERIENCED:
        raise BadInput(_("This kind is for those who are active already."), field="is_public")
    named = {body.pk for body in (*about.senders, *([about.carrier] if about.carrier else ()))}
    known = {current_organisation_id(), *partners().values_list("pk", flat=True)} if named else set()
    if named - known:
        raise NotThere

"""What a participant's page shows of a course: her place, its dates, what she has of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.gatherings.models import SignUpState
from lotsenwerk.domain.training.actions.take_part import AFTER, BEFORE
from lotsenwerk.domain.training.models import CourseState, Session
from lotsenwerk.domain.training.queries import Own, own_certificate, own_units, sessions_of, share_of
from lotsenwerk.domain.training.sentences import KINDS, content_of, place_of, when_in_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

SEATED, WAITING, NONE = "seated", "waiting", ""


@dataclass(frozen=True, slots=True)
class Date:
    """One date in words. ``is_now`` says that she can say "I am here", ``was_here`` that it is noted."""

    session: Session
    when: str
    content: str
    place: str
    is_now: bool
    was_here: bool
    is_over: bool


def place_on_list(own: Own) -> str:
    """Whether somebody has a seat, waits, or neither."""
    if own.signed is None:
        return NONE
    return SEATED if own.signed.state == SignUpState.SIGNED_UP else WAITING


def days_of(own: Own) -> str:
    """From when until when a course goes, in words."""
    first, last = own.line.first, own.line.last
    if first is None or last is None:
        return ""
    days = [date_format(clock.local(at), _("l, j F")) for at in (first, last)]
    return " – ".join(dict.fromkeys(days))


def row_of(own: Own) -> dict[str, Any]:
    """A course in the list."""
    return {
        "course": own.line.course,
        "days": days_of(own),
        "place": place_on_list(own),
        "before": own.before,
        "units": own.line.units,
    }


def page_of(actor: Actor, own: Own, at: datetime) -> dict[str, Any]:
    """Everything for the page of one course."""
    course, has_seat = own.line.course, place_on_list(own) == SEATED
    sessions = sessions_of(course)
    units = own_units(own.signed) if own.signed and has_seat else {}
    is_open = course.state == CourseState.ANNOUNCED
    return {
        "own": own,
        "course": course,
        "kind": KINDS[course.kind],
        "days": days_of(own),
        "where": place_of(course),
        "place": place_on_list(own),
        "carrier": course.carrier.name if course.carrier else "",
        "dates": [_date(own, one, units, at, may_say_so=has_seat and is_open) for one in sessions],
        "share": share_of(course, sessions, units, at) if has_seat and not is_draft(sessions) else None,
        "certificate": own_certificate(actor, course) if course.state == CourseState.ENDED else None,
        "is_open": is_open,
        "calendar": reverse("mine:course_calendar", kwargs={"ref": course.ref}),
    }


def is_draft(sessions: Sequence[Session]) -> bool:
    """Whether no date is held."""
    return all(one.cancelled_at for one in sessions)


def _date(own: Own, one: Session, units: Any, at: datetime, *, may_say_so: bool) -> Date:
    was_here = one.pk in units
    is_around = one.begins - BEFORE <= at <= one.ends + AFTER
    return Date(
        one,
        when=when_in_words(one),
        content=content_of(one),
        place=place_of(own.line.course, one) if one.place else "",
        is_now=may_say_so and is_around and not was_here and one.cancelled_at is None,
        was_here=was_here,
        is_over=one.ends <= at,
    )

"""Write to those who come to a course."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from lotsenwerk.domain.gatherings.actions.tell_guests import About as WhatGuestsHear
from lotsenwerk.domain.gatherings.actions.tell_guests import tell_guest
from lotsenwerk.domain.gatherings.models import CallAbout, SignUp, SignUpState
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.training.models import Course, Session
from lotsenwerk.domain.training.sentences import told


def tell(key: str, course: Course, rows: Iterable[SignUp], *, session: Session | None = None, at: datetime) -> int:
    """Put one letter into the outbox for each of them who is a person; answers how many cannot be written to.

    ``session`` is the date that the letter names. A guest is written to where she left a way, else she is called.
    """
    left = 0
    for row in rows:
        if row.person is None:
            left += not _tell_guest(key, course, row, session, at)
            continue
        letter = outbox.put(
            key,
            to=row.person,
            about=("training", "course", course.pk),
            told=told(course, row.person, session),
            ref=course.ref,
            at=at,
            begins=session.begins if session else None,
        )
        left += letter is None
    return left


def _tell_guest(key: str, course: Course, row: SignUp, session: Session | None, at: datetime) -> bool:
    """What is worth a message to a guest: that she has a seat, that something has moved or is called off."""
    named = session or course.sessions.order_by("begins", "id").first()
    if key not in TO_GUESTS or named is None:
        return False
    what = WhatGuestsHear(course.title, named.begins, "portal:course_mine")
    return tell_guest(row, TO_GUESTS[key], what, at=at)


TO_GUESTS: Final = {
    "training.moved_up": CallAbout.MOVED_UP,
    "training.date_changed": CallAbout.CHANGED,
    "training.date_cancelled": CallAbout.CANCELLED,
    "training.cancelled": CallAbout.CANCELLED,
}


def seated(course: Course) -> list[SignUp]:
    """Those who have a seat."""
    rows = SignUp.objects.filter(list_id=course.sign_up_list_id, state=SignUpState.SIGNED_UP)
    return list(rows.select_related("person").order_by("id"))


def everybody(course: Course) -> list[SignUp]:
    """Those who have a seat and those who wait."""
    rows = SignUp.objects.filter(list_id=course.sign_up_list_id, state__in=COMES)
    return list(rows.select_related("person").order_by("id"))


def next_date(course: Course, at: datetime) -> Session | None:
    """The first date that lies ahead."""
    return course.sessions.filter(cancelled_at__isnull=True, ends__gt=at).order_by("begins", "id").first()

"""The evening before each date: a few words, so that nobody forgets."""

from datetime import datetime, time, timedelta
from typing import Final

from lotsenwerk.domain.gatherings.actions.tell_guests import About, remind_guest
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.queries import letters_about
from lotsenwerk.domain.training.actions.tell import seated
from lotsenwerk.domain.training.models import Course, CourseState, Session
from lotsenwerk.domain.training.queries import sessions_of_day
from lotsenwerk.domain.training.sentences import told
from lotsenwerk.kit import clock
from lotsenwerk.kit.locking import lock

FROM: Final = time(18)
UNTIL: Final = time(21)
MESSAGE: Final = "training.reminder"


def remind(*, at: datetime) -> int:
    """Remind those who have a seat in a date of tomorrow, once each, between 18 and 21 o'clock; answers how many."""
    wall = clock.local(at)
    if not FROM <= wall.time() < UNTIL:
        return 0
    return sum(_remind(session, at) for session in sessions_of_day(wall.date() + timedelta(days=1)))


def _remind(session: Session, at: datetime) -> int:
    # Locked as in every verb, so that of two workers the second sees the letters of the first.
    course = lock(Course.objects.all(), pk=session.course_id)
    session = Session.objects.get(pk=session.pk)
    if course.state != CourseState.ANNOUNCED or session.cancelled_at is not None:
        return 0
    subject = ("training", "session", session.pk)
    reminded = set(letters_about(*subject).filter(message=MESSAGE).values_list("to_id", flat=True))
    written = 0
    for row in seated(course):
        if row.person is None:
            what = About(course.title, session.begins, "portal:course_mine")
            written += remind_guest(row, what, at=at)
        elif row.person_id not in reminded:
            about = told(course, row.person, session)
            letter = outbox.put(
                MESSAGE, to=row.person, about=subject, told=about, ref=course.ref, at=at, begins=session.begins
            )
            written += letter is not None
    return written

"""The evening before: a few words, so that nobody forgets."""

from datetime import datetime, time, timedelta
from typing import Final

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Need
from lotsenwerk.domain.assistance.queries.standing import visits_of_day
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.queries import letters_about
from lotsenwerk.kit import clock
from lotsenwerk.kit.locking import lock

FROM: Final = time(18)
UNTIL: Final = time(21)
FRESH: Final = time(17)
"""Who said yes today after this needs no reminder tonight."""
MESSAGE: Final = "assistance.reminder"


def remind(*, at: datetime) -> int:
    """Remind those who go tomorrow, once each, between 18 and 21 o'clock; answers how many letters were written."""
    wall = clock.local(at)
    if not FROM <= wall.time() < UNTIL:
        return 0
    fresh = datetime.combine(wall.date(), FRESH, tzinfo=clock.BERLIN)
    tomorrow = visits_of_day(wall.date() + timedelta(days=1))
    return sum(_remind(visit, at) for visit in tomorrow if visit.accepted_at < fresh)


def _remind(visit: Assignment, at: datetime) -> bool:
    # Locked as in every verb, so that of two workers the second sees the letter of the first.
    lock(Need.objects.all(), pk=visit.need_id)
    visit = lock(Assignment.objects.select_related("volunteer__person", "need"), pk=visit.pk)
    subject = ("assistance", "assignment", visit.id)
    if visit.state != AssignmentState.ACCEPTED or letters_about(*subject).filter(message=MESSAGE).exists():
        return False
    person = visit.volunteer.person
    told = told_of_assignment(visit, person)
    begins = visit.during.lower
    return outbox.put(MESSAGE, to=person, about=subject, told=told, ref=visit.ref, at=at, begins=begins) is not None

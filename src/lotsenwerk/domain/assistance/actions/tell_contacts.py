"""Tell those whom a client trusts who comes, that it is cancelled, and that it was done."""

from datetime import datetime

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.assistance.sentences import told_of_visit
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.queries import told_contacts


def tell_who_comes(assignment: Assignment, *, at: datetime) -> int:
    """Say who comes, or that it is somebody else than before; answers how many letters were written."""
    before = Assignment.objects.filter(need_id=assignment.need_id).exclude(pk=assignment.pk)
    return _tell("assistance.somebody_else_comes" if before.exists() else "assistance.who_comes", assignment, at)


def tell_cancelled(assignment: Assignment, *, at: datetime) -> int:
    """Say that nobody comes, as the help is not needed any more."""
    return _tell("assistance.cancelled", assignment, at)


def tell_visit_done(assignment: Assignment, *, at: datetime) -> int:
    """Say that somebody was there."""
    return _tell("assistance.visit_done", assignment, at)


def _tell(message_key: str, assignment: Assignment, at: datetime) -> int:
    """One letter to each contact person who is told with the client's consent, in her own language."""
    letters = [
        outbox.put(
            message_key,
            to=person,
            about=("assistance", "assignment", assignment.id),
            told=told_of_visit(assignment, person),
            at=at,
        )
        for person in told_contacts(assignment.need.client_id)
    ]
    return sum(letter is not None for letter in letters)

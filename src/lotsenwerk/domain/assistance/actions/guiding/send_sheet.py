"""Send the sheet of an appointment to whoever is accompanied, in her language and by her way."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, NeedKind
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState


def send_sheet(actor: Actor, assignment: Assignment, *, at: datetime) -> bool:
    """Put a letter with a link to the sheet into the outbox; false where no way leads to her: then it is printed.

    Raises ``NotAllowed``, or ``WrongState`` where nobody goes there any more.
    """
    if not may_keep_orders(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if assignment.need.kind != NeedKind.GUIDE or assignment.state != AssignmentState.ACCEPTED:
        raise WrongState(_("Nobody goes there, or it is over: there is no sheet to send."))
    person, helper = assignment.need.client.person, assignment.volunteer.person
    about = ("assistance", "assignment", assignment.id)
    told = told_of_assignment(assignment, person) | {"helper": helper.given_name or helper.name}
    begins = assignment.during.lower
    key = "assistance.guide_sheet"
    if outbox.put(key, to=person, about=about, told=told, ref=assignment.ref, at=at, begins=begins) is None:
        return False
    record(actor, "send_sheet", about, story=("assistance", "need", assignment.need_id), at=at, about=person.id)
    return True

"""A volunteer did not come."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import SETTLED_BY_WORD, raise_alert, settle_alerts
from lotsenwerk.domain.assistance.actions.let_go import let_go
from lotsenwerk.domain.assistance.actions.turn_back import drop_call_backs
from lotsenwerk.domain.assistance.models import AlertKind, Assignment, CallBack, CallBackReason, Need
from lotsenwerk.domain.assistance.permissions import may_say_nobody_came
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.assistance.states import ASSIGNMENT, NEED
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock


def no_show(actor: Actor, assignment: Assignment, *, at: datetime) -> Need:
    """Write down that the volunteer did not come. She is asked kindly what happened, and the client is called.

    The need is open again: while there is time left somebody else can be asked, and afterwards the lists say that
    nobody came. Raises ``WrongState`` before the visit would have begun, or ``NotAllowed``.
    """
    need = lock(Need.objects.select_related("client__person"), pk=assignment.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer__person"), pk=assignment.pk)
    assignment.need = need
    assignment_state = ASSIGNMENT.after("no_show", assignment.state)
    need_state = NEED.after("no_show", need.state)
    if not may_say_nobody_came(actor, assignment):
        raise NotAllowed(_("Only coordinators may do this."))
    if at < assignment.during.lower:
        raise WrongState(_("This lies ahead. If the volunteer cannot come, please ask somebody else."))
    assignment.state = assignment_state
    assignment.save(update_fields=["state"])
    let_go(assignment, at=at)
    need.state = need_state
    need.save(update_fields=["state"])
    drop_call_backs(need)
    CallBack.objects.create(need=need, reason=CallBackReason.NOBODY_CAME, made_at=at)
    settle_alerts(need, SETTLED_BY_WORD, at=at)
    raise_alert(need, AlertKind.NO_SHOW, at=at)
    person, about = assignment.volunteer.person, ("assistance", "assignment", assignment.id)
    outbox.withdraw(about, at=at)
    told = told_of_assignment(assignment, person)
    told.pop("word")
    outbox.put("assistance.missed", to=person, about=about, told=told, at=at)
    record(
        actor,
        "no_show",
        about,
        story=("assistance", "need", need.id),
        at=at,
        about=person.id,
        told={"name": person.name},
    )
    return need

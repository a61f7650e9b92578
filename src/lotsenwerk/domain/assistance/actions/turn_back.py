"""Going back is a verb too: cancel a need, take a volunteer out."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import SETTLED_BY_A_YES, SETTLED_BY_WORD, raise_alert, settle_alerts
from lotsenwerk.domain.assistance.actions.appointment_changes import note_change
from lotsenwerk.domain.assistance.actions.food_bank.cancel_pick_up import drop_pick_ups
from lotsenwerk.domain.assistance.actions.let_go import let_go
from lotsenwerk.domain.assistance.actions.offers import close_rivals
from lotsenwerk.domain.assistance.actions.tell_contacts import tell_cancelled
from lotsenwerk.domain.assistance.actions.tell_requester import inquiry_of, tell_looked_for_again, tell_requester
from lotsenwerk.domain.assistance.models import (
    AlertKind,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackReason,
    CallBackState,
    ChangeKind,
    DoneBy,
    Need,
)
from lotsenwerk.domain.assistance.permissions import may_cancel, may_release
from lotsenwerk.domain.assistance.queries.standing import expects_somebody
from lotsenwerk.domain.assistance.states import ASSIGNMENT, CALL_BACK, NEED
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed
from lotsenwerk.kit.locking import lock

SHORT_NOTICE = timedelta(hours=24)
"""Who says less than this before the beginning that she cannot come leaves the desk little time: it is alerted."""


def cancel(actor: Actor, need: Need, *, reason: str = "", is_told: bool = False, at: datetime) -> Need:
    """The help is not needed any more. Who was asked or would have gone is thanked at once.

    An institution that asked hears so too, unless ``is_told`` says that it hears of it otherwise.
    """
    need = lock(Need.objects.select_related("client__person"), pk=need.pk)
    state = NEED.after("cancel", need.state)
    if not may_cancel(actor, need):
        raise NotAllowed(_("Only coordinators may cancel this."))
    asked = None if is_told else inquiry_of(need)
    if asked is not None:
        tell_requester("assistance.inquiry_cancelled", asked, at=at)
    close_rivals(need, at=at)
    settle_alerts(need, SETTLED_BY_A_YES | SETTLED_BY_WORD, at=at)
    going = Assignment.objects.select_for_update(of=("self",)).filter(need=need, state=AssignmentState.ACCEPTED)
    for assignment in going.select_related("volunteer__person"):
        assignment.need = need
        assignment.state = ASSIGNMENT.after("cancel", assignment.state)
        assignment.save(update_fields=["state"])
        let_go(assignment, at=at)
        _tell_not_needed(assignment, at)
        tell_cancelled(assignment, at=at)
    drop_pick_ups(actor, need, at=at)
    drop_call_backs(need)
    if expects_somebody(need):
        CallBack.objects.create(need=need, reason=CallBackReason.CANCELLED, made_at=at)
    need.state = state
    need.save(update_fields=["state"])
    record(
        actor, "cancel", ("assistance", "need", need.id), at=at, about=need.client.person_id, told={"reason": reason}
    )
    return need


def replace_volunteer(actor: Actor, assignment: Assignment, *, reason: str = "", at: datetime) -> Need:
    """Take a volunteer out of an assignment; the need is open again and somebody else can be asked.

    A client who has heard already who comes is called again when it is clear who comes instead. Who says herself on
    short notice that she cannot come is followed by an alert.
    """
    need = lock(Need.objects.select_related("client__person"), pk=assignment.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer__person"), pk=assignment.pk)
    assignment_state = ASSIGNMENT.after("release", assignment.state)
    need_state = NEED.after("replace", need.state)
    if not may_release(actor, assignment):
        raise NotAllowed(_("Only the person who goes or a coordinator may do this."))
    assignment.need = need
    is_by_herself = actor.person_id == assignment.volunteer.person_id
    _note_of_inquiry(actor, assignment, DoneBy.VOLUNTEER if is_by_herself else DoneBy.POOL, reason, at)
    assignment.state = assignment_state
    assignment.released_because = reason[:20]
    assignment.save(update_fields=["state", "released_because"])
    let_go(assignment, at=at)
    drop_call_backs(need)
    need.state = need_state
    need.save(update_fields=["state"])
    if is_by_herself:
        outbox.withdraw(("assistance", "assignment", assignment.id), at=at)
        if assignment.during.lower - at < SHORT_NOTICE:
            raise_alert(need, AlertKind.CANNOT_COME, at=at)
    else:
        _tell_not_needed(assignment, at)
    record(
        actor,
        "replace_volunteer",
        ("assistance", "assignment", assignment.id),
        story=("assistance", "need", need.id),
        at=at,
        about=assignment.volunteer.person_id,
        told={"name": assignment.volunteer.person.name},
    )
    return need


def _note_of_inquiry(actor: Actor, assignment: Assignment, side: DoneBy, reason: str, at: datetime) -> None:
    """Where an institution asked: keep that somebody cannot come, and let it hear that somebody else is looked for."""
    inquiry = inquiry_of(assignment.need)
    if inquiry is None:
        return
    tell_looked_for_again(assignment, at=at)
    was = assignment.during.lower
    note_change(actor, inquiry, ChangeKind.CANCELLED, side=side, reason=reason, was=was, at=at)


def _tell_not_needed(assignment: Assignment, at: datetime) -> None:
    about = ("assistance", "assignment", assignment.id)
    has_not_heard = outbox.withdraw(about, at=at, message_key="assistance.accepted")
    # What others were to hear of this visit, and what was to remind her of it, is taken back too.
    outbox.withdraw(about, at=at)
    if not has_not_heard:
        outbox.put("assistance.not_needed", to=assignment.volunteer.person, about=about, told={}, at=at)


def drop_call_backs(need: Need) -> None:
    """What the client has not heard yet need not be said any more. The need is locked."""
    for due in CallBack.objects.select_for_update().filter(need=need, state=CallBackState.DUE):
        due.state = CALL_BACK.after("needless", due.state)
        due.save(update_fields=["state"])

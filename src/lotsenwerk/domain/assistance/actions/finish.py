"""After the visit: report what was done, confirm it, call the client back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.alerts import SETTLED_BY_WORD, raise_alert, settle_alerts
from lotsenwerk.domain.assistance.actions.contact_notes import write_down
from lotsenwerk.domain.assistance.actions.deploying import lay_deployment, settle_deployment
from lotsenwerk.domain.assistance.actions.tell_contacts import tell_visit_done
from lotsenwerk.domain.assistance.actions.turn_back import drop_call_backs
from lotsenwerk.domain.assistance.models import (
    AlertKind,
    Assignment,
    CallBack,
    Confirmation,
    ConfirmedBy,
    Need,
    Outcome,
    Report,
    Way,
)
from lotsenwerk.domain.assistance.permissions import may_confirm, may_report, may_run_journeys
from lotsenwerk.domain.assistance.states import ASSIGNMENT, CALL_BACK, NEED
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

LONGEST_NOTE = 2000
LONGEST_MINUTES = 1440


def report(
    actor: Actor,
    assignment: Assignment,
    *,
    minutes: int,
    outcome: Outcome = Outcome.DONE,
    note: str = "",
    kilometres: int = 0,
    clients: int = 1,
    at: datetime,
) -> Report:
    """Say what became of the visit, and how many minutes it took.

    What was given for a pool is kept as a deployment too, with ``kilometres`` there and back and how many ``clients``
    were helped; the institution is asked to confirm it.

    Where nobody opened the door the desk is alerted, and calls the client because of it. What was to be said to her of
    this visit beforehand is not said any more. The contact persons who are told hear that the help was given.
    """
    need, assignment = _locked(assignment)
    assignment_state = ASSIGNMENT.after("report", assignment.state)
    need_state = NEED.after("report", need.state)
    if not may_report(actor, assignment):
        raise NotAllowed(_("Only the person who went may report this."))
    if at < assignment.during.lower:
        raise WrongState(_("This lies ahead. It can be reported when it has begun."))
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise BadInput(_("Please enter between 1 minute and 24 hours."), field="minutes")
    if len(note) > LONGEST_NOTE:
        raise BadInput(_("Please use at most %(limit)d characters."), field="note", params={"limit": LONGEST_NOTE})
    for name, value, least, most in (("kilometres", kilometres, 0, 1000), ("clients", clients, 1, 100)):
        if not least <= value <= most:
            raise BadInput(
                _("Between %(least)d and %(most)d, please."), field=name, params={"least": least, "most": most}
            )
    made = Report.objects.create(
        assignment=assignment,
        minutes=minutes,
        outcome=outcome,
        note=note.strip(),
        reported_at=at,
        reported_by_user_id=actor.user_id,
    )
    _move(need, need_state, assignment, assignment_state)
    settle_alerts(need, SETTLED_BY_WORD, at=at)
    drop_call_backs(need)
    if outcome == Outcome.NOT_AT_HOME:
        raise_alert(need, AlertKind.NOT_AT_HOME, at=at)
    if outcome in {Outcome.DONE, Outcome.PARTLY}:
        tell_visit_done(assignment, at=at)
        lay_deployment(actor, need, assignment, minutes=minutes, kilometres=kilometres, clients=clients, at=at)
    _record(actor, "report", assignment, at, {"minutes": minutes, "outcome": outcome})
    return made


def confirm(actor: Actor, assignment: Assignment, *, at: datetime) -> Confirmation:
    """Confirm what was reported. From now on the facts are frozen."""
    need, assignment = _locked(assignment)
    ASSIGNMENT.after("confirm", assignment.state)
    if not may_confirm(actor, assignment):
        raise NotAllowed(_("Only a coordinator may confirm this, and nobody her own hours."))
    frozen = freeze(actor, need, assignment, at=at)
    settle_deployment(actor, assignment, ConfirmedBy.DESK, at=at)
    return frozen


def freeze(actor: Actor, need: Need, assignment: Assignment, *, at: datetime) -> Confirmation:
    """Freeze the facts of a visit that somebody who may has confirmed. Need and assignment are locked."""
    assignment_state = ASSIGNMENT.after("confirm", assignment.state)
    need_state = NEED.after("confirm", need.state)
    frozen = Confirmation.objects.create(
        assignment=assignment,
        volunteer=assignment.volunteer,
        engagement=assignment.volunteer.engagement,
        kind=need.kind,
        on=clock.local(assignment.during.lower).date(),
        minutes=assignment.report.minutes,
        confirmed_at=at,
        confirmed_by_user_id=actor.user_id,
    )
    _move(need, need_state, assignment, assignment_state)
    _record(actor, "confirm", assignment, at, {"minutes": frozen.minutes})
    return frozen


def call_back_done(actor: Actor, call_back: CallBack, *, said: str = "", at: datetime) -> CallBack:
    """The client has heard it from a person; ``said`` is what else was said and goes into the Protokollbuch."""
    need = lock(Need.objects.select_related("client"), pk=call_back.need_id)
    call_back = lock(CallBack.objects.all(), pk=call_back.pk)
    state = CALL_BACK.after("done", call_back.state)
    if not may_run_journeys(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    write_down(actor, need.client.person_id, Way.WE_CALLED, said, need=need, at=at)
    call_back.state, call_back.done_at, call_back.done_by_user_id = state, at, actor.user_id
    call_back.save(update_fields=["state", "done_at", "done_by_user_id"])
    record(
        actor,
        "call_back_done",
        ("assistance", "call_back", call_back.id),
        story=("assistance", "need", need.id),
        at=at,
        about=need.client.person_id,
    )
    return call_back


def _locked(assignment: Assignment) -> tuple[Need, Assignment]:
    need = lock(Need.objects.select_related("client__person"), pk=assignment.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer__person"), pk=assignment.pk)
    assignment.need = need
    return need, assignment


def _move(need: Need, need_state: str, assignment: Assignment, assignment_state: str) -> None:
    assignment.state = assignment_state
    assignment.save(update_fields=["state"])
    need.state = need_state
    need.save(update_fields=["state"])


def _record(actor: Actor, verb: str, assignment: Assignment, at: datetime, told: dict[str, object]) -> None:
    record(
        actor,
        verb,
        ("assistance", "assignment", assignment.id),
        story=("assistance", "need", assignment.need_id),
        at=at,
        about=assignment.volunteer.person_id,
        told=told,
    )

"""A visit of a pool was reported or confirmed: the same is kept as a deployment, in quarters and without a client."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.tell_requester import inquiry_of, tell_please_confirm
from lotsenwerk.domain.assistance.models import (
    Assignment,
    ConfirmedBy,
    Deployment,
    DeploymentState,
    Need,
    NeedKind,
)
from lotsenwerk.domain.assistance.states import DEPLOYMENT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.engines.funding.hours import DeploymentKind, quarters
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.refs import new_ref


def lay_deployment(
    actor: Actor, need: Need, assignment: Assignment, *, minutes: int, kilometres: int, clients: int, at: datetime
) -> Deployment | None:
    """Keep what was given, and ask the institution to confirm it; none where the need is of no pool.

    The need is locked. ``kilometres`` are there and back.
    """
    if need.pool_id is None:
        return None
    inquiry = inquiry_of(need)
    begin = clock.local(assignment.during.lower)
    is_far = inquiry is not None and inquiry.way != Way.ON_THE_SPOT
    made = Deployment.objects.create(
        ref=new_ref(),
        pool_id=need.pool_id,
        volunteer=assignment.volunteer,
        engagement=assignment.volunteer.engagement,
        assignment=assignment,
        cooperation=inquiry.cooperation if inquiry else None,
        number=inquiry.number if inquiry else None,
        kind=DeploymentKind.TELEPHONE if is_far else DeploymentKind.ACCOMPANIMENT,
        on=begin.date(),
        begins=begin.time(),
        minutes=quarters(minutes),
        subject=inquiry.subject if inquiry else "",
        body=inquiry.body if inquiry else "",
        place=inquiry.town if inquiry else "",
        language=need.language if need.kind == NeedKind.INTERPRET else "",
        clients=clients,
        kilometres=kilometres,
        reported_at=at,
        reported_by_user_id=actor.user_id,
    )
    if inquiry is not None:
        tell_please_confirm(assignment, made.minutes, inquiry, at=at)
    return made


def settle_deployment(actor: Actor, assignment: Assignment, by: ConfirmedBy, *, at: datetime) -> Deployment | None:
    """What was given is confirmed, in which way; none where there is nothing to confirm. The need is locked."""
    rows = Deployment.objects.select_for_update(of=("self",)).filter(assignment=assignment)
    deployment = rows.exclude(state=DeploymentState.CONFIRMED).first()
    if deployment is None:
        return None
    count_from_now_on(actor, deployment, by, at=at)
    record(
        actor,
        "confirm_deployment",
        ("assistance", "deployment", deployment.id),
        story=("assistance", "need", assignment.need_id),
        at=at,
        about=assignment.volunteer.person_id,
        told={"minutes": deployment.minutes, "by": by},
    )
    return deployment


def count_from_now_on(actor: Actor, deployment: Deployment, by: ConfirmedBy, *, at: datetime) -> None:
    """Write down that a deployment is right, in which way and by whom. The row is locked; the caller writes the line.

    Raises ``WrongState`` where it was confirmed already.
    """
    deployment.state = DEPLOYMENT.after("confirm", deployment.state)
    deployment.confirmed_at, deployment.confirmed_by = at, by
    deployment.confirmed_by_user_id = actor.user_id
    deployment.save(update_fields=["state", "confirmed_at", "confirmed_by", "confirmed_by_user_id"])

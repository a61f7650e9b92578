"""After the deployment: the institution confirms what was reported, and both sides say how it was."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.deploying import settle_deployment
from lotsenwerk.domain.assistance.actions.finish import freeze
from lotsenwerk.domain.assistance.models import (
    Answer,
    Assignment,
    AssignmentState,
    ConfirmedBy,
    Deployment,
    DoneBy,
    Feedback,
    Need,
    SignedSheet,
)
from lotsenwerk.domain.assistance.permissions import (
    is_requester,
    may_confirm_deployment,
    may_keep_sheet,
    may_refuse_deployment,
    may_run_journeys,
)
from lotsenwerk.domain.assistance.states import DEPLOYMENT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.pictures import reencode
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_WORDS: Final = 1000
_REPORTED: Final = (AssignmentState.REPORTED, AssignmentState.CONFIRMED)


def confirm_deployment(actor: Actor, deployment: Deployment, *, at: datetime) -> Deployment:
    """What was reported is right. From now on the facts are frozen.

    A member of the institution confirms by tap; a coordinator by the signed sheet where one is kept, else as the desk.
    Nobody confirms her own hours. What the institution refused only a coordinator confirms. Raises ``NotThere`` for
    another institution's, ``NotAllowed`` or ``WrongState``.
    """
    need, assignment, deployment = _locked(deployment)
    _refuse_strangers(actor, deployment)
    DEPLOYMENT.after("confirm", deployment.state)
    is_refused_by_her = deployment.state == "refused" and not actor.has("coordinator")
    if is_refused_by_her or not may_confirm_deployment(actor, deployment):
        raise NotAllowed(_("Only who asked, or a coordinator, may confirm this, and nobody her own hours."))
    by = ConfirmedBy.TAP
    if actor.has("coordinator"):
        has_sheet = SignedSheet.objects.filter(deployment=deployment).exists()
        by = ConfirmedBy.SIGNATURE if has_sheet else ConfirmedBy.DESK
    freeze(actor, need, assignment, at=at)
    return settle_deployment(actor, assignment, by, at=at) or deployment


def refuse_deployment(actor: Actor, deployment: Deployment, *, at: datetime) -> Deployment:
    """It was not as it was reported: it counts nowhere until a coordinator has looked and confirmed it."""
    need, assignment, deployment = _locked(deployment)
    _refuse_strangers(actor, deployment)
    state = DEPLOYMENT.after("refuse", deployment.state)
    if not may_refuse_deployment(actor, deployment):
        raise NotAllowed(_("Only who asked, or a coordinator, may do this."))
    deployment.state = state
    deployment.save(update_fields=["state"])
    _note(actor, "refuse_deployment", deployment, need, assignment, at)
    return deployment


def keep_sheet(actor: Actor, deployment: Deployment, upload: bytes, *, at: datetime) -> SignedSheet:
    """Keep the scan or photo of the second part that the institution signed; a newer one takes its place.

    It confirms nothing by itself: a coordinator who has seen it confirms, by signature. Raises ``NotThere``,
    ``NotAllowed``, ``WrongState`` where it is confirmed already, ``BadInput`` for what is no picture.
    """
    need, assignment, deployment = _locked(deployment)
    _refuse_strangers(actor, deployment)
    DEPLOYMENT.after("confirm", deployment.state)
    if not may_keep_sheet(actor, deployment):
        raise NotAllowed(_("Only who went, who asked, or the desk may do this."))
    try:
        picture = reencode(upload)
    except BadInput as refused:
        raise BadInput(refused.raw, field="sheet", params=refused.params) from None
    SignedSheet.objects.filter(deployment=deployment).delete()
    kept = SignedSheet.of(picture, at=at, deployment=deployment)
    kept.save()
    _note(actor, "keep_sheet", deployment, need, assignment, at)
    return kept


def give_feedback(
    actor: Actor,
    assignment: Assignment,
    *,
    worked: str,
    again: str,
    words: str = "",
    side: DoneBy | None = None,
    at: datetime,
) -> Feedback:
    """Two questions after a deployment: whether it worked, and whether one would do it again; once for each side.

    Whoever went and the institution answer for themselves, the desk says for whom by ``side``. Only the desk reads it.
    """
    need = lock(Need.objects.select_related("client__person"), pk=assignment.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer__person"), pk=assignment.pk)
    spoken_for = _side(actor, need, assignment, side)
    if assignment.state not in _REPORTED:
        raise WrongState(_("This lies ahead. It can be reported when it has begun."))
    for name, value in (("worked", worked), ("again", again)):
        if value not in Answer.values:
            raise BadInput(_("Please choose one of the list."), field=name)
    refuse_too_long(words, LONGEST_WORDS, "words")
    if Feedback.objects.filter(assignment=assignment, side=spoken_for).exists():
        raise WrongState(_("You have answered this already. Thank you!"))
    said = Feedback.objects.create(
        assignment=assignment, side=spoken_for, worked=worked, again=again, words=words.strip(), given_at=at
    )
    record(
        actor,
        "give_feedback",
        ("assistance", "feedback", said.id),
        story=("assistance", "need", need.id),
        at=at,
    )
    return said


def _locked(deployment: Deployment) -> tuple[Need, Assignment, Deployment]:
    """The need, who went, and the deployment, locked in this order."""
    going = deployment.assignment
    if going is None:
        raise WrongState(_("Nobody asked for this."))
    need = lock(Need.objects.select_related("client__person"), pk=going.need_id)
    assignment = lock(Assignment.objects.select_related("volunteer__person"), pk=going.pk)
    assignment.need = need
    rows = Deployment.objects.select_related("volunteer__person", "cooperation")
    return need, assignment, lock(rows, pk=deployment.pk)


def _refuse_strangers(actor: Actor, deployment: Deployment) -> None:
    """To another institution, and to other volunteers, this is not there."""
    is_own = actor.person_id is not None and deployment.volunteer.person_id == actor.person_id
    partner_id = deployment.cooperation.partner_id if deployment.cooperation else None
    asked = actor.has("partner") and actor.partner_id is not None and actor.partner_id == partner_id
    if not (is_own or asked or may_run_journeys(actor)):
        raise NotThere


def _side(actor: Actor, need: Need, assignment: Assignment, side: DoneBy | None) -> DoneBy:
    if actor.person_id is not None and assignment.volunteer.person_id == actor.person_id:
        return DoneBy.VOLUNTEER
    if is_requester(actor, need):
        return DoneBy.REQUESTER
    if not may_run_journeys(actor):
        raise NotThere
    if side not in {DoneBy.REQUESTER, DoneBy.VOLUNTEER}:
        raise BadInput(_("Please say who answers."), field="side")
    return DoneBy(side)


def _note(  # noqa: PLR0917 - the line's subject, story and person
    actor: Actor, verb: str, deployment: Deployment, need: Need, assignment: Assignment, at: datetime
) -> None:
    subject, story = ("assistance", "deployment", deployment.id), ("assistance", "need", need.id)
    record(actor, verb, subject, story=story, at=at, about=assignment.volunteer.person_id)

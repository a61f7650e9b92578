"""Show somebody the way to an advice service or a club, and say later what became of it. Nobody's name is kept."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.guide_words import ERRANDS, LISTED
from lotsenwerk.domain.assistance.models import Assignment, NeedKind, Signpost, SignpostOutcome
from lotsenwerk.domain.assistance.permissions import may_go_on_with, may_tell_outcome
from lotsenwerk.domain.assistance.states import SIGNPOST
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref

_VERBS = {
    SignpostOutcome.WENT: "go",
    SignpostOutcome.HELPED: "help",
    SignpostOutcome.NOT_GONE: "not_go",
    SignpostOutcome.OPEN: "take_back",
}


def show_the_way(actor: Actor, assignment: Assignment, to: Organisation, *, errand: str = "", at: datetime) -> Signpost:
    """Keep that somebody was shown the way to a body that the town lists; ``errand`` is a key of the pictures.

    Raises ``NotAllowed``, ``WrongState`` for other visits and the same hint twice, or ``BadInput`` with the field.
    """
    if not may_go_on_with(actor, assignment):
        raise NotAllowed(_("Only the person who went may report this."))
    if assignment.need.kind != NeedKind.GUIDE:
        raise WrongState(_("This was no appointment of a guide."))
    if not partners(*LISTED).filter(pk=to.pk).exists():
        raise BadInput(_("Please choose one of the list."), field="to")
    if errand not in {"", *ERRANDS}:
        raise BadInput(_("Please choose one of the list."), field="errand")
    lock(Assignment.objects.all(), pk=assignment.pk)
    if Signpost.objects.filter(assignment=assignment, to=to).exists():
        raise WrongState(_("You have written this down already."))
    made = Signpost.objects.create(
        ref=new_ref(),
        client_id=assignment.need.client_id,
        volunteer=assignment.volunteer,
        assignment=assignment,
        to=to,
        subject=ERRANDS[errand].subject if errand else "",
        shown_at=at,
        shown_by_user_id=actor.user_id,
    )
    _note(actor, "show_the_way", made, at, {"name": to.name})
    return made


def tell_outcome(actor: Actor, signpost: Signpost, outcome: str, *, at: datetime) -> Signpost:
    """Say whether somebody went there and whether it helped; ``open`` takes back what was said.

    Raises ``NotThere`` for another guide's, ``WrongState``, or ``BadInput``.
    """
    held = lock(Signpost.objects.select_related("volunteer", "to"), pk=signpost.pk)
    if not may_tell_outcome(actor, held):
        raise NotThere
    if outcome not in SignpostOutcome.values:
        raise BadInput(_("Please choose one of the list."), field="outcome")
    held.outcome = SIGNPOST.after(_VERBS[SignpostOutcome(outcome)], held.outcome)
    held.outcome_at = None if held.outcome == SignpostOutcome.OPEN else at
    held.save(update_fields=["outcome", "outcome_at"])
    _note(actor, "tell_outcome", held, at, {"name": held.to.name, "outcome": held.outcome})
    return held


def _note(actor: Actor, verb: str, signpost: Signpost, at: datetime, told: dict[str, object]) -> None:
    subject = ("assistance", "signpost", signpost.id)
    need_id = signpost.assignment.need_id if signpost.assignment else None
    story = ("assistance", "need", need_id) if need_id else subject
    about = signpost.volunteer.person_id if signpost.volunteer else None
    record(actor, verb, subject, story=story, at=at, about=about, told=told)

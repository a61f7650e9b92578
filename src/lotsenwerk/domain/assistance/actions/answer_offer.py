"""A volunteer says yes or no: by login, by link, or to the desk on the telephone."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.assign import announce, assign
from lotsenwerk.domain.assistance.actions.offers import close_rivals, everybody_declined, lose_last_offer
from lotsenwerk.domain.assistance.actions.tell_contacts import tell_who_comes
from lotsenwerk.domain.assistance.actions.tell_requester import tell_somebody_found
from lotsenwerk.domain.assistance.models import (
    AnsweredBy,
    Assignment,
    CallBack,
    CallBackReason,
    Need,
    Offer,
    OfferState,
)
from lotsenwerk.domain.assistance.permissions import may_answer, may_run_journeys
from lotsenwerk.domain.assistance.queries.pool_gate import WhyNot, kept_out
from lotsenwerk.domain.assistance.queries.standing import expects_somebody
from lotsenwerk.domain.assistance.states import NEED, OFFER
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.people.models import Veto
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock


def accept_offer(actor: Actor, offer: Offer, *, at: datetime) -> Assignment:
    """Say yes. Of two who say it in the same second one goes, and the other gets a polite refusal.

    The need is locked before the offer, as in every verb of this room. Rival offers are closed and thanked, and the
    client without a phone that reads gets a call-back.
    """
    need = lock(Need.objects.select_related("client__person", "shop"), pk=offer.need_id)
    offer = lock(Offer.objects.select_related("volunteer__person"), pk=offer.pk)
    if offer.state == OfferState.CLOSED:
        raise WrongState(_("Thank you! Somebody else was a moment quicker. You are not needed this time."))
    if offer.state == OfferState.WITHDRAWN:
        raise WrongState(_("Thank you! This help is not needed any more."))
    offer_state = OFFER.after("accept", offer.state)
    need_state = NEED.after("accept", need.state)
    if not may_answer(actor, offer):
        raise NotAllowed(_("Only the person who was asked may answer."))
    if need.latest <= at:
        raise WrongState(_("The time for this is over. Thank you all the same!"))
    _refuse_two_apart(actor, need, offer)
    assignment = assign(need, offer, at=at)
    _answer(actor, offer, offer_state, at)
    need.state = need_state
    need.save(update_fields=["state"])
    close_rivals(need, at=at)
    if not tell_somebody_found(assignment, at=at):
        CallBack.objects.create(need=need, reason=_reason(need), made_at=at)
    tell_who_comes(assignment, at=at)
    outbox.withdraw(("assistance", "offer", offer.id), at=at)
    announce(actor, assignment, verb="accept_offer", message="assistance.accepted", at=at)
    return assignment


def decline_offer(actor: Actor, offer: Offer, *, at: datetime) -> Offer:
    """Say no. Nobody has to say why. Where it was the last who was asked, somebody else is asked or the desk looks."""
    need = lock(Need.objects.all(), pk=offer.need_id)
    offer = lock(Offer.objects.select_related("volunteer__person"), pk=offer.pk)
    state = OFFER.after("decline", offer.state)
    if not may_answer(actor, offer):
        raise NotAllowed(_("Only the person who was asked may answer."))
    _answer(actor, offer, state, at)
    outbox.withdraw(("assistance", "offer", offer.id), at=at)
    if lose_last_offer(need):
        everybody_declined(need, at=at)
    record(
        actor,
        "decline_offer",
        ("assistance", "offer", offer.id),
        story=("assistance", "need", need.id),
        at=at,
        about=offer.volunteer.person_id,
        told={"name": offer.volunteer.person.name},
    )
    return offer


def would_have_come(actor: Actor, offer: Offer, *, at: datetime) -> bool:
    """Write down that somebody said yes when another was going already; answers whether that was new.

    It moves nothing and nobody is told: the desk sees whom it can ask first, should the one who goes fall ill.
    ``accept_offer`` has refused her politely before; what else it refused is no readiness, and nothing is written.
    """
    lock(Need.objects.all(), pk=offer.need_id)
    offer = lock(Offer.objects.select_related("volunteer__person"), pk=offer.pk)
    is_asked = actor.person_id is not None and actor.person_id == offer.volunteer.person_id
    if offer.state != OfferState.CLOSED or offer.answered_by or not (is_asked or may_run_journeys(actor)):
        return False
    _answer(actor, offer, offer.state, at)
    record(
        actor,
        "would_have_come",
        ("assistance", "offer", offer.id),
        story=("assistance", "need", offer.need_id),
        at=at,
        about=offer.volunteer.person_id,
        told={"name": offer.volunteer.person.name},
    )
    return True


def _refuse_two_apart(actor: Actor, need: Need, offer: Offer) -> None:
    """Since she was asked it was noted that these two are not to meet. She herself is not told so.

    Nor does anybody go for a pool who is not in it any more, or lacks what it requires on that day.
    """
    why = kept_out(need, [offer.volunteer_id]).get(offer.volunteer_id)
    if why in {WhyNot.NOT_MEMBER, WhyNot.MISSING}:
        raise WrongState(_("Before this visit something has to be put in order. Please call the coordinator."))
    is_apart = Veto.objects.filter(client_id=need.client_id, volunteer_id=offer.volunteer_id).exists()
    if why is not None or is_apart:
        if actor.person_id == offer.volunteer.person_id:
            raise WrongState(_("Thank you! This help is not needed any more."))
        name = offer.volunteer.person.name
        raise WrongState(_("%(name)s is not asked for this visit."), params={"name": name})


def _answer(actor: Actor, offer: Offer, state: str, at: datetime) -> None:
    offer.state, offer.answered_at, offer.answered_by = state, at, _way(actor, offer)
    offer.save(update_fields=["state", "answered_at", "answered_by"])


def _way(actor: Actor, offer: Offer) -> AnsweredBy:
    """Who answers for herself came by link or login; everybody else has her on the telephone."""
    if actor.person_id is None or actor.person_id != offer.volunteer.person_id:
        return AnsweredBy.TELEPHONE
    return AnsweredBy.LINK if actor.came == Came.LINK else AnsweredBy.LOGIN


def _reason(need: Need) -> CallBackReason:
    return CallBackReason.SOMEBODY_ELSE_COMES if expects_somebody(need) else CallBackReason.WHO_COMES

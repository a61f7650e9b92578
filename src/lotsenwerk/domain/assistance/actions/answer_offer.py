"""A volunteer says yes or no: by login, by link, or to the desk on the telephone."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.offers import close_rivals, lose_last_offer
from lotsenwerk.domain.assistance.code_words import new_code_word
from lotsenwerk.domain.assistance.models import Assignment, CallBack, CallBackReason, Need, Offer, OfferState
from lotsenwerk.domain.assistance.permissions import may_answer
from lotsenwerk.domain.assistance.queries.journey import busy_times
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.assistance.slots import first_free
from lotsenwerk.domain.assistance.states import NEED, OFFER
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import lock


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
    assignment = _assign(need, offer, at)
    offer.state, offer.answered_at = offer_state, at
    offer.save(update_fields=["state", "answered_at"])
    need.state = need_state
    need.save(update_fields=["state"])
    close_rivals(need, at=at)
    CallBack.objects.create(need=need, reason=_reason(need), made_at=at)
    outbox.withdraw(("assistance", "offer", offer.id), at=at)
    person = offer.volunteer.person
    outbox.put(
        "assistance.accepted",
        to=person,
        about=("assistance", "assignment", assignment.id),
        told=told_of_assignment(assignment, person),
        ref=assignment.ref,
        at=at,
    )
    record(
        actor,
        "accept_offer",
        ("assistance", "assignment", assignment.id),
        story=("assistance", "need", need.id),
        at=at,
        about=person.id,
        told={"name": person.name},
    )
    return assignment


def decline_offer(actor: Actor, offer: Offer, *, at: datetime) -> Offer:
    """Say no. Nobody has to say why."""
    need = lock(Need.objects.all(), pk=offer.need_id)
    offer = lock(Offer.objects.select_related("volunteer__person"), pk=offer.pk)
    state = OFFER.after("decline", offer.state)
    if not may_answer(actor, offer):
        raise NotAllowed(_("Only the person who was asked may answer."))
    offer.state, offer.answered_at = state, at
    offer.save(update_fields=["state", "answered_at"])
    outbox.withdraw(("assistance", "offer", offer.id), at=at)
    lose_last_offer(need)
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


def _assign(need: Need, offer: Offer, at: datetime) -> Assignment:
    """The first free stretch of the window becomes the volunteer's; the database refuses a second in the same time."""
    length = timedelta(minutes=need.minutes)
    busy = busy_times(offer.volunteer_id, need.earliest, need.latest)
    begin = first_free(max(need.earliest, at), need.latest, length, busy)
    taken = WrongState(_("At this time you are already somewhere else."))
    if begin is None:
        raise taken
    try:
        with transaction.atomic():
            return Assignment.objects.create(
                ref=new_ref(),
                need=need,
                volunteer=offer.volunteer,
                offer=offer,
                during=(begin, begin + length),
                code_word=new_code_word(),
                accepted_at=at,
            )
    except IntegrityError:
        raise taken from None


def _reason(need: Need) -> CallBackReason:
    heard_before = need.call_backs.filter(state="done").exists()
    return CallBackReason.SOMEBODY_ELSE_COMES if heard_before else CallBackReason.WHO_COMES

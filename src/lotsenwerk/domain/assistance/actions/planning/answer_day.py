"""A helper answers for her whole day: yes to all, or to single visits."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.models import Assignment, DayOffer, Need, Offer
from lotsenwerk.domain.assistance.permissions import may_answer
from lotsenwerk.domain.assistance.queries.planning.days import open_offers_of_day
from lotsenwerk.domain.assistance.sentences import told_of_day
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import all_or_nothing


@dataclass(slots=True)
class Answered:
    """Where she goes now, what she said no to, and what was not possible any more, with the sentence for it."""

    going: list[Assignment] = field(default_factory=list)
    declined: list[Offer] = field(default_factory=list)
    refused: list[tuple[Offer, str]] = field(default_factory=list)


def answer_day(actor: Actor, day_offer: DayOffer, *, yes: Collection[int] | None = None, at: datetime) -> Answered:
    """Say yes to the visits of a day whose needs are named (all where none are named), and no to the others.

    By herself with login or by link, or by the desk that has her on the telephone. Each visit is answered for itself:
    what somebody else was quicker with, or what is over, is refused with a sentence and the rest stands.
    Raises ``WrongState`` where nothing is open any more, and ``NotAllowed``.
    """
    offers = open_offers_of_day(day_offer.volunteer_id, day_offer.day)
    needs = Need.objects.select_for_update(of=("self",)).filter(pk__in=[offer.need_id for offer in offers])
    list(needs.order_by("pk").values_list("pk"))
    day_offer = lock(DayOffer.objects.select_related("volunteer__person"), pk=day_offer.pk)
    offers = open_offers_of_day(day_offer.volunteer_id, day_offer.day)
    if not offers:
        raise WrongState(_("Everything for this day is answered already. Thank you!"))
    if not all(may_answer(actor, offer) for offer in offers):
        raise NotAllowed(_("Only the person who was asked may answer."))
    answered = Answered()
    for offer in sorted(offers, key=lambda one: one.need_id):
        if yes is None or offer.need_id in yes:
            _accept(actor, offer, answered, at)
        else:
            answered.declined.append(decline_offer(actor, offer, at=at))
    for day_id in {offer.day_id for offer in offers if offer.day_id is not None}:
        outbox.withdraw(("assistance", "day_offer", day_id), at=at)
    if len(answered.going) > 1:
        _thank_once(day_offer, answered, at)
    return answered


def _accept(actor: Actor, offer: Offer, answered: Answered, at: datetime) -> None:
    try:
        with all_or_nothing():
            answered.going.append(accept_offer(actor, offer, at=at))
    except WrongState as refused:
        answered.refused.append((offer, refused.sentence))


def _thank_once(day_offer: DayOffer, answered: Answered, at: datetime) -> None:
    """One letter for the whole day in the place of one for each visit."""
    for assignment in answered.going:
        about = ("assistance", "assignment", assignment.id)
        outbox.withdraw(about, at=at, message_key="assistance.accepted")
    offers = [assignment.offer for assignment in answered.going if assignment.offer is not None]
    outbox.put(
        "assistance.day_agreed",
        to=day_offer.volunteer.person,
        about=("assistance", "day_offer", day_offer.id),
        told=told_of_day(day_offer.day, offers, day_offer.volunteer.person),
        ref=day_offer.ref,
        at=at,
        begins=min((offer.begins_at for offer in offers if offer.begins_at is not None), default=None),
    )

"""Who has said yes to a client beforehand goes when the plan says, without a question."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.assign import announce, assign
from lotsenwerk.domain.assistance.actions.offers import close_rivals
from lotsenwerk.domain.assistance.actions.tell_contacts import tell_who_comes
from lotsenwerk.domain.assistance.models import (
    AnsweredBy,
    Assignment,
    CallBack,
    CallBackReason,
    Need,
    Offer,
    OfferState,
)
from lotsenwerk.domain.assistance.queries.pool_gate import kept_out
from lotsenwerk.domain.assistance.states import NEED
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.refs import new_ref


def go_as_planned(actor: Actor, need: Need, volunteer: Volunteer, begin: datetime, *, at: datetime) -> Assignment:
    """Give a need to the client's regular at the time of the plan; ``WrongState`` where she is somewhere else then.

    The same where the pool that was asked keeps her out. The need is locked.
    """
    stays(volunteer.person_id)
    if kept_out(need, [volunteer.pk]):
        raise WrongState(_("%(name)s is not asked for this visit."), params={"name": volunteer.person.name})
    state = NEED.after("accept", NEED.after("make_offer", need.state))
    offer = Offer.objects.create(
        ref=new_ref(),
        need=need,
        volunteer=volunteer,
        state=OfferState.ACCEPTED,
        answered_by=AnsweredBy.STANDING,
        begins_at=begin,
        made_at=at,
        made_by_user_id=actor.user_id,
        answered_at=at,
    )
    assignment = assign(need, offer, at=at)
    if assignment.during[0] != begin:
        raise WrongState(_("At this time you are already somewhere else."))
    need.state = state
    need.save(update_fields=["state"])
    close_rivals(need, at=at)
    CallBack.objects.create(need=need, reason=CallBackReason.WHO_COMES, made_at=at)
    tell_who_comes(assignment, at=at)
    announce(actor, assignment, verb="go_as_always", message="assistance.standing", at=at)
    return assignment

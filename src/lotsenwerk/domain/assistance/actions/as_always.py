"""A regular has said yes beforehand: what is laid for her client is hers without a question."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.assign import announce, assign
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.tell_contacts import tell_who_comes
from lotsenwerk.domain.assistance.models import (
    AlertKind,
    AnsweredBy,
    Assignment,
    CallBack,
    CallBackReason,
    Need,
    Offer,
    OfferState,
)
from lotsenwerk.domain.assistance.queries.pool_gate import kept_out
from lotsenwerk.domain.assistance.queries.standing import can_go_as_always, last_visit, regulars_of
from lotsenwerk.domain.assistance.states import NEED
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, WrongState
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import all_or_nothing


def staff_as_always(actor: Actor, need: Need, *, as_usual: bool, at: datetime) -> Assignment | None:
    """Give a need that was just laid to the client's regular, where there is one who can go.

    On a day or at hours that are not the usual ones nobody's yes is taken for granted: there the regular is asked.
    A client whose regulars are all away is shown to the desk.
    """
    regulars = regulars_of(need.client)
    for volunteer in regulars:
        if not can_go_as_always(volunteer, need) or kept_out(need, [volunteer.pk]):
            continue
        if not as_usual:
            make_offer(actor, need, volunteer=volunteer, at=at)
            return None
        try:
            with all_or_nothing():
                return _go(actor, need, volunteer, at)
        except (WrongState, NotThere):
            continue
    if regulars:
        raise_alert(need, AlertKind.VOLUNTEER_AWAY, at=at)
    return None


def _go(actor: Actor, need: Need, volunteer: Volunteer, at: datetime) -> Assignment:
    stays(volunteer.person_id)
    state = NEED.after("accept", NEED.after("make_offer", need.state))
    last = last_visit(need.rhythm, need.earliest) if need.rhythm else None
    offer = Offer.objects.create(
        ref=new_ref(),
        need=need,
        volunteer=volunteer,
        state=OfferState.ACCEPTED,
        answered_by=AnsweredBy.STANDING,
        made_at=at,
        made_by_user_id=actor.user_id,
        answered_at=at,
    )
    usual = _same_hour(last, need) if last else None
    is_same_helper = last is not None and last.volunteer_id == volunteer.id
    word = last.code_word if last is not None and is_same_helper else ""
    assignment = assign(need, offer, at=at, rather=usual, code_word=word)
    need.state = state
    need.save(update_fields=["state"])
    if not (is_same_helper and usual == assignment.during[0]):
        CallBack.objects.create(need=need, reason=CallBackReason.WHO_COMES, made_at=at)
        tell_who_comes(assignment, at=at)
    announce(actor, assignment, verb="go_as_always", message="assistance.standing", at=at)
    return assignment


def _same_hour(last: Assignment, need: Need) -> datetime:
    """When the visit would begin if it began at the hour of last time, by the clock on the wall."""
    wall = clock.local(last.during.lower).time()
    begin = datetime.combine(clock.local(need.earliest).date(), wall, tzinfo=clock.BERLIN)
    return begin.astimezone(need.earliest.tzinfo)

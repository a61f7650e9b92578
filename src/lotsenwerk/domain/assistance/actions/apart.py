"""Two are not to meet any more: what they were asked for or had agreed to is taken back in the same step."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.offers import withdraw_offer
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Need, Offer, OfferState
from lotsenwerk.domain.people.actions.pairs import add_veto
from lotsenwerk.domain.people.models import Client, Veto, Volunteer
from lotsenwerk.kit.actor import Actor


def keep_apart(
    actor: Actor, client: Client, volunteer: Volunteer, *, said_by: str, note: str = "", at: datetime
) -> Veto:
    """Note that two are not brought together, take open questions back, and look for somebody else for visits ahead.

    A visit that has begun is left as it is. Nobody of the two is told why. Raises what ``add_veto`` raises.
    """
    between = {"need__client": client, "volunteer": volunteer}
    offers = list(Offer.objects.filter(**between, state=OfferState.OPEN).order_by("need_id"))
    ahead = Assignment.objects.filter(**between, state=AssignmentState.ACCEPTED, during__startswith__gt=at)
    visits = list(ahead.order_by("need_id"))
    # The needs first, as every verb of this room does.
    needs = {offer.need_id for offer in offers} | {visit.need_id for visit in visits}
    list(Need.objects.select_for_update(of=("self",)).filter(pk__in=needs).order_by("pk"))
    veto = add_veto(actor, client, volunteer, said_by=said_by, note=note, at=at)
    for offer in offers:
        withdraw_offer(actor, offer, at=at)
    for visit in visits:
        replace_volunteer(actor, visit, reason="apart", at=at)
    return veto

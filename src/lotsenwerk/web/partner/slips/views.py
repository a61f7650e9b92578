"""A helper shows a slip: is it good? Looking changes nothing, also where a telephone opens the code by itself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.food_bank.give_out import hand_out
from lotsenwerk.domain.assistance.queries.food_bank import slip_by_ref
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.refs import read_ref
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.partner.entry import partner
from lotsenwerk.web.partner.slips.standing import standing_of


@require_safe
@partner()
def slips(request: VisitRequest) -> HttpResponse:
    """Type the number of a slip."""
    typed = request.GET.get("ref", "")[:100]
    fault = ""
    if typed.strip():
        ref = read_ref(typed)
        try:
            if ref is not None:
                return redirect("partner:slip", slip_by_ref(request.actor, ref).ref)
            fault = _("This is not a number of a slip. It has ten letters and digits.")
        except NotThere:
            fault = _("There is no such slip here. Please compare it with the paper letter by letter.")
    return render(request, "partner/slips/slips.html", {"typed": typed, "fault": fault})


@require_safe
@partner()
def slip(request: VisitRequest, ref: str) -> HttpResponse:
    """Whether a slip counts now, and for whom it is."""
    found = slip_by_ref(request.actor, ref)
    context = {"slip": found, "pick_up": found.pick_up, "standing": standing_of(found, clock.now())}
    return render(request, "partner/slips/slip.html", context)


@require_POST
@partner()
def slip_hand_out(request: VisitRequest, ref: str) -> HttpResponse:
    """The helper has the food."""
    found = slip_by_ref(request.actor, ref)
    done = hand_out(request.actor, found, at=clock.now())
    guest = found.pick_up.household.client.person
    told = {"name": guest.name, "fee": money.shown(Cents(done.fee_cents))}
    back = reverse("partner:guest_take_back", args=[done.on.isoformat(), guest.ref])
    offer_undo(request, _("%(name)s has fetched, %(fee)s paid.") % told, back)
    return redirect("partner:slip", ref)

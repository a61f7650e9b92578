"""The list of a day: who comes when, and a tap for each."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched, not_come
from lotsenwerk.domain.assistance.actions.food_bank.take_back import take_back
from lotsenwerk.domain.assistance.models import PickUp
from lotsenwerk.domain.assistance.queries.food_bank import day_of, next_days, pick_up_of_guest
from lotsenwerk.domain.journal.queries import change_stamp
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.partner.days.fee import FeeForm
from lotsenwerk.web.partner.days.lists import parts_of, read_day
from lotsenwerk.web.partner.entry import partner


@require_safe
@partner()
def day(request: VisitRequest) -> HttpResponse:
    """Today."""
    return _show(request, clock.local(clock.now()).date())


@require_http_methods(["GET", "HEAD", "POST"])
@partner()
def other_day(request: VisitRequest, on: str) -> HttpResponse:
    """Another day, behind us or ahead. Its form sent without a tick shows it again."""
    return _show(request, read_day(on))


@require_safe
@partner()
def day_print(request: VisitRequest, on: str) -> HttpResponse:
    """The same list for paper, with room to tick by hand."""
    listed = day_of(request.actor, _bank(request), read_day(on))
    return render(request, "partner/days/print.html", {"day": listed, "today": clock.local(clock.now()).date()})


@require_http_methods(["GET", "HEAD", "POST"])
@partner()
def guest(request: VisitRequest, on: str, ref: str) -> HttpResponse:
    """One household of a day, and another fee than usual."""
    found = _found(request, on, ref)
    form = FeeForm(request.POST or None, initial={"fee": money.typed_again(Cents(found.household.fee_cents))})
    if form.is_valid():
        try:
            with tenant(request.actor.organisation_id):
                return _fetched(request, found, form.cleaned_data["fee"])
        except Refused as refused:
            form.add_error("fee" if refused.field == "fee" else None, refused.sentence)
    return render(request, "partner/days/guest.html", {"pick_up": found, "form": form, **_when(found)})


@require_POST
@partner()
def guest_fetched(request: VisitRequest, on: str, ref: str) -> HttpResponse:
    """Fetched, and the usual fee was paid."""
    return _fetched(request, _found(request, on, ref), None)


@require_POST
@partner()
def guest_not_come(request: VisitRequest, on: str, ref: str) -> HttpResponse:
    """Nobody came."""
    found = _found(request, on, ref)
    not_come(request.actor, found, at=clock.now())
    sentence = _("%(name)s: not come.") % {"name": found.household.client.person.name}
    offer_undo(request, sentence, reverse("partner:guest_take_back", args=[on, ref]))
    return _back(found)


@require_POST
@partner()
def guest_take_back(request: VisitRequest, on: str, ref: str) -> HttpResponse:
    """The wrong line was tapped."""
    found = _found(request, on, ref)
    take_back(request.actor, found, at=clock.now())
    return _back(found)


def _bank(request: VisitRequest) -> int:
    return request.actor.partner_id or 0


def _found(request: VisitRequest, on: str, ref: str) -> PickUp:
    return pick_up_of_guest(request.actor, _bank(request), read_day(on), ref)


def _fetched(request: VisitRequest, found: PickUp, paid: Cents | None) -> HttpResponse:
    done = fetched(request.actor, found, fee_cents=paid, at=clock.now())
    told = {"name": found.household.client.person.name, "fee": money.shown(Cents(done.fee_cents))}
    back = reverse("partner:guest_take_back", args=[found.on.isoformat(), found.household.client.person.ref])
    offer_undo(request, _("%(name)s has fetched, %(fee)s paid.") % told, back)
    return _back(found)


def _back(found: PickUp) -> HttpResponse:
    """To the day, with the household in sight."""
    at_day = reverse("partner:other_day", args=[found.on.isoformat()])
    return redirect(f"{at_day}?slot={found.slot_id}#guest-{found.household.client.person.ref}")


def _when(found: PickUp) -> dict[str, object]:
    return {"may_tick": found.on <= clock.local(clock.now()).date()}


def _show(request: VisitRequest, on: date) -> HttpResponse:
    stamp, now = str(change_stamp()), clock.now()
    if wants_fragment(request) and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    today = clock.local(now).date()
    listed = day_of(request.actor, _bank(request), on)
    slot = request.GET.get("slot", "")
    context = {
        "stamp": stamp,
        "slot": slot,
        "day": listed,
        "parts": parts_of(listed, slot, now),
        "next_days": next_days(request.actor, _bank(request), listed, today),
        "today": today,
        "may_tick": on <= today,
    }
    return render(request, "partner/days/_day.html" if wants_fragment(request) else "partner/days/day.html", context)

"""What the town lends to carriers: when it is free, and how one has it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.gatherings.actions.borrow import LONGEST_PURPOSE, borrow, give_back
from lotsenwerk.domain.gatherings.models import ToCarriers
from lotsenwerk.domain.gatherings.permissions import may_borrow
from lotsenwerk.domain.gatherings.queries import (
    borrowed,
    borrowed_one,
    ends,
    taken_between,
    thing_to_borrow,
    things_to_borrow,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.hosting.things import DRAWINGS, PLACES, STATES, TO_CARRIERS, BookingForm
from lotsenwerk.web.hosting.weeks import Week, begin_of, stretch, week_of
from lotsenwerk.web.partner.entry import either
from lotsenwerk.web.writing.once import act_once, id_of_form
from lotsenwerk.web.writing.screens import posted


class BorrowForm(BookingForm):
    """The same times as at the desk, and what for."""

    purpose = forms.CharField(
        label=gettext_lazy("What for?"),
        max_length=LONGEST_PURPOSE,
        help_text=gettext_lazy("One sentence is enough. Please name no people."),
    )


@require_safe
@either(may_borrow)
def things(request: VisitRequest) -> HttpResponse:
    """What she has or asks for, and a week of everything."""
    today, now = clock.local(clock.now()).date(), clock.now()
    own = [(one, ends(one), *STATES[one.state], one.during.lower > now) for one in borrowed(request.actor, now)]
    week = _week(request, begin_of(_day(request.GET.get("week", ""), today)))
    return render(request, "partner/things/things.html", {"own": own, "week": week, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
@either(may_borrow)
def thing(request: VisitRequest, thing_id: int) -> HttpResponse:
    """One thing with its week, and the form that asks for it."""
    shown, now = thing_to_borrow(request.actor, thing_id), clock.now()
    day = _day(request.GET.get("day", ""), clock.local(now).date() + timedelta(days=1))
    form = BorrowForm(posted(request), initial={"day": day})
    at_once = shown.to_carriers == ToCarriers.AT_ONCE
    if form.is_valid():
        begin, end = form.times()
        facts = {"begin": begin, "end": end, "purpose": form.cleaned_data["purpose"], "at": now}
        if _done(request, form, partial(borrow, request.actor, shown, **facts)):
            messages.success(request, _("It is yours.") if at_once else _("Asked. The office answers."))
            return redirect("partner:things")
    week = _week(request, begin_of(day), thing_id)
    about = {"thing": shown, "drawing": DRAWINGS[shown.kind], "how": TO_CARRIERS[shown.to_carriers], "at_once": at_once}
    context = {"form": form, "week": week, "action_id": id_of_form(request), **about}
    return render(request, "partner/things/thing.html", context)


@require_POST
@either(may_borrow)
def thing_cancel(request: VisitRequest, booking_id: int) -> HttpResponse:
    """She does not need it after all."""
    give_back(request.actor, borrowed_one(request.actor, booking_id), at=clock.now())
    messages.success(request, _("The booking is cancelled."))
    return redirect("partner:things")


def _week(request: VisitRequest, monday: date, thing_id: int | None = None) -> Week:
    lent = [one for one in things_to_borrow(request.actor) if thing_id in {None, one.pk}]
    booked = taken_between(request.actor, [one.pk for one in lent], *stretch(monday))
    return week_of(lent, booked, monday, DRAWINGS)


def _done(request: VisitRequest, form: BorrowForm, act: Callable[[], object]) -> bool:
    """Do it once; what is refused stands at its field."""

    def step() -> dict[str, object]:
        act()
        return {}

    try:
        with all_or_nothing():
            act_once(request, step, at=clock.now())
    except Refused as refused:
        field = PLACES.get(refused.field or "", refused.field)
        form.add_error(field if field in form.fields else None, refused.sentence)
        return False
    return True


def _day(typed: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return otherwise

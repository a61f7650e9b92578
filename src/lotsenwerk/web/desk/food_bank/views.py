"""The food bank as the desk sees it: the day, the households, the slots, whose proof runs out."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.food_bank.cancel_pick_up import cancel_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot, change_slot, take_away_slot
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import (
    day_of,
    food_banks,
    households,
    households_of_people,
    next_days,
    pick_up_for,
    running_out,
    slot_for,
    slots,
)
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.queries import find_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.answers import back, one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.food_bank.forms import WEEKDAYS, NewSlotForm, SlotForm, read_day
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_run_food_bank)
def food_bank(request: VisitRequest) -> HttpResponse:
    """Who comes today, or on another day."""
    banks = food_banks(request.actor)
    bank = _bank(request, banks)
    if bank is None:
        return render(request, "desk/food_bank/none.html")
    on = read_day(request.GET.get("day", ""), _today())
    listed = day_of(request.actor, bank.id, on)
    context = {
        "bank": bank,
        "banks": banks,
        "day": listed,
        "next_days": next_days(request.actor, bank.id, listed, _today()),
        "today": _today(),
    }
    return render(request, "desk/food_bank/day.html", context)


@desk(may_run_food_bank)
def food_bank_households(request: VisitRequest) -> HttpResponse:
    """The guests; with something typed, whoever is found, guest or not."""
    bank = _bank(request)
    if bank is None:
        return render(request, "desk/food_bank/none.html")
    typed = request.GET.get("name", "")[:100]
    found = find_people(request.actor, typed) if typed else []
    guests = households_of_people(request.actor, bank.id, [one.person.id for one in found])
    context = {
        "bank": bank,
        "typed": typed,
        "found": [(one.person, guests.get(one.person.id)) for one in found],
        "page": one_page(request, households(request.actor, bank.id)),
        "today": _today(),
    }
    return render(request, "desk/food_bank/households.html", context)


@desk(may_run_food_bank)
def food_bank_running_out(request: VisitRequest) -> HttpResponse:
    """Whose proof has to be looked at soon."""
    bank = _bank(request)
    if bank is None:
        return render(request, "desk/food_bank/none.html")
    page = one_page(request, running_out(request.actor, bank.id, _today()))
    return render(request, "desk/food_bank/running_out.html", {"bank": bank, "page": page, "today": _today()})


@desk(may_run_food_bank)
def food_bank_slots(request: VisitRequest) -> HttpResponse:
    """When food is given out; add a slot."""
    bank = _bank(request)
    if bank is None:
        return render(request, "desk/food_bank/none.html")
    form, actor, now = NewSlotForm(posted(request)), request.actor, clock.now()
    if form.is_valid():
        with refusals_at(form):
            facts = {**form.cleaned_data, "food_bank_id": bank.id}
            act_once(request, lambda: {"slot": add_slot(actor, **facts, at=now).id}, at=now)
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}?bank={bank.id}")
    rows = [(WEEKDAYS[slot.weekday], slot) for slot in slots(actor, bank.id)]
    context = {"bank": bank, "rows": rows, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/food_bank/slots.html", context)


@desk(may_run_food_bank)
def food_bank_slot(request: VisitRequest, slot_id: int) -> HttpResponse:
    """Change times and places of a slot."""
    slot = slot_for(request.actor, slot_id)
    form = SlotForm(posted(request), initial={"begins": slot.begins, "ends": slot.ends, "places": slot.places})
    if form.is_valid():
        with refusals_at(form):
            change_slot(request.actor, slot, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:food_bank_slots")
    return render(request, "desk/food_bank/slot.html", {"slot": slot, "weekday": WEEKDAYS[slot.weekday], "form": form})


@desk(may_run_food_bank)
@require_POST
def food_bank_slot_away(request: VisitRequest, slot_id: int) -> HttpResponse:
    """Take a slot away to which nobody ever came."""
    take_away_slot(request.actor, slot_for(request.actor, slot_id), at=clock.now())
    messages.success(request, _("The slot is gone."))
    return redirect("desk:food_bank_slots")


@desk(may_run_food_bank)
@require_POST
def pick_up_cancel(request: VisitRequest, pick_up_id: int) -> HttpResponse:
    """The household does not come on that day."""
    pick_up = pick_up_for(request.actor, pick_up_id)
    cancel_pick_up(request.actor, pick_up, at=clock.now())
    messages.success(request, _("Cancelled. The place is free again."))
    return back(request, "desk:household", pick_up.household_id)


def _bank(request: VisitRequest, banks: Sequence[Organisation] | None = None) -> Organisation | None:
    """The food bank that the address names, else the first one; none where the town lists none."""
    typed = request.GET.get("bank", "")
    banks = food_banks(request.actor) if banks is None else banks
    if not banks or not (typed.isascii() and typed.isdigit()):
        return next(iter(banks), None)
    for bank in banks:
        if bank.id == int(typed):
            return bank
    raise NotThere


def _today() -> date:
    return clock.local(clock.now()).date()

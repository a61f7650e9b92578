"""One household: who belongs to it, its proof, what it does not eat, when it comes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance import diets
from lotsenwerk.domain.assistance.actions.food_bank.change_household import change_household
from lotsenwerk.domain.assistance.actions.food_bank.end_household import end_household
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import forget_diet, note_diet
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.entitlement import Entitlement, entitlement_on
from lotsenwerk.domain.assistance.models import Household
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.assistance.queries.food_bank import (
    diet_of,
    food_banks,
    household_for,
    next_free,
    pick_ups_of,
    slots,
)
from lotsenwerk.domain.people.queries import client_for
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.money import Cents
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.food_bank.forms import DietForm, HouseholdForm, NewHouseholdForm, PlanForm, ProofForm
from lotsenwerk.web.desk.refusals import one_step, posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form

A_YEAR = timedelta(days=365)
FEE = {"fee_cents": "fee"}


@desk(may_run_food_bank)
def household_new(request: VisitRequest, person_id: int) -> HttpResponse:
    """A client becomes a guest of a food bank."""
    client, actor, now = client_for(request.actor, person_id), request.actor, clock.now()
    form = NewHouseholdForm(posted(request), banks=food_banks(actor))
    if form.is_valid():
        with refusals_at(form, places=FEE):
            facts = form.facts()
            answer = act_once(
                request, lambda: {"id": enter_household(actor, client=client, **facts, at=now).id}, at=now
            )
            messages.success(request, _("Entered. Please look at the proof now, or at the first visit."))
            return redirect("desk:household", int(str(answer["id"])))
    context = {"client": client, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/food_bank/household_new.html", context)


@desk(may_run_food_bank)
def household(request: VisitRequest, household_id: int) -> HttpResponse:
    """Everything about one household."""
    shown, now = household_for(request.actor, household_id), clock.now()
    today = _today(now)
    context = {
        "household": shown,
        "person": shown.client.person,
        "standing": entitlement_on(shown, today),
        "seen_by": _seen_by(shown),
        "wish": diet_of(shown.client_id),
        "pick_ups": pick_ups_of(request.actor, shown),
        "today": today,
        "plan": _plan(request, shown, now),
        "proof": ProofForm(initial={"seen_on": today, "valid_until": shown.valid_until or today + A_YEAR}),
    }
    return render(request, "desk/food_bank/household.html", context)


def _plan(request: VisitRequest, shown: Household, now: datetime) -> PlanForm:
    """The form with the next slot that has a free place."""
    free = next_free(shown.food_bank_id, after=now)
    soonest = {"on": free.on, "slot": free.slot.id} if free else {"on": _today(now)}
    return PlanForm(slots=slots(request.actor, shown.food_bank_id), initial=soonest)


def _seen_by(shown: Household) -> str:
    """Who has seen the proof."""
    seen_by = shown.seen_by_user_id
    return names_of([seen_by]).get(seen_by, "") if seen_by else ""


@desk(may_run_food_bank)
def household_change(request: VisitRequest, household_id: int) -> HttpResponse:
    """It has become larger or smaller, or pays another fee."""
    shown = household_for(request.actor, household_id)
    known = {"adults": shown.adults, "children": shown.children, "fee": money.typed_again(Cents(shown.fee_cents))}
    form = HouseholdForm(posted(request), initial=known)
    return _one_form(
        request,
        shown,
        form,
        _("Household and fee"),
        lambda: change_household(request.actor, shown, **form.facts(), at=clock.now()),
        places=FEE,
    )


@desk(may_run_food_bank)
@require_POST
def household_end(request: VisitRequest, household_id: int) -> HttpResponse:
    """It does not come any more."""
    shown = household_for(request.actor, household_id)
    end_household(request.actor, shown, at=clock.now())
    messages.success(request, _("Ended. What was planned is cancelled."))
    return redirect("desk:person", shown.client.person_id)


@desk(may_run_food_bank)
def household_proof(request: VisitRequest, household_id: int) -> HttpResponse:
    """The proof was looked at."""
    shown, today = household_for(request.actor, household_id), _today(clock.now())
    form = ProofForm(posted(request), initial={"seen_on": today, "valid_until": shown.valid_until or today + A_YEAR})
    return _one_form(
        request,
        shown,
        form,
        _("The proof was seen"),
        lambda: see_entitlement(request.actor, shown, **form.cleaned_data, at=clock.now()),
        said=_("Noted. Nothing else of the paper is kept."),
    )


@desk(may_run_food_bank)
def household_diet(request: VisitRequest, household_id: int) -> HttpResponse:
    """What is not eaten, with the consent."""
    shown = household_for(request.actor, household_id)
    wish = diet_of(shown.client_id)
    known = {"wishes": diets.noted(wish), "consent_on": wish.consent_on if wish else _today(clock.now())}
    form = DietForm(posted(request), initial=known)
    return _one_form(
        request,
        shown,
        form,
        _("What is not eaten"),
        lambda: note_diet(request.actor, shown.client, **form.facts(), at=clock.now()),
    )


@desk(may_run_food_bank)
@require_POST
def household_no_diet(request: VisitRequest, household_id: int) -> HttpResponse:
    """The consent is taken back."""
    shown = household_for(request.actor, household_id)
    forget_diet(request.actor, shown.client, at=clock.now())
    messages.success(request, _("Deleted."))
    return redirect("desk:household", shown.id)


@desk(may_run_food_bank)
def household_plan(request: VisitRequest, household_id: int) -> HttpResponse:
    """It comes on a day."""
    shown, actor, now = household_for(request.actor, household_id), request.actor, clock.now()
    form = PlanForm(posted(request), slots=slots(actor, shown.food_bank_id), initial={"on": _today(now)})

    def do() -> None:
        on = form.cleaned_data["on"]
        plan_pick_up(actor, shown, slot=form.chosen(), on=on, at=now)
        _say_of_proof(request, shown, on)

    return _one_form(request, shown, form, _("Plan a pick-up"), do, said=_("Planned."))


def _say_of_proof(request: VisitRequest, shown: Household, on: date) -> None:
    match entitlement_on(shown, on):
        case Entitlement.EXPIRED:
            messages.warning(request, _("The proof has run out by then. Please ask for the new one."))
        case Entitlement.NOT_SEEN_YET:
            messages.warning(request, _("Nobody has seen the proof yet. Please ask for it."))


def _one_form(
    request: VisitRequest,
    shown: Household,
    form: forms.Form,
    title: str,
    act: Callable[[], object],
    *,
    said: str = "",
    places: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show a small form and do its one step; back to the household when it is done."""
    then = ("desk:household", shown.id)
    done = one_step(request, form, act, said=said or _("Saved."), then=then, places=places)
    context = {"household": shown, "person": shown.client.person, "form": form, "title": title}
    return done or render(request, "desk/food_bank/form.html", context)


def _today(now: datetime) -> date:
    return clock.local(now).date()

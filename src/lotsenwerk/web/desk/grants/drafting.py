"""Write the application, its plan, and the sheet from which it is copied into the state's form."""

from collections.abc import Mapping

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.funding.actions.grants.drafting import fill_with_own_money, keep_text, set_plan
from lotsenwerk.domain.funding.models import FinancingItem, Part, Side
from lotsenwerk.domain.funding.permissions import may_keep_grants, may_see_grants
from lotsenwerk.domain.funding.queries.grants import File, file_for, grant_for
from lotsenwerk.domain.funding.rates import rate_of
from lotsenwerk.domain.funding.states import GRANT
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.grants.copying import sections_of
from lotsenwerk.web.desk.grants.forms import ITEMS, ItemForm, TextsForm, rows_of
from lotsenwerk.web.desk.grants.shown import euros, plan_state, texts_of
from lotsenwerk.web.desk.grants.views import frame_of
from lotsenwerk.web.desk.grants.words import HOW_MANY, PARTS
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_keep_grants)
def grant_write(request: VisitRequest, ref: str) -> HttpResponse:
    """The application's texts; what is typed is kept by itself, and by the button where there is no script."""
    shown = file_for(request.actor, ref)
    about, can_write = texts_of(shown), GRANT.allows("write", shown.grant.state)
    form = TextsForm(posted(request), about=about, autosave=reverse("desk:grant_text", args=[ref]))
    if form.is_valid():
        with refusals_at(form):
            _keep(request, shown, form)
            messages.success(request, _("Saved."))
            return redirect("desk:grant_write", ref)
    context = {"form": form, "about": about, "saved_at": shown.saved_at, "can_write": can_write}
    return render(request, "desk/grants/write.html", context | frame_of(shown.grant, "write"))


def _keep(request: VisitRequest, shown: File, form: TextsForm) -> None:
    """Keep the fields that say something else than before."""
    for field, text in form.cleaned_data.items():
        if text != shown.texts.get(field, ""):
            keep_text(request.actor, shown.grant, field=field, text=text, at=clock.now())


@desk(may_keep_grants)
@require_POST
def grant_text(request: VisitRequest, ref: str) -> HttpResponse:
    """Keep one field while it is typed."""
    shown = file_for(request.actor, ref)
    form = TextsForm(request.POST, about=[one for one in texts_of(shown) if one[0].key in request.POST])
    if form.is_valid():
        _keep(request, shown, form)
    context = {"saved_at": clock.now(), "is_too_long": not form.is_valid()}
    return render(request, "desk/grants/_save_line.html", context)


@desk(may_keep_grants)
def grant_plan(request: VisitRequest, ref: str) -> HttpResponse:
    """The financing plan: costs on top, below who pays, and whether it balances."""
    shown, data = file_for(request.actor, ref), posted(request)
    sides = {side: _rows(shown, side, data) for side in (Side.COST, Side.INCOME)}
    if data is not None and all(one.is_valid() for one in sides.values()):
        items = [item for one in sides.values() for form in one if (item := form.item()) is not None]
        with refusals_at(sides[Side.COST].forms[0]):
            set_plan(request.actor, shown.grant, items, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:grant_plan", ref)
    return render(request, "desk/grants/plan.html", _of_plan(shown, sides) | frame_of(shown.grant, "plan"))


def _rows(shown: File, side: Side, data: QueryDict | None) -> "BaseFormSet[ItemForm]":
    """The lines of one side as forms, and two empty ones."""
    about = {"side": side, "on": shown.grant.first_day}
    return ITEMS(data, prefix=side, initial=rows_of(shown.items, side), form_kwargs=about)


def _of_plan(shown: File, sides: Mapping[Side, object]) -> dict[str, object]:
    on = shown.grant.first_day
    rates = [(PARTS[part], HOW_MANY[part], rate) for part in HOW_MANY if (rate := rate_of(part, on)) is not None]
    return {
        "costs": sides[Side.COST],
        "income": sides[Side.INCOME],
        "plan": plan_state(shown),
        "items": [(one, PARTS[Part(one.part)], _reckoned(one)) for one in shown.items],
        "rates": rates,
        "can_write": GRANT.allows("write", shown.grant.state),
    }


def _reckoned(one: FinancingItem) -> str:
    """Where the sum of a line comes from."""
    if one.unit_cents is None or one.quantity is None:
        return ""
    return f"{one.quantity} {HOW_MANY[Part(one.part)]} × {euros(one.unit_cents)}"


@desk(may_keep_grants)
@require_POST
def grant_own_money(request: VisitRequest, ref: str) -> HttpResponse:
    """Let own money carry what is missing."""
    made = fill_with_own_money(request.actor, grant_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Own money is %(sum)s now. The plan balances.") % {"sum": euros(made.cents)})
    return redirect("desk:grant_plan", ref)


@desk(may_see_grants)
def grant_copy(request: VisitRequest, ref: str) -> HttpResponse:
    """Everything in the order of the form, each with a button to copy it; on paper the same."""
    shown = file_for(request.actor, ref)
    body = shown.grant.carrier or this_organisation()
    context = {"sections": sections_of(shown, body), "plan": plan_state(shown)}
    return render(request, "desk/grants/copy.html", context | frame_of(shown.grant, "copy"))

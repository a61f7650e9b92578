"""What is done with a plan: started, held in place, thrown away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.planning.hold import fix_order, free_order, pin_need, unpin_need
from lotsenwerk.domain.assistance.actions.planning.start import drop_plan, start_plan
from lotsenwerk.domain.assistance.models import Need, Plan
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.queries.journey import need_for
from lotsenwerk.domain.assistance.queries.planning import plan_for, progress_of, timeline
from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.plan.arranged import needs_in_order, stop_of
from lotsenwerk.web.desk.plan.choices import plan_url
from lotsenwerk.web.desk.plan.forms import HoldForm, OrderForm, StartForm


@desk(may_plan)
@require_POST
def plan_start(request: VisitRequest) -> HttpResponse:
    """Let the program look for a plan of these days."""
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose the days once more."))
        return redirect("desk:plan")
    asked = form.asked()
    started = start_plan(request.actor, **asked, at=clock.now())
    return redirect(plan_url(asked["first_day"], form.cleaned_data["show"], started.pk))


@desk(may_plan)
@require_POST
def plan_drop(request: VisitRequest, plan_id: int) -> HttpResponse:
    """Throw a proposal away, or end the search for it."""
    dropped = drop_plan(request.actor, progress_of(request.actor, plan_id), at=clock.now())
    messages.success(request, _("The proposal is thrown away. Nothing else has changed."))
    return redirect(_days_of(dropped))


@desk(may_plan)
@require_POST
def plan_hold(request: VisitRequest, plan_id: int, need_id: int) -> HttpResponse:
    """Hold who goes or when, or let it go again; the plan that is shown stays what it is."""
    found, need = plan_for(request.actor, plan_id), need_for(request.actor, need_id)
    form = HoldForm(request.POST)
    if form.is_valid():
        messages.success(request, _held(request.actor, found, need, form))
    day = clock.local(need.earliest).date()
    return redirect(f"{plan_url(day, 'day', found.pk)}#row-{need_id}")


def _held(actor: Actor, found: Plan, need: Need, form: HoldForm) -> str:
    """Do what the button says; what has become of it, in a sentence."""
    hold, now = form.cleaned_data["hold"], clock.now()
    if hold == "person":
        helper = volunteer_for(actor, form.cleaned_data["who"] or 0)
        pin_need(actor, need, volunteer=helper, at=now)
        return _("%(name)s is held. The next search keeps to it.") % {"name": helper.person.name}
    if hold == "time":
        pin_need(actor, need, begins_at=stop_of(timeline(actor, found), need.pk).begin, at=now)
        return _("The time is held. The next search keeps to it.")
    unpin_need(actor, need, at=now)
    return _("Let go. The next search decides again.")


@desk(may_plan)
@require_POST
def plan_order(request: VisitRequest, plan_id: int, person_id: int) -> HttpResponse:
    """Hold the order of somebody's day as the plan has it, or let it go."""
    found, helper, now = plan_for(request.actor, plan_id), volunteer_for(request.actor, person_id), clock.now()
    form = OrderForm(request.POST)
    if not form.is_valid():
        return redirect(_days_of(found))
    day = form.cleaned_data["day"]
    if form.cleaned_data["hold"] == "nothing":
        free_order(request.actor, helper, day=day, at=now)
        messages.success(request, _("Let go. The next search decides again."))
    else:
        needs = needs_in_order(timeline(request.actor, found), helper.pk, day)
        fix_order(request.actor, helper, day=day, needs=needs, at=now)
        messages.success(request, _("The order is held. The next search keeps to it."))
    return redirect(plan_url(day, "day", found.pk))


def _days_of(plan: Plan) -> str:
    return plan_url(plan.first_day, "day" if plan.first_day == plan.last_day else "week")

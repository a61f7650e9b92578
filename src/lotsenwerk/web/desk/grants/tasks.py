"""Deadlines: tick them, add one's own, read them in one's own calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.funding.actions.grants.feeds import close_feed, open_feed
from lotsenwerk.domain.funding.actions.grants.tasks import add_task, finish_task, undo_task
from lotsenwerk.domain.funding.permissions import may_keep_grants
from lotsenwerk.domain.funding.queries.grants import grant_for, has_feed, task_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.grants.forms import TaskForm
from lotsenwerk.web.desk.grants.views import frame_of
from lotsenwerk.web.desk.refusals import one_step, posted


@desk(may_keep_grants)
def grant_task_new(request: VisitRequest, ref: str) -> HttpResponse:
    """A task of one's own."""
    of, now = grant_for(request.actor, ref), clock.now()
    form = TaskForm(posted(request))

    def enter() -> object:
        return add_task(request.actor, of, **form.cleaned_data, at=now)

    if done := one_step(request, form, enter, said=_("Saved."), then=("desk:grant", ref)):
        return done
    return render(request, "desk/grants/step.html", {"form": form, "title": _("A task of one's own")} | frame_of(of))


@desk(may_keep_grants)
@require_POST
def grant_task_done(request: VisitRequest, ref: str, task_id: int) -> HttpResponse:
    """It is done; for ten seconds a step back is offered."""
    task = task_for(request.actor, grant_for(request.actor, ref), task_id)
    finish_task(request.actor, task, at=clock.now())
    offer_undo(request, _("Done."), reverse("desk:grant_task_undo", args=[ref, task_id]))
    return redirect("desk:grant", ref)


@desk(may_keep_grants)
@require_POST
def grant_task_undo(request: VisitRequest, ref: str, task_id: int) -> HttpResponse:
    """It is not done after all."""
    undo_task(request.actor, task_for(request.actor, grant_for(request.actor, ref), task_id), at=clock.now())
    messages.success(request, _("It is to be done again."))
    return redirect("desk:grant", ref)


@desk(may_keep_grants)
def grants_calendar(request: VisitRequest) -> HttpResponse:
    """One's own secret address; it is shown once, when it is made."""
    address, actor = "", request.actor
    if request.method == "POST" and "close" in request.POST:
        close_feed(actor, at=clock.now())
        messages.success(request, _("The address opens nothing any more."))
        return redirect("desk:grants_calendar")
    if request.method == "POST":
        secret = open_feed(actor, at=clock.now())
        address = settings.PUBLIC_URL + reverse("api:deadlines", args=[actor.organisation_id, secret])
    context = {"address": address, "has_feed": has_feed(actor)}
    return render(request, "desk/grants/calendar.html", context)

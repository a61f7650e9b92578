"""Institutions that would like to work with a pool, and those that do."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    approve_cooperation,
    end_cooperation,
    end_member,
    invite_member,
    refuse_cooperation,
)
from lotsenwerk.domain.assistance.actions.inquiries.welcome import tell_member
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.models import Cooperation, CooperationState
from lotsenwerk.domain.assistance.permissions import may_keep_cooperations, may_run_inquiries
from lotsenwerk.domain.assistance.queries.inquiries import (
    cooperation_for,
    cooperations,
    members_of_cooperation,
    waiting_cooperations,
)
from lotsenwerk.domain.assistance.queries.inquiry_desk import cooperations_decided, inquiries_of
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.cooperations.forms import ApproveForm, BecauseForm, InviteForm
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.inquiries.arranged import Row
from lotsenwerk.web.desk.inquiries.telephone import interpreting
from lotsenwerk.web.desk.refusals import posted, refusals_at

SHOWS = {"refused": CooperationState.REFUSED, "ended": CooperationState.ENDED}


@desk(may_run_inquiries)
def cooperations_listed(request: VisitRequest) -> HttpResponse:
    """Who waits for our yes, then everybody who has it."""
    show = request.GET.get("show", "")
    rows = cooperations_decided(request.actor, SHOWS[show]) if show in SHOWS else cooperations(request.actor)
    context = {
        "show": show if show in SHOWS else "on",
        "waiting": [(one, BODIES[one.body]) for one in waiting_cooperations(request.actor)],
        "page": (page := one_page(request, rows)),
        "rows": [(one, BODIES[one.body]) for one in page],
        "pools": interpreting(request),
        "now": clock.now(),
    }
    return render(request, "desk/cooperations/cooperations.html", context)


@desk(may_run_inquiries)
def cooperation(request: VisitRequest, ref: str) -> HttpResponse:
    """One institution: whom one calls, what it asked, who speaks for it."""
    shown, now = cooperation_for(request.actor, ref), clock.now()
    may_keep = may_keep_cooperations(request.actor)
    is_asked = shown.state == CooperationState.ASKED
    return _shown(request, shown, may_keep=may_keep, form=_approve_form(request, shown) if is_asked else None, now=now)


def _approve_form(request: VisitRequest, shown: Cooperation) -> ApproveForm:
    listed = list(partners())
    return ApproveForm(posted(request), listed=listed, likely=_likely(shown, listed))


def _likely(shown: Cooperation, listed: Sequence[Organisation]) -> int | None:
    """One that has the same name is probably the same."""
    same = (one.pk for one in listed if one.name.casefold().strip() == shown.name.casefold().strip())
    return next(same, None)


def _shown(request: VisitRequest, shown: Cooperation, **more: object) -> HttpResponse:
    street = f"{shown.street} {shown.house_number}".strip()
    now = clock.now()
    context = {
        "cooperation": shown,
        "body": BODIES[shown.body],
        "address": ", ".join(part for part in (street, f"{shown.postcode} {shown.town}".strip()) if part),
        "inquiries": [Row.of(one, now) for one in inquiries_of(request.actor, shown)],
        "members": members_of_cooperation(request.actor, shown),
        "invite": InviteForm(),
    }
    return render(request, "desk/cooperations/cooperation.html", context | more)


@desk(may_keep_cooperations)
@require_POST
def cooperation_approve(request: VisitRequest, ref: str) -> HttpResponse:
    """From now on they work together."""
    shown = cooperation_for(request.actor, ref)
    form = _approve_form(request, shown)
    if form.is_valid():
        with refusals_at(form):
            chosen = form.cleaned_data["partner"]
            body = next((one for one in partners() if one.pk == chosen), None)
            approve_cooperation(request.actor, shown, partner=body, at=clock.now())
            messages.success(request, _("Approved. Now invite somebody who may ask for it."))
            return redirect("desk:cooperation", ref)
    return _shown(request, shown, may_keep=True, form=form, now=clock.now())


@desk(may_keep_cooperations)
def cooperation_refuse(request: VisitRequest, ref: str) -> HttpResponse:
    """They do not work together; what was asked with the registration is refused with the same words."""
    shown = cooperation_for(request.actor, ref)
    form = BecauseForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            refuse_cooperation(request.actor, shown, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Refused. Nobody writes to them: please call."))
            return redirect("desk:cooperation", ref)
    below = _("What was asked together with the registration is refused in the same words.")
    return _step(request, shown, form, _("Do not work together"), below, _("Refuse"))


@desk(may_keep_cooperations)
def cooperation_end(request: VisitRequest, ref: str) -> HttpResponse:
    """They work together no more."""
    shown = cooperation_for(request.actor, ref)
    form = BecauseForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            end_cooperation(request.actor, shown, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Ended. What is agreed takes place."))
            return redirect("desk:cooperation", ref)
    below = _("Nothing new is asked for. What is agreed takes place. Its people cannot log in any more.")
    return _step(request, shown, form, _("End the cooperation"), below, _("End it"))


def _step(  # noqa: PLR0917 - a page of one form
    request: VisitRequest, shown: Cooperation, form: forms.Form, title: str, below: str, button: str
) -> HttpResponse:
    context = {"cooperation": shown, "form": form, "title": title, "below": below, "button": button}
    return render(request, "desk/cooperations/step.html", context)


@desk(may_keep_cooperations)
@require_POST
def cooperation_invite(request: VisitRequest, ref: str) -> HttpResponse:
    """Somebody gets a login with which she asks for the institution."""
    shown, form = cooperation_for(request.actor, ref), InviteForm(request.POST)
    if form.is_valid():
        with refusals_at(form):
            member = invite_member(request.actor, shown, **form.cleaned_data, at=clock.now())
            if tell_member(request.actor, shown, member):
                messages.success(request, _("She was written to: she logs in with her address, without a password."))
            else:
                messages.warning(request, _("Her login is open, but the letter did not leave. Please call her."))
            return redirect("desk:cooperation", ref)
    return _shown(request, shown, may_keep=True, form=None, now=clock.now(), invite=form)


@desk(may_keep_cooperations)
@require_POST
def cooperation_member_end(request: VisitRequest, ref: str, membership_id: int) -> HttpResponse:
    """Somebody does not ask for the institution any more."""
    end_member(request.actor, cooperation_for(request.actor, ref), membership_id, at=clock.now())
    messages.success(request, _("She cannot log in for this institution any more."))
    return redirect("desk:cooperation", ref)

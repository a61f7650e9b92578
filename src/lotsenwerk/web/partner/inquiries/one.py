"""One request: where it stands, what comes next, its story, and every step that its institution can take."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.assistance.actions.inquiries.change import cancel_appointment, move_appointment
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import (
    confirm_deployment,
    give_feedback,
    keep_sheet,
    refuse_deployment,
)
from lotsenwerk.domain.assistance.actions.inquiries.decide import withdraw_inquiry
from lotsenwerk.domain.assistance.models import Deployment, Inquiry
from lotsenwerk.domain.assistance.queries.deployments import sheet_of
from lotsenwerk.domain.assistance.queries.inquiries import inquiry_for
from lotsenwerk.domain.assistance.queries.own_inquiries import own_one
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.partner.entry import institution
from lotsenwerk.web.partner.inquiries.one_page import facts_of_page
from lotsenwerk.web.partner.inquiries.small_forms import CancelForm, FeedbackForm, MoveForm, SheetForm


@require_safe
@institution()
def inquiry(request: VisitRequest, ref: str) -> HttpResponse:
    """Where it stands, and what one can do next."""
    return _page(request, inquiry_for(request.actor, ref))


@require_POST
@institution()
def withdraw(request: VisitRequest, ref: str) -> HttpResponse:
    """Take back what nobody has answered yet."""
    withdraw_inquiry(request.actor, inquiry_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Your request is taken back."))
    return redirect("partner:inquiry", ref)


@require_http_methods(["GET", "HEAD", "POST"])
@institution()
def cancel(request: VisitRequest, ref: str) -> HttpResponse:
    """Cancel what was taken in: whoever would go is told at once."""
    found, form = inquiry_for(request.actor, ref), CancelForm(_posted(request))

    def do(at: datetime) -> None:
        cancel_appointment(request.actor, found, reason=form.cleaned_data["reason"], at=at)

    if _done(request, form, do):
        messages.success(request, _("The appointment is cancelled. Whoever would have come is told."))
        return redirect("partner:inquiry", ref)
    return _page(request, found, cancel=form)


@require_http_methods(["GET", "HEAD", "POST"])
@institution()
def move(request: VisitRequest, ref: str) -> HttpResponse:
    """Another date: agreed with whoever comes, or asked of her first."""
    found, form = inquiry_for(request.actor, ref), MoveForm(_posted(request))

    def do(at: datetime) -> None:
        move_appointment(request.actor, found, **form.moved(), at=at)

    if _done(request, form, do):
        messages.success(request, _("The appointment has moved."))
        return redirect("partner:inquiry", ref)
    return _page(request, found, move=form)


@require_POST
@institution()
def confirm(request: VisitRequest, ref: str) -> HttpResponse:
    """One tap: what was reported is right."""
    found = inquiry_for(request.actor, ref)
    confirm_deployment(request.actor, _given(found), at=clock.now())
    messages.success(request, _("Confirmed. Thank you!"))
    return redirect("partner:inquiry", ref)


@require_POST
@institution()
def doubt(request: VisitRequest, ref: str) -> HttpResponse:
    """It was not so: it counts nowhere until a coordinator has spoken with both sides."""
    found = inquiry_for(request.actor, ref)
    refuse_deployment(request.actor, _given(found), at=clock.now())
    messages.success(request, _("Written down. The pool looks into it and calls you."))
    return redirect("partner:inquiry", ref)


@require_http_methods(["GET", "HEAD", "POST"])
@institution()
def signed(request: VisitRequest, ref: str) -> HttpResponse:
    """A photo or scan of the signed second part."""
    found = inquiry_for(request.actor, ref)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()

    def do(at: datetime) -> None:
        keep_sheet(request.actor, _given(found), form.upload(), at=at)

    if _done(request, form, do):
        messages.success(request, _("The signed sheet is kept."))
        return redirect("partner:inquiry", ref)
    return _page(request, found, sheet=form)


@require_safe
@institution()
def signed_picture(request: VisitRequest, ref: str) -> HttpResponse:
    """The signed sheet as it is kept, to be looked at again."""
    kept = sheet_of(request.actor, _given(inquiry_for(request.actor, ref)).ref)
    return HttpResponse(bytes(kept.content), content_type=kept.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
@institution()
def feedback(request: VisitRequest, ref: str) -> HttpResponse:
    """Two questions, once."""
    found, form = inquiry_for(request.actor, ref), FeedbackForm(_posted(request))

    def do(at: datetime) -> None:
        own = own_one(found, at=at)
        if own.going is None:
            raise NotThere
        give_feedback(request.actor, own.going, **form.cleaned_data, at=at)

    if _done(request, form, do):
        messages.success(request, _("Thank you for your answer."))
        return redirect("partner:inquiry", ref)
    return _page(request, found, feedback=form)


def _done(request: VisitRequest, form: Form, do: Callable[[datetime], None]) -> bool:
    """Do it if everything is there; a refusal stands at its field, and nothing of the step stays."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        with tenant(request.actor.organisation_id):
            do(clock.now())
    except Refused as refused:
        field = {"becomes": "day"}.get(refused.field or "", refused.field)
        form.add_error(field if field in form.fields else None, refused.sentence)
        return False
    return True


def _posted(request: VisitRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _given(found: Inquiry) -> Deployment:
    deployment = own_one(found, at=clock.now()).deployment
    if deployment is None:
        raise NotThere
    return deployment


def _page(request: VisitRequest, found: Inquiry, **forms: Form) -> HttpResponse:
    return render(request, "partner/inquiries/one.html", facts_of_page(request.actor, found, forms, at=clock.now()))

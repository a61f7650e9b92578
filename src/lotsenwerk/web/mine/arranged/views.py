"""An appointment with an institution, on the phone of whoever goes: another date, how it was, the signed sheet."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lotsenwerk.domain.assistance.actions.inquiries.change import move_appointment
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import give_feedback, keep_sheet
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Inquiry, Reason
from lotsenwerk.domain.assistance.permissions import may_keep_sheet
from lotsenwerk.domain.assistance.queries.deployments import given_by
from lotsenwerk.domain.assistance.queries.inquiries import inquiry_of_assignment
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.mine.arranged.forms import FeltForm, MoveForm, SignedForm
from lotsenwerk.web.mine.cards import card_of_assignment
from lotsenwerk.web.mine.entry import mine_or_link
from lotsenwerk.web.mine.opened import opened
from lotsenwerk.web.mine.steady import attempt_form


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def move(request: VisitRequest, ref: str) -> HttpResponse:
    """Both have agreed on another date: the institution hears it, and she keeps the appointment."""
    (going, asked), now = _arranged(request, ref), clock.now()
    if going.state != AssignmentState.ACCEPTED:
        return redirect("mine:assignment", ref=ref)
    form = MoveForm(request.POST or None, initial=_when(going))

    def do() -> Mapping[str, object]:
        return {"moved": move_appointment(request.actor, asked, **form.moved(), at=now).ref}

    if form.is_valid() and attempt_form(request, form, do, at=now):
        messages.success(request, _("It is moved. The institution hears it."))
        return redirect("mine:assignment", ref=ref)
    return _page(request, "mine/arranged/move.html", going, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def after(request: VisitRequest, ref: str) -> HttpResponse:
    """How it was, in two questions; and the place where the signed sheet is handed in."""
    going, _asked = _arranged(request, ref)
    if going.state == AssignmentState.ACCEPTED:
        return redirect("mine:assignment", ref=ref)
    form, now = FeltForm(request.POST or None), clock.now()

    def do() -> Mapping[str, object]:
        return {"said": give_feedback(request.actor, going, **form.cleaned_data, at=now).pk}

    if form.is_valid() and attempt_form(request, form, do, at=now):
        messages.success(request, _("Thank you for your answer!"))
        return redirect("mine:after", ref=ref)
    return _after(request, going, felt=form)


@require_POST
@mine_or_link()
def signed(request: VisitRequest, ref: str) -> HttpResponse:
    """Keep the photo of the signed sheet. It confirms nothing by itself."""
    going, _asked = _arranged(request, ref)
    given, form, now = given_by(request.actor, going).deployment, SignedForm(request.POST, request.FILES), clock.now()
    if given is None:
        raise NotThere

    def do() -> Mapping[str, object]:
        return {"sheet": keep_sheet(request.actor, given, form.upload(), at=now).pk}

    if form.is_valid() and attempt_form(request, form, do, at=now):
        messages.success(request, _("The photo is kept."))
        return redirect("mine:after", ref=ref)
    return _after(request, going, photo=form)


def _when(going: Assignment) -> dict[str, object]:
    """The date that it has."""
    begins = clock.local(going.during.lower)
    return {"day": begins.date(), "hour": begins.time(), "reason": Reason.OTHER_DATE}


def _after(
    request: VisitRequest, going: Assignment, *, felt: FeltForm | None = None, photo: SignedForm | None = None
) -> HttpResponse:
    own = given_by(request.actor, going)
    given = own.deployment
    may_sign = given is not None and may_keep_sheet(request.actor, given)
    context: dict[str, object] = {
        "felt": None if own.has_answered else felt or FeltForm(),
        "photo": (photo or SignedForm()) if may_sign else None,
        "has_sheet": own.has_sheet,
        "has_answered": own.has_answered,
    }
    form = photo if photo is not None else felt
    return _page(request, "mine/arranged/after.html", going, form=form, **context)


def _arranged(request: VisitRequest, ref: str) -> tuple[Assignment, Inquiry]:
    """Her own appointment with what was asked for it; other visits have no such pages."""
    going = opened(request, ref)
    asked = inquiry_of_assignment(request.actor, going)
    if asked is None or asked.cooperation_id is None:
        raise NotThere
    return going, asked


def _page(request: VisitRequest, template: str, going: Assignment, **more: object) -> HttpResponse:
    card = card_of_assignment(going, clock.now())
    context = {"card": card, "action_id": action_id(request) or new_action_id(), **more}
    return render(request, template, context, status=409 if getattr(more.get("form"), "errors", None) else 200)

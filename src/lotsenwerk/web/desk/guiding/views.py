"""Guides at work: who asks for one, the orders that run and end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.guiding.end_order import close_order, prolong_order
from lotsenwerk.domain.assistance.actions.guiding.send_sheet import send_sheet
from lotsenwerk.domain.assistance.actions.inquiries.decide import refuse_inquiry
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.findings import findings_of
from lotsenwerk.domain.assistance.guide_findings import guide_finding_in_words
from lotsenwerk.domain.assistance.guide_papers import facts_of_guide_sheet
from lotsenwerk.domain.assistance.guide_words import ERRANDS, REACHED, WHAT_NEXT, documents, errand_of, spoken_by
from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.queries.guiding import (
    Appointment,
    WholeOrder,
    asked_at,
    asked_for_guide,
    asked_for_guides,
    order_for,
    order_of_need,
    running_orders,
    visit_to_guide,
)
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.guiding.forms import BecauseForm, EndForm, last_day
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_keep_orders)
def guides(request: VisitRequest) -> HttpResponse:
    """Who waits for a call, then every order that runs, the one that ends first on top."""
    today = clock.local(clock.now()).date()
    asked = [asked_in_words(one) | {"is_late": one.answer_by < today} for one in asked_for_guides(request.actor)]
    context = {"asked": asked, "running": running_orders(request.actor, today), "today": today}
    return render(request, "desk/guiding/guides.html", context)


def asked_in_words(inquiry: Inquiry) -> dict[str, object]:
    """Who asked for what, as a card shows it."""
    errand = errand_of(inquiry) if inquiry.body else None
    return {
        "asked": inquiry,
        "name": inquiry.cooperation.name if inquiry.cooperation else inquiry.asked_by,
        "what": errand.name if errand else BODIES.get(inquiry.body) or ERRANDS["call"].name,
        "drawing": errand.drawing if errand else "phone",
        "phone": phone_numbers.shown(inquiry.asked_by_phone) if inquiry.asked_by_phone else "",
        "speaks": ", ".join(language_name(one) for one in spoken_by(inquiry)),
    }


@desk(may_keep_orders)
def guide_refuse(request: VisitRequest, ref: str) -> HttpResponse:
    """It becomes no order; why stands in the journal. Whoever asked is called."""
    asked, form = asked_for_guide(request.actor, ref), BecauseForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            refuse_inquiry(request.actor, asked, because=form.cleaned_data["because"], at=clock.now())
            messages.success(request, _("Written down. Please call and say so."))
            return redirect("desk:guides")
    title, button = _("No order becomes of it"), _("Write it down")
    return _step(request, form, title, button, asked.asked_by or _("Somebody without a name"), "desk:guide_asked", ref)


@desk(may_keep_orders)
def guide_order(request: VisitRequest, ref: str) -> HttpResponse:
    """One order: what was agreed, when it ends, and every appointment of it."""
    whole = _whole(request, ref)
    order = whole.order
    context = {
        "whole": whole,
        "order": order,
        "body": BODIES.get(order.body, ""),
        "speaks": language_name(order.language) if order.language else "",
        "bring": documents(order.bring),
        "warnings": [guide_finding_in_words(one) for one in findings_of(order) if one.rule.startswith("GG")],
        "rows": [_row(one) for one in whole.appointments],
    }
    return render(request, "desk/guiding/order.html", context)


@require_safe
@desk(may_keep_orders)
def guide_order_of(request: VisitRequest, need_id: int) -> HttpResponse:
    """From an appointment to its order."""
    return redirect("desk:guide_order", order_of_need(request.actor, need_id).ref)


@desk(may_keep_orders)
def guide_prolong(request: VisitRequest, ref: str) -> HttpResponse:
    """Let an order go on, with a reason."""
    whole, now = _whole(request, ref), clock.now()
    first = {"until": last_day(whole.order.until, now), "most_meetings": whole.order.most_meetings}
    form = EndForm(posted(request), initial=first)
    if form.is_valid():
        with refusals_at(form):
            prolong_order(request.actor, whole.order, **form.cleaned_data, at=now)
            messages.success(request, _("Prolonged."))
            return redirect("desk:guide_order", ref)
    return _step(request, form, _("Prolong the order"), _("Prolong"), _name(whole), "desk:guide_order", ref)


@desk(may_keep_orders)
def guide_close(request: VisitRequest, ref: str) -> HttpResponse:
    """The order has ended."""
    whole, form = _whole(request, ref), BecauseForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            close_order(request.actor, whole.order, because=form.cleaned_data["because"], at=clock.now())
            messages.success(request, _("Closed. Thank you!"))
            return redirect("desk:guides")
    return _step(request, form, _("Close the order"), _("Close it"), _name(whole), "desk:guide_order", ref)


@require_safe
@desk(may_keep_orders)
def guide_sheet(request: VisitRequest, ref: str) -> HttpResponse:
    """The sheet for whoever is accompanied, in her language, to be printed."""
    going = visit_to_guide(request.actor, ref)
    language = going.need.client.person.language
    facts = facts_of_guide_sheet(going, asked_at(going), language)
    answer = HttpResponse(make_pdf("guide_sheet", facts, language), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="termin-{ref}.pdf"'
    return answer


@require_POST
@desk(may_keep_orders)
def guide_send(request: VisitRequest, ref: str) -> HttpResponse:
    """Send it by her way; where none leads to her it has to be printed."""
    going = visit_to_guide(request.actor, ref)
    if send_sheet(request.actor, going, at=clock.now()):
        messages.success(request, _("The sheet is on its way."))
    else:
        messages.warning(request, _("No way leads to her by message. Please print the sheet."))
    return redirect("desk:guide_order", order_of_need(request.actor, going.need_id).ref)


def _whole(request: VisitRequest, ref: str) -> WholeOrder:
    return order_for(request.actor, ref, clock.local(clock.now()).date())


def _name(whole: WholeOrder) -> str:
    client = whole.order.client
    return client.person.name if client else ""


def _row(one: Appointment) -> dict[str, object]:
    told = getattr(one.going, "report", None) if one.going else None
    return {
        "one": one,
        "going": one.going,
        "begins": one.going.during.lower if one.going else one.asked.begins,
        "needs_somebody": one.asked.need is not None and one.asked.need.state in {"open", "offered"},
        "reached": REACHED.get(told.reached, "") if told else "",
        "what_next": WHAT_NEXT.get(told.what_next, "") if told else "",
        "has_sheet": one.going is not None and one.going.state == "accepted",
    }


def _step(  # noqa: PLR0917 - what a page with one form says
    request: VisitRequest, form: object, title: str, button: str, below: str, route: str, ref: str
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "below": below, "route": route, "ref": ref}
    return render(request, "desk/guiding/step.html", context)

"""The money of a visit on a phone: fetched, settled as three numbers that meet, with a photo and a printed receipt."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.assistance.actions.cash import DoesNotMeet, hand_over, settle, undo
from lotsenwerk.domain.assistance.actions.receipts import keep_receipt
from lotsenwerk.domain.assistance.models import Assignment, MoneyFrom
from lotsenwerk.domain.assistance.queries.money import cash_sheet, receipt_photo
from lotsenwerk.domain.assistance.visit_papers import facts_of_receipt
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.mine.cards import card_of_assignment
from lotsenwerk.web.mine.entry import mine_or_link
from lotsenwerk.web.mine.money.forms import HandOverForm, MoneyForm, PhotoForm
from lotsenwerk.web.mine.money.shown import first_numbers, of_visit
from lotsenwerk.web.mine.opened import opened
from lotsenwerk.web.mine.steady import attempt, attempt_form
from lotsenwerk.web.mine.way import Way


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def visit_money(request: VisitRequest, ref: str) -> HttpResponse:
    """Received, spent, given back: they have to meet, or the desk hears that money is missing."""
    found = opened(request, ref)
    if request.method != "POST":
        return _show(request, found, MoneyForm(initial=first_numbers(cash_sheet(request.actor, found))))
    form = MoneyForm(request.POST, request.FILES)
    refused = _settle(request, found, form) if form.is_valid() else None
    if refused is not None:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    if form.errors:
        return _show(request, found, form, refused)
    messages.success(request, _("The money is written down."))
    return redirect("mine:report" if found.state == "accepted" else "mine:money", ref=ref)


def _settle(request: VisitRequest, found: Assignment, form: MoneyForm) -> Refused | None:
    now = clock.now()

    def do() -> Mapping[str, object]:
        photo = form.upload()
        if photo is not None:
            keep_receipt(request.actor, found, photo, at=now)
        numbers, if_unequal = form.numbers(), form.cleaned_data["if_unequal"]
        return {"lines": len(settle(request.actor, found, **numbers, if_unequal=if_unequal, at=now).lines)}

    return attempt(request, do, at=now)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def handed_over(request: VisitRequest, ref: str) -> HttpResponse:
    """Note the money that was fetched, and go on to the shop."""
    found, now = opened(request, ref), clock.now()
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show_handed(request, found, form)

    def do() -> Mapping[str, object]:
        source = MoneyFrom(found.need.money)
        line = hand_over(request.actor, found, source=source, cents=form.cleaned_data["received"], at=now)
        return {"line": line.id}

    if not attempt_form(request, form, do, at=now):
        return _show_handed(request, found, form)
    messages.success(request, _("The money is written down."))
    return redirect("mine:handed", ref=ref)


@require_POST
@mine_or_link()
def handed_back(request: VisitRequest, ref: str, line_id: int) -> HttpResponse:
    """What was noted as fetched was wrong: take it back."""
    found, now = opened(request, ref), clock.now()

    def do() -> Mapping[str, object]:
        return {"lines": len(undo(request.actor, found, lines=[line_id], at=now))}

    refused = attempt(request, do, at=now)
    if refused is not None:
        messages.error(request, refused.sentence)
    return redirect("mine:handed", ref=ref)


@require_POST
@mine_or_link()
def photo(request: VisitRequest, ref: str) -> HttpResponse:
    """Keep the photo of a receipt."""
    found, now = opened(request, ref), clock.now()
    form = PhotoForm(request.POST, request.FILES)

    def do() -> Mapping[str, object]:
        return {"photo": keep_receipt(request.actor, found, form.upload() or b"", at=now).id}

    refused = attempt(request, do, at=now) if form.is_valid() else None
    if refused is not None:
        form.add_error("photo", refused.sentence)
    if form.errors:
        return _show(request, found, form)
    messages.success(request, _("The photo is kept."))
    return redirect("mine:money", ref=ref)


@require_safe
@mine_or_link()
def receipt(request: VisitRequest, ref: str, photo_id: int) -> HttpResponse:
    """The photo itself."""
    kept = receipt_photo(request.actor, opened(request, ref), photo_id)
    return HttpResponse(bytes(kept.content), content_type=kept.content_type)


@require_safe
@mine_or_link()
def paper(request: VisitRequest, ref: str) -> HttpResponse:
    """The receipt in large print for the person who was helped, to be shown or printed."""
    found = opened(request, ref)
    sheet = cash_sheet(request.actor, found)
    if not sheet.totals.is_settled:
        raise NotThere
    answer = HttpResponse(make_pdf("receipt", facts_of_receipt(found, sheet), "de"), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="quittung-{ref}.pdf"'
    return answer


def _show(
    request: VisitRequest, shown: Assignment, form: MoneyForm | PhotoForm, refused: Refused | None = None
) -> HttpResponse:
    card = card_of_assignment(shown, clock.now())
    about = {
        "card": card,
        "way": Way(card.steps, len(card.steps) - 1),
        "form": form,
        **of_visit(request.actor, shown, card.client),
        "short": refused.cents if isinstance(refused, DoesNotMeet) else 0,
        "has_begun": shown.during.lower <= clock.now(),
        "action_id": new_action_id(),
    }
    return render(request, "mine/money/money.html", about, status=409 if form.errors else 200)


def _show_handed(request: VisitRequest, shown: Assignment, form: HandOverForm) -> HttpResponse:
    card = card_of_assignment(shown, clock.now())
    about = {
        "card": card,
        "way": Way(card.steps, 0),
        "form": form,
        **of_visit(request.actor, shown, card.client),
        "action_id": new_action_id(),
    }
    return render(request, "mine/money/handed.html", about, status=409 if form.errors else 200)

"""The money of one visit at the desk: the same sheet that the helper sees, and what only the desk may put right."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.cash import settle, undo
from lotsenwerk.domain.assistance.actions.cash_desk import client_pays, make_good, pay_back, write_off
from lotsenwerk.domain.assistance.actions.receipts import keep_receipt
from lotsenwerk.domain.assistance.cash_words import difference_in_words
from lotsenwerk.domain.assistance.models import Assignment, MoneyFrom
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_write_off
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.money import CashSheet, cash_sheet, receipt_photo
from lotsenwerk.domain.assistance.visit_papers import facts_of_receipt
from lotsenwerk.domain.journal.actions.once import Answer
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.cash.forms import ClientPaysForm, PhotoForm, SettleForm, WriteOffForm
from lotsenwerk.web.desk.cash.wording import lines_of_visit
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import one_step, posted
from lotsenwerk.web.desk.steady import act_once


@desk(may_run_journeys)
def cash_visit(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Settle for a helper who phones or hands in her sheet, and see what stands."""
    visit, now = assignment_for(request.actor, assignment_id=assignment_id), clock.now()
    form = SettleForm(posted(request), initial=_first(cash_sheet(request.actor, visit)))

    def do() -> dict[str, object]:
        return {"short": settle(request.actor, visit, **form.numbers(), at=now).difference}

    done = _step(request, visit, form, do, _("The money is written down."))
    return done or _show(request, visit, settling=form)


@desk(may_run_journeys)
@require_POST
def cash_undo(request: VisitRequest, assignment_id: int, line_id: int) -> HttpResponse:
    """Take one line back."""
    visit = assignment_for(request.actor, assignment_id=assignment_id)
    undo(request.actor, visit, lines=[line_id], at=clock.now())
    messages.success(request, _("The line is taken back."))
    return redirect("desk:cash_visit", assignment_id)


@desk(may_run_journeys)
@require_POST
def cash_anew(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Take everything back but what was handed over, and settle anew."""
    visit = assignment_for(request.actor, assignment_id=assignment_id)
    lines = cash_sheet(request.actor, visit).lines
    undo(request.actor, visit, lines=[line.id for line in lines if not line.is_handed_over], at=clock.now())
    messages.success(request, _("Please settle the visit anew."))
    return redirect("desk:cash_visit", assignment_id)


Right = Callable[[VisitRequest, Assignment], object]

RIGHTS: dict[str, Right] = {
    "client-pays-helper": lambda request, visit: pay_back(
        request.actor, visit, source=MoneyFrom.CLIENT, at=clock.now()
    ),
    "float-pays-helper": lambda request, visit: pay_back(request.actor, visit, source=MoneyFrom.FLOAT, at=clock.now()),
    "make-good": lambda request, visit: make_good(request.actor, visit, at=clock.now()),
}
"""What is put right by one button, by the name in the address."""


@desk(may_run_journeys)
@require_POST
def cash_right(request: VisitRequest, assignment_id: int, verb: str) -> HttpResponse:
    """Pay an advance back, or give a client what is missing of her money."""
    visit, now = assignment_for(request.actor, assignment_id=assignment_id), clock.now()
    if verb not in RIGHTS:
        raise NotThere

    def do() -> dict[str, object]:
        RIGHTS[verb](request, visit)
        return {"verb": verb}

    act_once(request, do, at=now)
    messages.success(request, _("It is written down."))
    return redirect("desk:cash_visit", assignment_id)


@desk(may_run_journeys)
def cash_paid(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """The client pays into the float."""
    visit, form = assignment_for(request.actor, assignment_id=assignment_id), ClientPaysForm(posted(request))

    def do() -> dict[str, object]:
        return {"line": client_pays(request.actor, visit, **form.cleaned_data, at=clock.now()).id}

    return _step(request, visit, form, do, _("It is written down.")) or _show(request, visit, paying=form)


@desk(may_write_off)
def cash_write_off(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Let missing money go, with a sentence."""
    visit, form = assignment_for(request.actor, assignment_id=assignment_id), WriteOffForm(posted(request))

    def do() -> dict[str, object]:
        return {"line": write_off(request.actor, visit, **form.cleaned_data, at=clock.now()).id}

    return _step(request, visit, form, do, _("It is written off.")) or _show(request, visit, letting_go=form)


@desk(may_run_journeys)
def cash_photo(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Keep the photo of a receipt that was handed in."""
    visit = assignment_for(request.actor, assignment_id=assignment_id)
    form = PhotoForm(posted(request), request.FILES if request.method == "POST" else None)
    done = one_step(
        request,
        form,
        lambda: keep_receipt(request.actor, visit, form.upload(), at=clock.now()),
        said=_("The photo is kept."),
        then=("desk:cash_visit", assignment_id),
    )
    return done or _show(request, visit, photo=form)


@desk(may_run_journeys)
@require_safe
def cash_receipt(request: VisitRequest, assignment_id: int, photo_id: int) -> HttpResponse:
    """The photo of a receipt."""
    visit = assignment_for(request.actor, assignment_id=assignment_id)
    kept = receipt_photo(request.actor, visit, photo_id)
    return HttpResponse(bytes(kept.content), content_type=kept.content_type)


@desk(may_run_journeys)
@require_safe
def cash_paper(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """The receipt in large print."""
    visit = assignment_for(request.actor, assignment_id=assignment_id)
    sheet = cash_sheet(request.actor, visit)
    if not sheet.totals.is_settled:
        raise NotThere
    answer = HttpResponse(make_pdf("receipt", facts_of_receipt(visit, sheet), "de"), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="quittung-{visit.ref}.pdf"'
    return answer


def _step(
    request: VisitRequest, visit: Assignment, form: forms.BaseForm, do: Callable[[], Answer], said: str
) -> HttpResponse | None:
    """One step with money: a form that is sent twice does it once."""
    then = ("desk:cash_visit", visit.id)
    return one_step(request, form, lambda: act_once(request, do, at=clock.now()), said=said, then=then)


def _first(sheet: CashSheet) -> dict[str, str]:
    received = sheet.totals.received
    return {"received": money.typed_again(money.Cents(received))} if received else {}


def _show(
    request: VisitRequest,
    visit: Assignment,
    *,
    settling: SettleForm | None = None,
    paying: ClientPaysForm | None = None,
    letting_go: WriteOffForm | None = None,
    photo: PhotoForm | None = None,
) -> HttpResponse:
    sheet = cash_sheet(request.actor, visit)
    context = {
        "visit": visit,
        "sheet": sheet,
        "lines": lines_of_visit(request.actor, visit, sheet),
        "meets": difference_in_words(sheet.difference),
        "settling": settling or SettleForm(initial=_first(sheet)),
        "paying": paying or ClientPaysForm(),
        "letting_go": letting_go or WriteOffForm(),
        "photo": photo or PhotoForm(),
        "may_write_off": may_write_off(request.actor),
        "action_id": new_action_id(),
    }
    return render(request, "desk/cash/visit.html", context)

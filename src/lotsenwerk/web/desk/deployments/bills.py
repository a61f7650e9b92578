"""What institutions pay for a month, and the bills that were written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.bills import take_bill_back, write_bill
from lotsenwerk.domain.assistance.models import Bill, Cooperation
from lotsenwerk.domain.assistance.permissions import may_bill, may_see_deployments
from lotsenwerk.domain.assistance.pool_papers import facts_of_bill, position_in_words
from lotsenwerk.domain.assistance.queries.statements import (
    ToPay,
    bill_for,
    bills_shown,
    payer,
    positions_of,
    what_is_to_pay,
)
from lotsenwerk.domain.journal.actions.once import Answer
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.months import Month, month_in_words
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.deployments.forms import BillForm, TakeBackForm
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_see_deployments)
def bills(request: VisitRequest) -> HttpResponse:
    """First what a month still costs whom, then every bill."""
    month = Month.said(request.GET.get("month", ""), clock.local(clock.now()).date().replace(day=1))
    page = one_page(request, bills_shown(request.actor))
    context = {
        "month": month,
        "to_pay": what_is_to_pay(request.actor, month.first),
        "page": page,
        "rows": [(one, month_in_words(one.first_day)) for one in page],
        "may_bill": may_bill(request.actor),
    }
    return render(request, "desk/deployments/bills.html", context)


@desk(may_bill)
def bill_new(request: VisitRequest, ref: str, month: str) -> HttpResponse:
    """Look at the positions, say who pays, and write it."""
    shown, who = Month.named(month), payer(request.actor, ref)
    of = next((one for one in what_is_to_pay(request.actor, shown.first) if one.cooperation.pk == who.pk), None)
    form = BillForm(posted(request), initial=_proposed(request, of) if of is not None else None)
    if of is None and not form.is_bound:
        messages.error(request, _("Nothing of this month is to be paid any more."))
        return redirect("desk:bills")
    if form.is_valid():
        with refusals_at(form):
            made = _write(request, who, shown, form)
            return redirect("desk:bill", made["ref"])
    lines = [(one, position_in_words(one.deployment)) for one in of.lines] if of is not None else []
    context = {"form": form, "of": of, "who": who, "lines": lines, "month": shown, "action_id": id_of_form(request)}
    return render(request, "desk/deployments/bill_new.html", context)


def _write(request: VisitRequest, who: Cooperation, month: Month, form: BillForm) -> Answer:
    """Write it once, however often the form is sent."""
    now = clock.now()
    made = act_once(
        request, lambda: {"ref": write_bill(request.actor, who, month.first, form.words(), at=now).ref}, at=now
    )
    messages.success(request, _("Written. Now print it or send it."))
    return made


def _proposed(request: VisitRequest, of: ToPay) -> dict[str, str]:
    """The institution's words, the town's, and what the last bill said of paying."""
    last = bills_shown(request.actor).first()
    body = of.cooperation
    at_home = "\n".join(
        part for part in (f"{body.street} {body.house_number}".strip(), f"{body.postcode} {body.town}".strip()) if part
    )
    return {
        "name": body.name,
        "address": body.billing_address or at_home,
        "sender": last.sender if last else _sender(this_organisation()),
        "payment": last.payment if last else "",
    }


def _sender(town: Organisation) -> str:
    place = (f"{town.street} {town.house_number}".strip(), f"{town.postcode} {town.town}".strip())
    return "\n".join(part for part in (town.name, *place) if part)


@desk(may_see_deployments)
def bill(request: VisitRequest, ref: str) -> HttpResponse:
    """One bill: what stands on it, and whether it counts."""
    return _shown(request, bill_for(request.actor, ref), TakeBackForm())


def _shown(request: VisitRequest, shown: Bill, form: TakeBackForm) -> HttpResponse:
    context = {
        "bill": shown,
        "lines": [(one, position_in_words(one.deployment)) for one in positions_of(shown)],
        "month": month_in_words(shown.first_day),
        "form": form,
        "may_bill": may_bill(request.actor),
    }
    return render(request, "desk/deployments/bill.html", context)


@desk(may_bill)
@require_POST
def bill_back(request: VisitRequest, ref: str) -> HttpResponse:
    """It does not count any more, and keeps its number."""
    shown, form = bill_for(request.actor, ref), TakeBackForm(request.POST)
    if form.is_valid():
        with refusals_at(form):
            take_bill_back(request.actor, shown, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Taken back. What stood on it can be billed again."))
            return redirect("desk:bill", ref)
    return _shown(request, shown, form)


@require_safe
@desk(may_see_deployments)
def bill_paper(request: VisitRequest, ref: str) -> HttpResponse:
    """The bill as PDF."""
    shown = bill_for(request.actor, ref)
    paper = make_pdf("bill", facts_of_bill(shown, positions_of(shown)), "de")
    named = {"Content-Disposition": f'inline; filename="rechnung-{shown.sign}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)

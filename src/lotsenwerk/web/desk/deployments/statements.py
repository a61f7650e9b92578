"""What everybody gave in a month and gets for it, with how each hour was confirmed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.models import Deployment
from lotsenwerk.domain.assistance.permissions import may_see_deployments
from lotsenwerk.domain.assistance.pool_papers import (
    confirmed_in_words,
    facts_of_statement,
    length_in_words,
    what_in_words,
)
from lotsenwerk.domain.assistance.queries.statements import giver
from lotsenwerk.domain.funding.queries.months import paid_month, paid_months
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.months import Month
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk


@desk(may_see_deployments)
def statements(request: VisitRequest) -> HttpResponse:
    """Everybody's month."""
    now = clock.now()
    month = Month.said(request.GET.get("month", ""), clock.local(now).date())
    rows = paid_months(request.actor, month.first, at=now)
    context = {
        "month": month,
        "rows": [(one, length_in_words(one.minutes)) for one in rows],
        "cents": sum(one.cents for one in rows),
        "length": length_in_words(sum(one.minutes for one in rows)),
    }
    return render(request, "desk/deployments/statements.html", context)


@desk(may_see_deployments)
def statement(request: VisitRequest, person_id: int, month: str) -> HttpResponse:
    """One person's month, line by line."""
    shown = Month.named(month)
    monthly = paid_month(request.actor, giver(request.actor, person_id), shown.first, at=clock.now())
    context = {
        "monthly": monthly,
        "month": shown,
        "length": length_in_words(monthly.minutes),
        "lines": [(one, *_told(one.deployment), confirmed_in_words(one.deployment)) for one in monthly.lines],
        "waiting": [(one, *_told(one)) for one in monthly.waiting],
    }
    return render(request, "desk/deployments/statement.html", context)


def _told(one: Deployment) -> tuple[str, str]:
    return what_in_words(one), length_in_words(one.minutes)


@require_safe
@desk(may_see_deployments)
def statement_paper(request: VisitRequest, person_id: int, month: str) -> HttpResponse:
    """The same on paper."""
    shown = Month.named(month)
    monthly = paid_month(request.actor, giver(request.actor, person_id), shown.first, at=clock.now())
    paper = make_pdf("statement", facts_of_statement(monthly), "de")
    named = {"Content-Disposition": f'inline; filename="abrechnung-{shown.sign}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)

"""Her months: what is confirmed, what still waits, and what she gets; the same as a paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.models import Deployment
from lotsenwerk.domain.assistance.pool_papers import facts_of_statement
from lotsenwerk.domain.assistance.queries.statements import giver, months_with_something
from lotsenwerk.domain.funding.queries.months import paid_month
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.money import Cents
from lotsenwerk.kit.months import Month
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.words import length_in_words


@require_safe
@mine()
def own_month(request: VisitRequest, month: str = "") -> HttpResponse:
    """One month; without a name the newest in which she gave something."""
    herself = giver(request.actor, request.actor.person_id or 0)
    known = [Month(first) for first in months_with_something(request.actor, herself)]
    shown = Month.named(month) if month else (known or [Month.of(clock.local(clock.now()).date())])[0]
    monthly = paid_month(request.actor, herself, shown.first, at=clock.now())
    context = {
        "month": shown,
        "others": [one for one in known if one != shown],
        "lines": [(*_row(one.deployment), money.shown(Cents(one.cents))) for one in monthly.lines],
        "waiting": [_row(one) for one in monthly.waiting],
        "length": length_in_words(monthly.minutes),
        "amount": money.shown(Cents(monthly.cents)) if monthly.cents else "",
    }
    return render(request, "mine/months/month.html", context)


def _row(one: Deployment) -> tuple[Deployment, str, str]:
    where = one.cooperation.name if one.cooperation is not None else one.place
    what = language_name(one.language) if one.language else ""
    return one, ", ".join(part for part in (what, where) if part), length_in_words(one.minutes)


@require_safe
@mine()
def month_paper(request: VisitRequest, month: str) -> HttpResponse:
    """The statement as PDF, in German, as offices read it."""
    shown = Month.named(month)
    herself = giver(request.actor, request.actor.person_id or 0)
    facts = facts_of_statement(paid_month(request.actor, herself, shown.first, at=clock.now()))
    named = {"Content-Disposition": f'inline; filename="abrechnung-{shown.sign}.pdf"'}
    return HttpResponse(make_pdf("statement", facts, "de"), content_type="application/pdf", headers=named)

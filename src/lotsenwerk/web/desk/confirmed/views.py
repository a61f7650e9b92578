"""What was done, confirmed, month by month: helpers and minutes, nobody who was helped."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from lotsenwerk.domain.assistance.permissions import may_see_confirmed
from lotsenwerk.domain.assistance.queries.journey import confirmations
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import A_PAGE
from lotsenwerk.web.desk.confirmed.months import Month
from lotsenwerk.web.desk.entry import desk


@desk(may_see_confirmed)
def confirmed(request: VisitRequest) -> HttpResponse:
    """One month's confirmed hours with their sum."""
    today = clock.local(clock.now()).date()
    month = Month.named(request.GET.get("month", ""), today)
    rows = confirmations(request.actor, year=month.year, month=month.number)
    context = {
        "month": month,
        "before": month.moved(-1),
        "after": month.moved(1) if month.first < today.replace(day=1) else None,
        "page": Paginator(rows, 2 * A_PAGE).get_page(request.GET.get("page")),
        "minutes": sum(row.minutes for row in rows),
        "helpers": len({row.volunteer_id for row in rows}),
    }
    return render(request, "desk/confirmed/confirmed.html", context)

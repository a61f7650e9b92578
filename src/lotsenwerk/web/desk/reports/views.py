"""The figures of a town."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from lotsenwerk.domain.reporting.permissions import may_see_reports
from lotsenwerk.domain.reporting.queries.period import Period
from lotsenwerk.domain.reporting.queries.report import Report, report_on
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.reports.shown import Chart, languages, lines, name_of, numbers, quarters, years
from lotsenwerk.web.desk.reports.table import table_of

PUBLIC = "public"


@desk(may_see_reports)
def reports(request: VisitRequest) -> HttpResponse:
    """What was done in a year or a quarter; ``?for=public`` is what everybody may read of it."""
    report, today = _asked_for(request)
    context = {
        "report": report,
        "and_public": f"&for={PUBLIC}" if report.is_public else "",
        "name": name_of(report.period),
        "years": years(today, report.period.year),
        "quarters": quarters(report.period.year, today),
        "numbers": numbers(report),
        "chart": Chart.of(report, today),
        "lines": lines(report),
        "languages": languages(report),
        "is_over": report.period.is_over(today),
    }
    return render(request, "desk/reports/reports.html", context)


@desk(may_see_reports)
def reports_csv(request: VisitRequest) -> HttpResponse:
    """The same figures as a table for a spreadsheet."""
    report, today = _asked_for(request)
    answer = HttpResponse(table_of(report, today), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="zahlen-{report.period.sign}.csv"'
    return answer


def _asked_for(request: VisitRequest) -> tuple[Report, date]:
    now = clock.now()
    today = clock.local(now).date()
    period, is_public = Period.said(request.GET.get("of", ""), today), request.GET.get("for") == PUBLIC
    return report_on(request.actor, period, public=is_public, at=now), today

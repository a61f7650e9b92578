"""The figures as a table for a spreadsheet: one line a number, then the months."""

import csv
from datetime import date
from io import StringIO

from django.utils.translation import gettext as _

from lotsenwerk.domain.reporting.queries.report import Report
from lotsenwerk.web.desk.reports.shown import Chart, languages, lines, name_of, numbers


def table_of(report: Report, today: date) -> str:
    """Semicolons, and a sign in front that tells Excel it is UTF-8. Nothing in it was typed by anybody."""
    out, chart = StringIO(), Chart.of(report, today)
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow([_("Figure"), name_of(report.period), "", _("What it means")])
    table.writerows([one.name, one.number, one.below, one.means] for one in numbers(report))
    table.writerow([])
    table.writerow([_("Hours")])
    table.writerows([name, said] for name, said, _minutes in lines(report))
    table.writerow([])
    table.writerow([_("Languages of those who helped")])
    table.writerows([name, count] for name, count in languages(report))
    table.writerow([])
    table.writerow([_("Month"), *(name for _colour, name in chart.kinds), _("All")])
    table.writerows([one.name, *one.counts, one.total] for one in chart.columns)
    table.writerow([_("All"), *chart.totals, chart.total])
    return "\ufeff" + out.getvalue()

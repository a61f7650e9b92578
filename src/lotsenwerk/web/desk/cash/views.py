"""The float of the carrier: what it should hold, what was counted, and which visits are not at rest."""

import csv
from io import StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.float_box import close_day, empty_float, fill_float
from lotsenwerk.domain.assistance.cash_words import counted_in_words, line_in_words
from lotsenwerk.domain.assistance.ledger import Account, signed
from lotsenwerk.domain.assistance.models import CashKind
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_see_cash
from lotsenwerk.domain.assistance.queries.money import closings, float_day, lines_of_month, open_visits
from lotsenwerk.domain.assistance.visit_papers import number_of
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.money import Cents
from lotsenwerk.web.desk.cash.forms import CountForm, MoveForm
from lotsenwerk.web.desk.cash.wording import client_in_words, lines_of_float
from lotsenwerk.web.desk.confirmed.months import Month
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once


@desk(may_see_cash)
def cash(request: VisitRequest) -> HttpResponse:
    """The day of the float."""
    return _show(request, CountForm(), MoveForm())


@desk(may_run_journeys)
def cash_close(request: VisitRequest) -> HttpResponse:
    """Close the day with what was counted."""
    form, now = CountForm(posted(request)), clock.now()
    if form.is_valid():
        with refusals_at(form):
            counted = form.cleaned_data["counted"]
            act_once(request, lambda: {"closing": close_day(request.actor, counted=counted, at=now).id}, at=now)
            messages.success(request, _("The day is closed."))
            return redirect("desk:cash")
    return _show(request, form, MoveForm())


@desk(may_run_journeys)
def cash_move(request: VisitRequest) -> HttpResponse:
    """Put money into the float, or take some out."""
    form, now = MoveForm(posted(request)), clock.now()
    if form.is_valid():
        with refusals_at(form):
            move = fill_float if form.cleaned_data["way"] == "fill" else empty_float
            cents = form.cleaned_data["cents"]
            act_once(request, lambda: {"line": move(request.actor, cents=cents, at=now).id}, at=now)
            messages.success(request, _("It is written down."))
            return redirect("desk:cash")
    return _show(request, CountForm(), form)


@desk(may_see_cash)
def cash_month(request: VisitRequest) -> HttpResponse:
    """Every line of a month as a list for a spreadsheet, with the number of the visit and without a client's name."""
    month = Month.named(request.GET.get("month", ""), clock.local(clock.now()).date())
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow([_("Day"), _("Time"), _("What"), _("Amount"), _("Float"), _("Visit")])
    for line in lines_of_month(request.actor, year=month.year, month=month.number):
        at, sign = clock.local(line.at), -1 if line.undoes_id else 1
        moved = sign * signed(CashKind(line.kind), Account.FLOAT) * line.cents
        words = line_in_words(
            line.kind, client=_("the person helped"), helper=_("the helper"), takes_back=line.undoes_id is not None
        )
        number = number_of(line.assignment) if line.assignment else ""
        rows.writerow([f"{at:%d.%m.%Y}", f"{at:%H:%M}", words, _plain(sign * line.cents), _plain(moved), number])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="kasse-{month}.csv"'
    return answer


def _plain(cents: int) -> str:
    return money.typed_again(Cents(cents))


def _show(request: VisitRequest, count: CountForm, move: MoveForm) -> HttpResponse:
    now, actor = clock.now(), request.actor
    day = float_day(actor, at=now)
    this_month = Month.named("", clock.local(now).date())
    context = {
        "day": day,
        "lines": lines_of_float(actor, day.lines),
        "counted": counted_in_words(day.difference) if day.difference is not None else None,
        "closings": [(one, counted_in_words(one.counted_cents - one.expected_cents)) for one in closings(actor)],
        "opened": [(one, client_in_words(actor, one.assignment)) for one in open_visits(actor)],
        "count": count,
        "move": move,
        "may_write": may_run_journeys(actor),
        "months": [this_month, this_month.moved(-1)],
        "now": now,
        "action_id": new_action_id(),
    }
    return render(request, "desk/cash/cash.html", context)

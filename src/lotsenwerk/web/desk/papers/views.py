"""The sheet of a day: printed in the morning, ticked off in the evening."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance.actions.print_day import print_day
from lotsenwerk.domain.assistance.actions.tick import tick
from lotsenwerk.domain.assistance.ledger import Totals
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.money import totals_of, visits_of_day
from lotsenwerk.domain.assistance.visit_papers import facts_of_day
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.papers.forms import TickForm
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_run_journeys)
def day_sheet(request: VisitRequest) -> HttpResponse:
    """Choose the day and the helper on GET; POST prints the sheet, and each address on it is written down."""
    day = _day(request)
    everybody = visits_of_day(request.actor, day)
    helpers = {visit.volunteer.person_id: visit.volunteer.person for visit in everybody}
    chosen = helpers.get(_number(request.POST.get("person") or request.GET.get("person") or ""))
    visits = [visit for visit in everybody if chosen is None or visit.volunteer.person_id == chosen.id]
    if request.method == "POST" and visits:
        print_day(request.actor, visits, at=clock.now())
        language = chosen.language if chosen else "de"
        facts = facts_of_day(day, visits, totals_of(request.actor, visits), language)
        answer = HttpResponse(make_pdf("day_sheet", facts, language), content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="tag-{day:%Y-%m-%d}.pdf"'
        return answer
    context = {"day": day, "visits": visits, "helpers": helpers.values(), "chosen": chosen}
    return render(request, "desk/papers/day.html", context)


@desk(may_run_journeys)
def tick_day(request: VisitRequest) -> HttpResponse:
    """Tick a whole sheet off: what is right is written down, what is not stays as it was typed."""
    day = _day(request)
    waiting = [one for one in visits_of_day(request.actor, day) if one.state == AssignmentState.ACCEPTED]
    rows = _rows(request, waiting) if request.method == "POST" else []
    done = [form.visit for form in rows if not form.is_empty and _ticked(request, form)]
    if done:
        sentence = ngettext("%(n)d visit is ticked off.", "%(n)d visits are ticked off.", len(done))
        messages.success(request, sentence % {"n": len(done)})
    wrong = [form for form in rows if not form.is_empty and form.visit not in done]
    if done and not wrong:
        return redirect(f"{request.path}?day={day:%Y-%m-%d}")
    by_visit = {form.visit.id: form for form in wrong}
    left = [one for one in waiting if one not in done]
    context = {"day": day, "rows": [by_visit.get(form.visit.id, form) for form in _fresh(request, left)]}
    return render(request, "desk/papers/tick.html", context)


@desk(may_run_journeys)
def tick_one(request: VisitRequest, ref: str) -> HttpResponse:
    """Tick off the one stop to which the code on the sheet leads."""
    visit = assignment_for(request.actor, ref=ref.replace("-", ""))
    [form] = _rows(request, [visit]) if request.method == "POST" else _fresh(request, [visit], with_minutes=True)
    if form.is_bound and _ticked(request, form):
        messages.success(request, _("Ticked off."))
        return redirect("desk:tick_one", visit.ref)
    context = {
        "visit": visit,
        "form": form,
        "is_waiting": visit.state == AssignmentState.ACCEPTED,
    }
    return render(request, "desk/papers/tick_one.html", context)


def _rows(request: VisitRequest, visits: Sequence[Assignment]) -> Sequence[TickForm]:
    """A row for each stop with what was typed."""
    return [TickForm(posted(request), visit=visit) for visit in visits]


def _fresh(request: VisitRequest, visits: Sequence[Assignment], *, with_minutes: bool = False) -> Sequence[TickForm]:
    """A row for each stop in which nothing was typed yet: what was handed over stands there."""
    noted = totals_of(request.actor, visits)
    return [TickForm(visit=visit, initial=_first(visit, noted[visit.id], with_minutes)) for visit in visits]


def _first(visit: Assignment, noted: Totals, with_minutes: bool) -> dict[str, object]:
    first: dict[str, object] = {"minutes": visit.need.minutes} if with_minutes else {}
    return first | ({"received": money.typed_again(money.Cents(noted.received))} if noted.received else {})


def _ticked(request: VisitRequest, form: TickForm) -> bool:
    """Whether this stop is done now; where it is refused, the sentence stands in its row."""
    if not form.is_valid():
        return False
    with refusals_at(form):
        tick(request.actor, form.visit, form.ticked(), at=clock.now())
    return not form.errors


def _day(request: VisitRequest) -> date:
    today = clock.local(clock.now()).date()
    try:
        return parse_date(request.POST.get("day") or request.GET.get("day") or "") or today
    except ValueError:
        return today


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0  # noqa: PLR2004 - fits a bigint

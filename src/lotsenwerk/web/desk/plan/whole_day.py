"""Somebody was asked for her whole day and answers on the telephone: yes to all, to some of it, or no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lotsenwerk.domain.assistance.actions.planning.answer_day import answer_day
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.planning.days import DayVisit, HelpersDay, asked_day
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.plan.choices import plan_url
from lotsenwerk.web.desk.plan.pieces import STATES
from lotsenwerk.web.desk.steady import act_once, id_of_form
from lotsenwerk.web.desk.wording import called, first_name, kind_word


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of the day: ``ref`` where she has yet to answer, and whether it is ticked."""

    need_id: int
    begin: datetime
    end: datetime
    who: str
    what: str
    ref: str
    is_ticked: bool
    state: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk(may_run_journeys)
def plan_whole_day(request: VisitRequest, person_id: int, day: date) -> HttpResponse:
    """The day as she was asked for it; a POST takes down what she said."""
    asked = asked_day(request.actor, person_id, day)
    if request.POST.get("answer") not in {"yes", "no"}:
        return _show(request, asked)
    if request.POST["answer"] == "yes" and not request.POST.getlist("goes"):
        return _show(request, asked, [_("Please tick where she or he goes.")], status=422)
    try:
        with all_or_nothing():
            answer = _answer(request, asked)
    except WrongState as refused:
        return _show(request, asked_day(request.actor, person_id, day), [refused.sentence], status=409)
    if answer["refused"]:
        return _show(request, asked_day(request.actor, person_id, day), list(answer["refused"]), status=409)
    messages.success(request, _told(asked, int(answer["going"])))
    return redirect("desk:plan_whole_day", person_id, day)


def _answer(request: VisitRequest, asked: HelpersDay) -> Mapping[str, Any]:
    """Take it down, once for a form that is sent twice; ``WrongState`` where nothing ticked is open any more."""
    now = clock.now()

    def answer() -> Mapping[str, object]:
        answered = answer_day(request.actor, asked.day_offer, yes=_ticked(request, asked), at=now)
        refused = list(dict.fromkeys(str(sentence) for _offer, sentence in answered.refused))
        return {"going": len(answered.going), "refused": refused}

    return act_once(request, answer, at=now)


def _ticked(request: HttpRequest, asked: HelpersDay) -> set[int]:
    """The needs to which she said yes; none where the button says no."""
    if request.POST["answer"] == "no":
        return set()
    refs = set(request.POST.getlist("goes"))
    ticked = {visit.need.id for visit in asked.open if visit.offer is not None and visit.offer.ref in refs}
    if not ticked:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    return ticked


def _told(asked: HelpersDay, going: int) -> str:
    name = {"name": first_name(asked.day_offer.volunteer.person), "count": going}
    if not going:
        return _("%(name)s cannot come this time.") % name
    return (
        ngettext(
            "%(name)s is coming, to one visit. The call list says who waits to hear of it.",
            "%(name)s is coming, to %(count)d visits. The call list says who waits to hear of it.",
            going,
        )
        % name
    )


def _show(request: VisitRequest, asked: HelpersDay, refused: Sequence[str] = (), *, status: int = 200) -> HttpResponse:
    person, day = asked.day_offer.volunteer.person, asked.day_offer.day
    typed = set(request.POST.getlist("goes")) if request.method == "POST" else None
    context = {
        "person": person,
        "first_name": first_name(person),
        "day_word": date_format(day, _("l, j F")),
        "lines": [_line(visit, typed) for visit in asked.visits],
        "open_count": len(asked.open),
        "refused": refused,
        "back": plan_url(day),
        "action_id": id_of_form(request),
    }
    return render(request, "desk/plan/whole_day.html", context, status=status)


def _line(visit: DayVisit, typed: set[str] | None) -> Line:
    ref = visit.offer.ref if visit.offer is not None else ""
    return Line(
        need_id=visit.need.id,
        begin=visit.begin,
        end=visit.end,
        who=called(visit.need.client.person),
        what=kind_word(visit.need.kind),
        ref=ref,
        is_ticked=typed is None or ref in typed,
        state=str(STATES["asked" if visit.is_open else "accepted"]),
    )

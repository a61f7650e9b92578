"""The plan of a day or a week: looked at, made, explained."""

from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.queries.planning import coverage, plan_for, progress_of, timeline
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.plan.choices import A_WEEK, Choice, choice_of, day_to_plan, plan_url
from lotsenwerk.web.desk.plan.coverage import recruiting_text, rows_of, weekdays
from lotsenwerk.web.desk.plan.on_map import drawn
from lotsenwerk.web.desk.plan.panel import about_need
from lotsenwerk.web.desk.plan.shown import is_over, page_of, tabs_of
from lotsenwerk.web.desk.plan.wording import best_so_far, days_in_words


@desk(may_plan)
def plan(request: VisitRequest) -> HttpResponse:
    """A day or a week with the plan that was asked for, or the newest of anybody."""
    now = clock.now()
    choice = choice_of(request.GET, day_to_plan(now))
    context = page_of(request.actor, choice, now, whole_tray=request.GET.get("tray") == "all")
    context |= {"then": "difference" if request.GET.get("then") == "difference" else ""}
    return render(request, "desk/plan/plan.html", context)


@desk(may_plan)
def plan_progress(request: VisitRequest, plan_id: int) -> HttpResponse:
    """How far a search is; when it has ended, the way to what it found."""
    found = progress_of(request.actor, plan_id)
    choice = Choice(found.first_day, "week" if request.GET.get("show") == "week" else "day", found.pk)
    then = "difference" if request.GET.get("then") == "difference" else ""
    if is_over(found) and wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": _behind(found, choice, then)})
    if not wants_fragment(request):
        return redirect(_behind(found, choice, then))
    is_news = request.GET.get("said", "") != ("" if found.served is None else str(found.served))
    context = {"plan": found, "choice": choice, "best": best_so_far(found), "is_news": is_news, "then": then}
    return render(request, "desk/plan/_progress.html", context)


def _behind(found: Plan, choice: Choice, then: str) -> str:
    """Where the search leads: to the plan, or to what it would change."""
    if then and found.state == PlanState.READY:
        return reverse("desk:plan_publish", args=[found.pk])
    return choice.url


@desk(may_plan)
def plan_need(request: VisitRequest, plan_id: int, need_id: int) -> HttpResponse:
    """Why this helper, who else could and why not: beside the timeline, or as a page."""
    context = about_need(request.actor, plan_for(request.actor, plan_id), need_id)
    page = "desk/plan/_panel.html" if wants_fragment(request) else "desk/plan/need.html"
    return render(request, page, context)


@desk(may_plan)
def plan_map(request: VisitRequest, plan_id: int) -> HttpResponse:
    """The ways of one day on the map."""
    found = plan_for(request.actor, plan_id)
    day = choice_of(request.GET, found.first_day).day
    on_map = drawn(timeline(request.actor, found), day)
    context = {"map": on_map.map, "without_place": on_map.without_place, "notice": NOTICE}
    context |= {"back": plan_url(day, "day", found.pk)}
    return render(request, "desk/plan/_map.html" if wants_fragment(request) else "desk/plan/map.html", context)


@desk(may_plan)
def plan_languages(request: VisitRequest) -> HttpResponse:
    """Who is asked for in which language on which weekday, who is there for it, and how to find more."""
    choice = replace(choice_of(request.GET, clock.local(clock.now()).date()), show="week")
    found = coverage(request.actor, choice.first_day, choice.last_day)
    recruit = recruiting_text(found.gaps, request.visit.town) if found.gaps else ""
    here = reverse("desk:plan_languages")
    context = {
        "rows": rows_of(found),
        "below": days_in_words(choice),
        "before": f"{here}?day={choice.first_day - timedelta(days=A_WEEK)}",
        "after": f"{here}?day={choice.last_day + timedelta(days=1)}",
        "weekdays": weekdays(),
        "recruit": recruit,
        "recruit_rows": recruit.count("\n") + 3,
        "tabs": tabs_of("languages", choice.day),
    }
    return render(request, "desk/plan/languages.html", context)

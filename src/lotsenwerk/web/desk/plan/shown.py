"""What stands on the page of a plan, beside its timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.domain.assistance.queries.planning import Timeline, VisitState, plan_for, plans_of, timeline
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.addresses import address
from lotsenwerk.web.desk.plan.arranged import (
    A_PAGE,
    A_PAGE_OF_A_WEEK,
    Day,
    day_of,
    holds_not_met,
    lost_orders,
    week_of,
)
from lotsenwerk.web.desk.plan.choices import (
    QUICK,
    RUNNING,
    THOROUGH,
    Choice,
    fits,
    is_listed,
    is_outdated,
    plan_url,
    shown_plan,
)
from lotsenwerk.web.desk.plan.wording import (
    SHAPES,
    best_so_far,
    days_in_words,
    how_long,
    of_plan,
    short_state,
    state_in_words,
)

MOST_PROPOSALS = 4
MOST_IN_TRAY = 6
MOST_IDLE = 12
Tab = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan of these days in a line: whose, how far, how many visits of all."""

    plan: Plan
    url: str
    drawing: str
    word: str
    pace: str
    whose: str
    all: int
    is_here: bool


def page_of(actor: Actor, choice: Choice, now: datetime, *, whole_tray: bool = False) -> dict[str, Any]:
    """Everything on the page of a day or a week; the same number of queries however much it is."""
    plans = plans_of(actor, choice.first_day, choice.last_day)
    chosen = shown_plan(choice, plans)
    listed = [plan for plan in plans if is_listed(plan, plans) and fits(choice, plan)][:MOST_PROPOSALS]
    is_old = chosen is not None and is_outdated(chosen, plans)
    about = [*listed, *([chosen] if chosen else [])]
    names = names_of([plan.made_by_user_id or 0 for plan in about] + [plan.published_by_user_id or 0 for plan in about])
    here = replace(choice, plan=chosen.pk) if chosen else choice
    page = {
        "choice": here,
        "title": days_in_words(choice),
        "below": state_in_words(chosen, names, now, is_outdated=is_old) if chosen else "",
        "is_outdated": is_old,
        "plan": chosen,
        "is_running": chosen is not None and chosen.state in RUNNING,
        "is_past": choice.last_day < clock.local(now).date(),
        "tabs": tabs_of(choice.show, choice.day),
        "paces": paces(),
        "proposals": [proposal(plan, choice, chosen, names, now) for plan in listed],
        "best": best_so_far(chosen) if chosen else "",
        "today": clock.local(now).date(),
        **_compare(chosen, listed, names, now),
    }
    if chosen is None or page["is_running"]:
        return page
    return page | _inside(timeline(actor, plan_for(actor, chosen.pk)), here, whole_tray=whole_tray)


def _inside(shown: Timeline, choice: Choice, *, whole_tray: bool) -> dict[str, Any]:
    """The timeline of the day or the table of the week, the tray and the figures."""
    is_week = choice.show == "week"
    day = day_of(shown, choice.day)
    unserved = shown.unserved if is_week else day.unserved
    rows: Sequence[Any] = week_of(shown, choice.days) if is_week else day.rows
    pages = Paginator(rows, A_PAGE_OF_A_WEEK if is_week else A_PAGE)
    page = pages.get_page(choice.page)
    return {
        "figures": shown.figures,
        "lost_orders": lost_orders(shown, choice.days),
        "not_met": holds_not_met(shown),
        "all": shown.figures.served + shown.figures.unserved,
        "page": page,
        "rows": page.object_list,
        "day": day,
        "unanswered": [] if is_week else _unanswered(day),
        "idle": day.idle[:MOST_IDLE],
        "idle_more": max(len(day.idle) - MOST_IDLE, 0),
        "week_days": [(one, plan_url(one, "day", choice.plan)) for one in choice.days],
        "unserved": unserved if whole_tray else unserved[:MOST_IN_TRAY],
        "unserved_count": len(unserved),
        "all_unserved": "" if whole_tray or len(unserved) <= MOST_IN_TRAY else f"{choice.url}&tray=all",
    }


def _unanswered(day: Day) -> list[tuple[str, str, int]]:
    """Who has yet to answer for her day: where the desk can do it for her, her name, and how many visits it is."""
    asked = [(row, sum(visit.state == VisitState.ASKED for visit in row.visits)) for row in day.rows]
    on = day.scale.day
    return [(reverse("desk:plan_whole_day", args=[row.person_id, on]), row.name, many) for row, many in asked if many]


def proposal(plan: Plan, choice: Choice, chosen: Plan | None, names: Mapping[int, str], now: datetime) -> Proposal:
    """One plan in the list."""
    return Proposal(
        plan=plan,
        url=choice.of(plan),
        drawing=SHAPES[plan.state],
        word=short_state(plan)
        if plan.first_day == plan.last_day
        else f"{short_state(plan)} ({pgettext('plan', 'Week')})",
        pace=how_long(plan.seconds),
        whose=of_plan(plan, names, now),
        all=(plan.served or 0) + (plan.unserved or 0),
        is_here=chosen is not None and plan.pk == chosen.pk,
    )


def _compare(chosen: Plan | None, listed: Sequence[Plan], names: Mapping[int, str], now: datetime) -> dict[str, str]:
    """The way to the comparison with the newest other plan that was found."""
    if chosen is None or chosen.state in RUNNING:
        return {"compare": "", "compare_with": ""}
    days = chosen.first_day, chosen.last_day
    others = [
        plan
        for plan in listed
        if plan.pk != chosen.pk and plan.state not in RUNNING and (plan.first_day, plan.last_day) == days
    ]
    if not others:
        return {"compare": "", "compare_with": ""}
    return {
        "compare": address("desk:plan_compare", chosen.pk, others[0].pk),
        "compare_with": _("with %(whose)s") % {"whose": of_plan(others[0], names, now)},
    }


def tabs_of(show: str, day: date) -> list[Tab]:
    """Day, week, languages: address, word, and whether one is there."""
    return [
        (plan_url(day), pgettext("plan", "Day"), show == "day"),
        (plan_url(day, "week"), pgettext("plan", "Week"), show == "week"),
        (address("desk:plan_languages"), pgettext("plan", "Languages"), show == "languages"),
    ]


def paces() -> list[tuple[int, str, str]]:
    """How thoroughly one can look: seconds, a word, how long it takes."""
    length = _("about %(count)d s")
    return [(QUICK, _("quick"), length % {"count": QUICK}), (THOROUGH, _("thorough"), length % {"count": THOROUGH})]


def is_over(plan: Plan) -> bool:
    """Whether a search has come to an end."""
    return plan.state not in {PlanState.WAITING, PlanState.SEARCHING}

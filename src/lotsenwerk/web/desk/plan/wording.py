"""How one speaks of plans: who made one and when, how far it is, what it comes to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance.bodies import WAYS
from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.domain.assistance.queries.planning import NeedOnPlan, why_dropped
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.plan.choices import THOROUGH, Choice
from lotsenwerk.web.desk.wording import need_word, time_in_words

SHAPES: Mapping[str, str] = {
    PlanState.WAITING: "hourglass",
    PlanState.SEARCHING: "hourglass",
    PlanState.READY: "shape-ring",
    PlanState.PUBLISHED: "shape-dot",
    PlanState.REPLACED: "shape-bar",
    PlanState.DROPPED: "shape-cross",
}


def what_in_words(need: NeedOnPlan) -> str:
    """What is to be done: the kind, for a pool with its language, and how, where nobody comes to a door."""
    words = need_word(need)
    return f"{words}, {WAYS[need.way]}" if need.is_remote else words


def days_in_words(choice: Choice) -> str:
    """What is planned, as a heading: "Donnerstag, 26. November", or from when to when."""
    if choice.show == "day":
        return date_format(choice.day, _("l, j F"))
    told = {"first": date_format(choice.first_day, _("j F")), "last": date_format(choice.last_day, _("j F"))}
    return _("Week from %(first)s to %(last)s") % told


def span_in_words(first_day: date, last_day: date) -> str:
    """From when to when; of a single day its name."""
    if first_day == last_day:
        return date_format(first_day, _("l, j F"))
    told = {"first": date_format(first_day, _("j F")), "last": date_format(last_day, _("j F"))}
    return _("From %(first)s to %(last)s") % told


def moment_in_words(at: datetime, now: datetime) -> str:
    """When something was done: the time, and the day where it was not today."""
    wall = clock.local(at)
    day = "" if wall.date() == clock.local(now).date() else f"{date_format(wall, 'D j.n.')} "
    return f"{day}{time_in_words(at)}"


def state_in_words(plan: Plan, names: Mapping[int, str], now: datetime, *, is_outdated: bool = False) -> str:
    """How far a plan is and whose it is, in a sentence."""
    made = {"name": _name(plan.made_by_user_id, names), "time": moment_in_words(plan.made_at, now)}
    if plan.state == PlanState.PUBLISHED and plan.published_at:
        told = {"name": _name(plan.published_by_user_id, names), "time": moment_in_words(plan.published_at, now)}
        return _("Published by %(name)s, %(time)s. Everybody concerned was asked.") % told
    if plan.state == PlanState.REPLACED:
        return _("Of %(name)s, %(time)s. A newer plan counts now.") % made
    if plan.state == PlanState.DROPPED:
        return why_dropped(plan) or _("Of %(name)s, %(time)s. It was thrown away.") % made
    if is_outdated:
        return _("Of %(name)s, %(time)s. Outdated: another plan was published after it.") % made
    if plan.state == PlanState.READY:
        return _("Proposal of %(name)s, %(time)s. Nobody has heard of it yet.") % made
    return _("Started by %(name)s, %(time)s.") % made


def short_state(plan: Plan) -> str:
    """How far a plan is, in a word or two."""
    words = {
        PlanState.WAITING: _("about to begin"),
        PlanState.SEARCHING: _("is being looked for"),
        PlanState.READY: _("proposal"),
        PlanState.PUBLISHED: _("published"),
        PlanState.REPLACED: _("replaced"),
        PlanState.DROPPED: _("thrown away"),
    }
    return words[PlanState(plan.state)]


def best_so_far(plan: Plan) -> str:
    """What a search has found until now."""
    if plan.served is None:
        return _("Looking at who can do what …")
    told = {"served": plan.served, "all": plan.served + (plan.unserved or 0)}
    return _("Best so far: %(served)d of %(all)d visits") % told


def of_plan(plan: Plan, names: Mapping[int, str], now: datetime) -> str:
    """Whose a plan is and from when, in a line."""
    return f"{_name(plan.made_by_user_id, names)}, {moment_in_words(plan.made_at, now)}"


def _name(user_id: int | None, names: Mapping[int, str]) -> str:
    return names.get(user_id or 0, _("the program"))


def how_long(seconds: int) -> str:
    """How thoroughly was looked, in a word."""
    return _("thorough") if seconds >= THOROUGH else _("quick")


def affected_in_words(count: int) -> str:
    """How many helpers a plan changes something for."""
    return ngettext("%(count)d person affected", "%(count)d people affected", count) % {"count": count}


def day_of_week(day: date) -> str:
    """A short name of a day in a table: "Do 26.11."."""
    return date_format(day, "D j.n.")

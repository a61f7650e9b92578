"""Why somebody goes to a visit, who else could and at what price, and why others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Plan
from lotsenwerk.domain.assistance.queries.planning import (
    Explained,
    Lane,
    LaneStop,
    NeedOnPlan,
    Timeline,
    VisitState,
    explain,
    timeline,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.plan.choices import plan_url
from lotsenwerk.web.desk.plan.pieces import STATES

MOST_OTHERS = 5
MOST_CANNOT = 12
AGREED = frozenset({VisitState.ACCEPTED, VisitState.STARTED, VisitState.OVER})
TONES = {
    "proposed": "open",
    "asked": "waiting",
    "accepted": "going",
    "started": "going",
    "over": "done",
    "declined": "off",
}


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else who could, and what it would cost."""

    row: Explained
    price: str


def about_need(actor: Actor, plan: Plan, need_id: int) -> dict[str, Any]:
    """All that the panel says. Raises ``NotThere`` for a visit that the plan does not know."""
    shown, rows = timeline(actor, plan), explain(actor, plan, need_id)
    need, lane, stop, why = _found(shown, need_id)
    chosen = next((row for row in rows if row.is_chosen), None)
    base = chosen.minutes if chosen and chosen.is_possible else 0
    others = [row for row in rows if row.is_possible and not row.is_chosen]
    cannot = [row for row in rows if not row.is_possible and not row.is_chosen]
    return {
        "plan": plan,
        "need": need,
        "stop": stop,
        "why": why,
        "chosen": chosen,
        "tone": TONES[stop.state] if stop else "open",
        "lane": lane,
        "whole_day": _whole_day(lane) if stop is not None and stop.state is VisitState.ASKED else "",
        "is_agreed": stop is not None and stop.state in AGREED,
        "word": str(STATES[stop.state]) if stop else "",
        "why_chosen": why_chosen(chosen, others) if chosen and chosen.is_possible else "",
        "others": [Other(row, price(row.minutes - base, is_more=chosen is not None)) for row in others[:MOST_OTHERS]],
        "cannot": cannot[:MOST_CANNOT],
        "cannot_count": len(cannot),
        "cannot_more": len(cannot) - MOST_CANNOT,
        "pinned_name": next((row.helper.person.name for row in rows if row.helper.id == need.pinned_to), ""),
        "back": f"{plan_url(clock.local(need.earliest).date(), 'day', plan.pk)}#row-{need_id}",
    }


def _whole_day(lane: Lane | None) -> str:
    """Where the desk answers for somebody's day that was asked for."""
    return reverse("desk:plan_whole_day", args=[lane.helper.person_id, lane.day]) if lane is not None else ""


def _found(shown: Timeline, need_id: int) -> tuple[NeedOnPlan, Lane | None, LaneStop | None, Sequence[str]]:
    """The visit: where it stands in the plan, or why it stands nowhere."""
    for lane in shown.lanes:
        for stop in lane.stops:
            if stop.need.id == need_id and not stop.is_pick_up:
                return stop.need, lane, stop, ()
    for one in shown.unserved:
        if one.need.id == need_id:
            return one.need, None, None, one.reasons
    raise NotThere


def price(minutes: int, *, is_more: bool) -> str:
    """What somebody costs, against who is chosen where somebody is."""
    told = {"minutes": abs(minutes)}
    if not is_more:
        return _("%(minutes)d min") % told
    if not minutes:
        return _("just as well")
    return _("%(minutes)d min more") % told if minutes > 0 else _("%(minutes)d min less") % told


def why_chosen(chosen: Explained, others: Sequence[Explained]) -> str:
    """Why this one of all who could."""
    if not others:
        return _("Nobody else could go.")
    best = min(one.minutes for one in others)
    if chosen.minutes <= best:
        told = {"count": len(others) + 1, "minutes": chosen.minutes}
        return _("Of %(count)d who could go it suits best here: %(minutes)d min all in all.") % told
    told = {"minutes": chosen.minutes - best}
    return (
        _("For this visit alone it is %(minutes)d min more than with somebody else; the whole day fits better so.")
        % told
    )

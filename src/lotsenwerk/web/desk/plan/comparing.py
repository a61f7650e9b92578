"""Two plans beside each other, and who would hear of one: lines for tables and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.domain.assistance.queries.planning import At, Difference, Move, NeedOnPlan, Timeline, VisitState
from lotsenwerk.web.desk.plan.choices import plan_url
from lotsenwerk.web.desk.plan.wording import affected_in_words, how_long, of_plan, short_state

MOST_MOVES: Final = 40
A_MINUTE: Final = 60
TOLERANCE: Final = timedelta(minutes=1)
"""What is no change of time."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    plan: Plan
    url: str
    whose: str
    word: str
    pace: str
    may_publish: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of one side."""

    said: str
    is_better: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of both."""

    word: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Hearing:
    """Somebody who would get a message, and of how many visits."""

    name: str
    visits: str


def side_of(plan: Plan, names: Mapping[int, str], now: datetime) -> Side:
    """The head of a column."""
    return Side(
        plan,
        url_of(plan),
        of_plan(plan, names, now),
        short_state(plan),
        how_long(plan.seconds),
        plan.state == PlanState.READY,
    )


def url_of(plan: Plan) -> str:
    """The page of a plan: its day, or its week."""
    return plan_url(plan.first_day, "day" if plan.first_day == plan.last_day else "week", plan.pk)


def lines_of(one: Timeline, other: Timeline) -> list[Line]:
    """The figures that decide; the better one of each is marked."""
    figures, plans = (one.figures, other.figures), (one.plan, other.plan)
    return [
        _line(_("visits are done"), [each.served for each in figures], more_is_better=True),
        _line(_("have nobody yet"), [each.unserved for each in figures]),
        _line(_("people help"), [each.people for each in figures], is_neutral=True),
        _line(_("people would hear of it"), [each.asked for each in figures]),
        _line(_("kilometres on the road"), [round(each.kilometres) for each in figures]),
        _line(_("minutes all in all, less is better"), [(plan.cost or 0) // A_MINUTE for plan in plans]),
    ]


def _line(word: str, values: Sequence[int], *, more_is_better: bool = False, is_neutral: bool = False) -> Line:
    best = max(values) if more_is_better else min(values)
    differs = len(set(values)) > 1 and not is_neutral
    return Line(word, [Value(str(value), differs and value == best) for value in values])


def moves_of(found: Difference) -> dict[str, Any]:
    """What becomes different, of a long list the beginning."""
    return {
        "moves": found.moves[:MOST_MOVES],
        "moves_more": max(len(found.moves) - MOST_MOVES, 0),
        "affected": affected_in_words(len(found.people)),
    }


def between(one: Timeline, other: Timeline) -> Difference:
    """What becomes different from one plan to another, from what is read of both already."""
    was, now = _visits(one), _visits(other)
    moves = [
        Move((now.get(need) or was[need])[0], before, after)
        for need in was.keys() | now.keys()
        if _differ(before := _at(was, need), after := _at(now, need))
    ]
    people = {at.helper.id: at.helper for move in moves for at in (move.before, move.after) if at is not None}
    return Difference(tuple(sorted(moves, key=_when)), tuple(people.values()))


def _visits(shown: Timeline) -> Mapping[int, tuple[NeedOnPlan, At]]:
    return {
        stop.need.id: (stop.need, At(lane.helper, stop.begin))
        for lane in shown.lanes
        for stop in lane.stops
        if not stop.is_pick_up
    }


def _at(visits: Mapping[int, tuple[NeedOnPlan, At]], need_id: int) -> At | None:
    return visits[need_id][1] if need_id in visits else None


def _differ(one: At | None, other: At | None) -> bool:
    if one is None or other is None:
        return one is not other
    return one.helper.id != other.helper.id or abs(one.begin - other.begin) > TOLERANCE


def _when(move: Move) -> tuple[datetime, int]:
    at = move.after or move.before
    return (at.begin if at else move.need.earliest), move.need.id


def hearing_of(shown: Timeline) -> list[Hearing]:
    """Who would be asked, in the order of names; what somebody does as always is settled without a question."""
    counted: dict[str, tuple[str, int]] = {}
    for lane in shown.lanes:
        asked = sum(
            stop.state is VisitState.PROPOSED and not stop.is_regular for stop in lane.stops if not stop.is_pick_up
        )
        if asked:
            key = str(lane.helper.id)
            counted[key] = (lane.helper.person.name, counted.get(key, ("", 0))[1] + asked)
    return [
        Hearing(name, ngettext("%(count)d visit", "%(count)d visits", count) % {"count": count})
        for name, count in counted.values()
    ]

"""Who fits one need: hard rules drop, soft rules order, each with its reason. In words: docs/rules/matching.md."""

from collections.abc import Iterable
from typing import Final

from lotsenwerk.engines.planning.types import Candidate, Demand, Helper, Ranking, Reason, Rejection, Stay, Stretch
from lotsenwerk.engines.travel.distance import distance_m
from lotsenwerk.engines.travel.duration import travel_seconds

KNOWS: Final = 900
"""Seconds that a helper who has been here may travel longer (rule S1)."""
WORKED_HOUR: Final = 60
"""Seconds that one hour of the last four weeks weighs (rule S4)."""
ASKED: Final = 60
"""Seconds that each question of the last four weeks weighs (rule S5)."""
NO_COMMON_LANGUAGE: Final = 1800
"""Seconds that weigh where helper and client share no language (rule S3)."""
GRID: Final = 300
"""Visits begin at full five minutes, as people say them."""


def rank(demand: Demand, helpers: Iterable[Helper]) -> Ranking:
    """Put everybody in order for one need. The same input gives the same answer, whatever its order."""
    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    for helper in helpers:
        broken = tuple(_broken(demand, helper))
        begin = None if broken else first_begin(demand, helper)
        if begin is not None:
            candidates.append(Candidate(helper.id, begin, *_judged(demand, helper)))
        else:
            rejections.append(Rejection(helper.id, broken or (_why_no_begin(demand, helper),)))
    candidates.sort(key=lambda one: (one.cost, one.helper_id))
    rejections.sort(key=lambda one: (len(one.reasons), one.helper_id))
    return Ranking(tuple(candidates), tuple(rejections))


def first_begin(demand: Demand, helper: Helper) -> int | None:
    """The first instant at which the helper can be with the client for as long as it takes; none where there is none.

    She has to be free the whole time (H3), and to get there from her last stay and on to her next in time (H4).
    """
    fitting = (_begin_in(demand, helper, free) for free in sorted(helper.free))
    return next((begin for begin in fitting if begin is not None), None)


def _begin_in(demand: Demand, helper: Helper, free: Stretch) -> int | None:
    begin = _rounded_up(max(demand.window.begin, free.begin))
    last = min(demand.window.end, free.end) - demand.seconds
    for stay in sorted(helper.stays, key=lambda one: one.during):
        way = travel_seconds(stay.place, demand.place, helper.mode)
        if begin + demand.seconds + way <= stay.during.begin:
            break
        begin = max(begin, _rounded_up(stay.during.end + way))
    return begin if begin <= last else None


def _broken(demand: Demand, helper: Helper) -> Iterable[Reason]:
    """The hard rules that speak whatever the clock says, and the helper's free hours."""
    if helper.answer == "asked":
        yield Reason("H1")
    if helper.answer == "declined":
        yield Reason("H2")
    if all(_begin_in(demand, _without_stays(helper), free) is None for free in helper.free):
        yield Reason("H3")


def _why_no_begin(demand: Demand, helper: Helper) -> Reason:
    """She is free, and elsewhere: until when, and how far away (H4)."""
    blocking = [stay for stay in helper.stays if _overlaps(stay, demand)]
    last = max(blocking, key=lambda stay: stay.during.end, default=None)
    if last is None:
        return Reason("H3")
    way = travel_seconds(last.place, demand.place, helper.mode)
    return Reason("H4", {"until": last.during.end, "minutes": round(way / 60)})


def _overlaps(stay: Stay, demand: Demand) -> bool:
    reach = demand.seconds + 7200
    return stay.during.end > demand.window.begin - reach and stay.during.begin < demand.window.end + reach


def _judged(demand: Demand, helper: Helper) -> tuple[int, tuple[Reason, ...]]:
    """The cost in seconds and the reasons that a coordinator wants to hear, strongest first."""
    way = travel_seconds(helper.home, demand.place, helper.mode)
    cost = way + WORKED_HOUR * helper.minutes // 60 + ASKED * helper.asked
    reasons: list[Reason] = []
    if helper.visits_here:
        cost -= KNOWS
        reasons.append(Reason("S1", {"times": helper.visits_here}))
    if helper.home is not None and demand.place is not None:
        reasons.append(Reason("S2", {"metres": distance_m(helper.home, demand.place)}))
    if demand.language in helper.speaks:
        reasons.append(Reason("S3", {"language": demand.language, "level": helper.speaks[demand.language]}))
    else:
        cost += NO_COMMON_LANGUAGE
        reasons.append(Reason("S3-none", {"language": demand.language}))
    reasons.append(Reason("S4", {"minutes": helper.minutes}))
    if helper.asked:
        reasons.append(Reason("S5", {"times": helper.asked}))
    return cost, tuple(reasons)


def _without_stays(helper: Helper) -> Helper:
    return Helper(helper.id, helper.home, helper.mode, helper.free)


def _rounded_up(at: int) -> int:
    return -(-at // GRID) * GRID

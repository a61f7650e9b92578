"""Who fits one need: hard rules drop, soft rules order, each with its reason. In words: docs/rules/matching.md."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.types import Bound, Candidate, Demand, Helper, Ranking, Rejection, Stay, Stretch
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.engines.travel.distance import distance_m
from lotsenwerk.engines.travel.duration import seconds_of, travel_seconds

KNOWS: Final = 900
"""Seconds that a helper who has been here may travel longer (rule S1)."""
WORKED_HOUR: Final = 60
"""Seconds that one hour of the last four weeks weighs (rule S4)."""
DEPLOYED: Final = 600
"""Seconds that each deployment of the last twelve months weighs in a pool (rule S7)."""
ASKED: Final = 60
"""Seconds that each question of the last four weeks weighs (rule S5)."""
NO_COMMON_LANGUAGE: Final = 1800
"""Seconds that weigh where helper and client share no language (rule S3-none)."""
LEVELS: Final = (NO_COMMON_LANGUAGE, 900, 600, 300, 120, 0, 0, 0)
"""Seconds that weigh for each level from 1 (A1) to 7 (mother tongue): from C1 on nothing is missed (rule S3)."""
GRID: Final = 300
"""Visits begin at full five minutes, as people say them."""


def rank(demand: Demand, helpers: Iterable[Helper]) -> Ranking:
    """Put everybody in order for one need. The same input gives the same answer, whatever its order."""
    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    first: dict[int, tuple[bool, int]] = {}
    for helper in helpers:
        begin = first_begin(demand, helper)
        broken = tuple(_broken(demand, helper, begin))
        if begin is not None and not broken:
            candidates.append(Candidate(helper.id, begin, *_judged(demand, helper)))
            first[helper.id] = not helper.is_regular, _missed(demand, helper) if demand.of_pool else 0
        else:
            rejections.append(Rejection(helper.id, broken or (_why_no_begin(demand, helper),)))
    candidates.sort(key=lambda one: (*first[one.helper_id], one.cost, one.helper_id))
    rejections.sort(key=lambda one: (len(one.reasons), one.helper_id))
    return Ranking(tuple(candidates), tuple(rejections))


def first_begin(demand: Demand, helper: Helper) -> int | None:
    """The first instant at which the helper can be with the client for as long as it takes; none where there is none.

    She has to be free the whole time (H3), and to get there from her last stay and on to her next in time (H4); neither
    she (H6) nor the client (H8) is away; and it is not more than she said is enough (PH9, PH10).
    """
    fitting = (_begin_in(demand, helper, free) for free in _open(demand, helper))
    return next((begin for begin in fitting if begin is not None), None)


def without(stretches: Iterable[Stretch], taken: Iterable[Stretch]) -> list[Stretch]:
    """What is left of stretches when others are cut out of them, in the order of time."""
    left = sorted(stretches)
    for cut in taken:
        pieces = (
            (Stretch(one.begin, min(one.end, cut.begin)), Stretch(max(one.begin, cut.end), one.end)) for one in left
        )
        left = [piece for pair in pieces for piece in pair if piece.begin < piece.end]
    return left


def together(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time in as few stretches as possible: those that touch or overlap become one."""
    joined: list[Stretch] = []
    for one in sorted(stretches):
        if joined and one.begin <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].begin, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return joined


def _open(demand: Demand, helper: Helper) -> list[Stretch]:
    """When both are there, whatever else the helper has to do."""
    shut = (*helper.away, *demand.away, *(bound.during for bound, _reasons in _reached(demand, helper)))
    return without(helper.free, shut) if shut else sorted(helper.free)


def _reached(demand: Demand, helper: Helper) -> Iterator[tuple[Bound, tuple[Reason, ...]]]:
    """The days and weeks in which this would be more than enough for her, each with what says so."""
    for bound in helper.bounds:
        reasons = tuple(_too_much(bound, demand.seconds))
        if reasons:
            yield bound, reasons


def _too_much(bound: Bound, seconds: int) -> Iterator[Reason]:
    if bound.most_visits is not None and bound.visits >= bound.most_visits:
        yield Reason("PH9", {"most": bound.most_visits, "jobs": bound.visits + 1})
    if bound.most_seconds is not None and bound.seconds + seconds > bound.most_seconds:
        yield Reason("PH10", {"most": bound.most_seconds, "seconds": bound.seconds + seconds})


def _begin_in(demand: Demand, helper: Helper, free: Stretch) -> int | None:
    begin = _rounded_up(max(demand.window.begin, free.begin))
    last = min(demand.window.end, free.end) - demand.seconds
    if begin > last:
        return None
    for stay in sorted(helper.stays, key=lambda one: one.during):
        way = travel_seconds(stay.place, demand.place, helper.mode)
        if begin + demand.seconds + way <= stay.during.begin:
            break
        begin = max(begin, _rounded_up(stay.during.end + way))
    return begin if begin <= last else None


def _broken(demand: Demand, helper: Helper, begin: int | None) -> Iterable[Reason]:
    """The hard rules that speak whatever the clock says, and the helper's free hours; ``begin`` is when she could."""
    if helper.is_vetoed:
        yield Reason("H5")
        return
    if helper.answer == "asked":
        yield Reason("H1")
    if helper.answer == "declined":
        yield Reason("H2")
    if demand.gender and helper.gender != demand.gender:
        yield Reason("H7", {"wish": demand.gender})
    if demand.circumstances and helper.avoids:
        yield from rules.not_coped_with(demand.circumstances & helper.avoids)
    if begin is None:
        alone = replace(helper, stays=()) if helper.stays else helper
        if first_begin(demand, alone) is None:
            yield from _why_not_open(demand, alone)


def _why_not_open(demand: Demand, helper: Helper) -> Iterable[Reason]:
    """What keeps the two apart, whatever else she has to do: his days away, hers, what is enough, or her hours."""
    if first_begin(demand, replace(helper, bounds=())) is not None:
        return next(reasons for _bound, reasons in _reached(demand, helper))
    if _fits(demand, helper, without(helper.free, helper.away)):
        return [Reason("H8", {"until": max(one.end for one in demand.away)})]
    if _fits(demand, helper, without(helper.free, demand.away)):
        return [Reason("H6", {"until": max(one.end for one in helper.away)})]
    return [Reason("H3")]


def _fits(demand: Demand, helper: Helper, free: Iterable[Stretch]) -> bool:
    return any(_begin_in(demand, helper, one) is not None for one in free)


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


def _missed(demand: Demand, helper: Helper) -> int:
    """Seconds that weigh for how well she speaks the language (S3)."""
    return LEVELS[helper.speaks.get(demand.language, 0)]


def _judged(demand: Demand, helper: Helper) -> tuple[int, tuple[Reason, ...]]:
    """The cost in seconds and the reasons that a coordinator wants to hear, strongest first."""
    given = DEPLOYED * helper.deployments if demand.of_pool else WORKED_HOUR * helper.minutes // 60
    cost = given + ASKED * helper.asked + _missed(demand, helper)
    reasons: list[Reason] = []
    if helper.is_regular:
        reasons.append(Reason("S6"))
    if helper.visits_here:
        cost -= KNOWS
        reasons.append(Reason("S1", {"times": helper.visits_here}))
    if helper.home is not None and demand.place is not None:
        metres = distance_m(helper.home, demand.place)
        cost += seconds_of(metres, helper.mode)
        reasons.append(Reason("S2", {"metres": metres}))
    level = helper.speaks.get(demand.language)
    told = {"language": demand.language}
    spoken = Reason("S3-none", told) if level is None else Reason("S3", {**told, "level": level})
    reasons.insert(0 if demand.of_pool else len(reasons), spoken)
    if demand.of_pool:
        reasons.append(Reason("S7", {"times": helper.deployments}))
    else:
        reasons.append(Reason("S4", {"minutes": helper.minutes}))
    if helper.asked:
        reasons.append(Reason("S5", {"times": helper.asked}))
    return cost, tuple(reasons)


def _rounded_up(at: int) -> int:
    return -(-at // GRID) * GRID

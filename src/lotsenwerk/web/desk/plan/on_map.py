"""The ways of a day on a map: a mark for each visit with the number of its row, thin lines from stop to stop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lotsenwerk.domain.assistance.queries.map import around_here
from lotsenwerk.domain.assistance.queries.planning import Lane, LaneStop, NeedOnPlan, Timeline
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.map_layers import Map, Point, Way, placed, readable, whole
from lotsenwerk.kit.maps import Sheet, Spot
from lotsenwerk.kit.templatetags.kit import SHAPES
from lotsenwerk.web.desk.plan.wording import what_in_words
from lotsenwerk.web.desk.wording import called
from lotsenwerk.web.writing.land import ags_of, corners, ground

WIDTH, HEIGHT = 560, 440
LEAST_M = 1_500
MOST_MARKS = 60
PARTNERS = (Kind.SHOP, Kind.FOOD_BANK)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map, and how many visits have no place on it."""

    map: Map
    without_place: int


def drawn(shown: Timeline, day: date) -> Drawn:
    """The map of one day of a plan, framed to its visits."""
    town, partners = around_here(*PARTNERS)
    shops = {one.name: Spot(one.lat, one.lon) for one in partners if one.lat is not None and one.lon is not None}
    lanes = [lane for lane in shown.lanes if lane.day == day and lane.stops]
    rows = {helper: row for row, helper in enumerate(dict.fromkeys(lane.helper.id for lane in lanes), start=1)}
    visits = [(rows[lane.helper.id], lane, stop) for lane in lanes for stop in lane.stops if not stop.is_pick_up]
    left = [one.need for one in shown.unserved if clock.local(one.need.earliest).date() == day]
    points = [point for row, lane, stop in visits if (point := _visit(row, lane, stop, shown.plan.pk))]
    points += [point for need in left if (point := _left(need, shown.plan.pk))]
    fetched_at = {stop.place for lane in lanes for stop in lane.stops if stop.is_pick_up}
    used = [_sign(one) for one in partners if one.name in shops and one.name in fetched_at]
    sheet = _sheet(town, [point.spot for point in points])
    areas, names = ground(sheet, ags_of(town))
    beside = placed(sheet, [*points[:MOST_MARKS], *used])
    return Drawn(
        Map(
            sheet,
            areas=areas,
            names=readable(names, beside=beside),
            ways=_ways(sheet, lanes, shops),
            signs=[mark for mark in beside if not mark.point.number],
            marks=[mark for mark in beside if mark.point.number],
        ),
        len(visits) + len(left) - len(points),
    )


def _sheet(town: Organisation, spots: Sequence[Spot]) -> Sheet:
    return Sheet.showing(spots or corners(town), width=WIDTH, height=HEIGHT, least_metres=LEAST_M, margin=0.08)


def _spot(need: NeedOnPlan) -> Spot | None:
    return Spot(need.lat, need.lon) if need.lat is not None and need.lon is not None else None


def _visit(row: int, lane: Lane, stop: LaneStop, plan_id: int) -> Point | None:
    spot, need = _spot(stop.need), stop.need
    if spot is None:
        return None
    words = f"{row}: {lane.helper.person.name}, {clock.local(stop.begin):%H:%M} {called(need.client)}"
    return _point(spot, need, words, "going", row, plan_id)


def _left(need: NeedOnPlan, plan_id: int) -> Point | None:
    spot = _spot(need)
    return _point(spot, need, f"{called(need.client)}, {what_in_words(need)}", "open", "?", plan_id) if spot else None


def _point(spot: Spot, need: NeedOnPlan, words: str, tone: str, number: int | str, plan_id: int) -> Point:  # noqa: PLR0917
    return Point(
        spot,
        words,
        key=str(need.id),
        tone=tone,
        number=number,
        url=address("desk:plan_need", plan_id, need.id),
        drawing=SHAPES[tone],
    )


def _sign(partner: Organisation) -> Point:
    spot = Spot(partner.lat or 0, partner.lon or 0)
    drawing = "basket" if partner.kind == Kind.SHOP else "crate"
    return Point(spot, partner.name, drawing=drawing, label=partner.name.partition(",")[0])


def _ways(sheet: Sheet, lanes: Sequence[Lane], shops: Mapping[str, Spot]) -> list[Way]:
    """From stop to stop; where helpers live is on no map."""
    found = []
    for lane in lanes:
        spots = [shops.get(stop.place) if stop.is_pick_up else _spot(stop.need) for stop in lane.stops]
        known = [whole(sheet.place(spot)) for spot in spots if spot is not None]
        found += [Way(start, end) for start, end in pairwise(known) if start != end]
    return found

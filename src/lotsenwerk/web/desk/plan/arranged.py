"""A plan put into rows: one for each helper and day, two stretches of a day together; what nobody does beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.queries.planning import Lane, LaneStop, Timeline, Unserved
from lotsenwerk.kit import clock
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.plan.pieces import Moments, Row, Visit
from lotsenwerk.web.desk.plan.timeline import Scale, scale_for
from lotsenwerk.web.desk.plan.wording import what_in_words
from lotsenwerk.web.desk.wording import KINDS, called

A_PAGE = 20
A_PAGE_OF_A_WEEK = 10


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a plan: its scale, who goes somewhere, who is free and not needed, and whom nobody visits."""

    scale: Scale
    rows: Sequence[Row]
    idle: Sequence[str]
    unserved: Sequence[Unserved]


def day_of(shown: Timeline, day: date) -> Day:
    """The rows of one day, in the order of names, numbered from 1 as on the map."""
    lanes = [lane for lane in shown.lanes if lane.day == day]
    going = {lane.helper.id for lane in lanes if lane.stops}
    of_helper: dict[int, list[Lane]] = {}
    for lane in lanes:
        of_helper.setdefault(lane.helper.id, []).append(lane)
    rows = [
        row_of(number, of_helper[helper], shown.plan.pk)
        for number, helper in enumerate((one for one in of_helper if one in going), start=1)
    ]
    idle = [of_helper[helper][0].helper.person.name for helper in of_helper if helper not in going]
    unserved = [one for one in shown.unserved if clock.local(one.need.earliest).date() == day]
    return Day(scale_for(day, _stretches(rows)), rows, idle, unserved)


def _stretches(rows: Iterable[Row]) -> list[Moments]:
    return [(begin, end) for row in rows for begin, end in (*_visits(row), *row.shops, *row.legs)]


def _visits(row: Row) -> list[Moments]:
    return [(visit.begin, visit.end) for visit in row.visits]


def row_of(number: int, lanes: Sequence[Lane], plan_id: int) -> Row:
    """All that one helper does on a day."""
    helper = lanes[0].helper
    person = helper.person
    return Row(
        number=number,
        person_id=helper.person_id,
        name=short_name(person.given_name, person.family_name),
        short=person.given_name or person.name,
        sum=_sum(lanes),
        visits=[visit_of(stop, lane, plan_id) for lane in lanes for stop in lane.stops if not stop.is_pick_up],
        shops=[(stop.begin, stop.end) for lane in lanes for stop in lane.stops if stop.is_pick_up],
        legs=[leg for lane in lanes for leg in legs_of(lane)],
        free=[(lane.begin, lane.end) for lane in lanes],
        is_ordered=any(lane.is_ordered for lane in lanes),
        lost_order=next((lane.lost_order for lane in lanes if lane.lost_order), ""),
    )


def short_name(given: str, family: str) -> str:
    """The given name with the first letter of the other: what fits beside a timeline."""
    return f"{given} {family[:1]}." if given and family else given or family


def _sum(lanes: Sequence[Lane]) -> str:
    """When she leaves and is back, with the bicycle that she takes."""
    ways = [
        f"{clock.local(lane.leave):%H:%M}–{clock.local(lane.back):%H:%M}" for lane in lanes if lane.leave and lane.back
    ]
    return ", ".join([*ways, *dict.fromkeys(lane.bike for lane in lanes if lane.bike)])


def legs_of(lane: Lane) -> list[Moments]:
    """When she is on the way: right before each stop, and home after the last one."""
    if not lane.stops or lane.leave is None or lane.back is None:
        return []
    ends = [lane.leave, *(stop.end for stop in lane.stops)]
    ends_at_home = [] if not lane.home_seconds else [(lane.stops[-1].end, lane.back)]
    legs = [
        (max(before, stop.begin - timedelta(seconds=stop.travel_seconds)), stop.begin)
        for before, stop in zip(ends, lane.stops, strict=False)
        if stop.travel_seconds
    ]
    return [*legs, *ends_at_home]


def visit_of(stop: LaneStop, lane: Lane, plan_id: int) -> Visit:
    """A stop at somebody's door."""
    need = stop.need
    return Visit(
        need_id=need.id,
        begin=stop.begin,
        end=stop.end,
        who=called(need.client),
        short=need.client.family_name or need.client.name,
        what=what_in_words(need),
        drawing=KINDS[need.kind][1],
        state=stop.state.value,
        url=address("desk:plan_need", plan_id, need.id),
        shop=_before(stop, lane),
        holds_person=stop.is_person_pinned,
        holds_time=stop.is_time_pinned,
    )


def _before(stop: LaneStop, lane: Lane) -> str:
    """Where something is fetched before, and when."""
    fetched = next((one for one in lane.stops if one.is_pick_up and one.need.id == stop.need.id), None)
    if fetched is None:
        return ""
    told = {"time": f"{clock.local(fetched.begin):%H:%M}", "shop": fetched.place}
    return _("before that at %(time)s: %(shop)s") % told


@dataclass(frozen=True, slots=True)
class LostOrder:
    """An order that the desk laid and that cannot be walked: whose, on which day, whom she was to visit, and why not.

    ``is_held`` says that it still is: until it is let go every plan tries it again.
    """

    person_id: int
    name: str
    day: date
    visits: Sequence[str]
    why: str
    is_held: bool


def lost_orders(shown: Timeline, days: Sequence[date]) -> list[LostOrder]:
    """The orders of these days that cannot be walked, in the order of days and names."""
    return [
        LostOrder(
            lane.helper.person_id,
            lane.helper.person.name,
            lane.day,
            [called(need.client) for need in lane.order],
            lane.lost_order,
            lane.is_ordered,
        )
        for lane in shown.lanes
        if lane.lost_order and lane.day in days
    ]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One helper's week: her visits by day."""

    name: str
    days: Sequence[Sequence[Visit]]


def week_of(shown: Timeline, days: Sequence[date]) -> list[WeekRow]:
    """The rows of a week: those who go somewhere in it, in the order of names."""
    of_helper: dict[int, list[Lane]] = {}
    for lane in sorted(shown.lanes, key=_by_name):
        if lane.stops:
            of_helper.setdefault(lane.helper.id, []).append(lane)
    return [_week_row(lanes, days, shown.plan.pk) for lanes in of_helper.values()]


def _by_name(lane: Lane) -> tuple[str, str, int, datetime]:
    person = lane.helper.person
    return person.family_name, person.given_name, lane.helper.id, lane.begin


def _week_row(lanes: Sequence[Lane], days: Sequence[date], plan_id: int) -> WeekRow:
    person = lanes[0].helper.person
    by_day = [
        [
            visit_of(stop, lane, plan_id)
            for lane in lanes
            if lane.day == day
            for stop in lane.stops
            if not stop.is_pick_up
        ]
        for day in days
    ]
    return WeekRow(short_name(person.given_name, person.family_name), by_day)


def stop_of(shown: Timeline, need_id: int) -> LaneStop:
    """Where a need's visit stands in a plan. Raises ``NotThere`` where nobody goes there."""
    for lane in shown.lanes:
        for stop in lane.stops:
            if stop.need.id == need_id and not stop.is_pick_up:
                return stop
    raise NotThere


def needs_in_order(shown: Timeline, helper_id: int, day: date) -> list[int]:
    """The needs of one helper's day in the order of the plan."""
    lanes = [lane for lane in shown.lanes if lane.helper.id == helper_id and lane.day == day]
    return [need for lane in sorted(lanes, key=lambda lane: lane.begin) for need in lane.needs]


def holds_not_met(shown: Timeline) -> int:
    """How many visits the desk holds in another way than the plan has them: it was made before."""
    served = [
        (stop.need, lane.helper.id, stop.begin) for lane in shown.lanes for stop in lane.stops if not stop.is_pick_up
    ]
    other = [
        need
        for need, helper, begin in served
        if need.pinned_to not in {None, helper} or need.pinned_at not in {None, begin}
    ]
    return len(other) + sum(one.need.is_pinned for one in shown.unserved)

"""What people read is a time on full five minutes, wherever no rule is broken by it."""

from dataclasses import replace
from typing import Any

import pytest

from lotsenwerk.domain.assistance.five_minutes import GRID, rounded
from lotsenwerk.domain.assistance.plan_legs import Legs
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import (
    Bike,
    Cap,
    Ground,
    Helper,
    Hold,
    Job,
    Part,
    Plan,
    PlannedStop,
    Route,
    Shift,
    Snapshot,
    State,
    Stop,
)
from lotsenwerk.engines.planning.searching import by_rounds, search
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point
from tests.engines.planning.made import begins, thrown

HOUR, MINUTE = 3600, 60
HOME = Point(49.6468, 8.4689)
DAY = Stretch(8 * HOUR, 18 * HOUR)


def clock(hours: int, minutes: int = 0) -> int:
    return hours * HOUR + minutes * MINUTE


def at_home(number: int, *hours: Stretch, minutes: int = 20, **more: Any) -> Job:
    """A visit next door, so that no way counts."""
    return replace(Job(number, Stop(HOME, minutes * MINUTE, hours or (DAY,))), **more)


def stop(number: int, begin: int, minutes: int = 20, part: Part = Part.VISIT) -> PlannedStop:
    return PlannedStop(number, part, begin, begin + minutes * MINUTE)


def day(*jobs: Job, shift: Stretch = DAY, most: int = 10 * HOUR, **more: Any) -> Snapshot:
    amira = Helper(1, HOME, "walk", {"deu": 7})
    town = Snapshot((amira,), (Shift(1, 1, shift, most),), jobs, ground=Ground.EARTH)
    return replace(town, **more)


def going(*stops: PlannedStop, bike: int | None = None, leave: int | None = None, back: int | None = None) -> Plan:
    leave = stops[0].begin if leave is None else leave
    return Plan((Route(1, bike, leave, stops[-1].end if back is None else back, stops),))


def times(town: Snapshot, plan: Plan) -> list[str]:
    """When each stop begins after rounding; what comes out is valid."""
    assert check(town, plan).valid
    after = rounded(town, plan)
    assert check(town, after).valid
    return [f"{one.begin // HOUR}:{one.begin % HOUR // MINUTE:02}" for one in after.routes[0].stops]


def test_a_little_later_is_what_people_say() -> None:
    assert times(day(at_home(1)), going(stop(1, clock(9, 3)))) == ["9:05"]


def test_where_the_hours_end_before_that_it_is_a_little_earlier() -> None:
    town = day(at_home(1, Stretch(clock(8), clock(9, 4))))
    assert times(town, going(stop(1, clock(9, 3)))) == ["9:00"]


def test_one_stop_that_has_to_stay_does_not_keep_the_others_from_being_rounded() -> None:
    fixed = Stretch(clock(10, 1), clock(10, 1))
    town = day(at_home(1), at_home(2, fixed), at_home(3))
    plan = going(stop(1, clock(9, 3)), stop(2, clock(10, 1)), stop(3, clock(10, 21)))
    assert times(town, plan) == ["9:05", "10:01", "10:25"]


def test_the_next_visit_at_a_fixed_time_is_still_reached() -> None:
    town = day(at_home(1), at_home(2, Stretch(clock(9, 23), clock(9, 23))))
    assert times(town, going(stop(1, clock(9, 3)), stop(2, clock(9, 23)))) == ["9:00", "9:23"]


def test_nobody_comes_home_after_her_time() -> None:
    town = day(at_home(1), shift=Stretch(clock(8), clock(9, 23)))
    assert times(town, going(stop(1, clock(9, 3)))) == ["9:00"]


def test_what_was_agreed_stays_to_the_minute_and_the_rest_is_rounded() -> None:
    before = going(stop(1, clock(9, 3)), stop(2, clock(11, 48)))
    town = day(at_home(1), at_home(2), before=before, holds={1: Hold(State.ACCEPTED)})
    assert times(town, before) == ["9:03", "11:50"]


def test_the_shop_is_entered_while_it_is_open() -> None:
    shop = Stop(HOME, 20 * MINUTE, (DAY,), open=(Stretch(clock(8), clock(12, 22)), Stretch(clock(15), clock(18))))
    job = replace(at_home(1), pick_up=shop, amount=1)
    plan = going(stop(1, clock(12, 1), part=Part.PICK_UP), stop(1, clock(12, 41)))
    assert times(day(job), plan) == ["12:00", "12:45"]


def test_chilled_goods_are_not_carried_about_for_longer() -> None:
    shop = Stop(HOME, 20 * MINUTE, (Stretch(clock(8), clock(9)),))
    job = replace(at_home(1), pick_up=shop, amount=1, chilled=32 * MINUTE)
    plan = going(stop(1, clock(9), part=Part.PICK_UP), stop(1, clock(9, 51)))
    assert times(day(job), plan) == ["9:00", "9:50"]


def test_hours_of_a_week_that_are_full_are_not_made_longer() -> None:
    job, other = at_home(1, Stretch(clock(9, 1), clock(9, 1))), at_home(2)
    cap = Cap(Stretch(0, 24 * HOUR), seconds=42 * MINUTE)
    town = day(job, other)
    amira = replace(town.helpers[0], caps=(cap,))
    plan = going(stop(1, clock(9, 1)), stop(2, clock(9, 22)))
    assert times(replace(town, helpers=(amira,)), plan) == ["9:01", "9:22"]


def test_the_bike_is_back_when_somebody_has_booked_it() -> None:
    bike = Bike(
        1, HOME, handover_seconds=5 * MINUTE, buffer_seconds=15 * MINUTE, taken=(Stretch(clock(9, 50), DAY.end),)
    )
    town = day(at_home(1), bikes=(bike,))
    town = replace(town, helpers=(replace(town.helpers[0], rides=frozenset({1})),))
    tight = going(stop(1, clock(9, 8)), bike=1, leave=clock(9, 3), back=clock(9, 33))
    assert times(town, tight) == ["9:10"]
    tighter = replace(town, bikes=(replace(bike, taken=(Stretch(clock(9, 49), DAY.end),)),))
    assert times(tighter, tight) == ["9:08"]


def test_who_has_yet_to_be_asked_does_not_begin_before_she_can_have_answered() -> None:
    town = day(at_home(1, Stretch(clock(8), clock(9, 4))), asked_at=clock(8, 2), answer_seconds=HOUR)
    assert times(town, going(stop(1, clock(9, 3)))) == ["9:03"]


def test_a_plan_that_breaks_a_rule_already_is_not_made_worse() -> None:
    town = day(at_home(1, Stretch(clock(9, 3), clock(9, 3))), at_home(2))
    late = going(stop(1, clock(9, 4)), stop(2, clock(9, 26)))
    before, after = check(town, late), check(town, rounded(town, late))
    assert [one.rule for one in before.broken] == [one.rule for one in after.broken] == ["PH11"]


@pytest.mark.parametrize("seed", range(60))
def test_in_thrown_towns_no_stop_is_left_that_could_begin_on_five_minutes_by_itself(seed: int) -> None:
    town = thrown(seed)
    plan = search(town, by_rounds(40)).plan
    after = rounded(town, plan)
    assert check(town, after).valid
    assert begins(after).keys() == begins(plan).keys()
    for route in after.routes:
        for place, one in enumerate(route.stops):
            if one.begin % GRID:
                assert not check(town, moved(town, after, route, place)).valid


def moved(town: Snapshot, plan: Plan, route: Route, place: int) -> Plan:
    """One stop alone begins at the next full five minutes; she leaves and comes home later where it is at the end."""
    one = route.stops[place]
    later = -one.begin % GRID
    stops = list(route.stops)
    stops[place] = replace(one, begin=one.begin + later, end=one.end + later)
    leave = route.leave + later if place == 0 and route.bike is None else route.leave
    back = stops[-1].end + Legs(town).seconds(route)[-1]
    changed = replace(route, leave=leave, back=back, stops=tuple(stops))
    return Plan(tuple(changed if this is route else this for this in plan.routes))

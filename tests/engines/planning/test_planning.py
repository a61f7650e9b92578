"""The cases of docs/rules/planning.md, by their numbers."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import (
    ASKED,
    FIRM,
    Bike,
    Cap,
    Hold,
    Kind,
    Part,
    Plan,
    Shift,
    Snapshot,
    State,
)
from lotsenwerk.engines.planning.searching import Found, by_rounds, search
from lotsenwerk.engines.planning.types import Stretch
from tests.engines.planning.made import (
    HOUR,
    MINUTE,
    at,
    begins,
    between,
    errand,
    helper,
    job,
    place,
    route,
    shift,
    stop,
    town,
    visit,
    who,
)

ROOT = Path(__file__).parents[3]
ROUNDS = by_rounds(30)


def planned(snapshot: Snapshot) -> Found:
    """The plan, which the judge found valid and as dear as it says."""
    found = search(snapshot, ROUNDS)
    verdict = check(snapshot, found.plan)
    assert (verdict.broken, verdict.cost) == ((), found.cost)
    return found


def test_p1_one_way_to_the_shop_brings_for_both() -> None:
    snapshot = town([errand(1, 300, 600), errand(2, 300, 700)])
    found = planned(snapshot)
    assert check(snapshot, found.plan).parts["PS1"] == 1400
    assert [one.part for one in found.plan.routes[0].stops] == [Part.PICK_UP, Part.PICK_UP, Part.VISIT, Part.VISIT]


def test_p2_who_holds_two_bags_brings_one_before_she_takes_the_third() -> None:
    found = planned(town([errand(number, 300, 600) for number in (1, 2, 3)]))
    carried = most = 0
    for one in found.plan.routes[0].stops:
        carried += 1 if one.part is Part.PICK_UP else -1
        most = max(most, carried)
    assert (found.unserved, most) == ((), 2)


def test_p3_a_shop_that_closes_at_noon_is_left_before_or_entered_after() -> None:
    hours = (between(8, 13), between(15, 19))
    shop = replace(stop(300, minutes=20), open=hours)
    for first, wanted in ((12.5, 12.5), (12.7, 15.0)):
        snapshot = town([errand(pick_up=replace(shop, begins=(between(first, 17),)))])
        assert begins(planned(snapshot).plan)[1, Part.PICK_UP] == at(wanted)


def test_p4_chilled_goods_are_fetched_after_the_accompaniment() -> None:
    long = job(2, 450, between(9, 9), minutes=120)
    yoghurt = errand(1, 300, 600, between(11, 12), chilled=45 * MINUTE)
    times = begins(planned(town([yoghurt, long])).plan)
    assert times[1, Part.PICK_UP] > times[2, Part.VISIT]
    assert times[1, Part.VISIT] - times[1, Part.PICK_UP] <= 55 * MINUTE


def test_p4_chilled_goods_wait_in_the_shop_and_not_in_the_bag() -> None:
    snapshot = town([errand(1, 300, 600, between(12, 12), chilled=10 * MINUTE)], shifts=[shift(begin=8, end=14)])
    times = begins(planned(snapshot).plan)
    assert times[1, Part.PICK_UP] + 600 >= at(12) - 600


def test_p5_a_party_is_served_by_two_or_by_nobody() -> None:
    court = [job(number, 600, between(10, 10), party=1, languages={"ara": 3}) for number in (1, 2)]
    speaks = {"deu": 7, "ara": 5}
    alone = planned(town(court, [helper(1, speaks=speaks), helper(2)]))
    assert (alone.unserved, alone.plan.routes) == ((1, 2), ())
    people = [helper(number, speaks=speaks) for number in (1, 2)]
    snapshot = town(court, people)
    assert sorted(who(snapshot, planned(snapshot).plan).values()) == [1, 2]


def test_p6_a_job_that_suits_on_two_days_is_done_once() -> None:
    flexible = job(1, 600, between(9, 11), between(33, 35))
    shifts = [shift(1, 1, 8, 12), shift(2, 1, 32, 36)]
    taken = job(2, 600, between(9, 9), minutes=160)
    found = planned(town([flexible, taken], shifts=shifts))
    assert found.unserved == ()
    assert begins(found.plan)[1, Part.VISIT] >= at(33)


def test_p7_two_helpers_share_one_bike_one_after_the_other() -> None:
    bike = Bike(1, place(0), handover_seconds=60, buffer_seconds=20 * MINUTE)
    heavy = [errand(number, 300, 600, amount=8) for number in (1, 2)]
    people = [helper(number, rides=frozenset({1})) for number in (1, 2)]
    shifts = [shift(number, number, 8, 10, most=0.9) for number in (1, 2)]
    found = planned(town(heavy, people, shifts, bikes=(bike,)))
    first, second = sorted(found.plan.routes, key=lambda one: one.leave)
    assert (found.unserved, first.bike, second.bike) == ((), 1, 1)
    assert second.leave - first.back >= 20 * MINUTE
    short = [shift(number, number, 8, 9.2, most=0.9) for number in (1, 2)]
    assert len(planned(town(heavy, people, short, bikes=(bike,))).unserved) == 1


def test_p7_whoever_booked_the_bike_has_it_for_those_hours_only() -> None:
    bike = Bike(1, place(0), handover_seconds=60, buffer_seconds=20 * MINUTE, taken=(between(7, 9),))
    snapshot = town([errand(1, 300, 600, amount=8)], [helper(rides=frozenset({1}))], bikes=(bike,))
    found = planned(snapshot)
    [there] = found.plan.routes
    assert check(snapshot, found.plan).valid
    assert (there.bike, there.leave) == (1, at(9) + 20 * MINUTE)
    whole_day = replace(bike, taken=(between(7, 20),))
    assert planned(replace(snapshot, bikes=(whole_day,))).unserved == (1,)


def test_p7_without_a_station_nearby_the_way_to_it_counts() -> None:
    bike = Bike(1, place(-1000), handover_seconds=60)
    snapshot = town([errand(1, 300, 600, amount=8)], [helper(rides=frozenset({1}))], bikes=(bike,))
    way = check(snapshot, planned(snapshot).plan).parts["PS1"]
    assert way == 2 * (1000 + 60) + (1300 + 300 + 1600) // 2


def test_p7c_a_call_is_made_from_home_without_a_way_and_between_two_visits_she_goes_home_for_it() -> None:
    call = replace(job(1, 9_000, between(9, 9), minutes=60), visit=replace(stop(9_000, between(9, 9)), at_home=True))
    found = planned(town([call]))
    [alone] = found.plan.routes
    assert (alone.leave, alone.back, check(town([call]), found.plan).parts["PS1"]) == (at(9), at(9) + 10 * MINUTE, 0)
    far = [job(2, 1_800, between(8.5, 8.5)), job(3, 1_800, between(9.5, 9.5))]
    both = planned(town([call, *far]))
    assert both.unserved == (1,)
    near = [job(2, 900, between(8.5, 8.5)), job(3, 900, between(9.5, 9.5))]
    day = planned(town([call, *near]))
    assert (day.unserved, check(town([call, *near]), day.plan).parts["PS1"]) == ((), 4 * 900)


def test_p8_a_shift_may_pass_midnight() -> None:
    late = job(1, 600, between(23.5, 24.5), minutes=60)
    [way] = planned(town([late], shifts=[shift(begin=22, end=26)])).plan.routes
    assert (way.leave, way.back) == (at(23.5) - 600, at(24.5) + 600)


def test_p9_the_day_with_25_hours_has_one_more_to_work_in() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    def instant(month: int, day: int, hour: int) -> int:
        return int(datetime(2026, month, day, hour, tzinfo=berlin).astimezone(UTC).timestamp())

    def night(month: int, day: int) -> Snapshot:
        during = Stretch(instant(month, day, 1), instant(month, day, 4))
        watch = job(1, 0, Stretch(during.begin, during.end), minutes=210)
        return town([watch], shifts=[Shift(1, 1, during, 5 * HOUR)])

    assert planned(night(10, 25)).unserved == ()
    assert planned(night(10, 24)).unserved == (1,)
    assert planned(night(3, 29)).unserved == (1,)
    spring = night(3, 29).shifts[0].during
    assert spring.end - spring.begin == 2 * HOUR


def test_p10_what_was_accepted_does_not_move_by_a_minute() -> None:
    before = Plan((route(9, 10.5, visit(1, 9.5, minutes=10)),))
    rich = job(2, 600, between(9.5, 9.5), priority=80)
    for state in sorted(FIRM):
        snapshot = town([job(1), rich], before=before, holds={1: Hold(state)})
        found = planned(snapshot)
        assert (begins(found.plan)[1, Part.VISIT], found.unserved) == (at(9.5), (2,))


def test_p11_who_was_asked_is_replaced_only_where_it_pays() -> None:
    before = Plan((route(8, 12, visit(1, 10)),))
    for nearer, wanted in ((300, 1), (2400, 2)):
        amira, other = helper(1, east=-nearer), helper(2, east=300)
        snapshot = town([job(1, 600)], [amira, other], before=before, holds={1: Hold(State.PUBLISHED)})
        assert who(snapshot, planned(snapshot).plan) == {1: wanted}
    snapshot = replace(snapshot, holds={1: Hold(State.PROVISIONAL)})
    assert who(snapshot, planned(snapshot).plan) == {1: 2}


def test_p12_nothing_begins_before_she_can_have_answered() -> None:
    her = helper(quiet=(between(0, 8),))
    snapshot = town([job(1, 600, between(8, 12))], [her], asked_at=at(7), answer_seconds=HOUR)
    assert begins(planned(snapshot).plan)[1, Part.VISIT] == at(9)
    always = town(
        [job(1, 600, between(8.25, 8.25), standing=frozenset({1}))], [her], asked_at=at(7), answer_seconds=HOUR
    )
    assert begins(planned(always).plan)[1, Part.VISIT] == at(8.25)


def test_p13_an_order_laid_by_hand_stays_and_others_go_in_between() -> None:
    jobs = [job(1, 900), job(2, 300), job(3, 600)]
    stops = (visit(1, 9), visit(2, 10), visit(3, 11))
    snapshot = town([*jobs, job(4, 800)], before=Plan((route(8, 12, *stops),)), ordered=frozenset({1}))
    order = [one.job for one in planned(snapshot).plan.routes[0].stops]
    assert [number for number in order if number != 4] == [1, 2, 3]
    assert 4 in order
    free = planned(replace(snapshot, ordered=frozenset(), before=Plan()))
    assert [one.job for one in free.plan.routes[0].stops] != order


# --- what stands in the rules besides ---------------------------------------------------------------------------------


def test_she_waits_at_home_and_not_in_front_of_the_door() -> None:
    [way] = planned(town([job(1, 600, between(12, 12))])).plan.routes
    assert (way.leave, way.back) == (at(12) - 600, at(12) + 1200)


def test_a_helper_who_knows_the_client_goes_first_unless_new_faces_are_wished() -> None:
    people = [helper(1), helper(2, east=200)]
    known = town([job(1, 600, known=frozenset({1}))], people)
    assert who(known, planned(known).plan) == {1: 1}
    curious = town([job(1, 600, known=frozenset({1}), new_faces=True)], people)
    assert who(curious, planned(curious).plan) == {1: 2}


def test_the_dearer_job_is_served_where_both_cannot_be() -> None:
    both = [job(1, 600, between(9, 9), priority=10), job(2, 700, between(9, 9), priority=80)]
    assert planned(town(both)).unserved == (1,)


def test_caps_over_two_shifts_count_together() -> None:
    shifts = [shift(1, 1, 8, 12), shift(2, 1, 13, 18)]
    jobs = [job(1, 600, between(8, 11)), job(2, 600, between(14, 17))]
    for cap in (Cap(between(0, 24), jobs=1), Cap(between(0, 24), seconds=HOUR - 1)):
        assert len(planned(town(jobs, [helper(caps=(cap,))], shifts)).unserved) == 1
    two_days = Cap(between(0, 12.5), jobs=1)
    assert planned(town(jobs, [helper(caps=(two_days,))], shifts)).unserved == ()


def test_a_helper_far_away_who_knows_the_client_stays_a_candidate() -> None:
    crowd = [helper(number, east=100) for number in range(1, 101)]
    far = helper(200, east=-300)
    snapshot = town([job(1, 100, between(9, 10), known=frozenset({200}))], [*crowd, far])
    assert who(snapshot, planned(snapshot).plan) == {1: 200}


def test_every_kind_of_job_is_planned_beside_the_others() -> None:
    jobs = [
        errand(1, kind=Kind.SHOPPING),
        job(2, 500, between(9, 10), kind=Kind.ACCOMPANIMENT, minutes=60),
        job(3, 400, between(11, 11), kind=Kind.GUIDE, languages={"ara": 4}),
        job(4, 450, between(11, 11), kind=Kind.INTERPRETER, qualifications=frozenset({"interpreter"})),
        *(replace(errand(number, 300, 100 * number), kind=Kind.FOOD_ROUND) for number in (5, 6)),
        *(replace(errand(number, 100 * number, 300), kind=Kind.FOOD_COLLECTION) for number in (7, 8)),
    ]
    people = [helper(1), helper(2, speaks={"ara": 7}), helper(3, qualifications=frozenset({"interpreter"}))]
    assert planned(town(jobs, people)).unserved == ()


def test_a_route_that_fits_no_longer_loses_what_may_be_moved_and_keeps_what_was_agreed() -> None:
    before = Plan((route(8, 12, visit(1, 9), visit(2, 10), visit(3, 11)),))
    snapshot = town(
        [job(1), job(2), job(3)], shifts=[shift(begin=8, end=10.5)], before=before, holds={2: Hold(State.ACCEPTED)}
    )
    times = begins(planned(snapshot).plan)
    assert times[2, Part.VISIT] == at(10)


def test_what_was_agreed_and_cannot_be_any_more_stays_and_the_judge_says_why() -> None:
    before = Plan((route(8, 12, visit(1, 9)),))
    snapshot = town([job(1), job(2)], shifts=[shift(begin=10, end=12)], before=before, holds={1: Hold(State.ACCEPTED)})
    found = search(snapshot, ROUNDS)
    assert found.plan.routes == before.routes
    assert {reason.rule for reason in check(snapshot, found.plan).broken} == {"PH1"}


def test_a_limit_may_end_the_search_at_any_round() -> None:
    snapshot = town([errand(number, 300, 100 * number) for number in range(1, 8)])
    assert search(snapshot, lambda done: 1.0 if done >= 7 else 0.5).rounds == 7
    assert search(snapshot, by_rounds(0)).rounds == 0


def test_states_are_told_apart() -> None:
    assert FIRM < ASKED
    assert State.PROVISIONAL not in ASKED


ONE_PLAN = """
from lotsenwerk.engines.planning.searching import by_rounds, search
from tests.engines.planning.made import thrown
print([search(thrown(seed, jobs=20), by_rounds(40), seed=3) for seed in range(5)])
"""


def test_the_plan_is_the_same_in_another_process_whatever_its_hashes() -> None:
    said = [
        subprocess.run(  # noqa: S603 - our own words, above
            [sys.executable, "-c", ONE_PLAN],
            cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(said[0]) > 1000

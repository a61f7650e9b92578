"""The rules of docs/rules/matching.md, case by case."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.planning.matching import first_begin, rank, together, without
from lotsenwerk.engines.planning.types import Bound, Demand, Helper, Stay, Stretch
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.engines.travel.duration import travel_seconds

HOUR = 3600
NINE, TEN, ELEVEN, TWELVE = (hour * HOUR for hour in (9, 10, 11, 12))
HERE = Point(49.6468, 8.4689)
ALL_DAY = (Stretch(8 * HOUR, 18 * HOUR),)
DEMAND = Demand(place=HERE, window=Stretch(NINE, ELEVEN), seconds=HOUR)


def metres_north(metres: float) -> Point:
    return Point(HERE.lat + metres / 111_320, HERE.lon)


def helper(number: int = 1, **more: object) -> Helper:
    plain = Helper(id=number, home=metres_north(500), mode="walk", free=ALL_DAY, speaks={"deu": 3})
    return replace(plain, **more)  # type: ignore[arg-type]


def rules(reasons: object) -> list[str]:
    return [reason.rule for reason in reasons]  # type: ignore[attr-defined]


def test_case_1_who_knows_the_client_stands_before_who_lives_nearer() -> None:
    amira = helper(1, home=metres_north(900), visits_here=6)
    tesfay = helper(2, home=metres_north(400))
    ranking = rank(DEMAND, [tesfay, amira])
    assert [one.helper_id for one in ranking.candidates] == [1, 2]
    assert rules(ranking.candidates[0].reasons)[0] == "S1"
    assert ranking.candidates[0].reasons[0].params == {"times": 6}


def test_case_2_who_cannot_come_in_time_is_told_with_until_when_and_how_far() -> None:
    elsewhere = metres_north(14 * 60 * 1.25 / 1.3)
    yusuf = helper(stays=(Stay(Stretch(NINE, TEN + HOUR // 2), elsewhere),))
    ranking = rank(DEMAND, [yusuf])
    assert ranking.candidates == ()
    [reason] = ranking.rejections[0].reasons
    assert (reason.rule, reason.params) == ("H4", {"until": TEN + HOUR // 2, "minutes": 14})


def test_case_3_with_a_longer_window_he_comes_after_his_visit_and_the_way() -> None:
    elsewhere = metres_north(14 * 60 * 1.25 / 1.3)
    yusuf = helper(stays=(Stay(Stretch(NINE, TEN + HOUR // 2), elsewhere),))
    ranking = rank(replace(DEMAND, window=Stretch(NINE, TWELVE)), [yusuf])
    assert ranking.candidates[0].begin == TEN + 45 * 60


def test_case_4_who_is_not_free_is_not_proposed() -> None:
    ranking = rank(DEMAND, [helper(free=(Stretch(14 * HOUR, 18 * HOUR),)), helper(2, free=())])
    assert [rules(one.reasons) for one in ranking.rejections] == [["H3"], ["H3"]]


def test_case_5_at_equal_cost_who_was_entered_first_stands_first() -> None:
    ranking = rank(DEMAND, [helper(7), helper(3)])
    assert [one.helper_id for one in ranking.candidates] == [3, 7]


def test_case_6_without_an_address_no_way_is_counted_and_none_is_said() -> None:
    [one] = rank(DEMAND, [helper(home=None)]).candidates
    assert "S2" not in rules(one.reasons)


@pytest.mark.parametrize(("answer", "rule"), [("asked", "H1"), ("declined", "H2")])
def test_who_was_asked_is_not_asked_twice(answer: str, rule: str) -> None:
    ranking = rank(DEMAND, [helper(answer=answer)])
    assert rules(ranking.rejections[0].reasons) == [rule]


def test_who_shares_no_language_comes_later_but_is_not_dropped() -> None:
    ranking = rank(DEMAND, [helper(1, speaks={"tir": 7}), helper(2, home=metres_north(1500))])
    assert [one.helper_id for one in ranking.candidates] == [2, 1]
    assert "S3-none" in rules(ranking.candidates[1].reasons)


def test_who_worked_and_was_asked_less_comes_first() -> None:
    ranking = rank(DEMAND, [helper(1, minutes=600, asked=5), helper(2)])
    assert [one.helper_id for one in ranking.candidates] == [2, 1]


def test_a_visit_that_would_make_her_late_for_the_next_is_refused() -> None:
    next_stay = Stay(Stretch(ELEVEN, TWELVE), metres_north(4000))
    assert first_begin(replace(DEMAND, window=Stretch(TEN, ELEVEN)), helper(stays=(next_stay,))) is None


def test_case_8_a_veto_is_the_only_reason_that_is_said() -> None:
    yusuf = helper(is_vetoed=True, answer="asked", away=(Stretch(0, 24 * HOUR),))
    ranking = rank(DEMAND, [yusuf])
    assert ranking.candidates == ()
    assert rules(ranking.rejections[0].reasons) == ["H5"]


def test_case_9_who_is_away_is_told_with_her_return_and_can_go_the_day_after() -> None:
    back = 24 * HOUR
    olena = helper(free=(*ALL_DAY, Stretch(back + 8 * HOUR, back + 18 * HOUR)), away=(Stretch(-back, back),))
    [reason] = rank(DEMAND, [olena]).rejections[0].reasons
    assert (reason.rule, reason.params) == ("H6", {"until": back})
    next_day = replace(DEMAND, window=Stretch(back + NINE, back + ELEVEN))
    assert rank(next_day, [olena]).candidates[0].begin == back + NINE


def test_case_10_a_wish_for_a_woman_drops_everybody_who_did_not_say_to_be_one() -> None:
    people = [helper(1, gender="female"), helper(2, gender="male"), helper(3)]
    ranking = rank(replace(DEMAND, gender="female"), people)
    assert [one.helper_id for one in ranking.candidates] == [1]
    assert [rules(one.reasons) for one in ranking.rejections] == [["H7"], ["H7"]]


def test_case_12_who_said_yes_beforehand_stands_first_however_far_away() -> None:
    ranking = rank(DEMAND, [helper(1, home=metres_north(50)), helper(2, home=metres_north(9000), is_regular=True)])
    assert [one.helper_id for one in ranking.candidates] == [2, 1]
    assert rules(ranking.candidates[0].reasons)[0] == "S6"


def test_case_13_who_speaks_better_comes_first() -> None:
    ranking = rank(DEMAND, [helper(1, speaks={"deu": 2}), helper(2, speaks={"deu": 5})])
    assert [one.helper_id for one in ranking.candidates] == [2, 1]
    assert ranking.candidates[1].cost - ranking.candidates[0].cost == 600


def test_case_14_a_client_who_is_away_is_the_reason_of_those_who_could_go_otherwise() -> None:
    friday = 24 * HOUR
    demand = replace(DEMAND, away=(Stretch(0, friday),))
    ranking = rank(demand, [helper(1), helper(2, free=()), helper(3, away=(Stretch(0, friday),))])
    said = {one.helper_id: rules(one.reasons) for one in ranking.rejections}
    assert said == {1: ["H8"], 2: ["H3"], 3: ["H3"]}


@given(
    free=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=4),
)
def test_cutting_out_leaves_exactly_what_was_not_cut(free: list[tuple[int, int]], cuts: list[tuple[int, int]]) -> None:
    def points(stretches: list[Stretch]) -> set[int]:
        return {point for one in stretches for point in range(one.begin, one.end)}

    whole = [Stretch(begin, begin + length) for begin, length in free]
    cut = [Stretch(begin, begin + length) for begin, length in cuts]
    assert points(without(whole, cut)) == points(whole) - points(cut)
    assert points(together(whole)) == points(whole)
    assert all(one.end < other.begin for one, other in zip(together(whole), together(whole)[1:], strict=False))


stretches = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Stretch(pair[0] * 900, sum(pair) * 900))
places = st.one_of(st.none(), st.integers(-3000, 3000).map(metres_north))


@given(
    window=stretches,
    minutes=st.integers(5, 180),
    free=st.lists(stretches, max_size=3),
    stays=st.lists(st.tuples(stretches, places), max_size=3),
    mode=st.sampled_from(["walk", "bicycle", "car", "transit"]),
)
def test_a_proposed_begin_is_free_reachable_and_leaves_time_for_the_next(
    window: Stretch, minutes: int, free: list[Stretch], stays: list[tuple[Stretch, Point | None]], mode: str
) -> None:
    demand = Demand(place=HERE, window=window, seconds=minutes * 60)
    one = helper(mode=mode, free=tuple(free), stays=tuple(Stay(during, place) for during, place in stays))
    begin = first_begin(demand, one)
    if begin is None:
        return
    end = begin + demand.seconds
    assert window.begin <= begin
    assert end <= window.end
    assert begin % 300 == 0
    assert any(stretch.begin <= begin and end <= stretch.end for stretch in free)
    for stay in one.stays:
        way = travel_seconds(stay.place, demand.place, mode)
        assert end + way <= stay.during.begin or stay.during.end + way <= begin


def test_the_order_of_rows_does_not_change_the_order_of_people() -> None:
    helpers = [helper(number, minutes=number % 3 * 60, visits_here=number % 2) for number in range(1, 30)]
    wanted = rank(DEMAND, helpers)
    random.Random(1).shuffle(helpers)
    assert rank(DEMAND, helpers) == wanted


def test_case_15_who_would_rather_not_meet_a_dog_is_not_sent_to_one() -> None:
    olena = helper(avoids=frozenset({"dog", "smoke"}))
    [reason] = rank(replace(DEMAND, circumstances=frozenset({"dog", "stairs"})), [olena]).rejections[0].reasons
    assert (reason.rule, reason.params) == ("PH4", {"circumstance": "dog"})
    assert rank(replace(DEMAND, circumstances=frozenset({"stairs"})), [olena]).rejections == ()


@pytest.mark.parametrize(("visits", "is_enough"), [(1, False), (2, True), (3, True)])
def test_case_16_who_has_as_many_visits_as_she_said_is_asked_for_another_week(visits: int, is_enough: bool) -> None:
    week = Bound(Stretch(0, TEN), visits, 2)
    amira = helper(bounds=(week,))
    ranking = rank(replace(DEMAND, window=Stretch(NINE, TEN)), [amira])
    told = [reason for one in ranking.rejections for reason in one.reasons]
    assert rules(told) == (["PH9"] if is_enough else [])
    if is_enough:
        assert told[0].params == {"most": 2, "jobs": visits + 1}
    [later] = rank(DEMAND, [amira]).candidates
    assert later.begin == (TEN if is_enough else NINE)


@pytest.mark.parametrize(("seconds", "is_enough"), [(2 * HOUR, False), (2 * HOUR + 1, True)])
def test_who_would_be_busy_for_longer_than_she_said_is_not_proposed(seconds: int, is_enough: bool) -> None:
    amira = helper(bounds=(Bound(Stretch(0, TWELVE), seconds=seconds, most_seconds=3 * HOUR),))
    told = [reason for one in rank(DEMAND, [amira]).rejections for reason in one.reasons]
    assert rules(told) == (["PH10"] if is_enough else [])

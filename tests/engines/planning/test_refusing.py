"""Nonsense is refused by its rule, before anything is computed."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from lotsenwerk.engines.planning.model import Bike, Cap, Snapshot, Way
from lotsenwerk.engines.planning.refusing import InputRefusedError
from lotsenwerk.engines.planning.replanning import Replanner
from lotsenwerk.engines.planning.searching import by_rounds, search
from lotsenwerk.engines.planning.types import Stretch
from tests.engines.planning.made import HOUR, STEP, between, errand, helper, job, place, shift, stop, town

BACKWARDS = Stretch(10, 9)

NONSENSE: dict[str, Callable[[], Snapshot]] = {
    "PI1 window": lambda: town([job(1, 600, BACKWARDS)]),
    "PI1 opening hours": lambda: town([errand(pick_up=stop(300, open=(BACKWARDS,)))]),
    "PI1 slot": lambda: town([errand(pick_up=stop(300, slot=BACKWARDS))]),
    "PI1 shift": lambda: town([job()], shifts=[shift(begin=10, end=9)]),
    "PI1 quiet": lambda: town([job()], [helper(quiet=(BACKWARDS,))]),
    "PI1 cap": lambda: town([job()], [helper(caps=(Cap(BACKWARDS, 1),))]),
    "PI2 stop": lambda: town([job(minutes=-1)]),
    "PI2 amount": lambda: town([errand(amount=-1)]),
    "PI2 priority": lambda: town([job(priority=-1)]),
    "PI2 working time": lambda: town([job()], shifts=[shift(most=-1)]),
    "PI2 cap": lambda: town([job()], [helper(caps=(Cap(between(0, 24), jobs=-1),))]),
    "PI2 long shift": lambda: town([job()], shifts=[shift(begin=0, end=200)]),
    "PI2 handover": lambda: town([job()], bikes=(Bike(1, place(0), handover_seconds=-1),)),
    "PI1 bike": lambda: town([job()], bikes=(Bike(1, place(0), taken=(BACKWARDS,)),)),
    "PI2 speed": lambda: replace(town([job()]), ways={"step": Way(0.0, 1.0, 0, 2)}),
    "PI2 nowhere": lambda: town([job(1, float("nan"))]),
    "PI3 helper": lambda: town([job()], shifts=[shift(of=7)]),
    "PI3 way": lambda: town([job()], [helper(way="broom")]),
    "PI3 bike's way": lambda: replace(town([job()], bikes=(Bike(1, place(0)),)), ways={"step": STEP["step"]}),
    "PI4 jobs": lambda: town([job(1), job(1)]),
    "PI4 helpers": lambda: town([job()], [helper(), helper()], [shift()]),
    "PI5 jobs": lambda: town([job(number) for number in range(10_000)]),
    "PI6 no time": lambda: town([replace(job(), visit=replace(stop(600), begins=()))]),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_refused_by_its_rule_and_at_once(name: str) -> None:
    snapshot = NONSENSE[name]()
    began = time.process_time()
    with pytest.raises(InputRefusedError) as refused:
        search(snapshot, by_rounds(1))
    assert time.process_time() - began < 1
    assert refused.value.reason.rule == name.split(maxsplit=1)[0]
    with pytest.raises(InputRefusedError):
        Replanner(snapshot)


def test_an_empty_town_has_an_empty_plan() -> None:
    found = search(town([], [], []), by_rounds(5))
    assert (found.plan.routes, found.cost, found.rounds) == ((), 0, 0)


def test_a_thousand_jobs_that_take_no_time_end_with_a_full_route_and_in_bounded_time() -> None:
    began = time.process_time()
    found = search(town([errand(number, 0, 0, amount=0) for number in range(1000)]), by_rounds(5))
    assert len(found.unserved) > 900
    assert time.process_time() - began < 20


def test_where_nobody_can_do_anything_the_search_ends_at_once() -> None:
    found = search(town([job(languages={"tir": 1}), job(2, 90 * HOUR)]), by_rounds(10**9))
    assert (found.unserved, found.rounds) == ((1, 2), 0)

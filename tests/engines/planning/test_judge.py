"""The judge, rule by rule: a plan that is valid, and for each rule one that breaks this rule and no other."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import Bike, Cap, Hold, Part, Plan, Route, Snapshot, State, Weights
from lotsenwerk.engines.planning.types import Stretch
from tests.engines.planning.made import (
    HOUR,
    at,
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
)

PICK_UP = Part.PICK_UP
THERE = route(8, 9, visit(1, 8.5))
"""Leaves at 8, is with job 1 (600 m away) at 8:30, is home at 9."""
ERRAND = route(8, 9, visit(1, 8.2, part=PICK_UP), visit(1, 8.5))
TWO = (helper(1), helper(2))
BIKE = Bike(1, place(0), handover_seconds=0, buffer_seconds=900)
RIDERS = (helper(1, rides=frozenset({1})), helper(2, rides=frozenset({1})))

Case = tuple[Snapshot, tuple[Route, ...]]


def one(asked: object, *routes: Route, **more: object) -> Case:
    return town([asked], **more), routes or (THERE,)  # type: ignore[list-item,arg-type]


BROKEN: dict[str, Callable[[], Case]] = {
    "PH1": lambda: one(job(), shifts=[shift(begin=8.1)]),
    "PH1 in the evening": lambda: one(job(), shifts=[shift(begin=6, end=8.9)]),
    "PH2": lambda: one(job(languages={"ara": 2})),
    "PH2 level": lambda: one(job(languages={"ara": 2}), helpers=[helper(speaks={"ara": 1})]),
    "PH3": lambda: one(job(qualifications=frozenset({"record"}))),
    "PH4": lambda: one(job(circumstances=frozenset({"dog"}))),
    "PH5": lambda: one(job(gender="f"), helpers=[helper(gender="m")]),
    "PH6": lambda: one(job(vetoed=frozenset({1}))),
    "PH7": lambda: one(errand(amount=3), ERRAND),
    "PH7 with a bike": lambda: one(errand(amount=11), replace(ERRAND, bike=1), helpers=[RIDERS[0]], bikes=(BIKE,)),
    "PH8": lambda: one(job(), shifts=[shift(most=0.9)]),
    "PH9": lambda: one(job(), helpers=[helper(caps=(Cap(between(0, 24), jobs=0),))]),
    "PH10": lambda: one(job(), helpers=[helper(caps=(Cap(between(0, 24), seconds=3599),))]),
    "PH11": lambda: one(job(1, 600, between(8.6, 9), between(7, 8.4))),
    "PH12": lambda: one(replace(job(), visit=stop(600, open=(between(7, 8.6), between(9, 12))))),
    "PH13": lambda: one(replace(job(), visit=stop(600, slot=between(9, 10)))),
    "PH14": lambda: one(errand(chilled=479), ERRAND),
    "PH15 nothing picked up": lambda: one(errand(), THERE),
    "PH15 kept": lambda: one(errand(), route(8, 9, visit(1, 8.2, part=PICK_UP))),
    "PH15 turned round": lambda: one(errand(), route(8, 9, visit(1, 8.2), visit(1, 8.5, part=PICK_UP))),
    "PH16": lambda: one(job(), THERE, replace(THERE, shift=2), helpers=TWO),
    "PH17 one missing": lambda: (town([job(1, party=7), job(2, party=7)], TWO), (THERE,)),
    "PH17 the same": lambda: (
        town([job(1, party=7), job(2, party=7)]),
        (route(8, 9.2, visit(1, 8.5), visit(2, 8.7)),),
    ),
    "PH18": lambda: (
        town([job(1), job(2)], RIDERS, bikes=(BIKE,)),
        (replace(THERE, bike=1), route(9.2, 10.2, visit(2, 9.7), shift=2, bike=1)),
    ),
    "PH18 booked": lambda: one(
        job(), replace(THERE, bike=1), helpers=RIDERS[:1], bikes=(replace(BIKE, taken=(between(9.2, 10),)),)
    ),
    "PH18 booked before": lambda: one(
        job(), replace(THERE, bike=1), helpers=RIDERS[:1], bikes=(replace(BIKE, taken=(between(6, 7.8),)),)
    ),
    "PH19 may not": lambda: one(job(), replace(THERE, bike=1), bikes=(BIKE,)),
    "PH19 twice": lambda: (
        town([job(1), job(2)], RIDERS, bikes=(BIKE,)),
        (replace(THERE, bike=1), route(10, 11, visit(2, 10.5))),
    ),
    "PH20": lambda: one(job(), asked_at=at(8), answer_seconds=HOUR),
    "PH20 quiet": lambda: one(job(), helpers=[helper(quiet=(between(0, 9),))], asked_at=at(7)),
    "PH21": lambda: one(
        job(), replace(THERE, shift=2), helpers=TWO, before=Plan((THERE,)), holds={1: Hold(person=True)}
    ),
    "PH21 left out": lambda: (
        town([job()], before=Plan((THERE,)), holds={1: Hold(State.ACCEPTED)}),
        (),
    ),
    "PH22": lambda: one(job(), before=Plan((route(8, 9, visit(1, 8.6)),)), holds={1: Hold(State.STARTED)}),
    "PH23": lambda: (
        town([job(1), job(2)], before=Plan((route(8, 9, visit(1, 8.3), visit(2, 8.6)),)), ordered=frozenset({1})),
        (route(8, 9, visit(2, 8.3), visit(1, 8.6)),),
    ),
    "PH24": lambda: one(job(), route(8.4, 9, visit(1, 8.5))),
    "PH24 too short": lambda: one(job(minutes=20)),
    "PH25": lambda: one(job(declined=frozenset({1}))),
    "PH26 shift": lambda: one(job(), replace(THERE, shift=9)),
    "PH26 job": lambda: one(job(2)),
    "PH26 bike": lambda: one(job(), replace(THERE, bike=9)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_plan_that_breaks_one_rule_breaks_no_other(name: str) -> None:
    snapshot, routes = BROKEN[name]()
    assert {reason.rule for reason in check(snapshot, Plan(routes)).broken} == {name.split(maxsplit=1)[0]}


ALLOWED: dict[str, Callable[[], Case]] = {
    "to the second": lambda: one(job(), shifts=[shift(begin=8, end=9, most=1)]),
    "PH2": lambda: one(job(languages={"ara": 2}), helpers=[helper(speaks={"ara": 2})]),
    "PH7": lambda: one(errand(amount=2), ERRAND),
    "PH7 with a bike": lambda: one(errand(amount=10), replace(ERRAND, bike=1), helpers=[RIDERS[0]], bikes=(BIKE,)),
    "PH9": lambda: one(job(), helpers=[helper(caps=(Cap(between(0, 24), jobs=1, seconds=3600),))]),
    "PH9 another day": lambda: one(job(), helpers=[helper(caps=(Cap(between(9, 24), jobs=0),))]),
    "PH11 both ends": lambda: one(job(1, 600, between(8.5, 9), between(7, 8.5))),
    "PH12 both ends": lambda: one(replace(job(), visit=stop(600, open=(Stretch(at(8.5), at(8.5) + 600),)))),
    "PH14": lambda: one(errand(chilled=480), ERRAND),
    "PH18": lambda: (
        town([job(1), job(2)], RIDERS, bikes=(BIKE,)),
        (replace(THERE, bike=1), route(9.25, 10.25, visit(2, 9.75), shift=2, bike=1)),
    ),
    "PH18 booked": lambda: one(
        job(),
        replace(THERE, bike=1),
        helpers=RIDERS[:1],
        bikes=(replace(BIKE, taken=(between(6, 7.75), between(9.25, 10))),),
    ),
    "PH20 standing yes": lambda: one(job(standing=frozenset({1})), asked_at=at(8), answer_seconds=HOUR),
    "PH20 asked already": lambda: one(
        job(), asked_at=at(8), answer_seconds=HOUR, before=Plan((THERE,)), holds={1: Hold(State.PUBLISHED)}
    ),
    "PH21 her shift is gone": lambda: one(
        job(), before=Plan((replace(THERE, shift=5),)), holds={1: Hold(State.ACCEPTED)}
    ),
    "PH23 one in between": lambda: (
        town(
            [job(1), job(2), job(3)], before=Plan((route(8, 9, visit(1, 8.2), visit(2, 8.6)),)), ordered=frozenset({1})
        ),
        (route(8, 9, visit(1, 8.2), visit(3, 8.4), visit(2, 8.6)),),
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_plan_at_the_edge_of_a_rule_is_valid(name: str) -> None:
    snapshot, routes = ALLOWED[name]()
    assert check(snapshot, Plan(routes)).broken == ()


# --- soft rules -------------------------------------------------------------------------------------------------------

WAY = {"PS1": 1200}
KNOWN = frozenset({1})
RARE = (helper(1, speaks={"deu": 7, "tir": 7}), *(helper(number) for number in range(2, 41)))
SOME = (helper(1, speaks={"deu": 7, "tir": 7}), *(helper(number) for number in range(2, 11)))

COSTS: dict[str, tuple[Case, dict[str, int]]] = {
    "PS1": (one(job()), WAY),
    "PS1 with a bike": (
        one(job(), replace(THERE, bike=1), helpers=[RIDERS[0]], bikes=(replace(BIKE, handover_seconds=60),)),
        {"PS1": 720},
    ),
    "PS2": (one(job(known=frozenset({2}))), WAY | {"PS2": 900}),
    "PS2 known": (one(job(known=KNOWN)), WAY),
    "PS2 standing": (one(job(known=frozenset({2}), standing=KNOWN)), WAY),
    "PS3": (one(job(known=KNOWN, new_faces=True)), WAY | {"PS3": 900}),
    "PS3 new": (one(job(known=frozenset({2}), new_faces=True)), WAY),
    "PS4": (one(job(), helpers=RARE), WAY | {"PS4": 1200}),
    "PS4 needed": (one(job(languages={"tir": 1}), helpers=RARE), WAY),
    "PS4 less rare": (one(job(), helpers=SOME), WAY | {"PS4": 600}),
    "PS4 common": (one(job(), helpers=SOME[:4]), WAY),
    "PS5": (one(job(), helpers=[helper(worked_seconds=90 * 60)]), WAY | {"PS5": 90}),
    "PS6": (one(job(), helpers=[helper(asked=3)]), WAY | {"PS6": 180}),
    "PS6 standing yes": (one(job(standing=KNOWN), helpers=[helper(asked=3)]), WAY),
    "PS7": ((town([job(priority=40)]), ()), {"PS7": 7200 + 40 * 360}),
    "PS8": (
        one(job(), before=Plan((replace(THERE, shift=2),)), holds={1: Hold(State.PUBLISHED)}, helpers=TWO),
        WAY | {"PS8": 1800},
    ),
    "PS8 provisional": (
        one(job(), before=Plan((replace(THERE, shift=2),)), holds={1: Hold(State.PROVISIONAL)}, helpers=TWO),
        WAY,
    ),
    "weights": (one(job(known=frozenset({2})), weights=Weights(continuity=7)), WAY | {"PS2": 7}),
}


@pytest.mark.parametrize("name", COSTS)
def test_a_plan_costs_what_the_rules_say(name: str) -> None:
    (snapshot, routes), wanted = COSTS[name]
    verdict = check(snapshot, Plan(routes))
    assert {rule: cost for rule, cost in verdict.parts.items() if cost} == wanted
    assert verdict.cost == sum(wanted.values())
    assert verdict.valid


def test_the_judge_names_who_is_not_served() -> None:
    assert check(town([job(1), job(2)]), Plan((THERE,))).unserved == (2,)

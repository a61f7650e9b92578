"""What must hold whatever the town: the best plan of tiny towns, days on which the clocks change, who is not concerned.

What holds of every plan (valid, true cost, held, reproducible, explained) stands in ``test_properties``.
"""

import random
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.engines.calendar.wall_time import BERLIN, instant
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.explaining import Explainer
from lotsenwerk.engines.planning.model import (
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
    Weights,
)
from lotsenwerk.engines.planning.replanning import Replanner, difference
from lotsenwerk.engines.planning.searching import Standing, by_rounds, search
from lotsenwerk.engines.planning.types import Stretch
from tests.engines.planning.made import HOUR, thrown, who
from tests.engines.planning.tiny import least_cost

SEEDS = st.integers(0, 10**9)
FEWEST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAIN = Weights(scarce=0)
"""Without PS4: how rare a skill is hangs on who else there is."""


def tiny(seed: int) -> Snapshot:
    """Up to three jobs and three shifts, without bikes, chilled goods, parties and caps on hours."""
    town = thrown(seed, jobs=3)
    jobs = tuple(replace(one, chilled=None, party=None) for one in town.jobs)
    helpers = tuple(
        replace(one, caps=tuple(replace(cap, seconds=None) for cap in one.caps), rides=frozenset())
        for one in town.helpers
    )
    return replace(town, helpers=helpers, jobs=jobs, shifts=town.shifts[:3], bikes=(), weights=PLAIN)


@FEWEST
@given(SEEDS)
def test_in_a_tiny_town_the_search_finds_the_best_plan_there_is(seed: int) -> None:
    snapshot = tiny(seed)
    assert search(snapshot, by_rounds(1500)).cost == least_cost(snapshot)


@FEWEST
@given(SEEDS)
def test_more_helpers_or_more_time_never_make_the_best_plan_worse(seed: int) -> None:
    snapshot, dice = tiny(seed), random.Random(seed)
    best = least_cost(snapshot)
    fewer = replace(snapshot, shifts=snapshot.shifts[:-1])
    assert least_cost(fewer) >= best
    one = dice.choice(snapshot.jobs)
    begins = tuple(Stretch(stretch.begin - HOUR, stretch.end + HOUR) for stretch in one.visit.begins)
    looser = replace(one, visit=replace(one.visit, begins=begins))
    assert least_cost(with_job(snapshot, looser)) <= best
    longer = tuple(replace(shift, most_seconds=shift.most_seconds + HOUR) for shift in snapshot.shifts)
    assert least_cost(replace(snapshot, shifts=longer)) <= best


def with_job(snapshot: Snapshot, job: Job) -> Snapshot:
    return replace(snapshot, jobs=tuple(job if one.id == job.id else one for one in snapshot.jobs))


@FEWEST
@given(SEEDS)
def test_other_numbers_leave_the_cost_of_the_best_plan_as_it_is(seed: int) -> None:
    snapshot, dice = tiny(seed), random.Random(seed)
    other = dict(
        zip([one.id for one in snapshot.helpers], dice.sample(range(100, 200), len(snapshot.helpers)), strict=True)
    )

    def others(numbers: frozenset[int]) -> frozenset[int]:
        return frozenset(other.get(number, number + 1000) for number in numbers)

    helpers = [replace(one, id=other[one.id]) for one in snapshot.helpers]
    jobs = [
        replace(
            one,
            id=one.id + 50,
            vetoed=others(one.vetoed),
            declined=others(one.declined),
            known=others(one.known),
            standing=others(one.standing),
        )
        for one in snapshot.jobs
    ]
    shifts = [replace(one, id=90 - one.id, helper=other[one.helper]) for one in snapshot.shifts]
    dice.shuffle(helpers)
    dice.shuffle(jobs)
    renamed = replace(snapshot, helpers=tuple(helpers), jobs=tuple(jobs), shifts=tuple(shifts))
    assert least_cost(renamed) == least_cost(snapshot)


@FEW
@given(SEEDS)
def test_the_best_plan_so_far_never_gets_dearer(seed: int) -> None:
    snapshot = thrown(seed)
    told: list[Standing] = []
    found = search(snapshot, by_rounds(60), seed=seed, watch=told.append)
    costs = [standing.cost for standing in told]
    assert costs == sorted(costs, reverse=True)
    assert found.cost == costs[-1] <= found.cost_at_first


@FEW
@given(SEEDS)
def test_where_nothing_happened_the_first_answer_is_the_plan_there_was(seed: int) -> None:
    snapshot = thrown(seed, jobs=12)
    plan = search(snapshot, by_rounds(20), seed=seed).plan
    served = {stop.job for route in plan.routes for stop in route.stops}
    same = replace(snapshot, jobs=tuple(one for one in snapshot.jobs if one.id in served), before=plan)
    assert Replanner(same).first_answer().plan == plan
    assert difference(same, plan, Replanner(same).first_answer().plan).changed == ()


# --- what happened to somebody else -----------------------------------------------------------------------------------


@FEW
@given(SEEDS)
def test_insertion_alone_changes_nobody_who_is_not_concerned(seed: int) -> None:
    snapshot = thrown(seed, jobs=12)
    plan = search(snapshot, by_rounds(20), seed=seed).plan
    holds = {stop.job: Hold(State.PUBLISHED) for route in plan.routes for stop in route.stops}
    people = who(snapshot, plan)
    if not people:
        return
    ill = sorted(set(people.values()))[seed % len(set(people.values()))]
    left = replace(
        snapshot, shifts=tuple(one for one in snapshot.shifts if one.helper != ill), before=plan, holds=holds
    )
    first = Replanner(left).first_answer()
    assert check(left, first.plan).broken == ()
    now = who(left, first.plan)
    torn = {one.id for one in snapshot.jobs if one.party is not None}
    for number, helper in people.items():
        if helper != ill and number not in torn:
            assert now[number] == helper
    changed = {one.job for one in difference(left, plan, first.plan).changed if one.is_other_person}
    assert changed <= {number for number, helper in people.items() if helper == ill} | torn | set(
        first_unserved(snapshot, plan)
    )


def first_unserved(snapshot: Snapshot, plan: Plan) -> tuple[int, ...]:
    return check(snapshot, plan).unserved


# --- static rules, forced ---------------------------------------------------------------------------------------------

STATIC = {"PH2", "PH3", "PH4", "PH5", "PH6", "PH25"}


@FEW
@given(SEEDS)
def test_who_may_not_go_is_told_by_the_judge_too_when_she_is_sent(seed: int) -> None:
    snapshot = thrown(seed)
    explainer = Explainer(snapshot, Plan())
    for one in snapshot.jobs:
        for told in explainer.table(one.id):
            shift = next((shift for shift in snapshot.shifts if shift.helper == told.helper), None)
            if shift is None:
                continue
            sent = sent_there(one, shift)
            said = {
                (reason.rule, tuple(sorted(reason.params.items()))) for reason in check(snapshot, sent).broken
                if reason.rule in STATIC
            }  # fmt: skip
            static = {
                (reason.rule, tuple(sorted(reason.params.items()))) for reason in told.broken if reason.rule in STATIC
            }
            assert static == said


def sent_there(asked: Job, shift: Shift) -> Plan:
    """The plan in which she is made to do the job, however impossible the times are."""
    begin = shift.during.begin
    parts = [Part.PICK_UP, Part.VISIT] if asked.pick_up else [Part.VISIT]
    planned = tuple(PlannedStop(asked.id, part, begin, begin) for part in parts)
    return Plan((Route(shift.id, None, begin, begin, planned),))


# --- the clock on the wall --------------------------------------------------------------------------------------------

CHANGES = (date(2026, 3, 28), date(2026, 10, 24), date(2027, 3, 27))
"""Evenings before the night in which the clocks change."""


@FEW
@given(SEEDS, st.sampled_from(CHANGES))
def test_in_the_night_in_which_the_clocks_change_a_plan_keeps_to_the_clock_on_the_wall(seed: int, day: date) -> None:
    midnight = instant(day, time(0))
    town = thrown(seed)
    moved = moved_by(town, midnight + 14 * HOUR)
    found = search(moved, by_rounds(20), seed=seed)
    assert check(moved, found.plan).broken == ()
    # Seconds are seconds: the same town on a day without a change has the same plan, that many seconds away.
    plain = search(moved_by(town, midnight - 20 * 24 * HOUR), by_rounds(20), seed=seed)
    assert found.cost == plain.cost
    assert who(moved, found.plan) == who(moved, plain.plan)
    for route in found.plan.routes:
        told = [datetime.fromtimestamp(stop.begin, BERLIN) for stop in route.stops]
        assert [int(one.timestamp()) for one in told] == [stop.begin for stop in route.stops]
        assert all(one <= other for one, other in pairwise([stop.begin for stop in route.stops]))


def moved_by(snapshot: Snapshot, seconds: int) -> Snapshot:
    """The same town so many seconds later."""

    def later(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        return tuple(Stretch(one.begin + seconds, one.end + seconds) for one in stretches)

    def stop_later(stop: Stop) -> Stop:
        slot = later((stop.slot,))[0] if stop.slot else None
        return replace(stop, begins=later(stop.begins), open=later(stop.open), slot=slot)

    helpers = [
        replace(
            one,
            quiet=later(one.quiet),
            caps=tuple(replace(cap, during=later((cap.during,))[0]) for cap in one.caps),
        )
        for one in snapshot.helpers
    ]
    shifts = [replace(one, during=later((one.during,))[0]) for one in snapshot.shifts]
    jobs = [
        replace(one, visit=stop_later(one.visit), pick_up=stop_later(one.pick_up) if one.pick_up else None)
        for one in snapshot.jobs
    ]
    asked_at = None if snapshot.asked_at is None else snapshot.asked_at + seconds
    return replace(snapshot, helpers=tuple(helpers), shifts=tuple(shifts), jobs=tuple(jobs), asked_at=asked_at)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 3), (date(2026, 10, 24), 5), (date(2026, 11, 21), 4)])
def test_a_night_shift_has_the_hours_that_the_night_has(day: date, hours: int) -> None:
    begin = instant(day, time(23))
    end = instant(date.fromordinal(day.toordinal() + 1), time(3))
    assert end - begin == hours * HOUR
    for length, served in ((hours * HOUR, True), (hours * HOUR + 1, False)):
        town = replace(thrown(1), helpers=thrown(1).helpers[:1], bikes=(), asked_at=None)
        person = replace(town.helpers[0], caps=(), speaks={}, quiet=())
        watch = Job(1, Stop(person.home, length, (Stretch(begin, end),)))
        night = replace(
            town, helpers=(person,), shifts=(Shift(1, person.id, Stretch(begin, end), 24 * HOUR),), jobs=(watch,)
        )
        assert (search(night, by_rounds(3)).unserved == ()) is served


# --- fifty towns ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(50))
def test_fifty_towns_break_no_rule(seed: int) -> None:
    snapshot = thrown(seed, jobs=25)
    found = search(snapshot, by_rounds(60), seed=seed)
    verdict = check(snapshot, found.plan)
    assert (verdict.broken, verdict.cost, verdict.unserved) == ((), found.cost, found.unserved)

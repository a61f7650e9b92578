"""A snapshot and a plan are written as JSON and read again, whatever the store does to the order of keys."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.engines.planning.model import Ground, Hold, Plan, Snapshot, State, Weights
from lotsenwerk.engines.planning.searching import by_rounds, search
from lotsenwerk.engines.planning.written import (
    FORMAT,
    UnreadableError,
    plan_from_json,
    plan_to_json,
    snapshot_from_json,
    snapshot_to_json,
)
from tests.engines.planning.made import job, thrown, town

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def turned(value: Any) -> Any:
    """The same with the keys in another order."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in sorted(value, reverse=True)}
    return [turned(one) for one in value] if isinstance(value, list) else value


def stored(value: dict[str, Any]) -> Any:
    """What comes back from a store that keeps text, and no order of keys."""
    return json.loads(json.dumps(turned(value), allow_nan=False))


def some_town(seed: int) -> Snapshot:
    """A town with a plan of which some is held."""
    snapshot, dice = thrown(seed), random.Random(seed)
    plan = search(snapshot, by_rounds(5), seed=seed).plan
    jobs = {stop.job for route in plan.routes for stop in route.stops}
    holds = {number: Hold(dice.choice(list(State)), dice.random() < 0.5) for number in sorted(jobs)}
    ordered = frozenset(route.shift for route in plan.routes)
    return replace(snapshot, before=plan, holds=holds, ordered=ordered, weights=Weights(change=dice.randint(0, 99)))


@FEW
@given(st.integers(0, 10**9))
def test_what_is_written_is_read_as_it_was(seed: int) -> None:
    snapshot = some_town(seed)
    again = snapshot_from_json(stored(snapshot_to_json(snapshot)))
    assert again == snapshot
    assert plan_from_json(stored(plan_to_json(snapshot.before))) == snapshot.before
    assert all(type(hold.state) is State for hold in again.holds.values())


@FEW
@given(st.integers(0, 10**9))
def test_the_plan_of_what_was_read_is_the_plan_of_what_was_written(seed: int) -> None:
    snapshot = some_town(seed)
    again = snapshot_from_json(stored(snapshot_to_json(snapshot)))
    one, other = (search(town, by_rounds(10), seed=seed) for town in (snapshot, again))
    assert repr(one).encode() == repr(other).encode()


def test_an_older_writing_without_a_later_field_is_read_with_its_default() -> None:
    written = snapshot_to_json(town([job()]))
    del written["weights"], written["jobs"][0]["priority"]
    assert snapshot_from_json(written) == town([job()])


WRONG: dict[str, Any] = {
    "another format": {"format": FORMAT + 1},
    "no format": {"format": None},
    "no jobs": {"jobs": None},
    "a word for a number": {"jobs": [{"id": "one", "visit": {}}]},
    "a job without a visit": {"jobs": [{"id": 1}]},
    "a truth for a number": {"answer_seconds": True},
    "an unknown ground": {"ground": "moon"},
    "a helper that is a list": {"helpers": [[1]]},
    "a hold of nothing": {"holds": {"x": {}}},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_was_not_written_here_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError):
        snapshot_from_json(snapshot_to_json(town([job()])) | WRONG[name])


@pytest.mark.parametrize("written", [[], None, "plan", {}, {"format": FORMAT, "routes": [{"shift": 1}]}])
def test_a_plan_that_is_none_is_refused(written: Any) -> None:
    with pytest.raises(UnreadableError):
        plan_from_json(written)


def test_an_empty_plan_and_a_plane_are_written_too() -> None:
    assert plan_to_json(Plan()) == {"format": FORMAT, "routes": []}
    assert snapshot_to_json(town([]))["ground"] == Ground.PLANE.value

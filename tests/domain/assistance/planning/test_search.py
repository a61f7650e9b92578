"""The search in the worker: it tells how far it is, can be dropped, and breaks off without harm."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.planning import search
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.start import drop_plan, start_plan
from lotsenwerk.domain.assistance.jobs import search_plan, widen_due
from lotsenwerk.domain.assistance.models import Plan, PlanFault, PlanState
from lotsenwerk.domain.assistance.queries.planning import plans_of, progress_of, timeline, why_dropped
from lotsenwerk.engines.planning.searching import Standing
from lotsenwerk.kit import clock
from tests.domain.assistance.planning.scene import Scene
from tests.fingerprint import fingerprint


def started(scene: Scene) -> Plan:
    scene.helper("Amira")
    for name in ("Weber", "Demir"):
        scene.need(name)
    return start_plan(scene.desk, first_day=scene.day, last_day=scene.day, seconds=1, at=scene.at)


def test_the_worker_finds_what_the_desk_started(scene: Scene) -> None:
    plan = started(scene)
    assert (plan.state, plan.percent_done) == (PlanState.WAITING, 0)
    assert search_plan.func(organisation_id=scene.town.id, plan_id=plan.id)
    plan.refresh_from_db()
    assert (plan.state, plan.percent_done, plan.served, plan.unserved) == (PlanState.READY, 100, 2, 0)
    assert [one.id for one in plans_of(scene.desk, scene.day, scene.day)] == [plan.id]


def test_a_job_that_is_done_twice_finds_nothing_to_do(scene: Scene) -> None:
    plan = started(scene)
    assert search.search_plan(scene.town.id, plan.id)
    before = fingerprint(scene.town.id)
    assert not search.search_plan(scene.town.id, plan.id)
    assert fingerprint(scene.town.id) == before


def listen(monkeypatch: pytest.MonkeyPatch, hear: Callable[[Standing], Any]) -> None:
    """Tell each word at once, and hear it too."""
    monkeypatch.setattr(search, "TELL_EVERY", 0.0)
    told = search._Teller.hear

    def both(self: Any, standing: Standing) -> bool:
        answer = told(self, standing)
        hear(standing)
        return answer

    monkeypatch.setattr(search._Teller, "hear", both)


def test_how_far_it_is_and_the_best_so_far_can_be_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = started(scene)
    seen: list[tuple[str, int, int | None]] = []

    def look(_standing: Standing) -> None:
        now = progress_of(scene.desk, plan.id)
        seen.append((now.state, now.percent_done, now.served))

    listen(monkeypatch, look)
    search.search_plan(scene.town.id, plan.id)
    assert {state for state, _, _ in seen} == {PlanState.SEARCHING}
    done = [percent for _, percent, _ in seen]
    assert done == sorted(done)
    assert done[-1] == 99
    assert seen[-1][2] == 2


def test_a_search_that_the_desk_drops_ends_soon_and_stays_dropped(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = started(scene)
    heard: list[float] = []

    def drop(standing: Standing) -> None:
        heard.append(standing.share)
        if len(heard) == 3:
            drop_plan(scene.desk, plan, at=scene.at)

    listen(monkeypatch, drop)
    assert not search.search_plan(scene.town.id, plan.id)
    plan.refresh_from_db()
    assert (plan.state, plan.fault, why_dropped(plan)) == (PlanState.DROPPED, "", "")
    assert len(heard) <= 5


class Killed(BaseException):
    """As if the process had been killed: nobody comes to tidy up."""


def test_a_killed_search_leaves_the_published_plan_and_is_dropped_by_a_later_try(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = started(scene)
    search.search_plan(scene.town.id, first.id)
    publish_plan(scene.desk, first, at=scene.at)
    kept = Plan.objects.filter(pk=first.pk).values().get()
    second = start_plan(scene.desk, first_day=scene.day, last_day=scene.day, seconds=1, at=scene.at)

    def kill(_standing: Standing) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        listen(patch, kill)
        with pytest.raises(Killed):
            search.search_plan(scene.town.id, second.id)
    second.refresh_from_db()
    assert second.state == PlanState.SEARCHING
    assert Plan.objects.filter(pk=first.pk).values().get() == kept
    assert not search.search_plan(scene.town.id, second.id), "somebody may still be at it"
    Plan.objects.filter(pk=second.pk).update(heard_at=clock.now() - timedelta(minutes=2))
    assert not search.search_plan(scene.town.id, second.id)
    second.refresh_from_db()
    assert (second.state, second.fault) == (PlanState.DROPPED, PlanFault.BROKE_OFF)
    assert "abgebrochen" in why_dropped(second)
    assert Plan.objects.filter(pk=first.pk).values().get() == kept


def test_whoever_watches_drops_what_nothing_was_heard_of(scene: Scene) -> None:
    plan = started(scene)
    Plan.objects.update(made_at=clock.now())
    widen_due.func(organisation_id=scene.town.id)
    plan.refresh_from_db()
    assert plan.state == PlanState.WAITING
    Plan.objects.update(made_at=clock.now() - timedelta(hours=1))
    widen_due.func(organisation_id=scene.town.id)
    plan.refresh_from_db()
    assert (plan.state, plan.fault) == (PlanState.DROPPED, PlanFault.BROKE_OFF)


def test_a_fault_of_the_engine_drops_the_plan_and_is_raised(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = started(scene)

    def fault(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(search, "search", fault)
    with pytest.raises(RuntimeError):
        search.search_plan(scene.town.id, plan.id)
    plan.refresh_from_db()
    assert (plan.state, plan.fault) == (PlanState.DROPPED, PlanFault.BROKE_OFF)


def test_a_plan_that_was_never_searched_has_lanes_without_stops(scene: Scene) -> None:
    plan = started(scene)
    drawn = timeline(scene.desk, plan)
    assert [(lane.helper.person.given_name, lane.stops) for lane in drawn.lanes] == [("Amira", ())]
    assert drawn.figures.unserved == 2

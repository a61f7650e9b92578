"""What is refused changes nothing, and says what is so."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.planning.hold import fix_order, free_order, pin_need, unpin_need
from lotsenwerk.domain.assistance.actions.planning.outdated import PlanOutdated
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.replan import replan
from lotsenwerk.domain.assistance.actions.planning.start import drop_plan, start_plan
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Need, Offer, Plan, PlanState
from lotsenwerk.domain.assistance.queries.planning import coverage, difference, explain, plan_for, plans_of, timeline
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.pairs import add_veto
from lotsenwerk.domain.people.models import AbsenceReason, Side
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from tests.domain.assistance.planning.scene import Scene, on
from tests.factories import make_town
from tests.fingerprint import nothing_changes

SOON = timedelta(minutes=1)


def a_cancelled_visit(scene: Scene) -> str:
    cancel(scene.desk, scene.needs[0], at=scene.at + SOON)
    return "Erna Weber: ist abgesagt"


def a_yes_by_telephone(scene: Scene) -> str:
    offer = make_offer(scene.desk, scene.needs[0], volunteer=scene.helpers[1], at=scene.at + SOON)
    accept_offer(scene.desk, offer, at=scene.at + SOON)
    return f"Erna Weber: {scene.helpers[1].person.name} hat inzwischen zugesagt"


def a_helper_who_is_away(scene: Scene) -> str:
    whole_day = {"first_day": scene.day, "last_day": scene.day, "reason": AbsenceReason.ILL}
    note_absence(scene.desk, scene.helpers[0].person, **whole_day, at=scene.at + SOON)
    return f"{scene.helpers[0].person.name} ist zu dieser Zeit nicht mehr da."


def two_who_are_not_to_meet(scene: Scene) -> str:
    add_veto(scene.desk, scene.needs[0].client, scene.helpers[0], said_by=Side.CLIENT, at=scene.at + SOON)
    return f"{scene.helpers[0].person.name} und Erna Weber: Die beiden sollen sich nicht treffen"


def another_hour(scene: Scene) -> str:
    moved = Need.objects.filter(pk=scene.needs[0].pk)
    moved.update(earliest=on(scene.day, 16), latest=on(scene.day, 18))
    return "Erna Weber: käme "


def another_day(scene: Scene) -> str:
    next_day = scene.day + timedelta(days=1)
    Need.objects.filter(pk=scene.needs[0].pk).update(earliest=on(next_day, 9), latest=on(next_day, 12))
    return "Erna Weber: wurde auf eine andere Zeit verlegt"


def another_plan(scene: Scene) -> str:
    other = scene.plan(at=scene.at + SOON)
    publish_plan(scene.desk, other, at=scene.at + SOON)
    return "Für diese Tage wurde inzwischen ein anderer Plan veröffentlicht."


def somebody_held_in_place(scene: Scene) -> str:
    pin_need(scene.desk, scene.needs[0], volunteer=scene.helpers[1], at=scene.at + SOON)
    return f"{scene.helpers[0].person.name} und Erna Weber: jemand anders ist fixiert"


@pytest.mark.parametrize(
    "change",
    [
        a_cancelled_visit,
        a_yes_by_telephone,
        a_helper_who_is_away,
        two_who_are_not_to_meet,
        another_hour,
        another_day,
        another_plan,
        somebody_held_in_place,
    ],
)
def test_a_plan_that_rests_on_something_else_is_not_published(scene: Scene, change: Callable[[Scene], str]) -> None:
    scene.helper("Amira")
    scene.helper("Jonas", north=4000)
    scene.need("Weber")
    plan = scene.plan()
    said = change(scene)
    with nothing_changes(scene.town.id), pytest.raises(PlanOutdated) as refused:
        publish_plan(scene.desk, plan, at=scene.at + 2 * SOON)
    assert any(said in one for one in refused.value.changes), refused.value.changes
    assert "geändert" in refused.value.sentence


def test_what_begins_in_the_past_is_not_asked_any_more(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber", begins=9, ends=11)
    plan = scene.plan()
    with nothing_changes(scene.town.id), pytest.raises(PlanOutdated) as refused:
        publish_plan(scene.desk, plan, at=on(scene.day, 12))
    assert refused.value.changes == ("Erna Weber: Die Zeit dafür ist vorbei",)


@pytest.mark.parametrize("state", [PlanState.WAITING, PlanState.SEARCHING, PlanState.DROPPED, PlanState.REPLACED])
def test_only_a_plan_that_is_ready_is_published(scene: Scene, state: str) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    plan = scene.plan()
    Plan.objects.filter(pk=plan.pk).update(state=state)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        publish_plan(scene.desk, plan, at=scene.at + SOON)


def test_a_forgotten_plan_is_not_published(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    plan = scene.plan()
    Plan.objects.filter(pk=plan.pk).update(snapshot=None, routes=None)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        publish_plan(scene.desk, plan, at=scene.at + SOON)
    assert timeline(scene.desk, plan_for(scene.desk, plan.id)).lanes == ()


@pytest.mark.parametrize(
    ("first", "last", "seconds", "field"),
    [
        (0, -1, 1, "last_day"),
        (-4, 0, 1, "first_day"),
        (0, 7, 1, "last_day"),
        (70, 71, 1, "last_day"),
        (20, 20, 1, "first_day"),
        (0, 0, 0, "seconds"),
        (0, 0, 121, "seconds"),
    ],
)
def test_days_and_seconds_that_make_no_sense_start_nothing(
    scene: Scene, first: int, last: int, seconds: int, field: str
) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    days = {"first_day": scene.day + timedelta(days=first), "last_day": scene.day + timedelta(days=last)}
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        start_plan(scene.desk, **days, seconds=seconds, at=scene.at)
    assert refused.value.field == field


@pytest.mark.parametrize("role", ["clerk", "volunteer", "administrator", "state_viewer", "partner"])
def test_only_the_desk_plans(scene: Scene, role: str) -> None:
    amira, need = scene.helper("Amira"), scene.need("Weber")
    plan = scene.plan()
    other = scene.town.actor(role, person_id=amira.person_id)
    deeds: list[Callable[[], object]] = [
        lambda: start_plan(other, first_day=scene.day, last_day=scene.day, seconds=1, at=scene.at),
        lambda: drop_plan(other, plan, at=scene.at),
        lambda: publish_plan(other, plan, at=scene.at),
        lambda: replan(other, plan, at=scene.at),
        lambda: pin_need(other, need, volunteer=amira, at=scene.at),
        lambda: unpin_need(other, need, at=scene.at),
        lambda: fix_order(other, amira, day=scene.day, needs=[need.id, 2], at=scene.at),
        lambda: free_order(other, amira, day=scene.day, at=scene.at),
    ]
    for deed in deeds:
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            deed()
    with pytest.raises(NotThere):
        plan_for(other, plan.id)
    with pytest.raises(NotThere):
        explain(other, plan, need.id)
    assert plans_of(other, scene.day, scene.day) == []
    assert timeline(other, plan).lanes == ()
    assert difference(other, plan).moves == ()
    assert coverage(other, scene.day, scene.day).rows == ()


def test_another_town_sees_and_publishes_nothing_of_it(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    plan = scene.plan()
    other = make_town("Lampertheim", "06431013")
    with other.open():
        assert plans_of(other.coordinator, scene.day, scene.day) == []
        with pytest.raises(NotThere):
            plan_for(other.coordinator, plan.id)
        with nothing_changes(other.id), pytest.raises(Plan.DoesNotExist):
            publish_plan(other.coordinator, plan, at=scene.at)


def test_pins_that_cannot_hold_are_refused(scene: Scene) -> None:
    amira, need = scene.helper("Amira"), scene.need("Weber")
    jonas = scene.helper("Jonas")
    add_veto(scene.desk, need.client, jonas, said_by=Side.VOLUNTEER, at=scene.at)
    deeds: list[Callable[[], object]] = [
        lambda: pin_need(scene.desk, need, at=scene.at),
        lambda: pin_need(scene.desk, need, volunteer=jonas, at=scene.at),
        lambda: pin_need(scene.desk, need, begins_at=on(scene.day, 8), at=scene.at),
        lambda: pin_need(scene.desk, need, begins_at=on(scene.day, 12), at=scene.at),
        lambda: unpin_need(scene.desk, need, at=scene.at),
        lambda: fix_order(scene.desk, amira, day=scene.day, needs=[need.id], at=scene.at),
        lambda: fix_order(scene.desk, amira, day=scene.day, needs=[need.id, need.id], at=scene.at),
        lambda: fix_order(scene.desk, amira, day=scene.day, needs=[need.id, 999_999], at=scene.at),
        lambda: free_order(scene.desk, amira, day=scene.day, at=scene.at),
    ]
    for deed in deeds:
        with nothing_changes(scene.town.id), pytest.raises(Refused):
            deed()
    accept_offer(scene.desk, make_offer(scene.desk, need, volunteer=amira, at=scene.at), at=scene.at)
    olena = scene.helper("Olena")
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        pin_need(scene.desk, need, volunteer=olena, at=scene.at)


def test_a_plan_that_counts_is_not_dropped(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    plan = scene.plan()
    publish_plan(scene.desk, plan, at=scene.at + SOON)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        drop_plan(scene.desk, plan, at=scene.at + SOON)
    assert Offer.objects.count() == 1


def test_a_plan_of_days_that_are_over_is_not_replanned(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    plan = scene.plan()
    publish_plan(scene.desk, plan, at=scene.at + SOON)
    plan.refresh_from_db()
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        replan(scene.desk, plan, at=scene.at + timedelta(days=9))

"""Guides' and interpreters' jobs in the plan of a day: the same gate as everywhere (docs/rules/plans.md)."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.as_always import staff_as_always
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.planning import search
from lotsenwerk.domain.assistance.actions.planning.hold import pin_need
from lotsenwerk.domain.assistance.actions.planning.outdated import PlanOutdated
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.replan import replan
from lotsenwerk.domain.assistance.actions.planning.staffing import go_as_planned
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.models import Bias, Inquiry, Need, Offer, OfferState, Plan
from lotsenwerk.domain.assistance.plan_writing import result_from_json
from lotsenwerk.domain.assistance.queries.planning import coverage, explain, timeline
from lotsenwerk.domain.assistance.queries.pool_gate import kept_out
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.people.actions.climb import climb
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    Client,
    LanguageSkill,
    Person,
    PoolMember,
    SuitabilityFact,
    Volunteer,
)
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit.errors import BadInput, WrongState
from tests.domain.assistance.inquiries.scenes import HOUR, TUESDAY, Scene, begin, open_scene
from tests.factories import MONDAY, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
DAY: date = TUESDAY.date()
LAT, LON = 49.64, 8.45
KM = 1 / 111.2
SOON = timedelta(minutes=1)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A pool of interpreters in an open town; searches end after some rounds, so that the same is found each time."""
    monkeypatch.setattr(search, "for_seconds", lambda _seconds: lambda rounds: rounds / 60)
    town = make_town()
    with town.open():
        made = open_scene(town)
        Person.objects.filter(volunteer__in=[made.amira, made.samir]).update(lat=LAT, lon=LON)
        assert made.kita.client is not None
        Person.objects.filter(client=made.kita.client).update(lat=LAT + KM, lon=LON)
        yield made


def planned(scene: Scene) -> Plan:
    plan = start_plan(scene.desk, first_day=DAY, last_day=DAY, seconds=1, at=MONDAY)
    assert search.search_plan(scene.town.id, plan.id)
    plan.refresh_from_db()
    return plan


def who(plan: Plan) -> dict[int, int]:
    """By need, the volunteer."""
    snapshot, found = snapshot_from_json(plan.snapshot or {}), result_from_json(plan.routes).plan
    assert check(snapshot, found).valid
    helper_of = {shift.id: shift.helper for shift in snapshot.shifts}
    return {stop.job: helper_of[route.shift] for route in found.routes for stop in route.stops}


def rests(scene: Scene, volunteer: Volunteer) -> None:
    climb(scene.desk, PoolMember.objects.get(volunteer=volunteer), "rest", at=MONDAY)


def lacks_the_talk(scene: Scene, volunteer: Volunteer) -> None:
    """From the day before on."""
    for one in (scene.amira, scene.samir):
        until = DAY - timedelta(days=1) if one == volunteer else DAY
        SuitabilityFact.objects.update_or_create(
            volunteer=one, kind="introduced", defaults={"seen_on": MONDAY.date(), "valid_until": until}
        )
    rule = Requires(talk=True, adult=False, german="B1", other="C1")
    set_pool_rule(scene.desk, scene.pool, rule, valid_from=MONDAY.date(), at=MONDAY)


def is_biased(scene: Scene, volunteer: Volunteer) -> None:
    number = Inquiry.objects.filter(number__isnull=False).latest("id").number_id
    Bias.objects.create(volunteer=volunteer, number_id=number)


def speaks_something_else(scene: Scene, volunteer: Volunteer) -> None:
    """Nothing is noted of her, and her letters are in the language that is needed: the gate wants more."""
    set_pool_rule(scene.desk, scene.pool, Requires(talk=False, adult=False), valid_from=MONDAY.date(), at=MONDAY)
    LanguageSkill.objects.filter(person=volunteer.person).delete()
    Person.objects.filter(pk=volunteer.person_id).update(language="ar")


REASONS = {
    rests: [],
    lacks_the_talk: ["es fehlt noch: das Erstgespräch"],
    is_biased: ["wird für diesen Besuch nicht gefragt"],
    speaks_something_else: ["wird für diesen Besuch nicht gefragt"],
}


@pytest.mark.parametrize("happens", REASONS)
def test_whom_the_gate_keeps_out_is_not_planned_and_the_desk_reads_why_not(scene: Scene, happens: Any) -> None:
    make_volunteer(scene.town, given_name="Olena")
    _inquiry, need = scene.taken_in(number=scene.number())
    happens(scene, scene.amira)
    plan = planned(scene)
    assert who(plan) == {need.id: scene.samir.id}
    rows = explain(scene.desk, plan, need.id)
    read = {one.helper.id: list(one.reasons) for one in rows if not one.is_chosen}
    assert read == ({} if happens is rests else {scene.amira.id: REASONS[happens]})


def test_where_nobody_of_the_pool_can_go_that_is_said_and_not_the_whole_town(scene: Scene) -> None:
    for number in range(6):
        make_volunteer(scene.town, given_name=f"Olena {number}")
    _inquiry, need = scene.taken_in(language="tir")
    [left] = timeline(scene.desk, planned(scene)).unserved
    assert left.need.id == need.id
    assert left.reasons == ("Sprechen kein Tigrinya oder zu wenig (C1): 2 Personen",)
    rests(scene, scene.amira)
    rests(scene, scene.samir)
    [left] = timeline(scene.desk, planned(scene)).unserved
    assert "Sind in diesem Pool nicht aktiv: 8 Personen" in left.reasons


def test_language_level_wish_and_place_are_those_of_the_need(scene: Scene) -> None:
    _inquiry, need = scene.taken_in(gender_wish="female")
    Need.objects.filter(pk=need.pk).update(lat=LAT + 5 * KM, lon=LON)
    assert scene.kita.client is not None
    Client.objects.filter(pk=scene.kita.client.pk).update(circumstances=["dog"])
    [job] = freeze(DAY, DAY, at=MONDAY).jobs
    assert (dict(job.languages), job.gender, job.circumstances) == ({"ara": 5}, "female", set())
    assert (job.visit.place.lat, job.visit.at_home) == (LAT + 5 * KM, False)
    assert job.kind == "interpreter"


@pytest.mark.parametrize("way", [Way.TELEPHONE, Way.VIDEO])
def test_a_call_makes_no_way_and_stands_on_the_plan_as_what_it_is(scene: Scene, way: Way) -> None:
    rests(scene, scene.samir)
    Person.objects.filter(pk=scene.amira.person_id).update(lat=LAT + 300 * KM)
    _inquiry, need = scene.taken_in(way=way.value)
    plan = planned(scene)
    shown = timeline(scene.desk, plan)
    [lane] = [one for one in shown.lanes if one.stops]
    [stop] = lane.stops
    assert (stop.need.id, stop.travel_seconds, lane.home_seconds) == (need.id, 0, 0)
    assert (lane.leave, lane.back, shown.figures.metres) == (TUESDAY, TUESDAY + HOUR, 0)
    assert (stop.place, stop.need.lat, stop.need.language, stop.need.way) == ("", None, "ara", way.value)


def test_on_site_the_same_woman_lives_too_far_away(scene: Scene) -> None:
    rests(scene, scene.samir)
    Person.objects.filter(pk=scene.amira.person_id).update(lat=LAT + 300 * KM)
    scene.taken_in()
    assert who(planned(scene)) == {}


def test_an_agreed_job_stays_though_something_is_missing_now_and_does_not_hinder_the_rest(scene: Scene) -> None:
    _inquiry, going = scene.agreed()
    _inquiry, other = scene.taken_in(begins=TUESDAY + 2 * HOUR)
    lacks_the_talk(scene, scene.amira)
    plan = planned(scene)
    assert who(plan) == {going.need_id: scene.amira.id, other.id: scene.samir.id}
    assert publish_plan(scene.desk, plan, at=MONDAY + SOON).asked == 1


@pytest.mark.parametrize("happens", REASONS)
def test_what_happens_before_publishing_is_noticed_and_nobody_is_asked(scene: Scene, happens: Any) -> None:
    rests(scene, scene.samir)
    _inquiry, need = scene.taken_in(number=scene.number())
    plan = planned(scene)
    assert who(plan) == {need.id: scene.amira.id}
    happens(scene, scene.amira)
    with nothing_changes(scene.town.id), pytest.raises(PlanOutdated) as refused:
        publish_plan(scene.desk, plan, at=MONDAY + SOON)
    assert "Amira Haddad und Kita Regenbogen" in refused.value.changes[0]
    assert "begegnen" not in refused.value.changes[0]


@pytest.mark.parametrize("happens", REASONS)
def test_whom_a_plan_asked_and_who_is_kept_out_now_is_replaced_by_the_next_plan(scene: Scene, happens: Any) -> None:
    _inquiry, need = scene.taken_in(number=scene.number())
    plan = planned(scene)
    asked = Volunteer.objects.get(pk=who(plan)[need.id])
    publish_plan(scene.desk, plan, at=MONDAY + SOON)
    happens(scene, asked)
    again = replan(scene.desk, plan, at=MONDAY + 2 * SOON)
    assert who(again)[need.id] != asked.id
    assert search.search_plan(scene.town.id, again.id)
    again.refresh_from_db()
    publish_plan(scene.desk, again, at=MONDAY + 3 * SOON)
    states = dict(Offer.objects.filter(need=need).values_list("volunteer_id", "state"))
    assert states.pop(asked.id) == OfferState.WITHDRAWN
    assert list(states.values()) == [OfferState.OPEN]


@pytest.mark.parametrize("happens", REASONS)
def test_the_desk_cannot_hold_in_place_whom_the_gate_keeps_out(scene: Scene, happens: Any) -> None:
    _inquiry, need = scene.taken_in(number=scene.number())
    happens(scene, scene.amira)
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        pin_need(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    assert refused.value.field == "volunteer"
    pin_need(scene.desk, need, volunteer=scene.samir, at=MONDAY)
    assert who(planned(scene)) == {need.id: scene.samir.id}


def test_who_was_held_and_lacks_something_now_is_not_planned_for_it(scene: Scene) -> None:
    _inquiry, need = scene.taken_in()
    pin_need(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    lacks_the_talk(scene, scene.amira)
    plan = planned(scene)
    assert who(plan) == {}
    read = {one.helper.id: list(one.reasons) for one in explain(scene.desk, plan, need.id)}
    assert read[scene.amira.id] == ["es fehlt noch: das Erstgespräch"]


@pytest.mark.parametrize("happens", REASONS)
def test_a_yes_beforehand_opens_no_gate(scene: Scene, happens: Any) -> None:
    _inquiry, need = scene.taken_in(number=scene.number())
    give_standing_yes(scene.desk, need.client, scene.amira, at=MONDAY)
    happens(scene, scene.amira)
    assert who(planned(scene)) == {need.id: scene.samir.id}
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        go_as_planned(scene.desk, need, scene.amira, TUESDAY, at=MONDAY)


@pytest.mark.parametrize("happens", REASONS)
def test_as_always_somebody_else_is_looked_for_where_the_gate_keeps_the_regular_out(scene: Scene, happens: Any) -> None:
    _inquiry, need = scene.taken_in(number=scene.number())
    give_standing_yes(scene.desk, need.client, scene.amira, at=MONDAY)
    happens(scene, scene.amira)
    assert staff_as_always(scene.desk, need, as_usual=True, at=MONDAY) is None
    assert staff_as_always(scene.desk, need, as_usual=False, at=MONDAY) is None
    assert not Offer.objects.filter(need=need).exists()


def test_a_yes_beforehand_counts_where_nothing_is_missing(scene: Scene) -> None:
    _inquiry, need = scene.taken_in()
    give_standing_yes(scene.desk, need.client, scene.amira, at=MONDAY)
    plan = planned(scene)
    assert who(plan) == {need.id: scene.amira.id}
    assert publish_plan(scene.desk, plan, at=MONDAY + SOON).staffed == 1


def test_the_number_of_statements_does_not_hang_on_the_number_of_jobs_and_members(scene: Scene) -> None:
    def measured() -> tuple[int, int, int]:
        with CaptureQueriesContext(connection) as freezing:
            freeze(DAY, DAY, at=MONDAY)
        plan = planned(scene)
        with CaptureQueriesContext(connection) as drawing:
            timeline(scene.desk, plan)
        with CaptureQueriesContext(connection) as explaining:
            explain(scene.desk, plan, need.id)
        return len(freezing), len(drawing), len(explaining)

    _inquiry, need = scene.taken_in(number=scene.number(), gender_wish="female")
    with_one = measured()
    for number in (1, 2):
        begin(scene.town, scene.pool, make_volunteer(scene.town, given_name=f"Nr{number}"))
        scene.taken_in(number=scene.number(), gender_wish="female", begins=TUESDAY + number * HOUR)
    assert measured() == with_one
    assert with_one[0] <= 20


def test_the_table_of_languages_counts_what_a_pool_was_asked_for(scene: Scene) -> None:
    scene.taken_in(language="tir")
    scene.taken_in(begins=TUESDAY + 2 * HOUR)
    rows = {row.language: row for row in coverage(scene.desk, DAY, DAY).rows}
    assert set(rows) == {"tir", "ara"}
    tuesday = DAY.weekday()
    assert (rows["tir"].cells[tuesday].requests, rows["tir"].cells[tuesday].helpers) == (1, 0)
    assert (rows["ara"].cells[tuesday].requests, rows["ara"].cells[tuesday].helpers) == (1, 2)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_whom_the_gate_keeps_out_is_ever_planned(scene: Scene, seed: int) -> None:
    """And whoever may go does, where there is time."""
    dice = random.Random(seed)
    people = [scene.amira, scene.samir, make_volunteer(scene.town)]
    needs = []
    for hour in range(2):
        _inquiry, need = scene.taken_in(
            way=dice.choice(list(Way)).value,
            gender_wish=dice.choice(["", "female"]),
            language=dice.choice(["ara", "ara", "tir"]),
            number=scene.number(),
            begins=TUESDAY + 2 * hour * HOUR,
        )
        Need.objects.filter(pk=need.pk).update(level=dice.choice(["", "B1", "C1"]))
        if dice.random() < 0.5:
            is_biased(scene, dice.choice(people))
        needs.append(need.pk)
    for one in people:
        Person.objects.filter(pk=one.person_id).update(gender=dice.choice(["female", "male"]))
        speaks(one, {"ara": dice.choice(["B2", "C1", "native"]), "deu": "C1"} if dice.random() < 0.8 else {})
        PoolMember.objects.filter(volunteer=one).update(rung=dice.choice(["active", "active", "paused"]))
    going = who(planned(scene))
    for need in Need.objects.filter(pk__in=needs):
        out = kept_out(need, [one.id for one in people])
        assert going.get(need.pk) not in out
        assert (need.pk in going) == (len(out) < len(people))


def speaks(volunteer: Volunteer, levels: dict[str, str]) -> None:
    LanguageSkill.objects.filter(person=volunteer.person).delete()
    for language, level in levels.items():
        LanguageSkill.objects.create(person=volunteer.person, language=language, level=level)


def test_the_yes_of_a_helper_for_her_day_asks_the_gate_again(scene: Scene) -> None:
    _inquiry, need = scene.taken_in()
    rests(scene, scene.samir)
    publish_plan(scene.desk, planned(scene), at=MONDAY + SOON)
    offer = Offer.objects.get(need=need)
    lacks_the_talk(scene, scene.amira)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        accept_offer(scene.her, offer, at=MONDAY + 2 * SOON)
    with pytest.raises(BadInput):
        make_offer(scene.desk, scene.taken_in()[1], volunteer=scene.amira, at=MONDAY)

"""What the rows of a town become: a fixed number of statements, and every fact in its place."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.planning.hold import fix_order, pin_need
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.models import Assignment, NeedKind, Offer
from lotsenwerk.domain.assistance.queries.planning import coverage, explain, timeline
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.assistance.snapshot.walls import seconds_of
from lotsenwerk.domain.gatherings.actions.book import book
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Booking, Thing
from lotsenwerk.domain.organisations.models import OpeningHours
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.models import Availability, Client, LanguageSkill, Volunteer
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import Cap, Part, Plan, State
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.planning.written import plan_from_json, snapshot_from_json, snapshot_to_json
from tests.domain.assistance.planning.scene import Scene, make_scene, on

SOON = timedelta(minutes=1)
HOUR = 3600


def seconds(scene: Scene, hour: float, day: date | None = None) -> int:
    return int(on(day or scene.day, hour).timestamp())


def queries_of_a_town(scene: Scene) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as freezing:
        freeze(scene.day, scene.day, at=scene.at)
    plan = scene.plan()
    with CaptureQueriesContext(connection) as drawing:
        timeline(scene.desk, plan)
    return len(freezing), len(drawing)


def test_the_number_of_statements_does_not_hang_on_the_number_of_rows(scene: Scene) -> None:
    shop = scene.shop()
    scene.helper("Amira")
    scene.need("Weber", kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    with_one = queries_of_a_town(scene)
    for name in ("Jonas", "Olena"):
        scene.helper(name)
        scene.need(f"Demir {name}", kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    assert queries_of_a_town(scene) == with_one
    assert with_one[0] <= 12
    assert with_one[1] <= 4


def test_a_helper_is_told_to_the_engine_with_all_that_she_said(scene: Scene) -> None:
    amira = scene.helper("Amira", begins=9, ends=13, mode="walk")
    Volunteer.objects.filter(pk=amira.pk).update(
        most_visits_a_week=3, most_hours_a_week=4, avoids=["dog"], rides_cargo_bicycle=True
    )
    scene.need("Weber")
    snapshot = freeze(scene.day, scene.day, at=scene.at)
    [helper] = snapshot.helpers
    assert (helper.id, helper.way, dict(helper.speaks)) == (amira.id, "walk", {"ara": 7, "deu": 3})
    assert helper.copes == {"cat", "smoke", "stairs"}
    [shift] = snapshot.shifts
    assert shift.during == Stretch(seconds(scene, 9), seconds(scene, 13))
    assert shift.most_seconds == 4 * HOUR
    monday = scene.day - timedelta(days=scene.day.weekday())
    week = Stretch(seconds(scene, 0, monday), seconds(scene, 0, monday + timedelta(days=7)))
    assert Cap(week, 3, 4 * HOUR) in helper.caps


def test_what_the_desk_agreed_in_the_week_counts_against_her_bound(scene: Scene) -> None:
    amira = scene.helper("Amira")
    Volunteer.objects.filter(pk=amira.pk).update(most_visits_a_week=1)
    tuesday = scene.day - timedelta(days=2)
    other = scene.need("Kolb", day=tuesday)
    accept_offer(scene.desk, make_offer(scene.desk, other, volunteer=amira, at=scene.at), at=scene.at)
    scene.need("Weber")
    plan = scene.plan()
    assert plan.unserved == 1
    assert any("vereinbart sind höchstens 0" in one for one in explain(scene.desk, plan, scene.needs[1].id)[0].reasons)


def test_a_visit_is_told_with_all_that_stands_in_its_rows(scene: Scene) -> None:
    amira, client = scene.helper("Amira"), scene.client("Tesfay", language="ti")
    Client.objects.filter(pk=client.pk).update(circumstances=["stairs"], gender_wish="female")
    LanguageSkill.objects.create(person=client.person, language="tir", level="native")
    LanguageSkill.objects.create(person=client.person, language="deu", level="A1")
    give_standing_yes(scene.desk, client, amira, at=scene.at)
    shop = scene.shop()
    OpeningHours.objects.create(of=shop, weekday=scene.day.weekday(), opens=time(8), closes=time(10))
    scene.need(client, kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    [job] = freeze(scene.day, scene.day, at=scene.at).jobs
    assert (dict(job.languages), job.gender, job.circumstances) == ({"tir": 2}, "female", {"stairs"})
    assert (job.standing, job.known, job.priority) == ({amira.id}, set(), 0)
    assert job.visit.begins == (Stretch(seconds(scene, 9), seconds(scene, 12) - 20 * 60),)
    assert job.pick_up is not None
    assert (job.pick_up.seconds, job.visit.seconds) == (40 * 60, 20 * 60)
    assert job.pick_up.open == (Stretch(seconds(scene, 8), seconds(scene, 10)),)


def test_a_shop_that_is_closed_all_day_serves_nobody_and_says_so(scene: Scene) -> None:
    scene.helper("Amira")
    shop = scene.shop()
    OpeningHours.objects.create(of=shop, weekday=6, opens=time(8), closes=time(10))
    scene.need("Weber", kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    plan = scene.plan()
    [left] = timeline(scene.desk, plan).unserved
    assert left.need.client.name == "Erna Weber"
    assert any("geöffnet" in reason for reason in left.reasons)


def test_what_was_agreed_by_telephone_stays_where_it_is(scene: Scene) -> None:
    amira = scene.helper("Amira", begins=9, ends=12)
    late = scene.need("Kolb", begins=15, ends=17)
    accept_offer(scene.desk, make_offer(scene.desk, late, volunteer=amira, at=scene.at), at=scene.at)
    scene.need("Weber")
    plan = scene.plan()
    snapshot, found = snapshot_from_json(plan.snapshot or {}), plan_from_json(plan.routes or {})
    assert check(snapshot, found).valid
    assert snapshot.holds[late.id].state is State.ACCEPTED
    begins = {stop.job: stop.begin for route in found.routes for stop in route.stops}
    assert begins[late.id] == seconds(scene, 15)
    assert set(begins) == {late.id, scene.needs[1].id}


def test_two_agreed_visits_without_time_for_the_way_do_not_spoil_the_rest_of_the_day(scene: Scene) -> None:
    amira = scene.helper("Amira")
    for name, begins in (("Kolb", 9), ("Koch", 10)):
        need = scene.need(scene.client(name, north=begins * 300), begins=begins, ends=begins + 1)
        accept_offer(scene.desk, make_offer(scene.desk, need, volunteer=amira, at=scene.at), at=scene.at)
    scene.need("Weber", begins=13, ends=15)
    plan = scene.plan()
    assert plan.unserved == 0


def test_pins_of_person_and_time_hold(scene: Scene) -> None:
    scene.helper("Amira")
    jonas = scene.helper("Jonas", north=5000)
    weber, demir = scene.need("Weber"), scene.need("Demir")
    pin_need(scene.desk, weber, volunteer=jonas, at=scene.at)
    pin_need(scene.desk, demir, begins_at=on(scene.day, 10.5), at=scene.at)
    plan = scene.plan()
    stops = {stop.need.id: (lane, stop) for lane in timeline(scene.desk, plan).lanes for stop in lane.stops}
    assert stops[weber.id][0].helper.id == jonas.id
    assert stops[weber.id][1].is_person_pinned
    assert stops[demir.id][1].begin == on(scene.day, 10.5)
    assert stops[demir.id][1].is_time_pinned
    reasons = {row.helper.id: row.reasons for row in explain(scene.desk, plan, weber.id)}
    assert reasons[scene.helpers[0].id] == (f"dafür ist {jonas.person.name} fixiert",)


def test_a_fixed_order_holds_and_others_go_in_between(scene: Scene) -> None:
    amira = scene.helper("Amira")
    shop = scene.shop()
    needs = [
        scene.need(scene.client(name, north=north), kind=NeedKind.SHOP_AND_DELIVER, shop=shop, minutes=30, ends=14)
        for name, north in (("Weber", 100), ("Demir", 2500), ("Koch", 300))
    ]
    wanted = [needs[1].id, needs[0].id, needs[2].id]
    fix_order(scene.desk, amira, day=scene.day, needs=wanted, at=scene.at)
    between = scene.need("Kolb", begins=9, ends=14, minutes=15)
    plan = scene.plan()
    snapshot, found = snapshot_from_json(plan.snapshot or {}), plan_from_json(plan.routes or {})
    assert check(snapshot, found).valid
    [lane] = [lane for lane in timeline(scene.desk, plan).lanes if lane.stops]
    assert [one for one in lane.needs if one in wanted] == wanted
    assert between.id in lane.needs
    assert lane.is_ordered


def test_an_order_that_cannot_be_gone_is_left_out_and_the_lane_says_why(scene: Scene) -> None:
    amira = scene.helper("Amira")
    early, late = scene.need("Weber", begins=9, ends=10.5), scene.need("Demir", begins=11.5, ends=13)
    fix_order(scene.desk, amira, day=scene.day, needs=[late.id, early.id], at=scene.at)
    plan = scene.plan()
    snapshot = snapshot_from_json(plan.snapshot or {})
    assert snapshot.ordered == frozenset()
    assert [(one.rule, one.job) for one in snapshot.lost] == [("PH11", early.id)]
    assert plan.served == 2
    [lane] = [lane for lane in timeline(scene.desk, plan).lanes if lane.stops]
    assert lane.lost_order.startswith("Erna Weber: käme ")
    assert (lane.is_ordered, [one.id for one in lane.order]) == (True, [late.id, early.id])


def test_a_cargo_bicycle_is_planned_for_those_who_ride_it_and_booked_when_published(scene: Scene) -> None:
    bicycle = add_thing(scene.desk, About(name="Lastenrad"), at=scene.at)
    Thing.objects.update(lat=49.6405, lon=8.45)
    amira = scene.helper("Amira", mode="walk", begins=8, ends=13)
    Volunteer.objects.filter(pk=amira.pk).update(rides_cargo_bicycle=True)
    shop = scene.shop(north=3000)
    for name in ("Weber", "Demir", "Koch"):
        scene.need(scene.client(name, north=200), kind=NeedKind.SHOP_AND_DELIVER, shop=shop, minutes=30)
    plan = scene.plan()
    lanes = [lane for lane in timeline(scene.desk, plan).lanes if lane.stops]
    assert [(lane.bike, len(lane.needs)) for lane in lanes] == [("Lastenrad", 3)]
    publish_plan(scene.desk, plan, at=scene.at + SOON)
    [booking] = Booking.objects.all()
    assert (booking.thing_id, booking.person_id, booking.kind) == (bicycle.id, amira.person_id, "day_offer")
    again = scene.plan(at=scene.at + 2 * SOON)
    assert [lane.bike for lane in timeline(scene.desk, again).lanes if lane.stops] == ["Lastenrad"]
    publish_plan(scene.desk, again, at=scene.at + 3 * SOON)
    assert Booking.objects.filter(state="booked").count() == 1


def test_a_bicycle_that_somebody_booked_is_planned_before_and_after_but_not_then(scene: Scene) -> None:
    bicycle = add_thing(scene.desk, About(name="Lastenrad"), at=scene.at)
    Thing.objects.update(lat=49.6405, lon=8.45)
    amira = scene.helper("Amira", mode="walk", begins=8, ends=15)
    Volunteer.objects.filter(pk=amira.pk).update(rides_cargo_bicycle=True)
    times = {"begin": on(scene.day, 9), "end": on(scene.day, 12)}
    book(scene.desk, bicycle, person=amira.person, **times, at=scene.at)
    snapshot = freeze(scene.day, scene.day, at=scene.at)
    assert [helper.rides for helper in snapshot.helpers] == [{bicycle.id}]
    taken = Stretch(seconds_of(times["begin"]), seconds_of(times["end"]))
    assert [bike.taken for bike in snapshot.bikes] == [(taken,)]
    shop = scene.shop(north=3000)
    for name in ("Weber", "Demir", "Koch"):
        scene.need(scene.client(name, north=200), kind=NeedKind.SHOP_AND_DELIVER, shop=shop, minutes=30, ends=15)
    plan = scene.plan()
    found = plan_from_json(plan.routes or {})
    snapshot = snapshot_from_json(plan.snapshot or {})
    assert check(snapshot, found).valid
    [route] = [route for route in found.routes if route.bike == bicycle.id]
    assert route.leave >= taken.end


def test_what_is_frozen_can_be_written_and_read(scene: Scene) -> None:
    scene.helper("Amira")
    shop = scene.shop()
    scene.need("Weber", kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    scene.need("Koch", kind=NeedKind.FOOD_BANK)
    snapshot = freeze(scene.day, scene.day, at=scene.at)
    assert snapshot_from_json(snapshot_to_json(snapshot)) == snapshot


def test_each_plan_of_a_disturbed_week_is_valid_in_the_eyes_of_the_judge(scene: Scene) -> None:
    shop = scene.shop()
    for number in range(4):
        scene.helper(f"Helfer {number}", begins=8 + number, ends=16 + number % 3, north=number * 700)
    for number in range(10):
        kind = NeedKind.SHOP_AND_DELIVER if number % 2 else NeedKind.ACCOMPANY
        day = scene.day + timedelta(days=number % 2)
        client = scene.client(f"Kunde {number}", north=number * 400 - 1500)
        scene.need(client, kind=kind, shop=shop, begins=8 + number % 5, ends=13 + number % 4, day=day)
    friday = scene.day + timedelta(days=1)
    at = scene.at
    for number in range(3):
        plan = scene.plan(last=friday, at=at)
        snapshot, found = snapshot_from_json(plan.snapshot or {}), plan_from_json(plan.routes or {})
        verdict = check(snapshot, found)
        assert verdict.broken == ()
        assert (plan.cost, plan.unserved) == (verdict.cost, len(verdict.unserved))
        publish_plan(scene.desk, plan, at=at + SOON)
        for offer in Offer.objects.filter(state="open").order_by("id")[: 1 + number]:
            accept_offer(scene.desk, offer, at=at + SOON)
        at += 3 * SOON
    kept = {row.need_id: row.during.lower for row in Assignment.objects.filter(state="accepted")}
    routes = freeze(scene.day, friday, at=at).before.routes
    begins = {stop.job: stop.begin for route in routes for stop in route.stops if stop.part is Part.VISIT}
    assert {need: int(begin.timestamp()) for need, begin in kept.items()}.items() <= begins.items()


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 3), (date(2026, 10, 25), 5)])
def test_on_the_day_on_which_the_clocks_change_a_stretch_has_an_hour_less_or_more(
    db: None, monkeypatch: pytest.MonkeyPatch, day: date, hours: int
) -> None:
    from lotsenwerk.domain.assistance.actions.planning import search

    monkeypatch.setattr(search, "for_seconds", lambda _seconds: lambda rounds: rounds / 60)
    made = make_scene(at=on(day - timedelta(days=4), 10))
    made.day = day
    with made.town.open():
        amira = made.helper("Amira")
        Availability.objects.filter(volunteer=amira).update(begins=time(0), ends=time(4))
        made.need("Weber", begins=0.5, ends=3.75, minutes=120)
        plan = made.plan()
        snapshot, found = snapshot_from_json(plan.snapshot or {}), plan_from_json(plan.routes or {})
        [shift] = snapshot.shifts
        assert shift.during.end - shift.during.begin == hours * HOUR
        assert check(snapshot, found).valid
        assert plan.served == 1
        assert {route.back - route.leave >= 2 * HOUR for route in found.routes} == {True}


def test_an_empty_plan_before_holds_nothing(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    snapshot = freeze(scene.day, scene.day, at=scene.at)
    assert (snapshot.before, dict(snapshot.holds), snapshot.ordered) == (Plan(), {}, frozenset())


def test_languages_that_nobody_speaks_on_a_weekday_are_gaps(scene: Scene) -> None:
    scene.helper("Amira")
    for number in range(2):
        scene.need(scene.client(f"Tesfay {number}", language="ti"))
    scene.need("Weber")
    table = coverage(scene.desk, scene.day, scene.day)
    rows = {row.language: row for row in table.rows}
    weekday = scene.day.weekday()
    assert (rows["tir"].requests, rows["tir"].gaps) == (2, (weekday,))
    assert (rows["deu"].cells[weekday].helpers, rows["deu"].gaps) == (1, ())
    assert [row.language for row in table.gaps] == ["tir"]

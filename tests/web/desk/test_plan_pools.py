"""What a pool was asked for on the plan, and orders that cannot be walked."""

from datetime import timedelta

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.planning.hold import fix_order
from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import FixedOrder, Need, NeedKind
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.web.desk.plan.drawn import DRAWINGS
from lotsenwerk.web.desk.wording import KINDS
from tests.domain.assistance.inquiries.scenes import TUESDAY as APPOINTMENT
from tests.domain.assistance.inquiries.scenes import open_scene
from tests.factories import MONDAY, Town, make_client, make_volunteer
from tests.web.desk.conftest import said
from tests.web.desk.planned import AT, TUESDAY, make_plan


def test_each_kind_of_visit_has_a_drawing_on_the_timeline() -> None:
    assert {drawing for _word, drawing in KINDS.values()} <= set(DRAWINGS)


def test_an_interpreters_call_stands_on_the_plan_in_words_and_on_no_map(town: Town, coordinator: Browser) -> None:
    day = APPOINTMENT.date()
    with town.open():
        scene = open_scene(town)
        _inquiry, call = scene.taken_in(way="telephone")
        _inquiry, left = scene.taken_in(language="tir", begins=APPOINTMENT + timedelta(hours=2))
        plan = start_plan(town.coordinator, first_day=day, last_day=day, seconds=1, at=MONDAY)
    search_plan(town.id, plan.pk)
    page = said(coordinator.get("/desk/plan/", {"day": day.isoformat()}))
    block = page[page.index(f'id="row-{call.pk}"') :]
    assert "Kita Regenbogen, Interpreting: Arabic, by telephone: " in block
    assert 'href="#k-talk"' in block
    assert 'class="leg' not in block[: block.index("</section>")]
    assert "Interpreting: Tigrinya" in page[page.index(f'id="row-{left.pk}"') :]
    panel = said(coordinator.get(f"/desk/plan/{plan.pk}/needs/{left.pk}/"))
    assert "Speak no Tigrinya or too little (C1): 2 helpers" in panel
    drawn = said(coordinator.get(f"/desk/plan/{plan.pk}/map/", {"day": day.isoformat()}))
    assert f'data-key="{call.pk}"' not in drawn


def two_in_the_wrong_order(town: Town) -> tuple[Volunteer, list[Need]]:
    """Only one is free in the morning and at noon; the desk wants noon first."""
    helper = make_volunteer(town, given_name="Amira")
    needs = [at_hour(town, hour, name) for hour, name in ((13, "Demir"), (9, "Weber"))]
    fix_order(town.coordinator, helper, day=TUESDAY, needs=[one.pk for one in needs], at=MONDAY)
    return helper, needs


def at_hour(town: Town, hour: int, name: str) -> Need:
    begin = MONDAY.replace(hour=hour, minute=0) + timedelta(days=1)
    client = make_client(town, family_name=name)
    window = {"earliest": begin, "latest": begin + timedelta(hours=1)}
    return take_in(town.coordinator, client=client, kind=NeedKind.ACCOMPANY, minutes=45, at=MONDAY, **window)


def test_an_order_that_cannot_be_walked_is_said_with_its_visits_and_can_be_let_go(
    town: Town, coordinator: Browser
) -> None:
    with town.open():
        helper, _needs = two_in_the_wrong_order(town)
    plan = make_plan(town)
    page = said(coordinator.get("/desk/plan/", AT))
    card = page[page.index('id="lost-title"') :]
    assert "This order cannot be walked" in card
    assert "Amira Haddad" in card
    assert card.index("Demir") < card.index("Weber")
    assert "h beside the time that suits" in card
    sent = {"hold": "nothing", "day": TUESDAY.isoformat()}
    coordinator.post(f"/desk/plan/{plan.pk}/order/{helper.person_id}/", sent)
    with town.open():
        assert not FixedOrder.objects.exists()
    after = said(coordinator.get("/desk/plan/", AT))
    assert "Let the order go" not in after[after.index('id="lost-title"') :]
    make_plan(town)
    assert 'id="lost-title"' not in said(coordinator.get("/desk/plan/", AT))


def test_a_day_without_such_an_order_says_nothing_of_it(town: Town, coordinator: Browser) -> None:
    with town.open():
        make_volunteer(town)
        at_hour(town, 9, "Weber")
    make_plan(town)
    assert 'id="lost-title"' not in said(coordinator.get("/desk/plan/", AT))


def test_one_and_three_lost_orders_cost_the_same(town: Town, coordinator: Browser) -> None:
    counted: list[int] = []
    for many in (1, 2):
        with town.open():
            for _number in range(many):
                two_in_the_wrong_order(town)
        make_plan(town)
        with CaptureQueriesContext(connection) as queries:
            page = said(coordinator.get("/desk/plan/", AT))
        counted.append(len(queries))
        assert page[page.index('id="lost-title"') :].count("Let the order go") == (1 if many == 1 else 3)
    assert counted[0] == counted[1] <= 12

"""The plan of a day: looked at, made, held in place, explained."""

import re

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.models import FixedOrder, Pin, Plan, PlanState
from lotsenwerk.domain.people.models import Volunteer, VolunteerStatus
from tests.factories import Town, make_client, make_need
from tests.web.desk.conftest import LogIn, Unchanged, said
from tests.web.desk.planned import AT, TUESDAY, fill, make_plan, make_planned

HTMX = {"HX-Request": "true"}
KIBI = 1024


def test_a_day_without_a_plan_says_what_to_do(coordinator: Browser) -> None:
    page = said(coordinator.get("/desk/plan/", AT))
    assert "Nothing is planned for these days yet" in page
    assert "Propose a plan" in page


def test_a_plan_is_drawn_by_helper_with_its_figures(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    page = said(coordinator.get("/desk/plan/", AT))
    for need in planned.needs:
        assert f'id="row-{need.pk}"' in page
    assert re.search(r"<dd>2 <small>of 2</small></dd>", page)
    assert "Nobody has heard of it yet" in page
    assert "visit--proposed" in page


def test_nobody_is_shown_in_the_tray_who_has_somebody(town: Town, coordinator: Browser) -> None:
    make_planned(town, 1)
    assert "Nobody goes there yet" not in said(coordinator.get("/desk/plan/", AT))


def test_the_tray_says_why(town: Town, coordinator: Browser) -> None:
    with town.open():
        need = make_need(town, make_client(town, family_name="Allein"))
    make_plan(town)
    page = said(coordinator.get("/desk/plan/", AT))
    assert "Nobody goes there yet" in page
    card = page[page.index(f'id="row-{need.pk}"') :]
    assert 'class="why"' in card


def test_the_button_starts_a_search_and_shows_it(town: Town, coordinator: Browser) -> None:
    with town.open():
        fill(town, 1)
    sent = {"first_day": "2026-11-17", "last_day": "2026-11-17", "seconds": "2", "show": "day"}
    answer = coordinator.post("/desk/plan/start/", sent)
    with town.open():
        plan = Plan.objects.get()
    assert (plan.first_day, plan.last_day, plan.seconds) == (TUESDAY, TUESDAY, 2)
    page = said(coordinator.get(answer.headers["Location"]))
    assert "Looking for a plan" in page
    assert f"/desk/plan/{plan.pk}/progress/" in page
    assert "Look again" in page[page.index("<noscript>") :]


@pytest.mark.parametrize(
    "wrong",
    [{"first_day": ""}, {"last_day": "never"}, {"seconds": "3600"}, {"first_day": "2026-11-10"}, {"show": "year"}],
)
def test_what_cannot_be_planned_starts_nothing(
    town: Town, coordinator: Browser, unchanged: Unchanged, wrong: dict[str, str]
) -> None:
    sent = {"first_day": "2026-11-17", "last_day": "2026-11-17", "seconds": "2", "show": "day"}
    with unchanged(town):
        assert coordinator.post("/desk/plan/start/", sent | wrong).status_code == 302
    with town.open():
        assert not Plan.objects.exists()


def test_progress_ends_by_itself(town: Town, coordinator: Browser) -> None:
    plan = make_planned(town).plan
    place = f"/desk/plan/{plan.pk}/progress/"
    ended = coordinator.get(place, headers=HTMX)
    assert (ended.status_code, ended.headers["HX-Redirect"]) == (204, f"/desk/plan/?day=2026-11-17&plan={plan.pk}")
    assert coordinator.get(place).headers["Location"] == ended.headers["HX-Redirect"]
    with town.open():
        Plan.objects.update(state=PlanState.SEARCHING, percent_done=40)
    going = said(coordinator.get(place, {"said": "0"}, headers=HTMX))
    assert '<progress max="100" value="40"' in going
    assert "Best so far: 1 of 1 visits" in going
    assert 'hx-swap-oob="innerHTML:#search-said"' in going
    assert "hx-swap-oob" not in said(coordinator.get(place, {"said": "1"}, headers=HTMX))


def test_two_coordinators_see_each_others_proposals(town: Town, coordinator: Browser, log_in: LogIn) -> None:
    first = make_planned(town).plan
    second = make_plan(town)
    page = said(log_in(town, "assistant").get("/desk/plan/", AT))
    assert f"plan={first.pk}" in page
    assert f"plan={second.pk}" in page
    assert page.count('class="proposal" href="/desk/plan/?') == 2


def test_a_proposal_is_thrown_away_and_no_other(town: Town, coordinator: Browser) -> None:
    first, second = make_planned(town).plan, make_plan(town)
    coordinator.post(f"/desk/plan/{second.pk}/drop/")
    with town.open():
        assert dict(Plan.objects.values_list("pk", "state")) == {
            first.pk: PlanState.READY,
            second.pk: PlanState.DROPPED,
        }


def test_the_panel_says_why_and_who_else(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    place = f"/desk/plan/{planned.plan.pk}/needs/{planned.needs[0].pk}/"
    panel = said(coordinator.get(place, headers=HTMX))
    assert "Who else could" in panel
    assert "Hold the person" in panel
    assert "<html" not in panel
    page = said(coordinator.get(place))
    assert "<h1>Why like this?</h1>" in page
    assert "data-close-panel" not in page


def test_person_and_time_are_held_and_let_go(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    need, helper = planned.needs[0], planned.helpers[1]
    hold = f"/desk/plan/{planned.plan.pk}/needs/{need.pk}/hold/"
    answer = coordinator.post(hold, {"hold": "person", "who": helper.person_id})
    assert answer.headers["Location"] == f"/desk/plan/?day=2026-11-17&plan={planned.plan.pk}#row-{need.pk}"
    coordinator.post(hold, {"hold": "time"})
    with town.open():
        pin = Pin.objects.get()
        assert (pin.need_id, pin.volunteer_id) == (need.pk, helper.pk)
        assert pin.begins_at is not None
    page = said(coordinator.get("/desk/plan/", AT))
    assert 'data-held="person time"' in page
    assert ", person held, time held" in page
    coordinator.post(hold, {"hold": "nothing"})
    with town.open():
        assert not Pin.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"hold": "everything"}, {"hold": "person"}, {"hold": "person", "who": "0"}])
def test_what_holds_nothing_changes_nothing(town: Town, coordinator: Browser, sent: dict[str, str]) -> None:
    planned = make_planned(town)
    coordinator.post(f"/desk/plan/{planned.plan.pk}/needs/{planned.needs[0].pk}/hold/", sent)
    with town.open():
        assert not Pin.objects.exists()


def test_the_neighbour_sees_nothing_of_it(town: Town, neighbour: Town, log_in: LogIn) -> None:
    planned = make_planned(town)
    stranger, need = log_in(neighbour), planned.needs[0].pk
    places = [f"/desk/plan/{planned.plan.pk}/{rest}" for rest in ("progress/", "map/", f"needs/{need}/")]
    assert {stranger.get(place).status_code for place in places} == {404}
    assert stranger.post(f"/desk/plan/{planned.plan.pk}/drop/").status_code == 404
    assert "Weber0" not in said(stranger.get("/desk/plan/", AT))


@pytest.mark.parametrize("role", ["clerk", "administrator"])
def test_for_other_roles_there_is_no_plan(town: Town, log_in: LogIn, role: str) -> None:
    assert log_in(town, role).get("/desk/plan/").status_code == 404


@pytest.mark.parametrize("day", ["", "2026-02-30", "9999-12-31", "gestern"])
def test_what_is_no_day_means_today(coordinator: Browser, day: str) -> None:
    assert "Monday, 16 November" in said(coordinator.get("/desk/plan/", {"day": day, "plan": "x", "page": "-3"}))


def places_of(town: Town) -> list[str]:
    with town.open():
        plan = Plan.objects.latest("id")
        need = plan.snapshot["jobs"][0]["id"]
    return [
        "/desk/plan/?day=2026-11-17",
        "/desk/plan/?day=2026-11-17&show=week",
        f"/desk/plan/{plan.pk}/needs/{need}/",
        f"/desk/plan/{plan.pk}/map/",
        "/desk/plan/languages/",
    ]


def test_pages_cost_the_same_for_one_and_for_three_and_at_most_12_queries(town: Town, coordinator: Browser) -> None:
    costs = []
    for count in (1, 3):
        with town.open():
            fill(town, count)
        make_plan(town, days=2)
        for place in places_of(town):
            coordinator.get(place)
            with CaptureQueriesContext(connection) as asked:
                assert coordinator.get(place).status_code == 200
            costs.append((re.sub(r"\d+", "", place), len(asked)))
    half = len(costs) // 2
    assert costs[:half] == costs[half:]
    assert {place: count for place, count in costs if count > 12} == {}


def test_a_busy_day_takes_40_kib_at_most(town: Town, log_in: LogIn) -> None:
    with town.open():
        fill(town, 24)
    plan = make_plan(town, days=2)
    german = log_in(town, language="de")
    for place in [*places_of(town), f"/desk/plan/?day=2026-11-17&plan={plan.pk}&page=2"]:
        assert len(german.get(place).content) <= 40 * KIBI, place


def test_whoever_is_held_elsewhere_is_said_until_a_new_plan_keeps_to_it(town: Town, coordinator: Browser) -> None:
    planned = make_planned(town, 2)
    need = planned.needs[0]
    place = f"/desk/plan/{planned.plan.pk}/needs/{need.pk}/"
    other = next(row.row for row in coordinator.get(place).context["others"])
    coordinator.post(f"{place}hold/", {"hold": "person", "who": str(other.helper.person_id)})
    assert "One visit is held in another way" in said(coordinator.get("/desk/plan/", AT))
    make_plan(town)
    page = said(coordinator.get("/desk/plan/", AT))
    assert "held in another way" not in page
    row = page[page.index(f'data-helper="{other.helper.person_id}"') :]
    assert f'id="row-{need.pk}"' in row[: row.index("</section>")]


def test_the_order_of_a_day_is_held_and_let_go(town: Town, coordinator: Browser) -> None:
    with town.open():
        needs, helpers = fill(town, 2)
        Volunteer.objects.filter(pk=helpers[1].pk).update(status=VolunteerStatus.PAUSED)
    plan = make_plan(town)
    place = f"/desk/plan/{plan.pk}/order/{helpers[0].person_id}/"
    assert "Hold the order of this day" in said(coordinator.get(f"/desk/plan/{plan.pk}/needs/{needs[0].pk}/"))
    coordinator.post(place, AT | {"hold": "order"})
    with town.open():
        assert sorted(FixedOrder.objects.get().needs) == [need.pk for need in needs]
    assert "The order is held" in said(coordinator.get("/desk/plan/", AT))
    coordinator.post(place, AT | {"hold": "nothing"})
    coordinator.post(place, {"day": "never", "hold": "order"})
    with town.open():
        assert not FixedOrder.objects.exists()

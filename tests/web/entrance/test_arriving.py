"""After the login everybody is led to where her work is."""

import pytest
from django.test import override_settings

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.visits import CHOSEN
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from tests.factories import Town, make_town
from tests.web.entrance.conftest import Door

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_town(door: Door) -> Town:
    """The coordinator has the same role next door."""
    town = make_town("Lampertheim", "06431013")
    with town.open():
        give_role(
            system(town.id),
            email=door.coordinator.email,
            display_name="",
            role=Role.COORDINATOR,
            at=clock.now(),
        )
    return town


def test_a_stranger_is_led_to_the_login(door: Door) -> None:
    assert door.browser.get("/arrive/").url == "/account/login/"
    assert door.browser.get("/town/").url == "/account/login/"


def test_somebody_with_two_towns_chooses_one(door: Door, second_town: Town) -> None:
    browser = door.log_in(door.coordinator)
    assert browser.get("/arrive/").url == "/town/"
    page = browser.get("/town/").content.decode()
    assert "Bürstadt" in page
    assert "Lampertheim" in page
    assert browser.post("/town/", {"town": second_town.id}).url == "/arrive/"
    assert browser.session[CHOSEN] == second_town.id
    assert browser.get("/arrive/").url == "/desk/"


@pytest.mark.parametrize("chosen", ["", "0", "x", "-1", "٣", "99999999999999999999"])
def test_a_town_without_a_role_cannot_be_chosen(door: Door, second_town: Town, chosen: str) -> None:
    browser = door.log_in(door.coordinator)
    assert browser.post("/town/", {"town": chosen}).status_code == 200
    assert CHOSEN not in browser.session


def test_another_town_cannot_be_chosen(door: Door) -> None:
    other = make_town("Lampertheim", "06431013")
    browser = door.log_in(door.coordinator)
    browser.post("/town/", {"town": other.id})
    assert CHOSEN not in browser.session
    assert browser.get("/arrive/").url == "/desk/"


def test_an_old_choice_of_a_town_that_is_gone_is_forgotten(door: Door) -> None:
    browser = door.log_in(door.coordinator)
    session = browser.session
    session[CHOSEN] = 999_999
    session.save()
    assert browser.get("/arrive/").url == "/desk/"


@override_settings(DEMO=False)
def test_staff_without_a_second_factor_set_one_up_first(door: Door) -> None:
    browser = door.log_in(door.coordinator)
    assert browser.get("/arrive/").url == "/account/second/"
    assert browser.get("/desk/").url == "/account/second/"


@override_settings(DEMO=False)
def test_volunteers_need_no_second_factor(door: Door) -> None:
    assert door.log_in(door.volunteer).get("/arrive/").url == "/mine/"
    assert door.browser.get("/mine/").status_code == 200


def test_the_states_viewer_sees_towns_and_nobody_in_them(door: Door) -> None:
    make_town("Lampertheim", "06431013")
    browser = door.log_in(door.town.members[Role.STATE_VIEWER].user)
    assert browser.get("/arrive/").url == "/state/"
    page = browser.get("/state/").content.decode()
    assert 'Kommunen, die mitmachen <span class="count">2</span>' in page
    assert "Lampertheim" in page
    assert "Haddad" not in page
    for elsewhere in ("/desk/", "/mine/", "/partner/", "/support/"):
        assert browser.get(elsewhere).status_code == 404, elsewhere


def test_for_everybody_else_there_is_no_state_view(door: Door) -> None:
    assert door.browser.get("/state/").url == "/account/login/"
    assert door.log_in(door.coordinator).get("/state/").status_code == 404
    assert door.log_in(door.volunteer).get("/state/").status_code == 404


@override_settings(DEMO=False)
def test_the_states_viewer_shows_a_second_factor_first(door: Door) -> None:
    browser = door.log_in(door.town.members[Role.STATE_VIEWER].user)
    assert browser.get("/state/").url == "/account/second/"


def test_an_operator_is_led_to_the_page_that_opens_a_town(door: Door) -> None:
    with door.town.open():
        given = give_role(
            system(door.town.id), email="op@example.org", display_name="Op", role=Role.OPERATOR, at=clock.now()
        )
    browser = door.log_in(given.user)
    assert browser.get("/arrive/").url == "/support/"
    assert browser.get("/support/").status_code == 200

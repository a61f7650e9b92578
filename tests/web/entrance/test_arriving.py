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

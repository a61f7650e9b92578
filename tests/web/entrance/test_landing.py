"""The first page, in a real town and in the demonstration."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.visits import CHOSEN
from lotsenwerk.kit import clock
from lotsenwerk.web.entrance.landing.views import WHAT_THEY_DO
from tests.factories import make_town, make_volunteer
from tests.web.entrance.conftest import Door

pytestmark = pytest.mark.django_db


def test_demonstration_says_what_it_is_and_lists_its_people(door: Door) -> None:
    page = door.browser.get("/").content.decode()
    assert "Alle Menschen darin sind erfunden" in page
    for name in ("coordinator", "assistant", "clerk", "administrator", "Amira Haddad"):
        assert name in page


def test_every_role_is_introduced() -> None:
    assert set(WHAT_THEY_DO) == set(Role)


def test_one_click_makes_a_coordinator_and_opens_the_desk(door: Door) -> None:
    answer = door.browser.post(f"/become/{door.coordinator.pk}/", {"town": door.town.id})
    assert answer.url == "/arrive/"
    assert door.browser.session[CHOSEN] == door.town.id
    assert door.browser.get("/arrive/").url == "/desk/"


def test_one_click_makes_a_volunteer_and_opens_her_pages(door: Door) -> None:
    door.browser.post(f"/become/{door.volunteer.pk}/", {"town": door.town.id})
    assert door.browser.get("/arrive/").url == "/mine/"


def test_changing_places_leaves_nothing_of_the_one_before(door: Door) -> None:
    door.browser.post(f"/become/{door.coordinator.pk}/", {"town": door.town.id})
    before = door.browser.session.session_key
    door.browser.post(f"/become/{door.volunteer.pk}/", {"town": "senseless"})
    assert door.browser.session.session_key != before
    assert CHOSEN not in door.browser.session


def test_looking_at_the_address_makes_nobody_anybody(door: Door) -> None:
    assert door.browser.get(f"/become/{door.coordinator.pk}/").status_code == 405
    assert not door.is_inside()


@override_settings(DEMO=False)
def test_outside_of_the_demonstration_nobody_becomes_anybody(door: Door) -> None:
    assert door.browser.post(f"/become/{door.coordinator.pk}/").status_code == 404
    assert not door.is_inside()
    assert "/become/" not in door.browser.get("/").content.decode()


@pytest.mark.parametrize(
    "way",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"},
    ],
)
def test_from_another_computer_nobody_becomes_anybody(door: Door, way: dict[str, str]) -> None:
    assert door.browser.post(f"/become/{door.coordinator.pk}/", **way).status_code == 404
    assert not door.is_inside()
    assert "disabled" in door.browser.get("/", **way).content.decode()


def test_a_user_of_no_town_cannot_be_become(door: Door) -> None:
    assert door.browser.post("/become/999999/").status_code == 404


@override_settings(DEMO=False)
def test_one_town_shows_its_number_and_several_show_none(door: Door) -> None:
    door.town.organisation.phone = "+4962067010"
    door.town.organisation.save()
    assert "06206 7010" in door.browser.get("/").content.decode()
    make_town("Lampertheim", "06431013")
    assert "06206 7010" not in door.browser.get("/").content.decode()


def test_first_page_stays_light_with_many_people(door: Door) -> None:
    with CaptureQueriesContext(connection) as one:
        door.browser.get("/")
    with door.town.open():
        for number in range(3):
            make_volunteer(door.town, given_name=f"Nour {number}")
    with CaptureQueriesContext(connection) as more:
        page = door.browser.get("/")
    assert len(one) == len(more) <= 12
    assert len(page.content) <= 40 * 1024


def test_role_without_a_page_is_told_so(door: Door) -> None:
    user = door.town.members[Role.STATE_VIEWER].user
    user.memberships.update(ended_at=clock.now())
    door.log_in(user)
    assert "keine Seite" in door.browser.get("/arrive/").content.decode()

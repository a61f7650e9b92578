"""The day at a glance."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.people.actions.register import Contact, change_contact
from lotsenwerk.web.desk.today.arranged import arranged
from lotsenwerk.web.desk.wording import state_of
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, said

HTMX = {"HX-Request": "true"}


def test_who_waits_stands_on_top_with_how_long(town: Town, log_in: LogIn) -> None:
    with town.open():
        client = make_client(town)
        change_contact(
            town.coordinator,
            client.person,
            Contact(family_name="Weber", gender="female", phone="03023125001"),
            at=MONDAY,
        )
        make_need(town, client, at=MONDAY - timedelta(days=2), in_hours=72)
    page = said(log_in(town, language="de").get("/desk/"))
    assert page.index("Frau Weber") < page.index("wartet seit 2 Tagen")


def test_nothing_new_is_answered_with_nothing(town: Town, coordinator: Browser) -> None:
    stamp = coordinator.get("/desk/").context["stamp"]
    assert coordinator.get("/desk/", {"stamp": stamp}, headers=HTMX).status_code == 204
    with town.open():
        make_need(town, make_client(town))
    fragment = coordinator.get("/desk/", {"stamp": stamp}, headers=HTMX)
    assert fragment.status_code == 200
    assert "<html" not in said(fragment)


def test_without_script_the_page_comes_whatever_the_stamp(coordinator: Browser) -> None:
    stamp = coordinator.get("/desk/").context["stamp"]
    assert coordinator.get("/desk/", {"stamp": stamp}).status_code == 200


@pytest.mark.parametrize(("role", "place"), [("clerk", "/desk/confirmed/"), ("administrator", "/desk/town/")])
def test_roles_without_a_day_are_led_to_their_own_place(town: Town, log_in: LogIn, role: str, place: str) -> None:
    assert log_in(town, role).get("/desk/").headers["Location"] == place


def test_a_volunteer_has_no_desk(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
    browser = Browser()
    browser.force_login(amira.person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get("/desk/").status_code == 404


def test_somebody_who_is_not_logged_in_is_asked_to() -> None:
    answer = Browser().get("/desk/needs/")
    assert answer.status_code == 302
    assert "next=/desk/needs/" in answer.headers["Location"]


def test_a_short_visit_gets_room_for_its_words_unless_the_next_one_needs_it(town: Town) -> None:
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        _send(town, make_need(town, client, in_hours=1, window_hours=1, minutes=30), amira)
        _send(town, make_need(town, client, in_hours=2, window_hours=1, minutes=30), amira)
        _send(town, make_need(town, client, in_hours=5, window_hours=1, minutes=30), amira)
        [lane] = arranged(town.coordinator, MONDAY).lanes
    assert [(slot.column, slot.columns) for slot in lane.slots] == [(7, 2), (9, 4), (15, 4)]


def test_what_lies_beyond_the_edges_stands_at_the_edge(town: Town) -> None:
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        _send(town, make_need(town, client, in_hours=9, window_hours=2), amira)
        [lane] = arranged(town.coordinator, MONDAY).lanes
    assert [(slot.column, slot.columns) for slot in lane.slots] == [(20, 1)]


def test_a_visit_nobody_has_told_of_glows(town: Town) -> None:
    with town.open():
        need = make_need(town, make_client(town), in_hours=1, window_hours=1)
        _send(town, need, make_volunteer(town))
        [shown] = arranged(town.coordinator, MONDAY).lanes[0].slots
        later = MONDAY + timedelta(hours=3)
        assert state_of(shown.need, MONDAY)[0] == "going"
        assert state_of(shown.need, later)[0] == "late"


def _send(town: Town, need: Need, volunteer: object) -> None:
    accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=volunteer, at=MONDAY), at=MONDAY)

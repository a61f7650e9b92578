"""The day at a glance."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from pytest_django import DjangoAssertNumQueries

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import AlertKind, Need
from lotsenwerk.domain.people.actions.register import Contact, change_contact
from lotsenwerk.web.desk.today.arranged import arranged
from lotsenwerk.web.desk.today.week import week_of
from lotsenwerk.web.desk.wording import state_of
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, said

COST = 10
"""Session, login, towns, begin and end of the scope, stamp, board, calls, institutions; and what a test adds to it."""
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


@pytest.mark.parametrize(("role", "place"), [("clerk", "/desk/cash/"), ("administrator", "/desk/town/")])
def test_roles_without_a_day_are_led_to_their_own_place(town: Town, log_in: LogIn, role: str, place: str) -> None:
    assert log_in(town, role).get("/desk/").headers["Location"] == place


def test_a_volunteer_has_no_desk(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
    browser = Browser()
    browser.force_login(amira.person.user, backend="lotsenwerk.domain.accounts.backends.Backend")
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


# --- the week ---------------------------------------------------------------------------------------------------------


def test_the_week_has_seven_days_a_row_for_each_helper_and_who_waits_longest_on_top(town: Town, log_in: LogIn) -> None:
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        tesfay = make_volunteer(town, given_name="Tesfay", family_name="Gebre")
        _send(town, make_need(town, client, in_hours=26), amira)
        _send(town, make_need(town, client, in_hours=74), amira)
        _send(town, make_need(town, client, in_hours=50), tesfay)
        waiting = make_need(town, make_client(town, family_name="Kolb"), at=MONDAY - timedelta(days=3), in_hours=99)
        make_need(town, client, at=MONDAY - timedelta(hours=5), in_hours=40)
        week = week_of(town.coordinator, MONDAY, "")
    assert [day.isoformat() for day in week.days] == [f"2026-11-{day}" for day in range(16, 23)]
    assert [row.person.given_name for row in week.rows] == ["Amira", "Tesfay"]
    assert [[len(cell.needs) for cell in row.cells] for row in week.rows] == [
        [0, 1, 0, 1, 0, 0, 0],
        [0, 0, 1, 0, 0, 0, 0],
    ]
    assert (week.visits, week.unstaffed_count, week.unstaffed[0].id) == (3, 2, waiting.id)
    page = said(log_in(town, language="de").get("/desk/", {"show": "week"}))
    assert "wartet seit 3 Tagen" in page
    assert page.index("Hier fehlt noch jemand") < page.index("Tesfay")


def test_a_visit_on_sunday_night_stands_on_sunday(town: Town) -> None:
    with town.open():
        # Half past eleven on Sunday in Hessen is half past ten in UTC.
        late = MONDAY.replace(day=22, hour=22, minute=30)
        need = make_need(town, make_client(town), in_hours=int((late - MONDAY).total_seconds() // 3600), window_hours=2)
        _send(town, need, make_volunteer(town))
        [row] = week_of(town.coordinator, MONDAY, "").rows
    assert [len(cell.needs) for cell in row.cells] == [0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("said_day", "first"),
    [
        ("2026-11-25", "2026-11-23"),
        ("2026-11-15", "2026-11-09"),
        ("nonsense", "2026-11-16"),
        ("9999-12-31", "2026-11-16"),
    ],
)
def test_another_week_is_asked_for_by_any_of_its_days_and_nonsense_is_this_week(
    town: Town, said_day: str, first: str
) -> None:
    with town.open():
        assert week_of(town.coordinator, MONDAY, said_day).days[0].isoformat() == first


def test_a_day_with_many_visits_says_how_many_more(town: Town) -> None:
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        for hour in range(6):
            _send(town, make_need(town, client, in_hours=20 + hour, window_hours=1), amira)
        [row] = week_of(town.coordinator, MONDAY, "").rows
    assert [(len(cell.needs), cell.more) for cell in row.cells][1] == (4, 2)


def test_nothing_new_in_the_week_is_answered_with_nothing(coordinator: Browser) -> None:
    stamp = coordinator.get("/desk/", {"show": "week"}).context["stamp"]
    again = {"show": "week", "stamp": stamp}
    assert coordinator.get("/desk/", again, headers=HTMX).status_code == 204
    assert "<html" not in said(coordinator.get("/desk/", {"show": "week", "stamp": "0"}, headers=HTMX))


def test_a_late_visit_glows_in_the_week_too(town: Town, log_in: LogIn) -> None:
    with town.open():
        _send(town, make_need(town, make_client(town), in_hours=1, window_hours=1), make_volunteer(town))
    browser = log_in(town)
    assert "slot--late" not in said(browser.get("/desk/", {"show": "week"}))
    with time_machine.travel(MONDAY + timedelta(hours=3), tick=False):
        assert "slot--late" in said(browser.get("/desk/", {"show": "week"}))


@pytest.mark.parametrize("show", ["day", "week"])
def test_a_day_and_a_week_cost_the_same_for_one_and_for_three(
    town: Town, coordinator: Browser, show: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with town.open():
        amira = make_volunteer(town)
        _send(town, make_need(town, make_client(town), in_hours=1, window_hours=1), amira)
        make_need(town, make_client(town))
    coordinator.get("/desk/", {"show": show})
    with django_assert_num_queries(COST):
        coordinator.get("/desk/", {"show": show})
    with town.open():
        for number in range(2, 4):
            helper = make_volunteer(town, given_name=f"Helferin{number}")
            _send(town, make_need(town, make_client(town), in_hours=1, window_hours=1), helper)
            make_need(town, make_client(town))
    with django_assert_num_queries(COST):
        assert len(coordinator.get("/desk/", {"show": show}).content) < 40 * 1024


def test_what_went_differently_is_told_above_the_day(town: Town, log_in: LogIn) -> None:
    with town.open():
        need = make_need(town, make_client(town))
        raise_alert(need, AlertKind.NOBODY_FOUND, at=MONDAY)
    assert "lief etwas anders" in said(log_in(town, language="de").get("/desk/"))

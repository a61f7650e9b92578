"""Every page of the desk: who sees it, how much it costs, and that it costs the same for one row and for three."""

import itertools
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.incidents import note_incident
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import AlertKind, Assignment, Need, Way
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.models import Volunteer
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn

MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
OF_THE_TEST = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config('app.org', ''")
"""Statements that are there only because a test is a transaction around the page's own."""
A_QUERY_A_RULE = frozenset({"/desk/retention/", "/desk/people/{client}/erase/"})
"""What will be forgotten, and why somebody cannot be yet, is asked once for each rule, however many rows there are."""

FOR_COORDINATORS = [
    "/desk/",
    "/desk/needs/",
    "/desk/needs/?show=unstaffed",
    "/desk/needs/?show=done",
    "/desk/needs/?show=over",
    "/desk/needs/new/",
    "/desk/needs/new/person/",
    "/desk/needs/new/{client}/",
    "/desk/needs/{asked}/",
    "/desk/needs/{staffed}/",
    "/desk/needs/{asked}/volunteers/",
    "/desk/needs/{asked}/cancel/",
    "/desk/needs/{asked}/note/",
    "/desk/assignments/{assignment}/report/",
    "/desk/calls/",
    "/desk/people/",
    "/desk/people/?show=volunteers",
    "/desk/people/{client}/",
    "/desk/people/{volunteer}/",
    "/desk/people/{client}/contact/",
    "/desk/people/{volunteer}/helping/",
    "/desk/people/{volunteer}/picture/",
    "/desk/people/new/client/",
    "/desk/people/new/volunteer/",
    "/desk/people/{client}/erase/",
    "/desk/people/{client}/note/",
    "/desk/incidents/",
    "/desk/incidents/{incident}/",
    "/desk/incidents/new/{client}/",
    "/desk/letters/",
    "/desk/confirmed/",
    "/desk/retention/",
    "/desk/me/",
]
SEARCHES = [("/desk/needs/new/", "e"), ("/desk/people/", "haddad")]
"""What is typed into a search box is sent in the body."""
FOR_ADMINISTRATORS = [
    "/desk/confirmed/",
    "/desk/town/",
    "/desk/town/modules/",
    "/desk/town/partners/",
    "/desk/town/practice/",
    "/desk/incidents/",
    "/desk/incidents/{incident}/",
    "/desk/town/journal/",
    "/desk/retention/",
    "/desk/me/",
]


@pytest.mark.parametrize(("role", "pages"), [("coordinator", FOR_COORDINATORS), ("administrator", FOR_ADMINISTRATORS)])
def test_each_page_costs_the_same_for_one_and_for_three(town: Town, log_in: LogIn, role: str, pages: list[str]) -> None:
    browser = log_in(town, role)
    ids = _fill(town, 1)
    one = {page: _cost(browser, page.format(**ids)) for page in pages}
    searches = SEARCHES if role == "coordinator" else []
    found = [_cost(browser, page, typed=typed) for page, typed in searches]
    ids = _fill(town, 2)
    assert [_cost(browser, page, typed=typed) for page, typed in searches] == found
    assert all(cost <= MOST_QUERIES for cost in found)
    assert {page: _cost(browser, page.format(**ids)) for page in pages} == one
    assert {page: cost for page, cost in one.items() if cost > MOST_QUERIES and page not in A_QUERY_A_RULE} == {}


def test_the_day_stays_small_with_a_hundred_needs(town: Town, coordinator: Browser) -> None:
    with town.open():
        client, helpers = make_client(town), [make_volunteer(town) for _ in range(4)]
        for number in range(60):
            make_need(town, client, in_hours=1 + number)
            need = make_need(town, client, in_hours=2 * number + 1, window_hours=1)
            _send(town, need, helpers[number % 4])
    assert _cost(coordinator, "/desk/") <= MOST_QUERIES
    answer = coordinator.get("/desk/")
    assert "Show all 60" in answer.content.decode()


def test_each_page_has_one_heading_on_top_and_skips_no_level(town: Town, coordinator: Browser) -> None:
    ids = _fill(town, 1)
    answers = {page: coordinator.get(page.format(**ids)) for page in FOR_COORDINATORS}
    answers |= {f"{page} {typed}": coordinator.post(page, {"q": typed}) for page, typed in SEARCHES}
    for page, answer in answers.items():
        content = answer.content.decode()
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", content.split("<main")[1].split("<dialog")[0])]
        assert (page, levels[0], levels.count(1)) == (page, 1, 1)
        assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), page


def test_the_neighbours_rows_are_not_there(town: Town, neighbour: Town, log_in: LogIn) -> None:
    ids, browser = _fill(town, 1), log_in(neighbour)
    found = {page: browser.get(page.format(**ids)).status_code for page in FOR_COORDINATORS if "{" in page}
    assert set(found.values()) == {404}


@pytest.mark.parametrize("role", ["clerk", "administrator"])
def test_people_and_needs_are_shown_to_nobody_else(town: Town, log_in: LogIn, role: str) -> None:
    ids, browser = _fill(town, 1), log_in(town, role)
    closed = [page for page in FOR_COORDINATORS if page not in {*FOR_ADMINISTRATORS, "/desk/"}]
    assert {browser.get(page.format(**ids)).status_code for page in closed} == {404}


@pytest.mark.parametrize("role", ["coordinator", "assistant", "clerk"])
def test_the_town_is_looked_after_by_its_administration(town: Town, log_in: LogIn, role: str) -> None:
    browser = log_in(town, role)
    assert {browser.get(page).status_code for page in FOR_ADMINISTRATORS if "/town/" in page} == {404}


def test_the_navigation_shows_what_one_may_see(town: Town, log_in: LogIn) -> None:
    shown = {role: _navigation(log_in(town, role)) for role in ("coordinator", "assistant", "clerk", "administrator")}
    assert "/desk/needs/new/" in shown["coordinator"]
    assert "/desk/retention/" in shown["coordinator"]
    assert "/desk/retention/" not in shown["assistant"]
    assert "/desk/incidents/" in shown["coordinator"]
    assert "/desk/incidents/" not in shown["assistant"]
    assert shown["clerk"][-1] == "/desk/confirmed/"
    assert "/desk/needs/" not in shown["clerk"]
    assert {"/desk/town/", "/desk/incidents/", "/desk/retention/"} <= set(shown["administrator"])
    assert "/desk/needs/" not in shown["administrator"]


def _navigation(browser: Browser) -> list[str]:
    content = browser.get("/desk/me/").content.decode()
    return re.findall(r'<a class="nav-link" href="([^"]+)"', content)


def _cost(browser: Browser, url: str, *, typed: str = "") -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post(url, {"q": typed}) if typed else browser.get(url)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_BYTES
    return sum(not one["sql"].startswith(OF_THE_TEST) for one in queries.captured_queries)


def _fill(town: Town, rows: int) -> dict[str, int]:
    """So many of everything: people, needs in each state, letters in trouble, partners."""
    with town.open():
        for _ in range(rows):
            client, volunteer, other = make_client(town), make_volunteer(town), make_volunteer(town)
            make_client(town, family_name="Eberle", given_name="Emma")
            make_need(town, client)
            asked = make_need(town, client, in_hours=30)
            for helper in (volunteer, other):
                make_offer(town.coordinator, asked, volunteer=helper, at=MONDAY)
            staffed = make_need(town, client, in_hours=-1)
            assignment = _send(town, staffed, volunteer)
            done = _send(town, make_need(town, client, in_hours=1, window_hours=1), other)
            report(town.coordinator, done, minutes=50, at=MONDAY + timedelta(hours=2))
            sure = _send(town, make_need(town, client, in_hours=5, window_hours=1), other)
            report(town.coordinator, sure, minutes=50, at=MONDAY + timedelta(hours=6))
            confirm(town.coordinator, sure, at=MONDAY + timedelta(hours=6))
            desk, person = town.coordinator, client.person
            note_contact(desk, person, way=Way.THEY_CALLED, text="Rief an.", need=asked, at=MONDAY)
            raise_alert(asked, AlertKind.NOBODY_FOUND, at=MONDAY)
            incident = note_incident(desk, person, happened_on=MONDAY.date(), text="Gestürzt.", at=MONDAY)
            list_partner(town.actor("administrator"), kind=Kind.SHOP, name="Edeka", at=MONDAY)
        Letter.objects.filter(state=LetterState.WAITING).update(state=LetterState.FAILED, moved_at=MONDAY)
    return {
        "client": client.person_id,
        "volunteer": volunteer.person_id,
        "asked": asked.id,
        "staffed": staffed.id,
        "assignment": assignment.id,
        "incident": incident.id,
    }


def _send(town: Town, need: Need, volunteer: Volunteer) -> Assignment:
    offer = make_offer(town.coordinator, need, volunteer=volunteer, at=MONDAY)
    return accept_offer(town.coordinator, offer, at=MONDAY)

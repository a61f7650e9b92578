"""Dates for everybody: found near a place, read in ten languages, signed up for without an account."""

import json
import re
from datetime import date, time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from lotsenwerk.domain.gatherings.actions.keep_days import Change, change_day
from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Often, Series, SignUp, SignUpState, Turn
from lotsenwerk.domain.publishing.actions.publish import withdraw
from lotsenwerk.domain.publishing.documents import Facts, Words
from tests.factories import MONDAY, Town, make_town
from tests.fingerprint import nothing_changes
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 19)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def cooking(town: Town) -> Series:
    return make_date(town, "Kochabend")


def make_date(town: Town, title: str, held: Held | None = None, **more: Any) -> Series:
    with town.open():
        facts = Facts(place="Mainstraße 1", field="food", speaks=("deu", "ukr"), **more)
        words = Words(title, "Wir kochen zusammen.", {"detail": "Mit Gemüse.", "bring": "Eine Schürze."})
        when = When(Often.WEEK, THURSDAY, time(18), time(20))
        held = held or Held(takes_sign_ups=True, seats=1, most_companions=1, childcare_seats=2)
        made = make_series(town.coordinator, facts, words, when, held, at=MONDAY)
        publish_date(town.coordinator, made.page, number=1, at=MONDAY)
    return made


def address(language: str = "uk", name: str = "kochabend") -> str:
    return f"/{language}/dates/{name}-buerstadt/"


FORM = {
    "day": "2026-11-19",
    "guest_name": "Мина",
    "guest_contact": "mina@example.org",
    "companions": "0",
    "children": "0",
}


def asks(browser: Browser, **more: str) -> Any:
    return browser.post(address(), FORM | more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_and_date_are_read_in_every_language(client: Browser, cooking: Series, language: str) -> None:
    listed, shown = client.get(f"/{language}/dates/"), client.get(address(language))
    assert listed.status_code == shown.status_code == 200
    assert "Kochabend" in said(listed)
    assert "Mainstraße 1, Bürstadt" in said(shown)
    assert 'name="guest_name"' in said(shown)
    assert len(shown.content) < 40 * 1024


def test_a_visitor_signs_up_the_second_waits_and_moves_up_when_the_first_withdraws(
    client: Browser, cooking: Series, town: Town
) -> None:
    first = asks(client)
    mine = client.get(first["Location"])
    assert "місце" in said(mine)
    second = asks(Browser(), guest_name="Оля")
    assert SignUpState.WAITING in _states(town)
    assert "hourglass" in said(client.get(second["Location"]))
    assert "список очікування" in said(client.get("/uk/dates/"))
    client.post(first["Location"])
    assert _states(town) == [SignUpState.WITHDRAWN, SignUpState.SIGNED_UP]
    assert client.post(first["Location"]).status_code == 200
    assert _states(town) == [SignUpState.WITHDRAWN, SignUpState.SIGNED_UP]


def _states(town: Town) -> list[str]:
    with town.open():
        return list(SignUp.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.parametrize(
    "more",
    [
        {"guest_name": " "},
        {"guest_contact": ""},
        {"day": "2026-11-18"},
        {"day": "never"},
        {"companions": "7"},
        {"companions": "-1"},
        {"children": "3"},
        {"guest_name": "x" * 121},
        {"website": "https://buy.example/"},
        {"only_language": "de"},
    ],
)
def test_what_cannot_be_is_shown_again_with_all_that_was_typed_and_changes_nothing(
    client: Browser, cooking: Series, town: Town, more: dict[str, str]
) -> None:
    with nothing_changes(town.id):
        answer = asks(client, **more)
    if "website" not in more:
        assert answer.status_code == 200
        assert 'value="mina@example.org"' in said(answer) or not more.get("guest_contact", "x")


def test_a_link_of_somebody_else_and_a_torn_one_lead_nowhere(client: Browser, cooking: Series, town: Town) -> None:
    mine = asks(client)["Location"]
    with nothing_changes(town.id):
        for torn in (mine[:-3] + "/", "/uk/dates/mine/abc/"):
            assert client.get(torn).status_code == 404
            assert client.post(torn).status_code == 404
        assert client.get(mine).status_code == 200


def test_the_list_is_narrowed_by_place_time_language_and_childcare(client: Browser, cooking: Series) -> None:
    other = make_town("Lampertheim", "06431013")
    make_date(other, "Nähstube", lat=51.3, lon=9.5, more={"has_childcare": True})
    make_date(other, "Vereinsrecht", more={"for_organisations": True})
    asked = {
        "": {"Kochabend", "Nähstube"},
        "?childcare=on": {"Nähstube"},
        "?organisations=on": {"Vereinsrecht"},
        "?speaks=ara": set(),
        "?when=today": set(),
        "?when=week&speaks=ukr": {"Kochabend", "Nähstube"},
        "?place=68642&radius=5": {"Kochabend"},
        "?place=Nirgendwo": {"Kochabend", "Nähstube"},
        "?page=99": set(),
        "?page=x&radius=x&speaks=xx": {"Kochabend", "Nähstube"},
    }
    names = {"Kochabend", "Nähstube", "Vereinsrecht"}
    found = {query: {one for one in names if one in said(client.get("/de/dates/" + query))} for query in asked}
    assert found == asked


def test_a_cancelled_day_is_struck_through_with_its_reason_and_a_withdrawn_date_is_gone(
    client: Browser, cooking: Series, town: Town
) -> None:
    with town.open():
        change_day(town.coordinator, cooking, THURSDAY, Change(Turn.CANCELLED, reason="Herd kaputt"), at=MONDAY)
    assert "Herd kaputt" in said(client.get(address("de")))
    assert 'value="2026-11-19"' not in said(client.get(address("de")))
    with town.open():
        withdraw(town.coordinator, cooking.page, at=MONDAY)
    assert client.get(address("de")).status_code == 404
    assert asks(client).status_code == 404


def test_machines_read_events_and_calendars(client: Browser, cooking: Series) -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address("de")).content.decode())
    assert block is not None
    events = json.loads(block[1])
    assert events[0] | {"@type": "Event", "startDate": "2026-11-19T18:00:00+01:00"} == events[0]
    assert len(events) == 5
    whole = client.get(address("de").rstrip("/") + ".ics")
    assert whole["Content-Type"] == "text/calendar; charset=utf-8"
    assert "RRULE:FREQ=WEEKLY" in whole.content.decode()
    one = client.get(address("de").rstrip("/") + ".ics?on=2026-11-26").content.decode()
    assert one.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20261126T170000Z" in one
    town = client.get("/de/dates.ics?town=Bürstadt").content.decode()
    assert town.count("BEGIN:VEVENT") > 50
    for wrong in ("?on=x", "?on=2026-11-20"):
        assert client.get(address("de").rstrip("/") + ".ics" + wrong).status_code == 404


def test_a_list_costs_the_same_for_one_and_for_three(
    client: Browser, town: Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        make_date(town, f"Abend {number}")
        with django_assert_max_num_queries(4):
            client.get("/de/dates/")
        with django_assert_max_num_queries(12):
            client.get(address("de", "abend-0"))


def test_a_drop_in_says_that_nobody_has_to_sign_up(client: Browser, town: Town) -> None:
    make_date(town, "Café", Held())
    shown = said(client.get(address("de", "cafe")))
    assert "Kommen Sie einfach vorbei" in shown
    assert "guest_name" not in shown

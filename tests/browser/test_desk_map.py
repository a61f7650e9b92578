"""The map in a real browser: with the mouse, with keys alone, without script, wide and narrow, light and dark."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock
from tests.barriers import barriers, sideways
from tests.factories import Town, make_client, make_need, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class MapDay:
    """Tomorrow in Bürstadt: two people wait, to one somebody goes, one has no place."""

    town: Town
    address: str
    west: Need
    east: Need
    nowhere: Person


@pytest.fixture
def day(transactional_db: None) -> MapDay:
    now = clock.now()
    town = make_town(at=now)
    morning = now.replace(hour=9, minute=0, second=0, microsecond=0)
    needs = []
    with town.open():
        list_partner(town.actor("administrator"), kind=Kind.SHOP, name="Edeka", lat=49.643, lon=8.452, at=now)
        for number, (family_name, lon) in enumerate((("Westphal", 8.44), ("Osthoff", 8.46), ("Mitte", 8.45))):
            person = make_client(town, family_name=family_name, at=now)
            place_person(town.coordinator, person.person, lat=49.64, lon=lon, at=now)
            needs.append(make_need(town, person, at=morning, in_hours=24 + number))
        helper = make_volunteer(town, at=now)
        place_person(town.coordinator, helper.person, lat=49.646, lon=8.445, at=now)
        accept_offer(town.coordinator, make_offer(town.coordinator, needs[2], volunteer=helper, at=now), at=now)
        nowhere = make_client(town, family_name="Neu", at=now)
        make_need(town, nowhere, at=morning)
    address = f"/desk/map/?day={clock.local(needs[0].earliest).date()}"
    return MapDay(town, address, needs[0], needs[1], nowhere.person)


@contextmanager
def at_desk(browser: Browser, url: str, day: MapDay, *, language: str = "de", **more: Any) -> Iterator[Page]:
    """A page of the coordinator; it must say nothing on its console, and load nothing from elsewhere."""
    user = User.objects.get(pk=day.town.members["coordinator"].user_id)
    User.objects.filter(pk=user.pk).update(language=language)
    session = Session()
    session.force_login(user, backend="lotsenwerk.domain.accounts.backends.Backend")
    context = browser.new_context(base_url=url, **({"viewport": {"width": 1280, "height": 900}} | more))
    context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith((url, "data:")) else None)
    yield page
    context.close()
    assert said == []


def wide(page: Page) -> float:
    """How many units of the sheet the map shows."""
    return float((page.locator("svg[data-map]").get_attribute("viewBox") or "").split()[2])


def test_a_mark_opens_what_its_row_opens_and_arrows_lead_from_mark_to_mark(
    live_server: Any, browser: Browser, day: MapDay
) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto(day.address)
        page.locator(f"#dot-{day.west.pk}").click()
        expect(page.locator("#side-panel h2")).to_have_text("Erna Westphal")
        page.locator("[data-close-panel]").click()
        page.locator(f"#dot-{day.west.pk}").focus()
        for _step in range(2):
            page.keyboard.press("ArrowRight")
        expect(page.locator(f"#dot-{day.east.pk}")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#side-panel h2")).to_have_text("Erna Osthoff")


def test_one_comes_closer_with_buttons_keys_and_wheel_and_a_new_map_stays_as_close(
    live_server: Any, browser: Browser, day: MapDay
) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.clock.install()
        page.goto(day.address)
        whole = wide(page)
        page.get_by_role("button", name="Näher heran").click()
        closer = wide(page)
        assert closer < whole
        page.locator("svg[data-map]").hover()
        page.mouse.wheel(0, -300)
        expect(page.locator("svg[data-map]")).not_to_have_attribute("viewBox", f"0 0 {whole:g} 500")
        page.locator(f"#dot-{day.west.pk}").focus()
        page.keyboard.press("-")
        closer = wide(page)
        with day.town.open():
            make_need(day.town, make_client(day.town, at=clock.now()), at=clock.now())
        page.clock.fast_forward(11_000)
        expect(page.locator(".map-rows li")).to_have_count(5)
        assert wide(page) == pytest.approx(closer)
        page.get_by_role("button", name="Wie am Anfang").click()
        assert wide(page) == whole


def test_without_script_marks_are_links_and_layers_can_be_hidden(
    live_server: Any, browser: Browser, day: MapDay
) -> None:
    with at_desk(browser, live_server.url, day, java_script_enabled=False) as page:
        page.goto(day.address)
        expect(page.get_by_role("button", name="Näher heran")).to_be_hidden()
        expect(page.locator(".map__way")).to_be_hidden()
        page.get_by_label("Wege der Helfenden").check()
        expect(page.locator(".map__way")).to_be_visible()
        page.locator(f"#dot-{day.east.pk}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Erna Osthoff")


def test_a_click_says_where_somebody_lives(live_server: Any, browser: Browser, day: MapDay) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto(day.address)
        page.get_by_role("link", name="Auf die Karte setzen").click()
        frame = page.locator("svg[data-map]").bounding_box()
        assert frame is not None
        page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
        expect(page.locator("[data-map-pin]")).to_be_visible()
        page.get_by_role("button", name="Diesen Ort speichern").click()
        expect(page.get_by_text("Der Ort ist gespeichert.")).to_be_visible()
    with day.town.open():
        kept = Person.objects.get(pk=day.nowhere.pk)
    assert kept.lat == pytest.approx(49.644, abs=0.002)
    assert kept.lon == pytest.approx(8.465, abs=0.002)


LOOKS = [(1280, "light", "de"), (1280, "dark", "de"), (640, "light", "de"), (390, "dark", "de"), (390, "light", "ar")]


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(  # noqa: PLR0917 - what a screen is
    live_server: Any, browser: Browser, day: MapDay, width: int, scheme: str, language: str
) -> None:
    viewport = {"width": width, "height": 900}
    with at_desk(browser, live_server.url, day, viewport=viewport, color_scheme=scheme, language=language) as page:
        for name, address in (("map", day.address), ("place", f"/desk/people/{day.nowhere.pk}/place/")):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            assert barriers(page) == [], name
            assert sideways(page) == 0, name
            if folder := os.environ.get("LOTSENWERK_PICTURES"):
                page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}-{language}.png", full_page=True)

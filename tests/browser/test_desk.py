"""The desk in a real browser: a call taken by keyboard alone, every screen wide and narrow, light and dark."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need, NeedState, Offer, OfferState
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.models import Client, Gender, Person, Volunteer
from lotsenwerk.kit import clock
from tests.barriers import barriers
from tests.factories import Town, make_client, make_need, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {1280: 800, 390: 844}
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass
class Day:
    """A town on an ordinary day, at whatever hour the test runs."""

    town: Town
    erna: Client
    amira: Volunteer
    last: Need
    waiting: Need

    def session(self, role: str) -> str:
        user = User.objects.get(pk=self.town.members[role].user_id)
        session = Session()
        session.force_login(user, backend="lotsenwerk.domain.accounts.backends.Backend")
        return session.cookies["sessionid"].value


@pytest.fixture
def day(transactional_db: None) -> Day:
    now = clock.now()
    town = make_town(at=now)
    for role, name in (("coordinator", "Renate Kissel"), ("administrator", "Jürgen Glanzner")):
        User.objects.filter(pk=town.members[role].user_id).update(display_name=name)
    with town.open():
        list_partner(town.actor("administrator"), kind=Kind.SHOP, name="Edeka", street="Nibelungenstraße", at=now)
        erna, karl = make_client(town, at=now), make_client(town, given_name="Karl", family_name="Brückner", at=now)
        Person.objects.filter(pk=erna.person_id).update(gender=Gender.FEMALE)
        Person.objects.filter(pk=karl.person_id).update(gender=Gender.MALE)
        amira = make_volunteer(town, at=now)
        tesfay = make_volunteer(town, given_name="Tesfay", family_name="Berhane", at=now)
        morning = now.replace(hour=8, minute=0, second=0, microsecond=0)
        last = make_need(town, erna, at=morning - timedelta(days=8), in_hours=24)
        waiting = make_need(town, karl, at=morning - timedelta(days=2), in_hours=96)
        for begun, is_reported in ((1, False), (30, True)):
            then = now - timedelta(hours=begun)
            need = make_need(town, karl, at=then, in_hours=0)
            went = accept_offer(
                town.coordinator, make_offer(town.coordinator, need, volunteer=tesfay, at=then), at=then
            )
            if is_reported:
                report(town.coordinator, went, minutes=50, at=now)
    return Day(town, erna, amira, last, waiting)


@contextmanager
def at_desk(  # noqa: PLR0917 - what a screen is
    browser: Browser,
    url: str,
    day: Day,
    role: str = "coordinator",
    width: int = 1280,
    scheme: str = "light",
    **more: Any,
) -> Iterator[Page]:
    """A page of somebody who works at the desk; it must say nothing on its console."""
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, **more
    )
    context.add_cookies([{"name": "sessionid", "value": day.session(role), "url": url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def test_a_call_is_taken_by_keyboard_alone(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto("/desk/")
        page.keyboard.press("n")
        expect(page.get_by_label("Wer ruft an?")).to_be_focused()
        page.keyboard.type("webr")
        expect(page.locator("#callers")).to_contain_text("Weber, Erna")
        assert barriers(page) == []
        assert "webr" not in page.url
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Wie am letzten")).to_be_focused()
        page.keyboard.press("e")
        expect(page.get_by_label("Zettel")).to_have_value("2 × Milch 1,5 %\n1 × Butter (mild)")
        expect(page.locator("#beside")).to_contain_text("Amira")
        assert barriers(page) == []
        if os.environ.get("LOTSENWERK_PICTURES") == "1":
            page.screenshot(path=PICTURES / "desk-intake-de-light.png")
        page.keyboard.press("2")
        expect(page.get_by_role("radio", name="Begleiten")).to_be_checked()
        expect(page.locator("#save-line")).to_contain_text("Entwurf gemerkt")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Erna Weber")
        expect(page.locator(".toast")).to_contain_text("wird gefragt")
        expect(page.locator(".page-head")).to_contain_text("ist gefragt")
    with day.town.open():
        need = Need.objects.order_by("-id")[0]
        assert (need.client_id, need.kind, need.state) == (day.erna.id, "accompany", NeedState.OFFERED)


COUNT_KEYS = """addEventListener("keydown", (event) => {
    if (event.repeat || ["Control", "Shift"].includes(event.key)) return;
    sessionStorage.setItem("keys", Number(sessionStorage.getItem("keys") ?? 0) + 1);
}, true);"""
"""Counts what is really pressed, over all pages of a call; Ctrl and Enter together are one key."""


@contextmanager
def a_call(page: Page, name: str) -> Iterator[list[int]]:
    """A call from the day's page on until somebody is asked; fills in how many keys it took.

    How long the machine was busy is said for ``pytest -s`` and never judged: it hangs on what else runs here.
    """
    page.add_init_script(COUNT_KEYS)
    page.goto("/desk/")
    pressed: list[int] = []
    begun = time.monotonic()
    page.keyboard.press("n")
    expect(page.get_by_label("Wer ruft an?")).to_be_focused()
    yield pressed
    pressed.append(int(page.evaluate("sessionStorage.getItem('keys')")))
    print(f"{name}: {pressed[0]} keys, {time.monotonic() - begun:.1f} s of the machine")  # noqa: T201 - for pytest -s


def type_into(page: Page, label: str, words: str) -> int:
    """Tab on until the field has the focus, and type; answers how many letters that were."""
    field = page.get_by_label(label).first
    for _ in range(30):
        if field.evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.type(words)
    return len(words)


def test_a_known_caller_with_the_same_as_last_time_takes_six_keys(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        with a_call(page, "known caller") as pressed:
            page.keyboard.type("web")
            expect(page.locator("#callers")).to_contain_text("Weber, Erna")
            page.keyboard.press("Enter")
            expect(page.get_by_role("button", name="Wie am letzten")).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator(".toast")).to_contain_text("wird gefragt")
        assert pressed[0] <= 6, "with the name"
    with day.town.open():
        need = Need.objects.filter(client=day.erna).order_by("-id")[0]
        assert (need.wish, need.state) == (day.last.wish, NeedState.OFFERED)


def test_a_new_caller_is_taken_down_by_keyboard_alone(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        with a_call(page, "new caller") as pressed:
            page.keyboard.type("Ida Neumann")
            page.keyboard.press("F2")
            expect(page.get_by_label("Anrede")).to_be_focused()
            expect(page.get_by_label("Nachname")).to_have_value("Neumann")
            page.keyboard.press("f")
            letters = len("Ida Neumann") + type_into(page, "Telefon", "06206 70112")
            letters += type_into(page, "Straße", "Mainstraße")
            letters += type_into(page, "Nummer", "12")
            letters += type_into(page, "Zettel", "2 Milch")
            page.keyboard.press("Enter")
            letters += type_into(page, "Zettel", "1 Butter")
            page.keyboard.press("Control+Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text("Ida Neumann")
        assert pressed[0] - letters <= 32, "beside what is typed"
        expect(page.locator("main")).to_contain_text("Amira")
    with day.town.open():
        need = Need.objects.select_related("client__person").order_by("-id")[0]
        assert (need.client.person.gender, need.wish.splitlines()) == (Gender.FEMALE, ["2 Milch", "1 Butter"])


def test_a_number_that_is_none_is_said_and_nothing_typed_is_lost(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto("/desk/needs/new/")
        page.keyboard.type("Ida Neumann")
        page.keyboard.press("F2")
        page.get_by_label("Telefon").focus()
        page.keyboard.type("12")
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-error-summary]").first).to_be_focused()
        expect(page.get_by_label("Nachname")).to_have_value("Neumann")
        page.get_by_label("Telefon").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type("030 23125 777")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ida Neumann")


def test_a_step_is_taken_back_with_one_click(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto(f"/desk/needs/{day.waiting.id}/")
        page.get_by_role("button", name="Fragen").first.click()
        page.get_by_role("button", name="Rückgängig").click()
        expect(page.locator(".toast")).to_contain_text("zurückgezogen")
    with day.town.open():
        assert Offer.objects.get(need=day.waiting).state == OfferState.WITHDRAWN


def test_the_story_opens_beside_the_day_and_closes_again(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.goto("/desk/")
        page.keyboard.press("j")
        expect(page.locator(f"#need-{day.waiting.id}")).to_be_focused()
        page.keyboard.press("Enter")
        panel = page.locator("#side-panel")
        expect(panel).to_contain_text("Herr Brückner hat angerufen.")
        assert barriers(page) == []
        page.keyboard.press("Escape")
        expect(panel).to_be_empty()
        expect(page.locator(f"#need-{day.waiting.id}")).to_be_focused()
        page.keyboard.press("a")
        expect(page).to_have_url(f"{live_server.url}/desk/needs/{day.waiting.id}/#who")


def test_what_others_do_appears_by_itself_and_the_place_in_the_list_stays(
    live_server: Any, browser: Browser, day: Day
) -> None:
    with at_desk(browser, live_server.url, day) as page:
        page.clock.install()
        page.goto("/desk/")
        page.keyboard.press("j")
        with day.town.open():
            made = make_need(day.town, day.erna, at=clock.now())
        page.clock.fast_forward(11_000)
        expect(page.locator(f"#need-{made.id}")).to_be_visible()
        expect(page.locator(f"#need-{day.waiting.id}")).to_be_focused()


def test_everything_works_without_script(live_server: Any, browser: Browser, day: Day) -> None:
    with at_desk(browser, live_server.url, day, java_script_enabled=False) as page:
        page.goto("/desk/needs/new/")
        page.get_by_label("Wer ruft an?").fill("weber")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("link", name="Erst etwas ändern").click()
        page.get_by_role("button", name="Speichern").click()
        page.get_by_role("link", name="Zeigen, wer kann").click()
        page.get_by_role("button", name="Fragen").first.click()
        page.get_by_role("button", name="Am Telefon: ja").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Erna Weber")
        page.goto("/desk/")
        page.locator(f"#need-{day.waiting.id}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Karl Brückner")
    with day.town.open():
        assert Need.objects.filter(client=day.erna, state=NeedState.STAFFED).count() == 1

"""One need, seen with two pairs of eyes: the coordinator's screen and a helper's phone in Arabic.

With ``LOTSENWERK_PICTURES=1`` the pictures of the README are made on the way.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lotsenwerk.console.demo_data.lay import lay_demonstration
from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.queries import user_by_email
from lotsenwerk.domain.assistance.models import Assignment, Need, NeedState
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.domain.notifications.actions.outbox import compose
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.places.actions.load_hessen import load_hessen
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant
from tests.barriers import barriers, sideways
from tests.database import TestDatabase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEMES: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SHOWN = {
    *("desk-today-de-light", "desk-today-de-dark", "desk-need-de-light", "desk-story-de-light"),
    *("mine-offer-ar-light", "mine-visit-ar-dark"),
}


@pytest.fixture
def buerstadt(transactional_db: None, test_database: TestDatabase) -> Organisation:
    load_hessen()
    noon = clock.local(clock.now()).replace(hour=11, minute=20)
    lay_demonstration(at=noon)
    # Thousands of rows in a minute: without a count of them the database takes its ways as through empty tables.
    with test_database.owner(autocommit=True) as owner:
        owner.execute("ANALYZE")
    return tenants().get(slug="burstadt")


def see(page: Page, name: str) -> None:
    """Nothing for axe to find, light and dark; nothing wider than the screen; a picture if pictures are wanted."""
    page.wait_for_load_state("networkidle")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert barriers(page, of_colours_alone=scheme != SCHEMES[0]) == [], f"{name} {scheme}"
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
        assert sideways(page) == 0, f"{name} {scheme}"
        if f"{name}-{scheme}" in SHOWN and os.environ.get("LOTSENWERK_PICTURES") == "1":
            page.screenshot(path=PICTURES / f"{name}-{scheme}.png")


def quiet(context: BrowserContext, said: list[str]) -> Page:
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return page


def log_in(context: BrowserContext, url: str, user: User) -> None:
    session = Session()
    session.force_login(user, backend="lotsenwerk.domain.accounts.backends.Backend")
    context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])


def newest_letter(town: Organisation, message: str) -> str:
    """The address that the newest letter of a kind leads to, without the host."""
    with tenant(town.id):
        letter = Letter.objects.filter(message=message).select_related("to").latest("id")
        text = compose(letter, at=clock.now()).body
    return "/l/" + text.split("/l/")[1].split()[0]


def a_thursday() -> str:
    """A day on which Amira is free, behind all that the demonstration has planned, as a date field wants it."""
    ahead = clock.local(clock.now()).date() + timedelta(days=21)
    return (ahead + timedelta(days=(3 - ahead.weekday()) % 7)).isoformat()


def hours_pass(town: Organisation, assignment: Assignment) -> None:
    """The visit lies in the past now, in an hour in which the demonstration has nothing else for her."""
    now = clock.now()
    hours = [(now - timedelta(hours=back), now - timedelta(hours=back - 1)) for back in range(3, 20)]
    with tenant(town.id):
        hers = Assignment.objects.filter(volunteer_id=assignment.volunteer_id).exclude(pk=assignment.pk)
        free = next(hour for hour in hours if not hers.filter(during__overlap=hour).exists())
        Assignment.objects.filter(pk=assignment.pk).update(during=free)


def test_one_need_from_the_telephone_to_the_journal(
    live_server: Any, browser: Browser, buerstadt: Organisation
) -> None:
    said: list[str] = []
    desk_window = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    phone = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    coordinator = user_by_email("renate.kissel@burstadt.example")
    assert coordinator
    log_in(desk_window, live_server.url, coordinator)
    desk, mine = quiet(desk_window, said), quiet(phone, said)

    desk.goto("/desk/")
    see(desk, "desk-today-de")
    desk.keyboard.press("n")
    expect(desk.get_by_label("Wer ruft an?")).to_be_focused()
    desk.keyboard.type("weber erna")
    expect(desk.locator("#callers")).to_contain_text("Weber")
    desk.keyboard.press("Enter")
    desk.get_by_label("An welchem Tag?").fill(a_thursday())
    desk.get_by_label("Zettel").fill("1 Mischbrot, geschnitten\n2 × Milch 1,5 %")
    expect(desk.locator("#save-line")).to_contain_text("Entwurf gemerkt")
    desk.get_by_role("button", name="Nur speichern").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Erna Weber")
    see(desk, "desk-need-de")
    with tenant(buerstadt.id):
        need = Need.objects.latest("id")

    desk.locator("li").filter(has_text="Amira Haddad").get_by_role("button", name="Fragen").first.click()
    expect(desk.locator(".toast")).to_contain_text("Amira")

    mine.goto(newest_letter(buerstadt, "assistance.offer"))
    expect(mine.locator("html")).to_have_attribute("dir", "rtl")
    see(mine, "mine-offer-ar")
    mine.get_by_role("button", name="نعم، سآتي").tap()
    expect(mine.get_by_role("heading", level=1)).to_have_text("شكرًا! ستذهب أنت.")
    with tenant(buerstadt.id):
        assignment = Assignment.objects.get(need=need)
    hours_pass(buerstadt, assignment)

    desk.goto("/desk/calls/")
    see(desk, "desk-calls-de")
    line = desk.locator("li, article").filter(has_text="Weber").filter(has_text=assignment.code_word)
    expect(line.first).to_contain_text("Weber")
    line.get_by_role("button", name="Erledigt").first.click()
    expect(line).to_have_count(0)

    mine.goto(newest_letter(buerstadt, "assistance.accepted"))
    see(mine, "mine-visit-ar")
    with tenant(buerstadt.id):
        assert Need.objects.get(pk=need.pk).state == NeedState.STAFFED

    desk.goto(f"/desk/needs/{need.id}/")
    desk.get_by_role("link", name="Ist erledigt").click()
    desk.get_by_label("Wie viele Minuten hat es gedauert?").fill("50")
    desk.keyboard.press("Control+Enter")
    desk.get_by_role("button", name="Stunden bestätigen").click()
    expect(desk.get_by_role("button", name="Stunden bestätigen")).to_have_count(0)
    see(desk, "desk-story-de")
    with tenant(buerstadt.id):
        assert Need.objects.get(pk=need.pk).state == NeedState.CONFIRMED
        verbs = [line.verb for line in story_of(("assistance", "need", need.id))]
    assert verbs == ["take_in", "make_offer", "accept_offer", "call_back_done", "report", "confirm"]
    desk_window.close()
    phone.close()
    assert said == []

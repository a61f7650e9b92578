"""From the button to the yes: a plan is looked for, held in place with keys, published, and agreed to in Arabic.

With ``LOTSENWERK_PICTURES=1`` the planner's picture of the README is made from the demonstration's busy Thursday.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.accounts.queries import user_by_email
from lotsenwerk.domain.assistance.actions.planning.hold import pin_need
from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Assignment, Need, NeedKind, Pin, Plan, PlanState
from lotsenwerk.domain.organisations.models import Kind as OrganisationKind
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.tenancy import tenant
from tests.barriers import barriers, sideways
from tests.browser.test_journey import PICTURES, a_thursday, buerstadt, log_in, newest_letter
from tests.factories import Town, make_client, make_need, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["buerstadt"]


@dataclass
class Ahead:
    """A day ahead: Erna and Karl ask for the morning, Amira and Tesfay are free; in the evening nobody is."""

    town: Town
    on: date
    needs: list[Need]
    late: Need
    helpers: list[Volunteer]


@pytest.fixture
def ahead(transactional_db: None) -> Ahead:
    now = clock.now()
    town = make_town(at=now)
    midnight = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    morning = midnight + timedelta(days=2, hours=9)
    with town.open():
        helpers = [make_volunteer(town, given_name=name, at=now) for name in ("Amira", "Tesfay")]
        for number, helper in enumerate(helpers):
            place_person(town.coordinator, helper.person, lat=49.642, lon=8.45 + number / 500, at=now)
        needs = [_need(town, name, morning, now, number) for number, name in enumerate(("Weber", "Gölz"))]
        late = _need(town, "Spät", morning + timedelta(hours=11), now, 3)
    return Ahead(town, morning.date(), needs, late, helpers)


def _need(town: Town, name: str, begin: datetime, now: datetime, number: int) -> Need:
    client = make_client(town, family_name=name, at=now)
    place_person(town.coordinator, client.person, lat=49.64, lon=8.45 + number / 1000, at=now)
    hours = (begin - now).total_seconds() / 3600
    return make_need(town, client, at=now, in_hours=hours, window_hours=3, minutes=45)  # type: ignore[arg-type]


@contextmanager
def quiet_page(browser: Browser, url: str, **more: Any) -> Iterator[Page]:
    """A page that says nothing on its console."""
    context = browser.new_context(base_url=url, **more)
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


@contextmanager
def at_desk(browser: Browser, url: str, town: Town, **more: Any) -> Iterator[Page]:
    """The coordinator's screen, in German."""
    user = User.objects.get(pk=town.members["coordinator"].user_id)
    User.objects.filter(pk=user.pk).update(language="de")
    session = Session()
    session.force_login(user, backend="lotsenwerk.domain.accounts.backends.Backend")
    with quiet_page(browser, url, **({"viewport": {"width": 1280, "height": 900}} | more)) as page:
        page.context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])
        yield page


def see(page: Page, name: str = "") -> None:
    """Nothing for axe to find, nothing wider than the screen."""
    page.wait_for_load_state("networkidle")
    if name and os.environ.get("LOTSENWERK_LOOK"):
        page.screenshot(path=f"{os.environ['LOTSENWERK_LOOK']}/{name}.png", full_page=True)
    assert barriers(page) == [], name
    assert sideways(page) == 0, name


def search(town: Town) -> Plan:
    """What the worker does."""
    with town.open():
        waiting = Plan.objects.get(state=PlanState.WAITING)
    assert search_plan(town.id, waiting.pk)
    with town.open():
        return Plan.objects.get(pk=waiting.pk)


def test_from_the_button_to_the_yes(live_server: Any, browser: Browser, ahead: Ahead) -> None:
    with at_desk(browser, live_server.url, ahead.town) as desk:
        desk.goto(f"/desk/plan/?day={ahead.on}")
        desk.keyboard.press("v")
        expect(desk.get_by_role("progressbar")).to_be_visible()
        see(desk, "search")
        search(ahead.town)
        expect(desk.get_by_role("region", name="Wer wohin geht")).to_be_visible()
        expect(desk.locator(".tray")).to_contain_text("Spät")
        expect(desk.locator(".plan__map svg.map")).to_be_visible()
        see(desk, "plan")

        first = desk.locator(".visit[data-need]").first
        first.focus()
        need_id = int(first.get_attribute("data-need") or 0)
        desk.keyboard.press("p")
        expect(desk.locator(f"#row-{need_id}")).to_be_focused()
        expect(desk.locator(f"#row-{need_id}")).to_have_attribute("data-held", "person")
        with ahead.town.open():
            assert Pin.objects.get().need_id == need_id
        desk.keyboard.press("ArrowRight")
        other = desk.locator(":focus")
        expect(other).not_to_have_attribute("id", f"row-{need_id}")
        desk.keyboard.press("Enter")
        expect(desk.locator("#side-panel h3").first).to_contain_text("Warum")
        see(desk, "panel")
        desk.keyboard.press("Escape")
        expect(desk.locator("#side-panel h3")).to_have_count(0)

        desk.get_by_role("button", name="Plan vorschlagen").click()
        expect(desk.get_by_role("progressbar")).to_be_visible()
        search(ahead.town)
        desk.get_by_role("link", name="Veröffentlichen").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("1 Person erfährt davon")
        see(desk, "publish")
        desk.get_by_role("button", name="Veröffentlichen und alle fragen").click()
        expect(desk.locator(".toast")).to_contain_text("1 Person wird jetzt gefragt.")
        expect(desk.locator(".visit--asked[data-need]")).to_have_count(2)
        see(desk, "published")

    link = newest_letter(ahead.town.organisation, "assistance.day")
    for scheme in ("light", "dark"):
        phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": scheme}
        with quiet_page(browser, live_server.url, **phone) as mine:
            mine.goto(link)
            expect(mine.locator("html")).to_have_attribute("dir", "rtl")
            see(mine, f"day-{scheme}")
            mine.locator(".day__leave").first.tap()
            expect(mine.get_by_role("button", name="نعم للبقية")).to_be_visible()
            see(mine, f"day-without-{scheme}")
            mine.locator(".day__leave").first.tap()
            if scheme == "light":
                continue
            mine.get_by_role("button", name="نعم للجميع").tap()
            expect(mine.get_by_role("heading", level=1)).to_have_text("شكرًا! ستذهب أنت.")
            see(mine, "day-thanks")
            mine.locator(".day__more").first.tap()
            expect(mine.get_by_role("button", name="عرض العنوان")).to_be_visible()
    with ahead.town.open():
        assert set(Assignment.objects.values_list("need_id", flat=True)) == {need.pk for need in ahead.needs}


def test_without_script_a_link_looks_again_and_a_button_chooses_somebody_else(
    live_server: Any, browser: Browser, ahead: Ahead
) -> None:
    with at_desk(browser, live_server.url, ahead.town, java_script_enabled=False) as plain:
        plain.goto(f"/desk/plan/?day={ahead.on}")
        plain.get_by_role("button", name="Plan vorschlagen").click()
        expect(plain.get_by_role("progressbar")).to_be_visible()
        search(ahead.town)
        plain.get_by_role("link", name="Noch einmal nachsehen").click()
        plain.locator(".visit[data-need]").first.click()
        expect(plain.get_by_role("heading", level=1)).to_have_text("Warum so?")
        plain.get_by_role("button", name="Nehmen").first.click()
        expect(plain.locator(".toasts")).to_contain_text("ist festgehalten")
        with ahead.town.open():
            assert Pin.objects.get().volunteer_id == ahead.helpers[1].pk


def test_a_visit_is_drawn_to_somebody_else_with_the_pointer(live_server: Any, browser: Browser, ahead: Ahead) -> None:
    with ahead.town.open():
        for need, helper in zip(ahead.needs, ahead.helpers, strict=True):
            pin_need(ahead.town.coordinator, need, volunteer=helper, at=clock.now())
    with at_desk(browser, live_server.url, ahead.town) as desk:
        desk.goto(f"/desk/plan/?day={ahead.on}")
        desk.get_by_role("button", name="Plan vorschlagen").click()
        search(ahead.town)
        row = f"#row-{ahead.needs[1].pk}"
        expect(desk.locator(row)).to_be_visible()
        mine = desk.locator(".timeline__row").filter(has=desk.locator(row))
        aim = desk.locator(".timeline__row").filter(has_not=desk.locator(row))
        assert aim.get_attribute("data-helper") != mine.get_attribute("data-helper")
        desk.locator(row).drag_to(aim.locator(".timeline__lane"))
        expect(desk.locator(".toast")).to_contain_text("ist festgehalten")
        with ahead.town.open():
            held = Pin.objects.get(need=ahead.needs[1]).volunteer
            assert held is not None
            assert str(held.person_id) == aim.get_attribute("data-helper")


def on_a_busy_thursday(town: Organisation) -> date:
    """Many call for the Thursday behind all that the demonstration has planned: most by day, two for the evening."""
    now, rolled = clock.now(), Random(4)
    on = date.fromisoformat(a_thursday())
    coordinator = user_by_email("renate.kissel@burstadt.example")
    assert coordinator
    actor = Actor(came=Came.LOGIN, organisation_id=town.pk, roles=frozenset({Role.COORDINATOR}), user_id=coordinator.pk)
    kinds = [NeedKind.SHOP_AND_DELIVER] * 4 + [NeedKind.ACCOMPANY] * 3 + [NeedKind.ERRAND]
    with tenant(town.pk):
        clients = list(Client.objects.select_related("person").order_by("id"))
        shops = list(Organisation.objects.filter(kept_by_id=town.pk, kind=OrganisationKind.SHOP).order_by("id"))
        for number, client in enumerate(rolled.sample(clients, 32)):
            kind = rolled.choice(kinds)
            hour = 19 if number < 2 else rolled.choice((9, 9, 10, 10, 11, 13, 14, 15))
            begin = datetime(on.year, on.month, on.day, hour, tzinfo=clock.BERLIN)
            take_in(
                actor,
                client=client,
                kind=kind,
                earliest=begin,
                latest=begin + timedelta(hours=3),
                minutes=rolled.choice((45, 60, 60, 90)),
                shop_id=None if kind == NeedKind.ERRAND else rolled.choice(shops).pk,
                at=now,
            )
    return on


@pytest.mark.skipif(os.environ.get("LOTSENWERK_PICTURES") != "1", reason="makes a picture")
def test_the_picture_of_the_planner(live_server: Any, browser: Browser, buerstadt: Organisation) -> None:
    on = on_a_busy_thursday(buerstadt)
    coordinator = user_by_email("renate.kissel@burstadt.example")
    assert coordinator
    with quiet_page(browser, live_server.url, viewport={"width": 1520, "height": 1000}) as desk:
        log_in(desk.context, live_server.url, coordinator)
        desk.goto(f"/desk/plan/?day={on}")
        desk.get_by_role("button", name="Plan vorschlagen").click()
        with tenant(buerstadt.pk):
            waiting = Plan.objects.get(state=PlanState.WAITING)
        assert search_plan(buerstadt.pk, waiting.pk)
        desk.locator(".visit[data-need]").nth(4).click()
        expect(desk.locator("#side-panel h3").first).to_be_visible()
        desk.evaluate("window.scrollTo(0, 0)")
        desk.wait_for_load_state("networkidle")
        desk.screenshot(path=PICTURES / "desk-plan-de-light.png")

"""A course in real browsers: the desk makes it; Amira signs up in Arabic, says that she is there, is certified."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.people.models import Qualification
from lotsenwerk.domain.training.models import Attendance, Certificate
from lotsenwerk.kit import clock
from tests.barriers import barriers, sideways
from tests.domain.training.scene import FIRST, make_scene
from tests.web.mine.conftest import BACKEND, Stage, set_the_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    stage = set_the_stage()
    coordinator = stage.town.members["coordinator"].user_id
    for user_id, language in ((coordinator, "de"), (stage.amira.person.user_id, "ar")):
        User.objects.filter(pk=user_id).update(language=language)
    return stage


@contextmanager
def at_a_screen(browser: Browser, url: str, user_id: int | None, width: int, scheme: str = "light") -> Iterator[Page]:
    """A browser of somebody who is logged in; it must say nothing on its console."""
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=width < 600
    )
    session = Client()
    session.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def clean(page: Page) -> None:
    """Nothing to find fault with for axe, and nothing wider than the screen."""
    assert barriers(page) == []
    assert sideways(page) == 0


def test_from_the_announced_course_to_the_certificate(live_server: Any, browser: Browser, stage: Stage) -> None:
    url, desk, amira = live_server.url, stage.town.members["coordinator"].user_id, stage.amira.person.user_id
    noon = datetime.combine(clock.local(clock.now()).date(), time(12), tzinfo=clock.BERLIN)
    with time_machine.travel(noon, tick=True):
        with at_a_screen(browser, url, desk, 1280) as page:
            page.goto("/desk/courses/")
            page.get_by_role("link", name="Seminar").click()
            page.get_by_label("Art").select_option("basic_guide")
            page.get_by_label("Name", exact=True).fill("Basiskurs")
            page.get_by_label("Ort").fill("Rathaus")
            page.get_by_label("Qualifikation").select_option("basic_guide")
            for name, value in (("day", f"{noon:%Y-%m-%d}"), ("begins", "12:20"), ("ends", "13:10"), ("units", "1")):
                page.locator(f"[name=dates-0-{name}]").fill(value)
            clean(page)
            page.get_by_role("button", name="Als Entwurf speichern").click()
            page.get_by_role("button", name="Ankündigen").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Basiskurs")
            clean(page)

        with at_a_screen(browser, url, amira, 390) as phone:
            phone.goto("/mine/courses/")
            clean(phone)
            phone.get_by_role("link", name="Basiskurs").tap()
            expect(phone.locator("html")).to_have_attribute("dir", "rtl")
            clean(phone)
            phone.get_by_role("button", name="أودّ الحضور").tap()
            expect(phone.get_by_role("heading", name="لك مكان")).to_be_visible()
            phone.get_by_role("button", name="أنا هنا").tap()
            expect(phone.get_by_text("كنت حاضرًا", exact=True)).to_be_visible()
            clean(phone)
    with stage.town.open():
        assert Attendance.objects.values_list("units", flat=True).get() == 1

    with time_machine.travel(noon + 3 * HOUR, tick=True):
        with at_a_screen(browser, url, desk, 1280, "dark") as page:
            page.goto("/desk/courses/")
            page.get_by_role("link", name="Basiskurs").click()
            clean(page)
            page.get_by_role("button", name="Kurs beenden").click()
            page.get_by_role("button", name="1 Zertifikat ausstellen").click()
            expect(page.get_by_role("button", name="Zertifikat ausstellen")).to_have_count(0)
            clean(page)
        with at_a_screen(browser, url, amira, 390, "dark") as phone:
            phone.goto("/mine/courses/")
            phone.get_by_role("link", name="Basiskurs").tap()
            expect(phone.get_by_role("link", name="فتح الشهادة")).to_be_visible()
            clean(phone)
    with stage.town.open():
        assert Certificate.objects.count() == 1
        assert Qualification.objects.get().volunteer_id == stage.amira.pk


def test_the_list_of_a_date_is_ticked_with_the_keyboard_and_without_script(
    live_server: Any, browser: Browser, stage: Stage
) -> None:
    with time_machine.travel(FIRST - 7 * 24 * HOUR, tick=True):
        scene = make_scene(town=stage.town)
        with stage.town.open():
            scene.signs_up("Rana")
            session = scene.sessions[0]
    with time_machine.travel(FIRST + HOUR, tick=True):
        context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
        log_in = Client()
        log_in.force_login(User.objects.get(pk=stage.town.members["coordinator"].user_id), backend=BACKEND)
        cookie = {"name": "sessionid", "value": log_in.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(f"/desk/courses/dates/{session.id}/here/")
        page.get_by_role("checkbox").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("2")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Basiskurs")
        context.close()
    with stage.town.open():
        assert Attendance.objects.values_list("units", flat=True).get() == 2

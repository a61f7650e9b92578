"""The style guide in real Chromium: two widths, light and dark, German and Arabic."""

import os
import threading
from collections.abc import Iterator
from itertools import product
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, sync_playwright

from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.waits]

PAGES = ["", "today/", "today/?panel=1", "intake/", "mine/", "mine/?step=shop"]
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
PAGE_LIMIT = 40 * 1024


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Keep the test's own output readable."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the style guide is served: no database, it needs none."""
    with make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/look/styleguide/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


WAYS = list(product(WIDTHS, ["light", "dark"], ["de", "ar"]))
ANY_TWO = {("desk", "light", "de"), ("desk", "dark", "ar"), ("phone", "light", "ar"), ("phone", "dark", "de")}
"""Any two values of a way meet in one of these."""


@pytest.mark.parametrize(
    ("width", "light", "language"),
    [way if way in ANY_TWO else pytest.param(*way, marks=pytest.mark.long) for way in WAYS],
)
def test_every_page_is_free_of_barriers_and_of_complaints(
    browser: Browser, address: str, width: str, light: str, language: str
) -> None:
    size = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if light == "dark" else "light"
    )
    complaints: list[str] = []
    for name in PAGES:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer = page.goto(f"{address}{name}{'&' if '?' in name else '?'}lang={language}", wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200
        assert len(answer.body()) <= PAGE_LIMIT
        assert barriers(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        if folder := os.environ.get("LOTSENWERK_PICTURES"):
            shot = name.strip("/").replace("/?", "-").replace("=", "") or "pieces"
            page.screenshot(path=f"{folder}/{shot}-{width}-{light}-{language}.png", full_page=True)
        page.close()
    context.close()
    assert complaints == []


def test_everything_on_the_phone_is_large_enough_for_a_thumb(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for name in ("mine/", "mine/?step=shop"):
        page.goto(address + name)
        page.click("[popovertarget=appearance]")
        small = page.evaluate(
            """[...document.querySelectorAll("a, button, label, select, input:not([type=hidden], label input)")]
                .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
                .filter(([, box]) => box.width > 1 && (box.height < 44 || box.width < 44))
                .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""
        )
        assert small == [], name
    context.close()


def test_the_theme_changes_at_once_and_stays(page: Page, address: str) -> None:
    page.goto(address + "mine/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[popovertarget=appearance]")
    page.click("button[value=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_theme_form_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "mine/?step=shop")
    page.click("[popovertarget=appearance]")
    page.click("button[value=dark]")
    assert page.url == address + "mine/?step=shop"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    context.close()


def test_the_desk_is_walked_with_keys_alone(page: Page, address: str) -> None:
    page.goto(address + "today/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Karl-Heinz Brückner" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert "Ilse Kolb" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?n")
    assert page.evaluate("document.activeElement.value") == "?n", "in a field, keys are letters"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#shortcut-help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/intake/")
    page.keyboard.press("3")
    assert page.evaluate("document.querySelector('input[name=kind]:checked').value") == "food_bank"


def test_single_keys_can_be_switched_off(page: Page, address: str) -> None:
    page.goto(address + "today/")
    page.click("[popovertarget=appearance]")
    page.click("button[name=shortcuts][value=off]")
    page.wait_for_load_state()
    page.keyboard.press("n")
    page.keyboard.press("?")
    assert page.url == address + "today/"
    assert page.locator("#shortcut-help").is_hidden()


def test_a_message_offers_its_way_back_for_ten_seconds(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address + "?toast=1")
    toast = page.locator("[data-toast]")
    assert toast.locator("form[method=post] button").is_visible()
    page.clock.run_for(9_000)
    assert toast.count() == 1
    page.clock.run_for(1_500)
    assert toast.count() == 0

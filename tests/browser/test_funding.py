"""What money is there for us, in a real browser without script: three steps on a phone, and what is possible."""

import pytest
from playwright.sync_api import Browser, expect

from tests.barriers import barriers, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def test_a_town_reads_on_a_phone_without_script_what_is_possible(live_server: str, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/de/funding/")
    page.get_by_label("Eine Stadt oder Gemeinde").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Integrationslots").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Wie viele Lotsinnen und Lotsen sind im Pool?").fill("4")
    page.get_by_role("button", name="Zeigen, was möglich ist").click()
    expect(page.get_by_text("möglich, wenn").first).to_be_visible()
    expect(page.get_by_text("Im Pool sind mindestens 5 Lotsinnen und Lotsen.")).to_be_visible()
    found = page.url
    page.get_by_role("link", name="Mehr beantworten oder Antworten ändern").click()
    expect(page.get_by_label("Wie viele Lotsinnen und Lotsen sind im Pool?")).to_have_value("4")

    seen = browser.new_context(viewport=PHONE).new_page()
    for address in (found, found.replace("/de/", "/ar/"), page.url):
        seen.goto(address)
        assert sideways(seen) == 0
        assert barriers(seen) == []

"""The money of a visit on a phone: it meets, it does not, there is no script, the connection is weak."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from lotsenwerk.domain.assistance.models import Alert, CashLine, ReceiptPhoto, Report
from tests.browser.test_mine import clean, large_enough, log_in, speaks, stage, telephone
from tests.web.mine.conftest import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["stage"]


def type_in(page: Page, name: str, amount: str) -> None:
    page.locator(f'[data-amount="{name}"] input').fill(amount)


def photo() -> dict[str, Any]:
    file = BytesIO()
    Image.new("RGB", (600, 900), "white").save(file, "JPEG")
    return {"name": "zettel.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.mark.parametrize(("language", "scheme"), [("de", "light"), ("de", "dark"), ("ar", "light"), ("ar", "dark")])
def test_helper_fetches_settles_and_reports_with_taps(
    live_server: Any, browser: Browser, stage: Stage, language: str, scheme: str
) -> None:
    speaks(stage, language)
    going = stage.send(in_hours=-1)
    with telephone(browser, live_server.url, scheme=scheme) as page:
        log_in(page, live_server.url, stage)
        page.goto(f"/mine/visits/{going.ref}/?step=0")
        page.locator(".way__buttons a.kern-btn--primary").tap()
        page.wait_for_url("**/handed/")
        clean(page)
        large_enough(page)
        page.locator('[data-set-cents="4000"]').tap()
        page.locator("form[data-money] button[type=submit]").tap()
        expect(page.locator(".rows")).to_contain_text("40,00")
        page.goto(f"/mine/visits/{going.ref}/money/")
        type_in(page, "spent", "31,40")
        expect(page.locator("[data-meets]")).to_contain_text("8,60")
        page.locator("[data-take]").tap()
        expect(page.locator("[data-meets]")).to_have_attribute("data-tone", "yes")
        clean(page)
        large_enough(page)
        page.locator('input[type="file"]').set_input_files(photo())  # type: ignore[arg-type]
        page.locator("form[data-money] button[type=submit]").first.tap()
        page.wait_for_url("**/report/")
        clean(page)
        large_enough(page)
        page.locator('[data-set="45"]').tap()
        page.locator("form[data-steady] button[type=submit].kern-btn--big").last.tap()
        expect(page.locator(".thanks h1")).to_be_visible()
        page.goto(f"/mine/visits/{going.ref}/money/")
        clean(page)
    with stage.town.open():
        assert [line.cents for line in CashLine.objects.order_by("id")] == [4000, 3140, 860]
        assert ReceiptPhoto.objects.count() == 1
        assert Report.objects.get().minutes == 45


def test_money_is_missing_and_without_script_it_is_finished_all_the_same(
    live_server: Any, browser: Browser, stage: Stage
) -> None:
    speaks(stage, "de")
    going = stage.send(in_hours=-1)
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    log_in(page, live_server.url, stage)
    page.goto(f"/mine/visits/{going.ref}/money/")
    for name, amount in (("received", "40"), ("spent", "31,40"), ("returned", "5")):
        type_in(page, name, amount)
    page.get_by_role("button", name="Alles gezählt").tap()
    expect(page.get_by_text("Es fehlen 3,60").first).to_be_visible()
    page.get_by_role("button", name="Es fehlt Geld").tap()
    page.wait_for_url("**/report/")
    context.close()
    with stage.town.open():
        assert [alert.cents for alert in Alert.objects.all()] == [360]


def test_numbers_on_a_weak_connection_arrive_once(live_server: Any, browser: Browser, stage: Stage) -> None:
    """The answer to the first try is lost on its way back; the pressed button travels with every try."""
    speaks(stage, "de")
    going = stage.send(in_hours=-1)
    sent = 0

    def weak(route: Route) -> None:
        nonlocal sent
        if route.request.method != "POST":
            route.continue_()
            return
        sent += 1
        if sent == 1:
            route.fetch(max_redirects=0)
            route.abort("connectionfailed")
        else:
            route.continue_()

    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    log_in(page, live_server.url, stage)
    page.clock.install()
    page.goto(f"/mine/visits/{going.ref}/money/")
    page.route("**/money/", weak)
    for name, amount in (("received", "40"), ("spent", "41,40"), ("returned", "0")):
        type_in(page, name, amount)
    page.get_by_role("button", name="Den Rest habe ich selbst bezahlt").tap()
    expect(page.locator("[data-sending]")).to_contain_text("Noch nicht gesendet")
    page.clock.run_for(2_500)
    page.wait_for_url("**/report/")
    context.close()
    with stage.town.open():
        assert [line.cents for line in CashLine.objects.order_by("id")] == [4000, 140, 4140]
    assert sent == 2

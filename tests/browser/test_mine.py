"""A helper's phone in a real browser: 390 px wide, in German and in Arabic, light and dark."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from lotsenwerk.domain.assistance.models import AssignmentState, OfferState, Report
from tests.barriers import barriers, sideways
from tests.web.mine.conftest import Stage, set_the_stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return set_the_stage()


@contextmanager
def telephone(browser: Browser, url: str, *, scheme: str = "light", **more: Any) -> Iterator[Page]:
    """A page on a phone that must say nothing on its console."""
    context = browser.new_context(
        base_url=url, viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True, **more
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def log_in(page: Page, url: str, stage: Stage) -> None:
    phone = Client()
    phone.force_login(stage.amira.person.user, backend="lotsenwerk.domain.accounts.backends.Backend")
    page.context.add_cookies([{"name": "sessionid", "value": phone.cookies["sessionid"].value, "url": url}])


def speaks(stage: Stage, language: str) -> None:
    user = stage.amira.person.user
    assert user
    user.language = stage.amira.person.language = language
    user.save()
    with stage.town.open():
        stage.amira.person.save()


def clean(page: Page) -> None:
    """Nothing to find fault with for axe, and nothing wider than the phone."""
    assert barriers(page) == []
    assert sideways(page) == 0


def large_enough(page: Page) -> None:
    """Every target takes a thumb: 44 px, but for links within a sentence."""
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, a.kern-btn, .bottom-nav a, header a")]
            .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([words]) => words)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("language", "yes", "thanks"),
    [("de", "Ja, ich komme", "Danke! Sie kommen."), ("ar", "نعم، سآتي", "شكرًا! ستذهب أنت.")],
)
def test_helper_says_yes_by_link(  # noqa: PLR0917 - parameters
    live_server: Any, browser: Browser, stage: Stage, scheme: str, language: str, yes: str, thanks: str
) -> None:
    speaks(stage, language)
    offer = stage.ask()
    with telephone(browser, live_server.url, scheme=scheme) as page:
        page.goto(stage.link("answer_offer", offer))
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        clean(page)
        large_enough(page)
        page.get_by_role("button", name=yes).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
        clean(page)
        assert page.url.endswith(f"/mine/offers/{offer.ref}/")
        [going] = stage.assignments()
        expect(page.locator(".word-at-door strong")).to_have_text(going.code_word)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    assert stage.offer(offer).state == OfferState.ACCEPTED


def test_yes_works_without_script(live_server: Any, browser: Browser, stage: Stage) -> None:
    speaks(stage, "de")
    offer = stage.ask()
    with telephone(browser, live_server.url, java_script_enabled=False) as page:
        page.goto(stage.link("answer_offer", offer))
        page.get_by_role("button", name="Ja, ich komme").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Danke! Sie kommen.")
    assert len(stage.assignments()) == 1


def test_a_yes_on_a_weak_connection_arrives_once(live_server: Any, browser: Browser, stage: Stage) -> None:
    """The first try gets through and its answer is lost; the second is lost; the third gets its answer."""
    speaks(stage, "de")
    offer = stage.ask()
    sent: list[str] = []

    def weak(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        if len(sent) == 1:
            route.fetch(max_redirects=0)
        if len(sent) < 3:
            route.abort("connectionfailed")
        else:
            route.continue_()

    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.clock.install()
    page.goto(stage.link("answer_offer", offer))
    page.route("**/mine/offers/**", weak)
    page.get_by_role("button", name="Ja, ich komme").tap()
    line = page.locator("[data-sending]")
    expect(line).to_contain_text("Noch nicht gesendet")
    expect(page.get_by_role("button", name="Heute nicht")).to_be_disabled()
    page.clock.run_for(2_500)
    page.clock.run_for(4_500)
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke! Sie kommen.")
    context.close()
    assert len(sent) == 3
    assert len(set(sent)) == 1, "every try carries the same action id"
    assert len(stage.assignments()) == 1


@pytest.mark.parametrize("language", ["de", "ar"])
def test_helper_goes_step_by_step_and_reports(live_server: Any, browser: Browser, stage: Stage, language: str) -> None:
    speaks(stage, language)
    going = stage.send(in_hours=-1)
    words: Callable[[str, str], str] = lambda german, arabic: german if language == "de" else arabic  # noqa: E731
    with telephone(browser, live_server.url) as page:
        log_in(page, live_server.url, stage)
        page.goto("/mine/")
        clean(page)
        large_enough(page)
        page.locator(".ask a.kern-btn--primary").first.tap()
        page.wait_for_url(f"**/mine/visits/{going.ref}/")
        page.get_by_role("link", name=words("Los geht’s", "هيا بنا")).tap()
        page.wait_for_url("**?step=0")
        clean(page)
        page.get_by_role("button", name=words("Adresse zeigen", "عرض العنوان")).tap()
        expect(page.get_by_text("Mainstraße 12")).to_be_visible()
        clean(page)
        page.locator('.way__buttons a[href="?step=1"]').tap()
        page.wait_for_url("**?step=1")
        page.get_by_label("Butter").check()
        page.locator(".way__buttons a.kern-btn--primary").tap()
        page.wait_for_url("**?step=2")
        page.get_by_role("link", name=words("Geld abrechnen", "احسب النقود")).tap()
        page.wait_for_url("**/money/")
        page.get_by_role("link", name=words("Es war kein Geld nötig", "لم تكن هناك حاجة إلى نقود")).tap()
        page.wait_for_url("**/report/")
        clean(page)
        large_enough(page)
        page.get_by_role("button", name="45", exact=True).tap()
        page.get_by_role("button", name=words("15 Minuten mehr", "أكثر بـ 15 دقيقة")).tap()
        page.get_by_role("button", name=words("Melden", "إبلاغ")).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(words("Erledigt. Vielen Dank!", "تم. شكرًا جزيلاً!"))
        for path in ("/mine/", "/mine/visits/", "/mine/me/"):
            page.goto(path)
            clean(page)
            large_enough(page)
    with stage.town.open():
        assert Report.objects.get().minutes == 60
    assert stage.assignment(going).state == AssignmentState.REPORTED


def as_an_old_phone_reads_it(route: Route) -> None:
    """A sheet without what Chrome 90 skips: cascade layers, :has(), and values that it does not know."""
    answer = route.fetch()
    sheet = re.sub(r"@layer kern\{.*\}", "", answer.text(), flags=re.DOTALL)
    sheet = re.sub(r"oklch\(|color-mix\(", "unheard-of(", sheet).replace(":has(", ":unheard-of(")
    route.fulfill(response=answer, body=sheet)


def test_on_an_old_phone_the_pages_are_the_same_ones(live_server: Any, browser: Browser, stage: Stage) -> None:
    speaks(stage, "ar")
    going = stage.send(in_hours=-1)
    addresses = [f"/mine/visits/{going.ref}/{what}" for what in ("", "money/", "report/")]
    with telephone(browser, live_server.url) as page:
        log_in(page, live_server.url, stage)
        boxes = """() => [...document.querySelectorAll("main button, main input, main a")]
            .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
            .map((box) => [box.x, box.width, box.height].map(Math.round))"""
        seen = []
        for address in addresses:
            page.goto(address)
            seen.append(page.evaluate(boxes))
        page.route("**/*.css", as_an_old_phone_reads_it)
        page.route("**/*.css?*", as_an_old_phone_reads_it)
        for address, before in zip(addresses, seen, strict=True):
            page.goto(address)
            clean(page)
            large_enough(page)
            assert page.evaluate(boxes) == before


def test_who_cannot_come_says_so_in_two_taps(live_server: Any, browser: Browser, stage: Stage) -> None:
    speaks(stage, "de")
    going = stage.send()
    with telephone(browser, live_server.url) as page:
        page.goto(stage.link("go", going))
        page.get_by_text("Ich kann nicht kommen").tap()
        page.get_by_role("button", name="Ja, bitte jemand anderen suchen").tap()
        expect(page.get_by_text("Sie gehen dort nicht mehr hin.")).to_be_visible()
    assert stage.assignment(going).state == AssignmentState.RELEASED

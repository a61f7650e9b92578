"""The public pages in a real browser: narrow, enlarged, without script, from our own host alone, and without moving."""

import time as seconds
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Often, SignUp
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import Interest
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.search_keys import write_keys
from lotsenwerk.domain.publishing.actions.pictures import add_picture
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, PageKind
from lotsenwerk.domain.publishing.routes import path_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.barriers import barriers, sideways
from tests.browser.test_becoming import AT_THE_DESK, ON_A_PHONE, window
from tests.domain.publishing.scene import Scene, make_scene, titled
from tests.factories import make_town
from tests.story import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein"
SMALL = {"width": 320, "height": 568}
ENLARGED = {"width": 640, "height": 450}
"""What is left of 1280 pixels when a browser enlarges everything to 200 %."""
MOST_MOVED = 0.05
"""So much of what one sees may move while a page comes (the layout shift of Core Web Vitals; 0 is nothing)."""
_WATCH = """
window.moved = 0;
new PerformanceObserver((seen) => {
  for (const one of seen.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """A town whose postcode is known, with one page of each kind, and a date to sign up for."""
    now = clock.now()
    made = make_scene(make_town(at=now))
    made.town.organisation.municipality.postcodes.get_or_create(plz="68642")
    write_keys(Municipality.objects.all())
    with made.town.open():
        open_pool(made.desk, kind="guides", name="Lotsinnen", answer_days=3, at=now)
        add_picture(made.desk, made.page, picture(), alt="Ein Rad", credit="Foto: Stadt", at=now)
        translate(made.desk, made.page, "ar", titled("ورشة الدراجات"), of_number=1, at=now)
        publish(made.desk, made.page, number=1, at=now)
        for kind in (PageKind.OFFER, PageKind.NEWS, PageKind.TEXT, PageKind.SITE, PageKind.PROFILE):
            words = Words(f"{LONG} {kind}", "Kurz gesagt.", {"detail": f"{LONG}. " * 8})
            page = make_page(made.desk, kind, Facts(speaks=("deu", "ara")), words, at=now)
            publish(made.desk, page, number=1, at=now)
        tomorrow = clock.local(now).date() + timedelta(days=1)
        when, held = When(Often.WEEK, tomorrow, time(18), time(20)), Held(takes_sign_ups=True, seats=5)
        series = make_series(made.desk, Facts(place="Schulküche"), Words("Kochabend"), when, held, at=now)
        publish_date(made.desk, series.page, number=1, at=now)
    return made


def address(kind: PageKind, language: str = "de") -> str:
    return path_of(kind, Entry.objects.get(kind=kind).slug, language)


def addresses(language: str) -> Iterator[str]:
    """Every kind of public page once: lists, what stands in them, and forms; from right to left one of each sort."""
    if language != "de":
        yield from (f"/{language}/", f"/{language}/projects/", f"/{language}/help/")
        yield from (address(PageKind.PROJECT, language), address(PageKind.DATE, language))
        return
    lists = ("projects", "dates", "sites", "texts", "news", "offers", "organisations")
    forms = ("advice", "funding", "help", "guides", "ask", "imprint", "privacy", "accessibility")
    yield from (f"/{language}/", *(f"/{language}/{name}/" for name in (*lists, *forms)))
    yield from (address(kind, language) for kind in PageKind if Entry.objects.filter(kind=kind).exists())


@pytest.mark.parametrize("language", ["de", "fa"])
def test_nothing_has_to_be_moved_sideways_and_nothing_comes_from_elsewhere(
    browser: Browser, live_server: Any, scene: Scene, language: str
) -> None:
    asked: set[str | None] = set()
    with window(browser, live_server.url, SMALL) as page:
        page.context.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
        for path in addresses(language):
            page.set_viewport_size(SMALL)  # type: ignore[arg-type]
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            assert sideways(page) == 0, f"{path} at 320 pixels"
            page.set_viewport_size(ENLARGED)  # type: ignore[arg-type]
            assert sideways(page) == 0, f"{path} at 200 %"
            # Letters twice as large in a window that stays as it is.
            page.set_viewport_size(AT_THE_DESK)  # type: ignore[arg-type]
            page.locator("html").evaluate("root => { root.style.fontSize = '200%'; }")
            assert sideways(page) == 0, f"{path} with letters of 200 %"
    assert asked == {urlsplit(live_server.url).hostname}


def test_without_script_one_searches_narrows_reads_signs_up_and_asks_to_help(
    browser: Browser, live_server: Any, scene: Scene
) -> None:
    with window(browser, live_server.url, ON_A_PHONE, script=False) as page:
        page.goto("/de/")
        page.locator("#near").fill("Bürstadt")
        page.locator(".near__go").click()
        expect(page.locator("#near-found, #projects").first).to_be_visible()
        page.locator(".ways a", has_text="Projekte").click()
        expect(page.locator(".ways [aria-current=page]")).to_have_text("Projekte")
        page.get_by_label("Was suchen Sie?").fill("Fahradwerkstatt")
        page.get_by_role("button", name="Anzeigen").click()
        expect(page.get_by_text("Nichts ist genau so geschrieben").or_(page.locator(".tile")).first).to_be_visible()
        page.locator("details.more summary").click()
        page.get_by_label("Worum geht es?").select_option("repair")
        page.get_by_role("button", name="Anzeigen").click()
        expect(page.locator(".chip")).to_have_count(2)
        page.locator(".tile h3 a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Fahrradwerkstatt am Bahnhof")
        page.locator(".languages__one", has_text="العربية").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("ورشة الدراجات")
        sign_up(page)
        ask_to_help(page)
    with scene.town.open():
        assert SignUp.objects.get().guest_name == "Rana"
        assert Interest.objects.count() == 1


def sign_up(page: Page) -> None:
    page.goto(address(PageKind.DATE))
    page.locator("[name=guest_name]").fill("Rana")
    page.locator("[name=guest_contact]").fill("rana@example.org")
    page.locator("button.kern-btn--big").click()
    page.wait_for_url("**/dates/mine/**")


def ask_to_help(page: Page) -> None:
    page.goto("/de/help/")
    page.locator("[name=roles]").first.check()
    page.locator("[name=given_name]").fill("Rana")
    page.locator("[name=family_name]").fill("Aziz")
    page.locator("[name=phone]").fill(shown(fictional_mobile(77)))
    page.locator("[name=postcode]").fill("68642")
    page.locator("button.kern-btn--big[type=submit]").last.click()
    page.wait_for_url("**/help/thanks/")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_nothing_moves_when_the_letters_come_late(
    browser: Browser, live_server: Any, scene: Scene, language: str
) -> None:
    def late(route: Route) -> None:
        seconds.sleep(0.3)
        route.continue_()

    moved = {}
    with window(browser, live_server.url, ON_A_PHONE) as page:
        page.add_init_script(_WATCH)
        page.route("**/*.woff2", late)
        for path in (f"/{language}/", f"/{language}/projects/", address(PageKind.PROJECT, language)):
            page.goto(path, wait_until="networkidle")
            page.locator("html").evaluate("() => document.fonts.ready.then(() => undefined)")
            moved[path] = round(page.locator("html").evaluate("() => window.moved"), 3)
    assert {path: much for path, much in moved.items() if much > MOST_MOVED} == {}


def test_the_ways_are_walked_with_the_keyboard_in_both_directions(
    browser: Browser, live_server: Any, scene: Scene
) -> None:
    for size in (AT_THE_DESK, ON_A_PHONE):
        with window(browser, live_server.url, size, scheme="dark") as page:
            page.goto("/ar/dates/")
            assert barriers(page) == []
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            reached = []
            for _way in range(6):
                page.keyboard.press("Tab")
                reached.append(page.locator(":focus").get_attribute("href"))
            assert reached == [f"/ar/{name}/" for name in ("projects", "dates", "sites", "advice", "offers", "news")]
            first, second = (page.locator(".ways a").nth(number).bounding_box() for number in (0, 1))
            assert first is not None
            assert second is not None
            assert first["x"] > second["x"], "what is read first stands right"
            page.keyboard.press("Enter")
            page.wait_for_url("**/ar/news/")

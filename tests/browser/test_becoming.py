"""Becoming a guide, seen with two pairs of eyes: a form in Arabic on a phone, and the coordinator's screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.actions.qualify import grant_qualification
from lotsenwerk.domain.people.models import Interest, PoolMember, QualificationKind, Rung, VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.factories import Town, make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_A_PHONE = {"width": 390, "height": 844}
AT_THE_DESK = {"width": 1280, "height": 900}


@pytest.fixture
def town(transactional_db: None) -> Town:
    made, now = make_town(at=clock.now()), clock.now()
    made.organisation.municipality.postcodes.get_or_create(plz="68642")
    with made.open():
        open_pool(made.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=now)
        for kind in ("confidentiality", "data_protection"):
            texts = {"de": "Ich schweige.", "ar": "ألتزم الصمت."}
            change_text(made.coordinator, kind, texts, valid_from=clock.local(now).date(), at=now)
    return made


@contextmanager
def window(browser: Browser, url: str, size: Any, *, scheme: str = "light", script: bool = True) -> Iterator[Page]:
    """A page that must say nothing on its console."""
    context = browser.new_context(
        base_url=url, viewport=size, color_scheme=scheme, locale="de", java_script_enabled=script
    )
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def see(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def fill(page: Page) -> None:
    """What Rana types, in Arabic."""
    page.get_by_label("مرشد أو مرشدة للاندماج").check()
    page.locator("[name=given_name]").fill("رنا")
    page.locator("[name=family_name]").fill("عزيز")
    page.locator("[name=phone]").fill(shown(fictional_mobile(77)))
    page.get_by_label("العربية", exact=True).check()
    page.get_by_label("الألمانية", exact=True).check()
    page.locator("[name=message]").fill("أريد أن أساعد 🌻")


def test_from_a_form_in_arabic_to_the_first_task(live_server: Any, browser: Browser, town: Town) -> None:
    with window(browser, live_server.url, ON_A_PHONE) as phone:
        phone.goto("/ar/")
        see(phone)
        phone.get_by_role("link", name="أريد أن أساعد").click()
        fill(phone)
        phone.locator("[name=postcode]").fill("6864")
        phone.get_by_role("button", name="إرسال").last.click()
        expect(phone.locator("#errors")).to_be_visible()
        expect(phone.locator("[name=message]")).to_have_value("أريد أن أساعد 🌻")
        see(phone)
        phone.locator("[name=postcode]").fill("٦٨٦٤٢")
        phone.locator("[name=postcode]").press("Enter")
        phone.wait_for_url("**/ar/help/thanks/")
        expect(phone.get_by_role("heading", level=1)).to_have_text("شكرًا لك!")
        see(phone)
    with window(browser, live_server.url, AT_THE_DESK) as desk:
        desk.goto("/")
        desk.get_by_role("button", name=town.members[Role.COORDINATOR].user.display_name).first.click()
        desk.goto("/desk/pools/")
        see(desk)
        desk.get_by_role("link", name="رنا عزيز").click()
        see(desk)
        desk.get_by_label("Deutsch", exact=True).select_option("B1")
        desk.get_by_role("button", name="Aufnehmen").click()
        desk.get_by_role("button", name="Erstgespräch ist vereinbart").click()
        see(desk)
        desk.get_by_role("button", name="Ist ab jetzt aktiv").click()
        told = desk.locator("body")
        expect(told).to_contain_text("Noch nicht möglich. Es fehlt:")
        expect(told).to_contain_text("Basisqualifizierung")
        for name in ("Erstgespräch", "Ausweis", "Verschwiegenheit", "Datenschutz"):
            desk.locator("li", has_text=name).get_by_role("button").first.click()
        with town.open():
            member = PoolMember.objects.select_related("volunteer").get()
            today = clock.local(clock.now()).date()
            kind = QualificationKind.BASIC_GUIDE
            grant_qualification(town.coordinator, member.volunteer, kind=kind, granted_on=today, at=clock.now())
        desk.reload()
        expect(desk.get_by_text("Es fehlt nichts.")).to_be_visible()
        desk.get_by_role("button", name="Ist ab jetzt aktiv").click()
        expect(desk.get_by_text("Notiert.").first).to_be_visible()
        see(desk)
        desk.goto(f"/desk/pools/{member.pool_id}/")
        see(desk)
    with town.open():
        member = PoolMember.objects.select_related("volunteer").get()
        assert (member.rung, member.volunteer.status) == (Rung.ACTIVE, VolunteerStatus.ACTIVE)


def test_the_form_works_without_script_and_another_language_keeps_what_was_typed(
    live_server: Any, browser: Browser, town: Town
) -> None:
    with window(browser, live_server.url, ON_A_PHONE, script=False) as phone:
        phone.goto("/ar/help/")
        fill(phone)
        phone.get_by_role("button", name="Deutsch", exact=True).click()
        phone.wait_for_url("**/de/help/")
        expect(phone.locator("[name=given_name]")).to_have_value("رنا")
        expect(phone.get_by_label("Arabisch", exact=True)).to_be_checked()
        phone.locator("[name=postcode]").fill("68642")
        phone.get_by_role("button", name="Absenden").last.click()
        phone.wait_for_url("**/de/help/thanks/")
    with town.open():
        assert sorted(Interest.objects.get().speaks) == ["ara", "deu"]


@pytest.mark.parametrize(("size", "scheme"), [(ON_A_PHONE, "dark"), (AT_THE_DESK, "light"), (AT_THE_DESK, "dark")])
def test_the_public_pages_are_accessible(
    live_server: Any, browser: Browser, town: Town, size: Any, scheme: str
) -> None:
    with window(browser, live_server.url, size, scheme=scheme) as page:
        for path in ("/de/", "/ar/help/", "/de-simple/help/", "/ti/help/thanks/"):
            page.goto(path)
            see(page)

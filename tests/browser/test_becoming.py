"""Becoming a guide, from the first interest to the certificate, seen with two pairs of eyes: a form in Arabic on a
phone, and the coordinator's screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import Interest, PoolMember, QualificationKind, Rung, VolunteerStatus
from lotsenwerk.domain.people.queries.becoming import may_be_deployed
from lotsenwerk.domain.training.actions.keep_course import About, announce, make_course
from lotsenwerk.domain.training.actions.keep_session import Date
from lotsenwerk.domain.training.models import Certificate, Course, CourseKind, Module
from lotsenwerk.kit import clock
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.barriers import barriers, sideways
from tests.factories import Town, make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_A_PHONE = {"width": 390, "height": 844}
HOUR = timedelta(hours=1)
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
    assert barriers(page) == [], page.url
    assert sideways(page) == 0, page.url


def fill(page: Page) -> None:
    """What Rana types, in Arabic."""
    page.get_by_label("مرشد أو مرشدة للاندماج").check()
    page.locator("[name=given_name]").fill("رنا")
    page.locator("[name=family_name]").fill("عزيز")
    page.locator("[name=phone]").fill(shown(fictional_mobile(77)))
    page.get_by_label("العربية", exact=True).check()
    page.get_by_label("الألمانية", exact=True).check()
    page.locator("[name=message]").fill("أريد أن أساعد 🌻")


def course_of(town: Town, noon: datetime) -> Course:
    """A basic course of one evening, announced; in the town's scope."""
    about = About(
        CourseKind.BASIC_GUIDE, "Basiskurs", place="Rathaus", grants=QualificationKind.BASIC_GUIDE, grants_months=36
    )
    dates = [Date(noon + HOUR, noon + 4 * HOUR, 4, Module.ROLE)]
    made = make_course(town.coordinator, about, Terms(seats=12), dates=dates, at=noon)
    announce(town.coordinator, made, at=noon)
    return made


def attend(desk: Page, town: Town) -> bytes:
    """She is signed up, ticked and certified on the desk's pages; answers her certificate as it is printed."""
    noon = datetime.combine(clock.local(clock.now()).date(), time(12), tzinfo=clock.BERLIN)
    with time_machine.travel(noon, tick=True):
        with town.open():
            course = course_of(town, clock.now())
            her = PoolMember.objects.select_related("volunteer").get().volunteer
        desk.goto(f"/desk/courses/{course.pk}/sign-up/{her.person_id}/")
        desk.get_by_role("button", name="Anmelden").click()
        expect(desk.get_by_role("status")).to_contain_text("Angemeldet.")
    with time_machine.travel(noon + 5 * HOUR, tick=True):
        desk.reload()
        desk.get_by_role("link", name="Wer war da").click()
        desk.get_by_role("checkbox").first.check()
        desk.get_by_role("button", name="Alles notieren").click()
        desk.get_by_role("button", name="Kurs beenden").click()
        desk.get_by_role("button", name="1 Zertifikat ausstellen").click()
        expect(desk.get_by_role("button", name="1 Zertifikat ausstellen")).to_have_count(0)
        with town.open():
            issued = Certificate.objects.get().pk
        return desk.request.get(f"/desk/courses/certificates/{issued}/").body()


def test_from_a_form_in_arabic_to_the_certificate_and_the_first_task(
    live_server: Any, browser: Browser, town: Town
) -> None:
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
            assert not may_be_deployed(member, clock.local(clock.now()).date())
        assert attend(desk, town).startswith(b"%PDF")
        desk.goto(f"/desk/members/{member.pk}/")
        expect(desk.get_by_text("Es fehlt nichts.")).to_be_visible()
        desk.get_by_role("button", name="Ist ab jetzt aktiv").click()
        expect(desk.get_by_text("Notiert.").first).to_be_visible()
        see(desk)
        desk.goto(f"/desk/pools/{member.pool_id}/")
        see(desk)
    with town.open():
        member = PoolMember.objects.select_related("volunteer").get()
        assert (member.rung, member.volunteer.status) == (Rung.ACTIVE, VolunteerStatus.ACTIVE)
        assert may_be_deployed(member, clock.local(clock.now()).date())


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

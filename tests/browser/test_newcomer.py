"""A newcomer asks in Arabic on a phone; the desk agrees on an order; a guide goes, enters what is next, shows the way.

Every page is looked at with axe, in light and in dark.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Phone
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Inquiry, Need, Report, Signpost
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.browser.test_becoming import AT_THE_DESK, ON_A_PHONE, see, window
from tests.factories import Town, make_town, make_volunteer

BACKEND = "lotsenwerk.domain.accounts.backends.Backend"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None) -> Town:
    now = clock.now()
    made = make_town(at=now)
    made.organisation.municipality.postcodes.get_or_create(plz="68642")
    with made.open():
        pool = open_pool(made.coordinator, kind=PoolKind.GUIDES, name="Lotsinnen", answer_days=3, at=now)
        no_papers = Requires(talk=False, adult=False)
        set_pool_rule(made.coordinator, pool, no_papers, valid_from=clock.local(now).date(), at=now)
        amira = make_volunteer(made, at=now)
        PoolMember.objects.create(pool=pool, volunteer=amira, rung=Rung.ACTIVE, rung_since=now, joined_at=now)
        list_partner(system(made.id), kind=Kind.ADVICE_SERVICE, name="Schuldnerberatung", at=now)
    return made


def look(page: Page) -> None:
    """In light and in dark."""
    see(page)
    page.emulate_media(color_scheme="dark")
    see(page)
    page.emulate_media(color_scheme="light")


def day_in(days: int) -> str:
    return (clock.local(clock.now()) + timedelta(days=days)).date().isoformat()


def goes(town: Town, amira: Volunteer) -> Assignment:
    """Amira says yes, and the appointment has just ended."""
    with town.open():
        now, need = clock.now(), Need.objects.get()
        offer = make_offer(town.coordinator, need, volunteer=amira, at=now)
        going = accept_offer(town.volunteer_actor(amira), offer, at=now)
        over = now - timedelta(minutes=30)
        Assignment.objects.filter(pk=going.pk).update(during=(over - timedelta(hours=1), over))
        return Assignment.objects.get(pk=going.pk)


def test_from_a_question_in_arabic_to_the_hint(live_server: Any, browser: Browser, town: Town) -> None:
    with window(browser, live_server.url, ON_A_PHONE) as phone:
        phone.goto("/ar/")
        phone.get_by_role("link", name="مرشدة ترافقك").click()
        look(phone)
        phone.get_by_label("دائرة", exact=True).check()
        phone.locator("[name=phone]").fill(shown(fictional_mobile(77)))
        phone.locator("[name=called]").fill("رنا")
        phone.get_by_text("هل لديك موعد بالفعل؟").click()
        phone.locator("[name=needs_interpreter]").check()
        phone.locator("[name=postcode]").fill("٦٨٦٤٢")
        phone.get_by_role("button", name="اتصلوا بي من فضلكم").last.click()
        expect(phone.locator("#errors")).to_contain_text("يرافقن ولا يترجمن")
        look(phone)
        phone.locator("[name=needs_interpreter]").uncheck()
        phone.get_by_role("button", name="اتصلوا بي من فضلكم").last.click()
        phone.wait_for_url("**/ar/guides/thanks/")
        look(phone)
    with window(browser, live_server.url, AT_THE_DESK) as desk:
        desk.goto("/")
        desk.get_by_role("button", name=town.members[Role.COORDINATOR].user.display_name).first.click()
        desk.goto("/desk/guides/")
        look(desk)
        desk.get_by_role("link", name="Anrufen und aufnehmen").click()
        look(desk)
        desk.locator("[name=about]").fill("Der Antrag ist gestellt.")
        desk.locator("[name=day]").fill(day_in(3))
        desk.locator("[name=meeting_point]").fill("Rathaus, Haupteingang")
        desk.locator("[name=family_name]").fill("Aziz")
        desk.get_by_role("button", name="Aufnehmen").click()
        expect(desk.get_by_text("Der Auftrag ist aufgenommen.")).to_be_visible()
        with town.open():
            amira = Volunteer.objects.select_related("person").get()
        going = goes(town, amira)
        desk.goto(f"/desk/guides/of/{going.need_id}/")
        expect(desk.get_by_text("Der Antrag ist gestellt.")).to_be_visible()
        look(desk)
    with window(browser, live_server.url, ON_A_PHONE) as phone:
        with town.open():
            rana = going.need.client.person
            token = make_link(
                person_id=rana.id,
                purpose="sheet",
                subject_id=going.id,
                route="mine:sheet",
                ref=going.ref,
                at=clock.now(),
            )
        phone.goto(f"/l/{token}/")
        expect(phone.get_by_text(going.code_word)).to_be_visible()
        assert phone.locator("html").get_attribute("dir") == "rtl"
        look(phone)
    with window(browser, live_server.url, ON_A_PHONE) as phone:
        login = Phone()
        User.objects.filter(pk=amira.person.user_id).update(language="de")
        login.force_login(
            User.objects.get(pk=amira.person.user_id), backend="lotsenwerk.domain.accounts.backends.Backend"
        )
        session = {"name": "sessionid", "value": login.cookies["sessionid"].value, "url": live_server.url}
        phone.context.add_cookies([session])  # type: ignore[list-item]
        phone.goto(f"/mine/visits/{going.ref}/report/")
        look(phone)
        phone.get_by_label("Ja, erreicht").check()
        phone.get_by_label("Noch ein Termin").check()
        phone.get_by_role("button", name="Melden").click()
        phone.wait_for_url("**/next/")
        look(phone)
        phone.locator("[name=day]").fill(day_in(5))
        phone.locator("[name=hour]").fill("10:00")
        phone.locator("[name=where]").fill("Schule, Zimmer 3")
        phone.get_by_role("button", name="Eintragen").click()
        expect(phone.get_by_text("Eingetragen.")).to_be_visible()
        phone.goto(f"/mine/visits/{going.ref}/signpost/")
        look(phone)
        phone.get_by_label("Schuldnerberatung").check()
        phone.get_by_role("button", name="Ich habe den Weg gezeigt").click()
        phone.wait_for_url("**/mine/signposts/")
        look(phone)
    with town.open():
        order = Inquiry.objects.get(follows__isnull=True)
        assert (order.speaks, Inquiry.objects.get(follows=order).meeting_point) == ("ar", "Schule, Zimmer 3")
        assert (Report.objects.get().reached, Signpost.objects.get().to.name) == ("yes", "Schuldnerberatung")

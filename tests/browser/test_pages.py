"""A carrier publishes: from the login at the partners' door to what a visitor reads. And an old page is imported."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.publishing.models import Entry, PageKind
from lotsenwerk.domain.publishing.models import Testimonial as Voice
from lotsenwerk.domain.publishing.routes import path_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from tests.barriers import barriers, sideways
from tests.browser.test_becoming import AT_THE_DESK, ON_A_PHONE, window
from tests.factories import Town, make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OF_A_CODE = 6
OLD = """Projektdetail
Nähcafé am Markt
Schilda
Kurzportrait
Wir nähen, flicken und reden dabei.
Das Projekt im Detail
Jeden Dienstag stehen sechs Maschinen bereit.
Testimonials
Hier habe ich nähen gelernt.
Erna Muster - Nachbarin
"""


@pytest.fixture
def town(transactional_db: None) -> Town:
    return make_town(at=clock.now())


def invite_petra(town: Town) -> None:
    """She writes for the bicycle club."""
    now = clock.now()
    with town.open():
        club = list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.CARRIER, name="Radverein Ried", at=now)
        give_role(
            system(town.id),
            email="petra@radverein.example",
            display_name="Petra Lang",
            role=Role.PARTNER,
            partner_id=club.pk,
            at=now,
        )


def enter_desk(page: Page, url: str, town: Town) -> None:
    """As the coordinator, who has logged in a while ago."""
    session = Session()
    session.force_login(town.members[Role.COORDINATOR].user, backend="lotsenwerk.domain.accounts.backends.Backend")
    page.context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])


def look(page: Page) -> None:
    """Light and wide, dark and narrow: nothing bars the way."""
    for size, scheme in ((AT_THE_DESK, "light"), (ON_A_PHONE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert sideways(page) == 0, page.url
        assert barriers(page) == [], page.url
    page.set_viewport_size(AT_THE_DESK)  # type: ignore[arg-type]


def test_a_carrier_publishes_a_project(browser: Browser, live_server: Any, town: Town) -> None:
    invite_petra(town)
    with window(browser, live_server.url, AT_THE_DESK) as page:
        page.goto("/partner/pages/")
        page.get_by_label("E-Mail-Adresse").first.fill("petra@radverein.example")
        page.get_by_role("button", name="Code schicken").click()
        page.wait_for_url("**/login/code/confirm/**")
        code = next(word for word in mail.outbox[-1].body.split() if len(word) == OF_A_CODE and word.isdigit())
        page.get_by_label("Code aus der Mail").fill(code)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url("**/partner/pages/")
        page.locator('a[href="/partner/pages/new/project/"]').click()
        page.locator("[name=title]").fill("Fahrradwerkstatt am Bahnhof")
        page.locator("[name=summary]").fill("Wir reparieren Räder, und wer mag, lernt es dabei.")
        page.get_by_role("button", name="Seite anfangen").click()
        page.wait_for_url("**/write/")
        page.locator("[name=detail]").fill("Jeden Samstag ab zehn.\n\nWerkzeug ist da.")
        page.locator("[name=goals-0-heading]").fill("Begegnung")
        page.locator("[name=goals-0-text]").fill("Alte und neue Nachbarn schrauben zusammen.")
        page.get_by_role("button", name="Speichern").click()
        page.get_by_role("link", name="So sehen es Besucher").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Fahrradwerkstatt am Bahnhof")
        previewed = page.locator("article .detail__main").inner_html()
        look(page)
        page.locator(".preview-bar a").first.click()
        page.get_by_role("button", name="Einreichen").click()
        expect(page.get_by_text("Abgegeben. Danke!")).to_be_visible()
    assert not Entry.objects.exists()
    with window(browser, live_server.url, AT_THE_DESK) as page:
        enter_desk(page, live_server.url, town)
        page.goto("/desk/pages/?show=approve")
        page.get_by_role("link", name="Fahrradwerkstatt am Bahnhof").click()
        page.get_by_role("button", name="Online stellen").click()
        page.get_by_role("link", name="Auf den öffentlichen Seiten ansehen").click()
        page.wait_for_url("**/de/projects/**")
    slug = Entry.objects.get().slug
    with window(browser, live_server.url, AT_THE_DESK) as page:
        page.goto("/de/projects/?q=Radwerkstatt")
        page.get_by_role("link", name="Fahrradwerkstatt am Bahnhof").click()
        assert page.locator("article .detail__main").inner_html() == previewed
        look(page)
        page.goto(path_of(PageKind.PROJECT, slug, "ar"))
        page.set_viewport_size(ON_A_PHONE)  # type: ignore[arg-type]
        assert sideways(page) == 0
        assert barriers(page) == []


def test_an_old_page_is_imported_and_its_draft_published(browser: Browser, live_server: Any, town: Town) -> None:
    with window(browser, live_server.url, AT_THE_DESK) as page:
        enter_desk(page, live_server.url, town)
        page.goto("/desk/old-pages/")
        page.locator("[name=text]").fill(OLD)
        page.get_by_role("button", name="Übernehmen").click()
        report = page.locator("section", has=page.locator("#taken"))
        expect(report).to_contain_text("keinen Ort namens Schilda")
        expect(report).to_contain_text("Erna Muster")
        look(page)
        assert not Entry.objects.exists()
        report.get_by_role("link", name="Nähcafé am Markt").click()
        page.get_by_role("button", name="Online stellen").click()
        page.get_by_role("link", name="Auf den öffentlichen Seiten ansehen").click()
        page.wait_for_url("**/de/projects/**")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nähcafé am Markt")
        expect(page.get_by_text("Jeden Dienstag stehen sechs Maschinen bereit.")).to_be_visible()
        expect(page.get_by_text("Hier habe ich nähen gelernt.")).to_have_count(0)
    with town.open():
        voice = Voice.objects.get()
        assert voice.shown_until is None, "nobody has asked her yet"

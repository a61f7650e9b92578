"""A Kita asks for Tigrinya and gets it; a request for the court is refused with the reason; a stranger registers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    approve_cooperation,
    ask_for_cooperation,
    invite_member,
)
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Deployment, DeploymentState, Inquiry
from lotsenwerk.domain.people.actions.climb import climb, join_pool
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import LanguageSkill, Pool, Volunteer
from lotsenwerk.kit import clock
from tests.barriers import barriers, sideways
from tests.domain.assistance.inquiries.scenes import KITA, stranger
from tests.factories import Town, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("LOTSENWERK_PICTURES", "")
WIDTHS = ((1280, 900), (390, 844))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass
class Kita:
    """A Kita that works with the pool, its teacher, and an interpreter for Tigrinya."""

    town: Town
    pool: Pool
    user: User
    selam: Volunteer


@pytest.fixture
def kita(transactional_db: None) -> Kita:
    now = clock.now()
    town = make_town(at=now)
    desk = town.coordinator
    with town.open():
        pool = open_pool(desk, kind="interpreters", name="Sprachmittlung", answer_days=3, at=now)
        nothing = Requires(talk=False, adult=False, german="", other="B1")
        set_pool_rule(desk, pool, nothing, valid_from=clock.local(now).date(), at=now)
        open_pool(desk, kind="guides", name="Lotsinnen", answer_days=3, at=now)
        selam = make_volunteer(town, given_name="Selam", family_name="Tesfay", at=now)
        LanguageSkill.objects.create(person=selam.person, language="tir", level="native")
        climb(desk, join_pool(desk, pool, selam, at=now), "begin", at=now)
        works = approve_cooperation(desk, ask_for_cooperation(stranger(town), pool, KITA, at=now), at=now)
        member = invite_member(desk, works, email="muster@kita.example", display_name="Frau Muster", at=now)
    return Kita(town, pool, User.objects.get(pk=member.user_id), selam)


@contextmanager
def at_kita(browser: Browser, url: str, user: User | None) -> Iterator[Page]:
    """A page of the Kita's browser; it must say nothing on its console."""
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900}, locale="de-DE")
    if user is not None:
        session = Session()
        session.force_login(user, backend="lotsenwerk.domain.accounts.backends.Backend")
        context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def look(page: Page, name: str, *, is_every: bool = False) -> None:
    """Nothing bars the way and nothing is wider than the page: wide and light, narrow and dark, or each with each."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert sideways(page) == 0, name
        for scheme in SCHEMES:
            if not is_every and (scheme == "dark") != (width < WIDTHS[0][0]):
                continue
            page.emulate_media(color_scheme=scheme)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
            assert barriers(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_kita_asks_for_tigrinya_and_gets_it_and_the_court_is_refused(
    live_server: Any, browser: Browser, kita: Kita
) -> None:
    day = clock.local(clock.now()).date() + timedelta(days=21)
    with at_kita(browser, live_server.url, kita.user) as page:
        page.goto("/partner/start/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Anfragen")
        look(page, "list-empty")
        page.get_by_role("link", name="Neue Anfrage").click()
        look(page, "form", is_every=True)

        # The language is none: it is asked about, and nothing typed is lost.
        page.get_by_label("Welche Sprache?", exact=True).fill("Irakisch")
        page.get_by_label("Worum geht es?", exact=True).select_option("parents_talk")
        page.get_by_label("Tag", exact=True).fill(day.isoformat())
        page.get_by_label("Beginn", exact=True).first.fill("14:00")
        page.get_by_label("Die Person weiß").check()
        page.get_by_label("Wir halten uns an die Regeln").check()
        page.get_by_role("button", name="Anfrage abschicken").click()
        expect(page.locator("#errors")).to_contain_text("Arabisch / Kurdisch")
        look(page, "form-asked-about")

        # At court no volunteer interprets: refused with the reason and where to turn, and nothing is stored.
        page.get_by_label("Welche Sprache?", exact=True).fill("Tigrinisch")
        page.get_by_label("Was für eine Einrichtung").select_option("court")
        page.get_by_role("button", name="Anfrage abschicken").click()
        expect(page.locator("#found")).to_contain_text("justiz-dolmetscher.de")
        look(page, "form-refused")
        with kita.town.open():
            assert not Inquiry.objects.exists()

        page.get_by_label("Was für eine Einrichtung").select_option("kita")
        page.get_by_role("button", name="Anfrage abschicken").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tigrinya · Elterngespräch")
        look(page, "one-received")
        _somebody_goes(kita)
        page.reload()
        expect(page.locator(".state-card")).to_contain_text("Selam kommt")
        look(page, "one-agreed", is_every=True)
        page.get_by_role("link", name="Bestätigungsbogen").click()
        expect(page.get_by_text("Selam", exact=True)).to_be_visible()
        look(page, "sheet")
        _her_phone(kita, browser, live_server.url, "Ihr Bestätigungsbogen", "move/")
        _she_reports(kita)
        _her_phone(kita, browser, live_server.url, "Wie war es?", "after/")

        page.goto("/partner/requests/")
        look(page, "list")
        page.get_by_role("button", name="Ja, das stimmt").click()
        expect(page.locator(".state-card")).to_contain_text("Sie haben es bestätigt")
        look(page, "one-confirmed")
    with kita.town.open():
        assert Deployment.objects.get().state == DeploymentState.CONFIRMED

    with at_kita(browser, live_server.url, None) as page:
        page.goto("/de/")
        page.get_by_role("link", name="Dolmetschen oder Begleitung anfragen").click()
        look(page, "portal-list")
        page.get_by_role("link", name="Ansehen und anfragen – Sprachmittlung").click()
        look(page, "portal-pool")
        page.get_by_role("link", name="Anmelden und anfragen").click()
        look(page, "first")
        page.get_by_role("button", name="Anfrage abschicken").click()
        expect(page.locator("#errors")).to_contain_text("Name der Einrichtung")
        look(page, "first-empty")


def _somebody_goes(kita: Kita) -> None:
    """The pool takes it in and asks Selam, who says yes."""
    now, desk = clock.now(), kita.town.coordinator
    with kita.town.open():
        need = take_in_inquiry(desk, Inquiry.objects.get(), at=now)
        asked = make_offer(desk, need, volunteer=kita.selam, at=now)
        accept_offer(kita.town.volunteer_actor(kita.selam), asked, at=now)


def _her_phone(kita: Kita, browser: Browser, url: str, shown: str, then: str) -> None:
    """What she sees of it on her own pages."""
    with kita.town.open():
        ref = Assignment.objects.get().ref
    user = User.objects.get(pk=kita.selam.person.user_id)
    User.objects.filter(pk=user.pk).update(language="de")
    with at_kita(browser, url, user) as phone:
        phone.goto(f"/mine/visits/{ref}/")
        expect(phone.get_by_text(shown, exact=True).first).to_be_visible()
        look(phone, f"hers-{then[:-1]}-before")
        phone.goto(f"/mine/visits/{ref}/{then}")
        look(phone, f"hers-{then[:-1]}")


def _she_reports(kita: Kita) -> None:
    """As if the day had come: she was there for fifty minutes."""
    with kita.town.open():
        going = Assignment.objects.get()
        after: datetime = going.during.upper.astimezone(UTC) + timedelta(hours=1)
        report(kita.town.volunteer_actor(kita.selam), going, minutes=50, at=after)

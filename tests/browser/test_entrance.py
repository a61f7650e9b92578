"""The way in with a real browser: the first page, the login, a passkey, light and dark, wide and narrow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.models import Role
from tests.barriers import barriers, sideways
from tests.factories import Town, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVERY_PAGE = ["/", "/account/login/", "/account/login/code/", "/account/password/reset/", "/l/unknown/"]
INSIDE = [
    *("/town/", "/account/second/", "/account/second/app/", "/account/second/passkeys/"),
    *("/account/second/passkeys/add/", "/account/password/set/", "/account/logout/"),
]


@pytest.fixture
def town(transactional_db: None) -> Town:
    made = make_town()
    with made.open():
        make_volunteer(made)
    return made


@contextmanager
def window(
    browser: Browser, url: str, *, width: int = 1280, scheme: str = "light", language: str = "de"
) -> Iterator[Page]:
    """A page that must say nothing on its console, but for the status of a page that is not there."""
    context = browser.new_context(
        base_url=url, viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert [line for line in said if "404 (Not Found)" not in line] == []


def clean(page: Page) -> None:
    assert barriers(page) == [], page.url
    assert sideways(page) == 0


def become(page: Page, town: Town, role: str) -> None:
    page.goto("/")
    page.get_by_role("button", name=town.members[role].user.display_name).first.click()
    page.wait_for_url(lambda url: "/become/" not in url and not url.endswith("/arrive/"))


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [(1280, "light", "de"), (1280, "dark", "ar"), (390, "light", "ar"), (390, "dark", "de")],
)
def test_every_page_is_accessible(  # noqa: PLR0917 - parameters
    live_server: Any, browser: Browser, town: Town, width: int, scheme: str, language: str
) -> None:
    with window(browser, live_server.url, width=width, scheme=scheme, language=language) as page:
        for path in EVERY_PAGE:
            page.goto(path)
            clean(page)
        page.goto("/")
        become(page, town, Role.COORDINATOR)
        for path in INSIDE:
            page.goto(path)
            clean(page)


def test_volunteer_logs_in_with_the_code_from_her_mail(live_server: Any, browser: Browser, town: Town) -> None:
    with town.open():
        amira = make_volunteer(town, given_name="Nour")
    with window(browser, live_server.url, width=390) as page:
        page.goto("/account/login/")
        page.get_by_label("E-Mail-Adresse").first.fill(amira.person.email)
        page.get_by_role("button", name="Code schicken").click()
        page.wait_for_url("**/login/code/confirm/")
        clean(page)
        code = next(word for word in mail.outbox[-1].body.split() if len(word) == 6 and word.isdigit())
        page.get_by_label("Code aus der Mail").fill(code)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url("**/mine/")


def test_passkey_is_added_and_then_opens_without_password(live_server: Any, browser: Browser, town: Town) -> None:
    url = live_server.url.replace("127.0.0.1", "localhost")
    with window(browser, url) as page:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        become(page, town, Role.COORDINATOR)
        page.goto("/account/second/passkeys/add/")
        page.get_by_label("Name des Passkeys").fill("Rechner im Büro")
        page.get_by_role("button", name="Hinzufügen").click()
        page.wait_for_url("**/account/second/codes/")
        clean(page)
        page.goto("/account/second/passkeys/")
        expect(page.get_by_text("Rechner im Büro").first).to_be_visible()
        page.goto("/account/logout/")
        page.get_by_role("button", name="Abmelden").click()
        page.wait_for_url(f"{url}/")
        page.goto("/account/login/")
        page.get_by_role("button", name="Mit Passkey anmelden").click()
        page.wait_for_url("**/desk/")
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1


def test_a_passkey_that_does_not_work_is_said_in_words(live_server: Any, browser: Browser, town: Town) -> None:
    url = live_server.url.replace("127.0.0.1", "localhost")
    with window(browser, url) as page:
        page.goto("/account/login/")
        page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('no')); }")
        page.get_by_role("button", name="Mit Passkey anmelden").click()
        expect(page.get_by_text("Das hat nicht geklappt.")).to_be_visible()

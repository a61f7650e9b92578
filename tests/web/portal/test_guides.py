"""I need somebody who goes along: ten languages, no account, no script; a number and a postcode are enough."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.factories import MONDAY, Town, make_town
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db
RANA: dict[str, Any] = {"errand": "call", "phone": shown(fictional_mobile(77)), "postcode": "68642"}
WHOLE = RANA | {
    "errand": "doctor",
    "day": "2026-11-24",
    "hour": "14:00",
    "where": "عيادة\u200f 🌻",
    "called": "رنا",
    "languages": ["deu", "ara", "kur"],
}


@pytest.fixture
def guided(town: Town) -> Town:
    """The town has guides."""
    with town.open():
        open_pool(town.coordinator, kind=PoolKind.GUIDES, name="Lotsinnen", answer_days=3, at=MONDAY)
    return town


def send(sent: dict[str, Any], *, language: str = "ar", browser: Browser | None = None) -> Any:
    return (browser or Browser()).post(f"/{language}/guides/", {"action_id": str(uuid4())} | sent)


def kept(town: Town) -> list[Inquiry]:
    with town.open():
        return list(Inquiry.objects.order_by("id"))


def test_the_page_speaks_every_language_and_says_what_a_guide_does_not_do(guided: Town) -> None:
    for language in (code for code, _name in settings.LANGUAGES):
        for path in ("guides/", "guides/thanks/"):
            with CaptureQueriesContext(connection) as queries:
                answer = Browser().get(f"/{language}/{path}")
            assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
            assert len(answer.content) <= 40 * 1024
            assert len(queries) <= 12
    assert "She does not translate" in said(Browser().get("/en/guides/"))
    assert "/en/guides/" in said(Browser().get("/en/"))


def test_please_call_me_is_enough_and_the_answer_says_until_when_and_what_comes_next(guided: Town) -> None:
    browser = Browser()
    answer = send(RANA, browser=browser, language="en")
    assert (answer.status_code, answer.url) == (302, "/en/guides/thanks/")
    [asked] = kept(guided)
    assert (asked.asked_by_phone, asked.speaks, asked.has_no_date) == (fictional_mobile(77), "en", True)
    page = said(browser.get(answer.url))
    assert "Until Thursday, 19 November somebody calls you." in page
    assert "You get a sheet in your language" in page
    assert fictional_mobile(77) not in page


def test_everything_she_says_is_kept_and_twice_is_once(guided: Town) -> None:
    same = {"action_id": str(uuid4())}
    for _again in range(2):
        assert send(WHOLE | same).status_code == 302
    [asked] = kept(guided)
    assert (asked.body, asked.meeting_point, asked.asked_by) == ("doctor", WHOLE["where"], "رنا")
    assert (asked.language, asked.also_speaks) == ("ara", ["kur", "deu"])
    assert asked.begins.isoformat() == "2026-11-24T13:00:00+00:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": ""},
        {"phone": "12"},
        {"postcode": ""},
        {"postcode": "99999"},
        {"errand": "war"},
        {"day": "2026-11-01"},
        {"day": "morgen"},
        {"hour": ""},
        {"languages": ["xxx"]},
        {"needs_interpreter": "on"},
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_nothing_typed_is_lost(
    guided: Town, wrong: dict[str, str]
) -> None:
    answer = send(WHOLE | wrong)
    page = said(answer)
    assert answer.status_code == 200
    assert "kern-error" in page or "field-error" in page
    assert 'value="رنا"' in page
    assert WHOLE["where"] in page
    assert kept(guided) == []


def test_whoever_needs_an_interpreter_hears_who_orders_one(guided: Town) -> None:
    page = said(send(WHOLE | {"needs_interpreter": "on"}, language="de"))
    assert "Das Amt oder die Arztpraxis kann bei uns jemanden zum Dolmetschen bestellen" in page


def test_without_a_telephone_an_address_of_mail_is_enough(guided: Town) -> None:
    browser = Browser()
    answer = send(RANA | {"phone": "", "email": "rana@example.org"}, browser=browser, language="en")
    assert answer.status_code == 302
    assert "somebody writes to you" in said(browser.get(answer.url))


def test_what_fills_in_every_field_leaves_nothing(guided: Town) -> None:
    assert send(WHOLE | {"website": "https://spam.example"}).status_code == 302
    assert kept(guided) == []


def test_another_language_keeps_what_was_typed_and_sends_nothing(guided: Town) -> None:
    page = said(send(WHOLE | {"only_language": "fr"}, language="fr"))
    assert 'value="رنا"' in page
    assert "Une guide vous accompagne" in page
    assert page.count("checked") == 4
    assert kept(guided) == []


def test_too_many_from_one_connection_are_refused_and_stored_nowhere(guided: Town, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"show_interest": "1/m/ip"}
    browser = Browser(REMOTE_ADDR="203.0.113.77")
    assert send(RANA, browser=browser).status_code == 302
    assert send(RANA | {"called": "noch eine"}, browser=browser).status_code == 200
    assert len(kept(guided)) == 1


def test_of_two_places_with_one_postcode_she_chooses_hers(guided: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    other.organisation.municipality.postcodes.get_or_create(plz="68642")
    answer = send(WHOLE, language="en")
    assert "Please choose yours" in said(answer)
    assert kept(guided) == []
    assert send(WHOLE | {"town": str(guided.id)}, language="en").status_code == 302
    assert (len(kept(guided)), kept(other)) == (1, [])


def test_where_nobody_has_guides_there_is_no_form_and_a_town_without_takes_nothing(guided: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    Organisation.objects.filter(pk=guided.id).update(modules=[Module.SHOPPING])
    assert send(RANA, language="en").status_code == 200
    assert kept(guided) == []
    Organisation.objects.filter(pk=other.id).update(modules=[Module.SHOPPING])
    assert Browser().get("/en/guides/").status_code == 404
    assert "/en/guides/" not in said(Browser().get("/en/"))

"""An institution without a login registers with its first request: both are stored, or none of them."""

from typing import Any

import pytest
from django.core.cache import cache

from lotsenwerk.domain.assistance.models import Cooperation, CooperationState, Inquiry
from lotsenwerk.domain.people.actions.pools import open_pool
from tests.domain.assistance.inquiries.scenes import Scene
from tests.factories import MONDAY
from tests.fingerprint import fingerprint
from tests.web.partner.conftest import Browser
from tests.web.partner.institution import ASKED, ORDERED
from tests.web.partner.test_requests import words

pytestmark = pytest.mark.django_db
WHO = {
    "at-name": "Grundschule am Ried",
    "at-body": "school",
    "at-street": "Riedweg",
    "at-house_number": "2",
    "at-postcode": "68642",
    "at-town": "Bürstadt",
    "at-contact_name": "Frau Kurz",
    "at-phone": "06206 000123",
    "at-email": "schule@example.org",
}
FIRST = WHO | {name: value for name, value in ASKED.items() if name not in {"body", "asked_by"}}


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    cache.clear()


def form_of(scene: Scene, *, language: str = "en", pool_id: int | None = None) -> str:
    return f"/partner/first/{language}/{scene.town.organisation.slug}/{pool_id or scene.pool.id}/"


def stored(scene: Scene) -> dict[str, Any]:
    with scene.town.open():
        return fingerprint(scene.town.id)


def test_registration_and_request_go_in_together_and_the_answer_names_a_day(scene: Scene) -> None:
    browser = Browser()
    answer = browser.post(form_of(scene), FIRST, follow=True)
    assert answer.redirect_chain == [("/partner/first/en/sent/", 302)]
    assert "by Thursday, 19 November at the latest" in words(answer)
    with scene.town.open():
        made = Cooperation.objects.get(name="Grundschule am Ried")
        one = Inquiry.objects.get(cooperation=made)
    assert (made.state, made.body, made.contact_name) == (CooperationState.ASKED, "school", "Frau Kurz")
    assert (one.body, one.asked_by, one.came_by, one.language) == ("school", "Frau Kurz", "portal", "ara")


def test_the_page_says_before_what_the_pool_promises_in_the_language_of_its_address(scene: Scene) -> None:
    assert "the first possible day is Tuesday, 24 November" in words(Browser().get(form_of(scene)))
    assert "Dienstag, 24. November" in words(Browser().get(form_of(scene, language="de")))
    assert Browser().get(form_of(scene, language="ar")).status_code == 404


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"at-body": "court"}, "Please turn to sworn interpreters"),
        ({"at-body": "police"}, "At the police volunteers do not interpret."),
        ({"subject": "therapy"}, "Please turn to professional interpreters."),
        ({"subject": "operation"}, "Please turn to professional interpreters."),
        ({"who": "child"}, "Nobody under age interprets"),
        ({"who": "family"}, "Nobody interprets for the own family."),
        ({"at-name": ""}, "Please enter the name of the institution."),
        ({"at-phone": "", "at-email": ""}, "Please enter a telephone number or an e-mail address."),
        ({"at-phone": "abc"}, "telephone"),
        ({"at-email": "no address"}, "Please enter an e-mail address"),
        ({"at-postcode": "1"}, "A postcode has five digits."),
        ({"language": "Irakisch"}, "can be several languages"),
        ({"accepts_rules": ""}, "Please accept the rules of the pool."),
    ],
)
def test_what_is_refused_is_refused_with_the_reason_and_nothing_is_stored(
    scene: Scene, other: dict[str, str], told: str
) -> None:
    before = stored(scene)
    answer = Browser().post(form_of(scene), FIRST | other)
    assert answer.status_code == 200
    assert told in words(answer)
    assert 'value="Riedweg"' in answer.content.decode()
    assert stored(scene) == before


def test_the_same_form_sent_twice_registers_once(scene: Scene) -> None:
    twice = FIRST | {"action_id": "11111111-1111-4111-8111-111111111111"}
    for _ in range(2):
        Browser().post(form_of(scene), twice)
    with scene.town.open():
        assert Cooperation.objects.filter(name="Grundschule am Ried").count() == 1


def test_who_sends_too_often_is_asked_to_wait(scene: Scene) -> None:
    browser = Browser()
    for number in range(10):
        browser.post(form_of(scene), FIRST | {"at-body": "court", "about": str(number)})
    answer = browser.post(form_of(scene), FIRST)
    assert "Too many messages from this connection." in words(answer)
    with scene.town.open():
        assert not Inquiry.objects.exists()


def test_a_first_order_for_a_guide_goes_in_together_with_the_registration_too(scene: Scene) -> None:
    with scene.town.open():
        guides = open_pool(scene.desk, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
    order = WHO | {name: value for name, value in ORDERED.items() if name not in {"body", "asked_by"}}
    url = form_of(scene, pool_id=guides.id)
    before = stored(scene)
    assert "A guide does not interpret." in words(Browser().post(url, order | {"wishes": ["interpret"]}))
    assert stored(scene) == before
    Browser().post(url, order)
    with scene.town.open():
        one = Inquiry.objects.get()
    assert (one.pool_id, one.wishes, one.until.isoformat()) == (guides.id, ["explain", "go_along"], "2026-12-18")


def test_a_pool_that_does_not_exist_or_is_nobodys_to_ask_is_not_there(scene: Scene) -> None:
    with scene.town.open():
        neighbours = open_pool(scene.desk, kind="neighbours", name="Nachbarn", answer_days=3, at=MONDAY)
    for pool_id in (neighbours.id, 10**9):
        assert Browser().get(form_of(scene, pool_id=pool_id)).status_code == 404
    assert Browser().get("/partner/first/en/nowhere/1/").status_code == 404


def test_the_page_after_sending_says_nothing_to_others(scene: Scene) -> None:
    page = words(Browser().get("/partner/first/en/sent/"))
    assert "If you have sent the form, somebody calls you" in page

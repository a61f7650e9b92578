"""Where she stands, before she has an account: by the link that she was sent, and by no other."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import SignedDeclaration, Volunteer
from tests.factories import MONDAY, Town, make_town, make_volunteer
from tests.fingerprint import nothing_changes
from tests.web.partner.conftest import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(db: None) -> Any:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def town() -> Town:
    return make_town()


def coming(town: Town, given_name: str = "Rana") -> Volunteer:
    """Somebody who is interested and has no login."""
    with town.open():
        helper = make_volunteer(town, given_name=given_name, is_active=False)
        pool = open_pool(town.coordinator, kind="guides", name=f"Lotsinnen um {given_name}", answer_days=3, at=MONDAY)
        join_pool(town.coordinator, pool, helper, note="Geheim", at=MONDAY)
    return helper


def page_of(helper: Volunteer) -> str:
    return f"/mine/ladder/of/{helper.person.ref}/"


def opened(town: Town, helper: Volunteer, *, at: datetime = MONDAY) -> Browser:
    with town.open():
        token = make_link(
            person_id=helper.person_id,
            purpose="way",
            subject_id=helper.pk,
            route="mine:way",
            ref=helper.person.ref,
            at=at,
        )
    browser = Browser()
    assert browser.get(f"/l/{token}/").status_code in {200, 302, 404}
    return browser


def test_the_link_shows_where_she_stands_and_changes_nothing(town: Town) -> None:
    helper = coming(town)
    with town.open():
        text = change_text(
            town.coordinator, "confidentiality", {"de": "Ich schweige."}, valid_from=MONDAY.date(), at=MONDAY
        )[0]
    browser = opened(town, helper)
    with town.open(), nothing_changes(town.id):
        page = said(browser.get(page_of(helper)))
    assert "Lotsinnen um Rana" in page
    assert "Geheim" not in page
    assert "Ich schweige." in page
    assert 'class="bottom-nav' not in page
    sent = {"text": str(text.id), "action_id": str(uuid4())}
    for _ in range(2):
        assert browser.post(page_of(helper), sent).url == page_of(helper)
    with town.open():
        signed = SignedDeclaration.objects.get()
        assert (signed.volunteer_id, signed.way) == (helper.pk, "tap")


@pytest.mark.parametrize("typed", ["", "x", "9" * 40, "٣", "99999", "-1"])
def test_what_is_no_text_is_not_there_and_nothing_is_signed(town: Town, typed: str) -> None:
    helper = coming(town)
    browser = opened(town, helper)
    assert browser.post(page_of(helper), {"text": typed, "action_id": str(uuid4())}).status_code == 404
    with town.open():
        assert not SignedDeclaration.objects.exists()


def test_a_link_opens_her_own_way_and_nobody_elses(town: Town) -> None:
    helper, other = coming(town), coming(town, "Tesfay")
    browser = opened(town, helper)
    assert browser.get(page_of(other)).status_code == 404
    assert browser.get("/mine/ladder/").status_code == 302
    assert browser.get("/mine/").status_code == 302
    assert Browser().get(page_of(helper)).status_code == 302


def test_a_link_of_another_purpose_does_not_open_it(town: Town) -> None:
    helper = coming(town)
    with town.open():
        facts = {"person_id": helper.person_id, "subject_id": helper.pk, "ref": helper.person.ref}
        token = make_link(purpose="course", route="mine:way", at=MONDAY, **facts)
    browser = Browser()
    browser.get(f"/l/{token}/")
    assert browser.get(page_of(helper)).status_code == 404


def test_after_fourteen_days_it_says_so_in_friendly_words(town: Town, monday: Any) -> None:
    helper = coming(town)
    browser = opened(town, helper)
    monday.move_to(MONDAY + timedelta(days=15))
    assert browser.get(page_of(helper)).status_code in {302, 404}

"""A volunteer sees her own way, in her language, and signs by a tap."""

from uuid import uuid4

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import SignedDeclaration
from tests.factories import MONDAY, Town, make_town, make_volunteer
from tests.web.partner.conftest import BACKEND, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def phone_of(town: Town) -> Browser:
    with town.open():
        helper = make_volunteer(town)
        browser = Browser()
        browser.force_login(User.objects.get(pk=helper.person.user_id), backend=BACKEND)
        User.objects.filter(pk=helper.person.user_id).update(language="en")
        pool = open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        join_pool(town.coordinator, pool, helper, note="Geheim", at=MONDAY)
        for kind in ("confidentiality", "data_protection"):
            change_text(
                town.coordinator,
                kind,
                {"de": "Ich schweige.", "en": "I keep silent."},
                valid_from=MONDAY.date(),
                at=MONDAY,
            )
    return browser


def test_she_sees_what_comes_next_and_what_is_missing_and_no_note_of_the_desk(town: Town) -> None:
    page = said(phone_of(town).get("/mine/ladder/"))
    for words in ("Lotsinnen", "We call you.", "the first talk", "Basic course for guides", "I keep silent."):
        assert words in page
    assert "Geheim" not in page


def test_a_tap_signs_once_in_her_language(town: Town) -> None:
    phone = phone_of(town)
    with town.open():
        text = change_text(
            town.coordinator, "confidentiality", {"de": "Zwei", "en": "Two"}, valid_from=MONDAY.date(), at=MONDAY
        )[1]
    form = {"action_id": str(uuid4())}
    for _ in range(2):
        assert phone.post(f"/mine/ladder/{text.id}/sign/", form).status_code == 302
    phone.post(f"/mine/ladder/{text.id}/sign/", {"action_id": str(uuid4())})
    with town.open():
        signed = SignedDeclaration.objects.get()
        assert (signed.text_id, signed.way, signed.seen_by_user_id) == (text.id, "tap", None)
    assert "the signed declaration: Confidentiality" not in said(phone.get("/mine/ladder/"))
    assert phone.post("/mine/ladder/99999/sign/", form).status_code == 404


def test_who_is_in_no_group_reads_whom_to_call(town: Town) -> None:
    with town.open():
        helper = make_volunteer(town)
    browser = Browser()
    browser.force_login(User.objects.get(pk=helper.person.user_id), backend=BACKEND)
    assert browser.get("/mine/ladder/").status_code == 200

"""Staff carry a second key."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import override_settings

from lotsenwerk.domain.accounts.visits import owes_second_factor
from tests.web.entrance.conftest import PASSWORD, Door

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_demonstration")]


@pytest.fixture
def no_demonstration():  # noqa: ANN201 - a generator
    with override_settings(DEMO=False):
        yield


def code_of(secret: str, steps: int = 0) -> str:
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def set_up(door: Door) -> str:
    """Log in by code, be led to the set-up and finish it; answers the secret."""
    door.ask_for_code(door.coordinator.email)
    door.browser.post("/account/login/code/confirm/", {"code": door.code_sent()})
    assert door.browser.get("/arrive/").url == "/account/second/"
    page = door.browser.get("/account/second/app/").content.decode()
    secret = page.split('class="secret">')[1].split("<")[0]
    answer = door.browser.post("/account/second/app/", {"code": code_of(secret)})
    assert answer.url == "/account/second/codes/"
    return secret


def test_staff_set_up_an_app_and_then_the_desk_opens(door: Door) -> None:
    assert owes_second_factor(door.coordinator)
    set_up(door)
    assert not owes_second_factor(door.coordinator)
    assert len(door.browser.get("/account/second/codes/").content.decode().split("<li>")) > 10
    assert door.browser.get("/arrive/").url == "/desk/"
    assert door.browser.get("/desk/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_of_a_new_factor(door: Door) -> None:
    set_up(door)
    assert any("als zweiter Schlüssel eingerichtet" in sent.body for sent in mail.outbox)
    assert {sent.to[0] for sent in mail.outbox} == {door.coordinator.email}


def test_secret_lies_encrypted(door: Door) -> None:
    secret = set_up(door)
    stored = [str(row) for row in Authenticator.objects.values_list("data", flat=True)]
    assert len(stored) == 2
    assert not any(secret in data for data in stored)
    assert all("v1:" in data for data in stored)


def test_wrong_code_sets_nothing_up(door: Door) -> None:
    door.log_in(door.coordinator)
    door.browser.get("/account/second/app/")
    assert "stimmt nicht" in door.browser.post("/account/second/app/", {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_password_alone_does_not_open_any_more(door: Door) -> None:
    secret = set_up(door)
    door.browser.post("/account/logout/")
    door.give_password(door.coordinator)
    answer = door.browser.post("/account/login/", {"login": door.coordinator.email, "password": PASSWORD})
    assert answer.url == "/account/login/second/"
    assert not door.is_inside()
    assert door.browser.get("/desk/").url.startswith("/account/login/")
    door.browser.post("/account/login/second/", {"code": "000000"})
    assert not door.is_inside()
    door.browser.post("/account/login/second/", {"code": code_of(secret, 1)})
    assert door.is_inside()


def test_a_mail_code_alone_does_not_open_either(door: Door) -> None:
    set_up(door)
    door.browser.post("/account/logout/")
    door.ask_for_code(door.coordinator.email)
    answer = door.browser.post("/account/login/code/confirm/", {"code": door.code_sent()})
    assert answer.url == "/account/login/second/"
    assert not door.is_inside()


def test_code_on_paper_opens_once(door: Door) -> None:
    set_up(door)
    page = door.browser.get("/account/second/codes/").content.decode()
    paper = page.split('class="codes"><li>')[1].split("<")[0]
    door.give_password(door.coordinator)
    for is_let_in in (True, False):
        door.browser.post("/account/logout/")
        door.browser.post("/account/login/", {"login": door.coordinator.email, "password": PASSWORD})
        door.browser.post("/account/login/second/", {"code": paper})
        assert door.is_inside() is is_let_in


def test_sixth_wrong_code_is_not_even_tried(door: Door) -> None:
    secret = set_up(door)
    door.browser.post("/account/logout/")
    door.give_password(door.coordinator)
    door.browser.post("/account/login/", {"login": door.coordinator.email, "password": PASSWORD})
    for _ in range(10):
        answer = door.browser.post("/account/login/second/", {"code": "000000"})
    assert "Zu viele Versuche" in answer.content.decode()
    door.browser.post("/account/login/second/", {"code": code_of(secret, 1)})
    assert not door.is_inside()


def test_removing_the_app_asks_who_it_is(door: Door) -> None:
    set_up(door)
    door.browser.post("/account/logout/")
    door.log_in(door.coordinator)
    assert door.browser.get("/account/second/app/remove/").url.startswith("/account/again/")
    assert door.browser.post("/account/second/app/remove/").url.startswith("/account/again/")
    assert not owes_second_factor(door.coordinator)


def test_password_once_more_is_enough_to_change_the_login(door: Door) -> None:
    door.give_password(door.coordinator)
    door.log_in(door.coordinator)
    asked = door.browser.get("/account/second/app/")
    assert asked.url.startswith("/account/again/")
    answer = door.browser.post("/account/again/", {"password": PASSWORD, "next": "/account/second/app/"})
    assert answer.url == "/account/second/app/"
    assert door.browser.get("/account/second/app/").status_code == 200


def test_somebody_elses_passkey_cannot_be_removed(door: Door) -> None:
    theirs = Authenticator.objects.create(
        user=door.volunteer, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    door.log_in(door.coordinator)
    assert door.browser.post(f"/account/second/passkeys/{theirs.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()

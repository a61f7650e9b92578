"""The ways in: a code by mail, a password, and no way to find out who is known."""

import pytest
from django.core import mail
from django.test import override_settings

from tests.web.entrance.conftest import PASSWORD, Door

pytestmark = pytest.mark.django_db


def test_volunteer_comes_in_by_a_code_sent_by_mail(door: Door) -> None:
    sent = door.ask_for_code(door.volunteer.email)
    assert sent.url.startswith("/account/login/code/confirm/")
    assert "Ihr Code" in mail.outbox[-1].subject
    answer = door.browser.post("/account/login/code/confirm/", {"code": door.code_sent()})
    assert answer.url == "/arrive/"
    assert door.browser.get("/arrive/").url == "/mine/"


def test_code_may_be_typed_with_spaces(door: Door) -> None:
    door.ask_for_code(door.volunteer.email)
    code = door.code_sent()
    door.browser.post("/account/login/code/confirm/", {"code": f" {code[:3]} {code[3:]} "})
    assert door.is_inside()


def test_three_wrong_codes_end_the_matter(door: Door) -> None:
    door.ask_for_code(door.volunteer.email)
    right = door.code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        door.browser.post("/account/login/code/confirm/", {"code": wrong})
    door.browser.post("/account/login/code/confirm/", {"code": right})
    assert not door.is_inside()


def test_known_and_unknown_addresses_are_answered_alike(door: Door) -> None:
    known = door.ask_for_code(door.volunteer.email)
    known_page = door.browser.get(known.url).content.decode().replace(door.volunteer.email, "ADDRESS")
    door.browser.cookies.clear()
    unknown = door.ask_for_code("nobody@example.org")
    unknown_page = door.browser.get(unknown.url).content.decode().replace("nobody@example.org", "ADDRESS")
    assert known.status_code == unknown.status_code == 302
    assert known.url == unknown.url

    def said(page: str) -> str:
        return page.split("<main")[1].split("<form", maxsplit=1)[0]

    assert said(known_page) == said(unknown_page)
    assert len(mail.outbox) == 2, "both get a letter, so that neither takes longer"
    assert "kennen diese Adresse nicht" in mail.outbox[-1].body
    door.browser.post("/account/login/code/confirm/", {"code": "000000"})
    assert not door.is_inside()


def test_wrong_password_and_unknown_address_are_answered_alike(door: Door) -> None:
    door.give_password(door.coordinator)
    answers = [
        door.browser.post("/account/login/", {"login": email, "password": "something wrong"}).content.decode()
        for email in (door.coordinator.email, "nobody@example.org")
    ]
    said = "Diese Adresse und dieses Passwort gehören nicht zusammen."
    assert all(said in answer for answer in answers)
    assert not door.is_inside()


def test_password_opens(door: Door) -> None:
    door.give_password(door.coordinator)
    answer = door.browser.post("/account/login/", {"login": door.coordinator.email, "password": PASSWORD})
    assert answer.url == "/arrive/"
    assert door.is_inside()


def test_sixth_password_in_five_minutes_is_not_even_tried(door: Door) -> None:
    door.give_password(door.coordinator)
    for number in range(5):
        door.browser.post("/account/login/", {"login": door.coordinator.email, "password": f"wrong {number}"})
    answer = door.browser.post("/account/login/", {"login": door.coordinator.email, "password": PASSWORD})
    assert "Zu viele Versuche" in answer.content.decode()
    assert not door.is_inside()


def test_fourth_code_in_a_minute_is_not_sent(door: Door) -> None:
    for _ in range(3):
        door.browser.cookies.clear()
        door.ask_for_code(door.volunteer.email)
    door.browser.cookies.clear()
    answer = door.ask_for_code(door.volunteer.email)
    assert "Zu viele Versuche" in answer.content.decode()
    assert len(mail.outbox) == 3


def test_who_tries_far_too_often_gets_a_page_in_words(door: Door) -> None:
    statuses = {door.browser.post("/account/login/", {}).status_code for _ in range(31)}
    answer = door.browser.post("/account/login/", {})
    assert statuses == {200, 429}
    assert "Bitte eine kurze Pause" in answer.content.decode()


def test_nobody_can_sign_up_or_manage_addresses(door: Door) -> None:
    door.log_in(door.volunteer)
    for path in ("signup/", "email/", "confirm-email/", "confirm-email/x/", "phone/change/", "2fa/", "", "social/"):
        assert door.browser.get(f"/account/{path}").status_code == 404
        assert door.browser.post(f"/account/{path}").status_code == 404


def test_logging_out_needs_a_tap(door: Door) -> None:
    door.log_in(door.volunteer)
    assert "Abmelden?" in door.browser.get("/account/logout/").content.decode()
    assert door.is_inside()
    assert door.browser.post("/account/logout/").url == "/"
    assert not door.is_inside()


def test_login_goes_on_to_where_one_wanted_to_go_and_never_to_another_host(door: Door) -> None:
    door.give_password(door.volunteer)
    form = {"login": door.volunteer.email, "password": PASSWORD}
    assert door.browser.post("/account/login/", form | {"next": "/mine/me/"}).url == "/mine/me/"
    door.browser.post("/account/logout/")
    assert door.browser.post("/account/login/", form | {"next": "https://evil.example/"}).url == "/arrive/"


def test_login_that_is_switched_off_does_not_open(door: Door) -> None:
    user = door.give_password(door.volunteer)
    user.is_active = False
    user.save()
    door.browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert not door.is_inside()
    door.ask_for_code(user.email)
    assert "kennen diese Adresse nicht" in mail.outbox[-1].body


def test_password_is_chosen_anew_by_a_link_that_works_once(door: Door) -> None:
    door.give_password(door.coordinator)
    door.browser.post("/account/password/reset/", {"email": door.coordinator.email})
    [address] = [word for word in mail.outbox[-1].body.split() if "/account/password/reset/" in word]
    path = address.removeprefix("http://testserver")
    page = door.browser.get(path)
    assert path not in page.url, "the token leaves the address"
    new = {"password1": "Apfel Leiter Montag", "password2": "Apfel Leiter Montag"}
    assert door.browser.post(page.url, new).url == "/account/password/reset/done/"
    door.coordinator.refresh_from_db()
    assert door.coordinator.check_password("Apfel Leiter Montag")
    door.browser.cookies.clear()
    assert "Dieser Link ist abgelaufen" in door.browser.get(path).content.decode()


def test_short_password_is_refused_and_the_old_one_stays(door: Door) -> None:
    door.give_password(door.coordinator)
    door.log_in(door.coordinator)
    form = {"oldpassword": PASSWORD, "password1": "kurz", "password2": "kurz"}
    assert door.browser.post("/account/password/change/", form).status_code == 200
    door.coordinator.refresh_from_db()
    assert door.coordinator.check_password(PASSWORD)


@override_settings(SECURE_SSL_REDIRECT=False)
def test_texts_are_ours_and_say_sie(door: Door) -> None:
    pages = ["/account/login/", "/account/login/code/", "/account/password/reset/"]
    texts = [door.browser.get(page).content.decode() for page in pages]
    door.log_in(door.coordinator)
    inside = ["/account/second/", "/account/second/app/", "/account/second/passkeys/", "/account/second/passkeys/add/"]
    texts += [
        door.browser.get(page).content.decode() for page in [*inside, "/account/password/set/", "/account/logout/"]
    ]
    for text in texts:
        main = text.split("<main")[1]
        assert "Sign" not in main
        assert " du " not in main.lower()
        assert "Security Key" not in main

"""The address of a one-time link holds a token: nobody else hears of it."""

import pytest

from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.kit import clock, link_cookie
from tests.web.entrance.conftest import Door

pytestmark = pytest.mark.django_db


def token_for(door: Door, route: str = "mine:offer") -> str:
    with door.town.open():
        return make_link(
            person_id=door.amira.person_id,
            purpose="answer_offer",
            subject_id=1,
            route=route,
            ref="abcdefghjk",
            at=clock.now(),
        )


def test_link_goes_on_to_an_address_without_the_token(door: Door) -> None:
    token = token_for(door)
    answer = door.browser.get(f"/l/{token}/")
    assert (answer.status_code, answer.url) == (302, "/mine/offers/abcdefghjk/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert token not in str(answer.cookies)


def test_cookie_of_a_link_is_out_of_reach_of_scripts_and_other_pages(door: Door) -> None:
    cookie = door.browser.get(f"/l/{token_for(door)}/").cookies[link_cookie.NAME]
    assert cookie["path"] == "/mine/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) == 3600
    assert not door.is_inside()


def test_cookie_of_a_link_is_secure_where_the_page_is(door: Door) -> None:
    answer = door.browser.get(f"/l/{token_for(door)}/", secure=True)
    assert answer.cookies[link_cookie.NAME]["secure"]


def test_link_to_a_page_that_is_gone_is_answered_kindly(door: Door) -> None:
    answer = door.browser.get(f"/l/{token_for(door, 'mine:gone')}/")
    assert answer.status_code == 404
    assert "Dieser Link ist abgelaufen" in answer.content.decode()


def test_link_that_has_ended_is_not_indexed_either(door: Door) -> None:
    answer = door.browser.get("/l/unknown/")
    assert answer.status_code == 404
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]

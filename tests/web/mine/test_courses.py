"""Courses on a phone: sign up, withdraw, "I am here", calendar and certificate, by login and by a link."""

import html
from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client as Phone

from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.training.actions.certify import issue_certificates
from lotsenwerk.domain.training.actions.keep_course import cancel_course
from lotsenwerk.domain.training.actions.take_part import be_here
from lotsenwerk.domain.training.models import Attendance, NotedWay
from tests.domain.training.scene import FIRST, OVER, Scene, make_scene
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes
from tests.web.mine.conftest import BACKEND, MOST_QUERIES, queries_of


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[datetime]:
    """The clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture
def scene(monday: datetime) -> Scene:
    return make_scene(most_companions=2, childcare_seats=2)


def phone_of(scene: Scene, name: str = "Amira") -> Phone:
    with scene.town.open():
        user = scene.volunteer(name).person.user
    phone = Phone(headers={"accept-language": "en"})
    phone.cookies["django_language"] = "en"
    phone.force_login(user, backend=BACKEND)
    return phone


def said(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def page_of(scene: Scene) -> str:
    return f"/mine/courses/{scene.made.ref}/"


def test_two_taps_sign_her_up_and_two_take_her_off(scene: Scene) -> None:
    phone, page = phone_of(scene), page_of(scene)
    assert page in said(phone.get("/mine/courses/"))
    answer = phone.post(page, {"do": "join", "companions": "1", "children": "2"}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    with scene.town.open():
        signed = SignUp.objects.get()
        assert (signed.state, signed.companions, signed.children) == (SignUpState.SIGNED_UP, 1, 2)
    phone.post(page, {"do": "leave"})
    with scene.town.open():
        signed.refresh_from_db()
        assert signed.state == SignUpState.WITHDRAWN


@pytest.mark.parametrize("companions", ["9", "-1", "viele", ""])
def test_what_cannot_be_is_said_and_what_was_typed_stays(scene: Scene, companions: str) -> None:
    phone = phone_of(scene)
    with scene.town.open(), nothing_changes(scene.town.id):
        answer = phone.post(page_of(scene), {"do": "join", "companions": companions, "children": "1"})
    assert answer.status_code == 409
    assert f'value="{companions}"' in said(answer) or not companions


def test_whoever_waits_sees_how_many_stand_before_her(scene: Scene) -> None:
    small = make_scene(seats=1, town=scene.town)
    with scene.town.open():
        for name in ("Rana", "Olena"):
            small.signs_up(name)
    phone = phone_of(small)
    phone.post(page_of(small), {"do": "join"})
    shown = said(phone.get(page_of(small)))
    with scene.town.open():
        assert SignUp.objects.latest("id").state == SignUpState.WAITING
    assert "ينتظر قبلك: 1" in shown


def test_i_am_here_is_a_tap_on_the_day_and_once_is_enough(scene: Scene) -> None:
    phone, page = phone_of(scene), page_of(scene)
    with scene.town.open():
        scene.signs_up()
        first = scene.sessions[0]
    assert 'value="here"' not in said(phone.get(page))
    with time_machine.travel(FIRST, tick=False):
        phone = phone_of(scene)
        assert 'value="here"' in said(phone.get(page))
        for _time in range(2):
            phone.post(page, {"do": "here", "date": first.id})
        assert 'value="here"' not in said(phone.get(page))
    with scene.town.open():
        assert Attendance.objects.values_list("units", "way").get() == (4, NotedWay.PHONE)
    phone = phone_of(scene)
    with scene.town.open(), nothing_changes(scene.town.id):
        assert phone.post(page, {"do": "here", "date": "0"}).status_code == 404


def test_looking_at_the_code_changes_nothing_and_the_button_notes_it(scene: Scene) -> None:
    phone = phone_of(scene)
    with scene.town.open():
        first = scene.sessions[0]
    path = f"/mine/here/{first.code}/"
    assert phone.get(path).status_code == 404, "she has no seat"
    with scene.town.open():
        scene.signs_up()
    with scene.town.open(), nothing_changes(scene.town.id):
        assert phone.get(path).status_code == 200
        assert phone.post(path, {"do": "here"}).status_code == 409, "a week too early"
        assert phone.get("/mine/here/0000000000/").status_code == 404
        assert Phone().get(path).status_code == 302
    with time_machine.travel(FIRST, tick=False):
        phone = phone_of(scene)
        with scene.town.open(), nothing_changes(scene.town.id):
            phone.get(path)
            phone.post(path)
        phone.post(path, {"do": "here"})
    with scene.town.open():
        assert Attendance.objects.values_list("units", "way").get() == (4, NotedWay.QR)


def test_the_dates_go_into_her_calendar(scene: Scene) -> None:
    with scene.town.open():
        scene.signs_up()
    file = phone_of(scene).get(f"{page_of(scene)}calendar/")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert file.content.decode().count("BEGIN:VEVENT\r\n") == 2


def test_her_certificate_is_a_paper_and_nobody_else_finds_it(scene: Scene) -> None:
    with scene.town.open():
        scene.signs_up()
        scene.signs_up("Rana")
        for session in scene.sessions:
            be_here(scene.actor(), session, way=NotedWay.PHONE, at=session.begins)
        scene.end()
        issue_certificates(scene.desk, scene.course, at=OVER)
    path = f"{page_of(scene)}certificate/"
    phone = phone_of(scene)
    assert path in said(phone.get(page_of(scene)))
    assert phone.get(path).content[:5] == b"%PDF-"
    assert phone_of(scene, "Rana").get(path).status_code == 404


def test_a_link_opens_its_course_and_no_other(scene: Scene) -> None:
    other = make_scene(town=scene.town)
    with scene.town.open():
        amira = scene.volunteer()
        token = make_link(
            person_id=amira.person_id,
            purpose="course",
            subject_id=scene.made.id,
            route="mine:course",
            ref=scene.made.ref,
            at=MONDAY,
        )
        day = make_link(
            person_id=amira.person_id,
            purpose="course_day",
            subject_id=scene.sessions[0].id,
            route="mine:course",
            ref=scene.made.ref,
            at=MONDAY,
        )
    for opened in (token, day):
        phone = Phone()
        assert phone.get(f"/l/{opened}/").url == page_of(scene)
        assert phone.get(page_of(scene)).status_code == 200
        assert phone.get(page_of(other)).status_code == 404
        assert phone.get("/mine/courses/").status_code == 302
    phone.post(page_of(scene), {"do": "join", "companions": "0", "children": "0"})
    with scene.town.open():
        assert SignUp.objects.get().person_id == amira.person_id


def test_a_cancelled_course_says_so_and_takes_nobody(scene: Scene) -> None:
    phone = phone_of(scene)
    with scene.town.open():
        scene.signs_up()
        cancel_course(scene.desk, scene.course, at=MONDAY)
    with scene.town.open(), nothing_changes(scene.town.id):
        assert 'value="leave"' not in said(phone.get(page_of(scene)))
        assert phone.post(page_of(scene), {"do": "leave"}).status_code == 409
        phone_of(scene, "Amira").post(page_of(scene), {"do": "join", "companions": "0", "children": "0"})


def test_pages_ask_as_often_for_one_course_as_for_three(scene: Scene) -> None:
    phone = phone_of(scene)
    with scene.town.open():
        scene.signs_up()
    before = [queries_of(phone, path) for path in ("/mine/courses/", page_of(scene))]
    for _time in range(2):
        make_scene(town=scene.town)
    after = [queries_of(phone, path) for path in ("/mine/courses/", page_of(scene))]
    assert after == before
    assert max(after) <= MOST_QUERIES

"""Courses for everybody: found near a place, read in each language, registered for without an account."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser
from icalendar import Calendar

from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.people.models import PoolMember, Volunteer
from lotsenwerk.domain.publishing.models import Entry
from lotsenwerk.domain.training.actions.keep_course import cancel_course, change_course
from lotsenwerk.domain.training.actions.take_part import register
from lotsenwerk.domain.training.models import CourseKind
from lotsenwerk.kit.errors import BadInput, NotAllowed
from tests.domain.training.scene import BASIC, Scene, make_scene
from tests.factories import MONDAY, Town
from tests.fingerprint import nothing_changes
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db
PUBLIC = replace(BASIC, is_public=True)
FORM = {"guest_name": "Mina", "guest_contact": "mina@example.org"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def scene(town: Town) -> Scene:
    return make_scene(PUBLIC, seats=1, town=town)


def address(scene: Scene, language: str = "en") -> str:
    with scene.town.open():
        return f"/{language}/courses/{Entry.objects.get(ref=scene.course.ref).slug}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_in_every_language_with_its_days_and_its_seats(client: Browser, scene: Scene, language: str) -> None:
    listed = said(client.get(f"/{language}/courses/"))
    assert scene.made.title in listed
    for page in (address(scene, language), f"{address(scene, language)}book/"):
        assert scene.made.title in said(client.get(page))


def test_it_is_found_near_a_place(client: Browser, scene: Scene) -> None:
    assert scene.made.title in said(client.get("/en/courses/?where=B%C3%BCrstadt&radius=5"))


def test_somebody_registers_without_an_account_and_the_next_one_waits(client: Browser, scene: Scene) -> None:
    page = address(scene)
    first = client.post(f"{page}book/", FORM)
    assert "You have a seat" in said(client.get(first["Location"]))
    assert "full – there is a waiting list" in said(client.get("/en/courses/"))
    second = client.post(f"{page}book/", FORM | {"guest_name": "Lina", "guest_contact": "lina@example.org"})
    assert "You are on the waiting list" in said(client.get(second["Location"]))
    with scene.town.open():
        assert [one.state for one in SignUp.objects.order_by("id")] == [SignUpState.SIGNED_UP, SignUpState.WAITING]
        # No ladder is climbed and no gate is opened by it.
        assert not Volunteer.objects.exists()
        assert not PoolMember.objects.exists()
    client.post(first["Location"])
    assert "You have withdrawn" in said(client.get(first["Location"]))
    assert "You have a seat" in said(client.get(second["Location"]))


@pytest.mark.parametrize("wrong", [{"guest_name": ""}, {"guest_contact": ""}, {"guest_name": "x" * 121}])
def test_what_is_missing_is_said_and_nothing_is_kept(client: Browser, scene: Scene, wrong: dict[str, str]) -> None:
    with nothing_changes(scene.town.id):
        assert client.post(f"{address(scene)}book/", FORM | wrong).status_code == 200


def test_what_a_program_types_is_kept_nowhere(client: Browser, scene: Scene) -> None:
    with nothing_changes(scene.town.id):
        client.post(f"{address(scene)}book/", FORM | {"website": "https://spam.example"})


def test_what_is_not_public_or_called_off_is_not_there(client: Browser, scene: Scene) -> None:
    page = address(scene)
    with scene.town.open():
        change_course(scene.desk, scene.course, replace(PUBLIC, is_public=False), at=MONDAY)
    assert client.get(f"{page}book/").status_code == 404
    assert scene.made.title not in said(client.get("/en/courses/"))
    with scene.town.open():
        change_course(scene.desk, scene.course, PUBLIC, at=MONDAY)
        cancel_course(scene.desk, scene.course, at=MONDAY)
    assert client.get(page).status_code == 404


def test_a_course_for_the_experienced_is_shown_to_nobody_else(scene: Scene) -> None:
    with scene.town.open(), nothing_changes(scene.town.id), pytest.raises(BadInput):
        change_course(scene.desk, scene.course, replace(PUBLIC, kind=CourseKind.SEMINAR), at=MONDAY)


def test_only_the_public_registers_through_this_door(scene: Scene) -> None:
    party = Party(guest_name="Mina", guest_contact="mina@example.org")
    with scene.town.open():
        herself = scene.actor()
    with scene.town.open(), nothing_changes(scene.town.id):
        for actor in (scene.desk, herself):
            with pytest.raises(NotAllowed):
                register(actor, scene.course, party, at=MONDAY)


def test_its_calendar_is_read_by_another_program(client: Browser, scene: Scene) -> None:
    answer = client.get(f"{address(scene)[:-1]}.ics")
    found: Any = Calendar.from_ical(answer.content)
    events = found.walk("VEVENT")
    assert len(events) == 2
    assert [str(one["SUMMARY"]) for one in events] == [scene.made.title] * 2
    with scene.town.open():
        assert [one["DTSTART"].dt for one in events] == [one.begins for one in scene.sessions]
    assert "konferenz" not in answer.content.decode()

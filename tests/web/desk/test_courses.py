"""Courses at the desk: made, announced, somebody signs up by telephone, who was there, certificates."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.people.models import Qualification
from lotsenwerk.domain.training.actions.attendance import note_attendance
from lotsenwerk.domain.training.actions.keep_course import cancel_course, change_terms
from lotsenwerk.domain.training.actions.keep_session import add_session
from lotsenwerk.domain.training.actions.take_part import join_course
from lotsenwerk.domain.training.models import Attendance, Certificate, Course, CourseState, Session
from tests.domain.training.scene import FIRST, HOUR, OVER, Scene, date, make_scene
from tests.factories import MONDAY, Town, make_volunteer
from tests.fingerprint import nothing_changes
from tests.web.desk.conftest import LogIn, said

MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
ROW = {"day": "2026-12-01", "begins": "17:00", "ends": "19:30", "units": "3", "module": "role", "topic": ""}


@pytest.fixture
def scene(town: Town) -> Scene:
    return make_scene(town=town)


def typed(town: Town, *rows: dict[str, str], **course: str) -> dict[str, str]:
    """What the form of a new course sends."""
    sent = {
        "kind": "basic_guide",
        "title": "Basiskurs",
        "place": "Rathaus",
        "carrier": str(town.id),
        "reach": "own",
        "attendance_percent": "80",
        "grants": "basic_guide",
        "seats": "12",
        "most_companions": "0",
        "childcare_seats": "0",
        "dates-TOTAL_FORMS": str(len(rows)),
        "dates-INITIAL_FORMS": str(len(rows)),
        **course,
    }
    for number, row in enumerate(rows):
        sent |= {f"dates-{number}-{name}": value for name, value in row.items()}
    return sent


def test_a_course_is_made_with_its_dates_announced_and_seen_in_the_list(town: Town, coordinator: Browser) -> None:
    empty = {**ROW, "day": ""}
    sent = typed(town, ROW, {**ROW, "day": "2026-12-08"}, empty)
    page = coordinator.post("/desk/courses/new/", sent).url
    with town.open():
        made = Course.objects.get()
        assert (made.state, made.sessions.count()) == (CourseState.DRAFT, 2)
        assert made.sessions.earliest("begins").begins == datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
        assert made.carrier is None
    coordinator.post(f"{page}announce/")
    assert "Basiskurs" in said(coordinator.get("/desk/courses/?show=coming"))
    shown = said(coordinator.get(page))
    assert "announced" in shown
    assert "A basic qualification is granted with 20 to 36 units; this one has 6." in shown


def test_the_form_begins_with_eight_modules_for_guides_and_with_24_units_for_interpreters(
    coordinator: Browser,
) -> None:
    basic = said(coordinator.get("/desk/courses/new/?kind=basic_guide"))
    chosen = re.findall(r'<option value="(\w+)" selected', basic)
    assert {"getting_to_know", "migration", "role", "values", "frame", "intercultural", "networks", "limits"} <= set(
        chosen
    )
    interpreters = said(coordinator.get("/desk/courses/new/?kind=interpreter"))
    units = [int(value) for value in re.findall(r'name="dates-\d+-units" value="(\d+)"', interpreters)]
    assert sum(units) == 24


@pytest.mark.parametrize(
    ("course", "row"),
    [
        ({"title": ""}, {}),
        ({"attendance_percent": "101"}, {}),
        ({"reach": "joint"}, {}),
        ({"carrier": "0"}, {}),
        ({"seats": "0"}, {}),
        ({"opens_on": "2026-12-05", "closes_on": "2026-12-01"}, {}),
        ({}, {"units": "9"}),
        ({}, {"ends": "16:00"}),
        ({}, {"begins": ""}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    town: Town, coordinator: Browser, course: dict[str, str], row: dict[str, str]
) -> None:
    sent = typed(town, {**ROW, "topic": "Nähe und Distanz", **row}, **{"about": "Mit Pausen", **course})
    with town.open(), nothing_changes(town.id):
        page = coordinator.post("/desk/courses/new/", sent)
    assert page.status_code == 200
    assert "Mit Pausen" in said(page)
    assert "Nähe und Distanz" in said(page)
    assert "error" in said(page)


def test_who_calls_is_found_and_signed_up_and_a_guest_waits(scene: Scene, coordinator: Browser) -> None:
    page = f"/desk/courses/{scene.made.id}/"
    coordinator.post(f"{page}change/", typed(scene.town, title="Basiskurs", seats="1"))
    with scene.town.open():
        amira = make_volunteer(scene.town)
    assert "Haddad, Amira" in said(coordinator.post(f"{page}sign-up/", {"q": "Haddad"}))
    coordinator.post(f"{page}sign-up/{amira.person_id}/", {})
    answer = coordinator.post(f"{page}sign-up/guest/", {"guest_name": "Frau Blum", "guest_contact": "06206 1"})
    assert "waiting list" in said(coordinator.get(answer.url))
    with scene.town.open():
        signed, guest = SignUp.objects.order_by("id")
        assert (signed.state, guest.state) == (SignUpState.SIGNED_UP, SignUpState.WAITING)
    assert "06206 1" in said(coordinator.get(page))
    coordinator.post(f"/desk/courses/people/{signed.id}/off/")
    with scene.town.open():
        guest.refresh_from_db()
        assert guest.state == SignUpState.SIGNED_UP


def test_a_form_that_is_sent_twice_signs_up_once(scene: Scene, coordinator: Browser) -> None:
    sent = {"guest_name": "Frau Blum", "action_id": "3f0b8a52-6f0e-4d50-9f5b-3c5a8f3f7f11"}
    for _time in range(2):
        coordinator.post(f"/desk/courses/{scene.made.id}/sign-up/guest/", sent)
    with scene.town.open():
        assert SignUp.objects.count() == 1


def test_a_day_that_was_not_changed_keeps_its_hour(scene: Scene, coordinator: Browser) -> None:
    page = f"/desk/courses/{scene.made.id}/change/"
    day = FIRST.date().isoformat()
    assert f'value="{day}"' in said(coordinator.get(page))
    coordinator.post(page, typed(scene.town, closes_on=day))
    with scene.town.open():
        assert scene.course.sign_up_list.closes_at == FIRST
    coordinator.post(page, typed(scene.town, closes_on="2026-11-20"))
    with scene.town.open():
        assert scene.course.sign_up_list.closes_at == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


def test_who_was_there_is_ticked_and_the_certificate_issued(scene: Scene, log_in: LogIn) -> None:
    page = f"/desk/courses/{scene.made.id}/"
    with scene.town.open():
        amira, rana = scene.signs_up(), scene.signs_up("Rana")
        sessions = scene.sessions
    for session in sessions:
        with time_machine.travel(session.begins + HOUR, tick=False):
            coordinator = log_in(scene.town)
            here = f"/desk/courses/dates/{session.id}/here/"
            assert "Haddad, Rana" in said(coordinator.get(here))
            coordinator.post(here, {f"here-{amira.id}": "on", f"units-{amira.id}": "3", f"units-{rana.id}": "4"})
    with scene.town.open():
        assert list(Attendance.objects.values_list("sign_up_id", "units")) == [(amira.id, 3), (amira.id, 3)]
    with time_machine.travel(OVER, tick=False):
        coordinator = log_in(scene.town)
        shown = said(coordinator.get(page))
        assert "6 units too few" in shown
        coordinator.post(f"{page}end/")
        assert "Issue 1 certificate" in said(coordinator.get(page))
        coordinator.post(f"{page}certify/")
        with scene.town.open():
            made = Certificate.objects.get()
            assert Qualification.objects.get().volunteer == scene.volunteer()
        paper = coordinator.get(f"/desk/courses/certificates/{made.id}/")
        assert (paper.headers["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("units", ["9", "-1", "viele"])
def test_units_that_cannot_be_are_refused_and_what_was_ticked_stays(scene: Scene, log_in: LogIn, units: str) -> None:
    with scene.town.open():
        amira = scene.signs_up()
        first = scene.sessions[0]
    sent = {f"here-{amira.id}": "on", f"units-{amira.id}": units}
    with time_machine.travel(FIRST, tick=False):
        coordinator = log_in(scene.town)
        with scene.town.open(), nothing_changes(scene.town.id):
            page = said(coordinator.post(f"/desk/courses/dates/{first.id}/here/", sent))
    assert f'value="{units}"' in page
    assert " checked" in page
    assert 'role="alert"' in page


def test_a_date_is_added_moved_and_called_off(scene: Scene, coordinator: Browser) -> None:
    page = f"/desk/courses/{scene.made.id}/"
    coordinator.post(f"{page}dates/new/", {**ROW, "place": "Bürgerhaus"})
    with scene.town.open():
        added = Session.objects.latest("id")
        assert added.place == "Bürgerhaus"
    coordinator.post(f"/desk/courses/dates/{added.id}/", {**ROW, "day": "2026-12-02"})
    coordinator.post(f"/desk/courses/dates/{added.id}/cancel/")
    with scene.town.open():
        added.refresh_from_db()
        assert added.begins == datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
        assert added.cancelled_at is not None
    with scene.town.open(), nothing_changes(scene.town.id):
        wrong = coordinator.post(f"{page}dates/new/", {**ROW, "units": "8", "topic": "Nähe"})
    assert "Nähe" in said(wrong)
    assert "do not fit in" in said(wrong)


def test_papers_for_the_wall_and_to_sign_are_made(scene: Scene, coordinator: Browser) -> None:
    with scene.town.open():
        scene.signs_up()
        first = scene.sessions[0]
    for paper in (
        coordinator.get(f"/desk/courses/dates/{first.id}/wall/"),
        coordinator.post(f"/desk/courses/dates/{first.id}/list/"),
    ):
        assert paper.content[:5] == b"%PDF-"


def test_only_a_coordinator_sees_the_button_that_ends_a_course(scene: Scene, log_in: LogIn) -> None:
    with time_machine.travel(OVER, tick=False):
        for role, shown in (("coordinator", True), ("assistant", False)):
            page = said(log_in(scene.town, role).get(f"/desk/courses/{scene.made.id}/"))
            assert ("End the course" in page) == shown


def test_a_cancelled_course_says_how_many_have_to_be_called(scene: Scene, coordinator: Browser) -> None:
    with scene.town.open():
        join_course(scene.desk, scene.course, Party(guest_name="Frau Blum"), at=MONDAY)
    answer = coordinator.post(f"/desk/courses/{scene.made.id}/cancel/", follow=True)
    assert "1 person cannot be written to" in said(answer)


def queries_of(browser: Browser, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(path)
    assert page.status_code == 200
    assert len(page.content) <= MOST_BYTES
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured.captured_queries)


def test_pages_ask_as_often_for_one_row_as_for_three(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        scene.signs_up()
        first = scene.sessions[0]
    paths = ["/desk/courses/?show=running", f"/desk/courses/{scene.made.id}/", f"/desk/courses/dates/{first.id}/here/"]
    with time_machine.travel(FIRST, tick=False):
        coordinator = log_in(scene.town)
        before = [queries_of(coordinator, path) for path in paths]
    with scene.town.open():
        for name in ("Rana", "Olena"):
            scene.signs_up(name)
            make_scene(town=scene.town)
    with time_machine.travel(FIRST, tick=False):
        after = [queries_of(coordinator, path) for path in paths]
    assert after == before
    assert max(after) <= MOST_QUERIES


def test_a_course_with_25_participants_and_eight_dates_is_no_heavy_page(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        change_terms(scene.desk, scene.course, Terms(seats=25), at=MONDAY)
        for number in range(2, 8):
            add_session(scene.desk, scene.course, date(FIRST + number * 24 * HOUR), at=MONDAY)
        for number in range(27):
            guest = Party(guest_name=f"Musterfrau-Beispiel, Gastina {number}", guest_contact="06206 000-111")
            signed = join_course(scene.desk, scene.course, guest, at=MONDAY)
            if signed.state == SignUpState.SIGNED_UP:
                note_attendance(scene.desk, scene.sessions[0], {signed.pk: 4}, at=FIRST)
    with time_machine.travel(FIRST + 6 * 24 * HOUR, tick=False):
        browser = log_in(scene.town, language="de")
        assert queries_of(browser, f"/desk/courses/{scene.made.id}/") <= MOST_QUERIES
        assert queries_of(browser, f"/desk/courses/{scene.made.id}/?off") <= MOST_QUERIES


def test_a_cancelled_course_stands_among_those_that_are_over(scene: Scene, coordinator: Browser) -> None:
    with scene.town.open():
        cancel_course(scene.desk, scene.course, at=MONDAY)
    assert "cancelled" in said(coordinator.get("/desk/courses/?show=over"))

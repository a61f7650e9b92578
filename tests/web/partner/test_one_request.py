"""The page of one request: every state in words, and each step that an institution can take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.inquiries.decide import nobody_found, refuse_inquiry
from lotsenwerk.domain.assistance.models import (
    Assignment,
    Cooperation,
    Deployment,
    DeploymentState,
    Feedback,
    Inquiry,
    Offer,
    SignedSheet,
)
from tests.domain.assistance.inquiries.scenes import AFTER, DAY, TUESDAY, Scene, another_institution, scan
from tests.factories import MONDAY
from tests.fingerprint import fingerprint
from tests.web.partner.conftest import BACKEND, Browser, said
from tests.web.partner.institution import browser_of
from tests.web.partner.test_requests import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def kita(scene: Scene) -> Browser:
    return browser_of(scene, scene.kita)


def page_of(inquiry: Inquiry, step: str = "") -> str:
    return f"/partner/requests/{inquiry.ref}/{step}"


def inside(scene: Scene, make: Callable[[], Any]) -> Any:
    with scene.town.open():
        return make()


@contextmanager
def later(kita: Browser, at: datetime) -> Iterator[None]:
    """Another day, on which she has logged in again."""
    with time_machine.travel(at, tick=False):
        kita.force_login(User.objects.get(email="muster@kita.example"), backend=BACKEND)
        yield


def test_every_state_says_in_words_where_it_stands(kita: Browser, scene: Scene) -> None:
    received = inside(scene, scene.asked)
    assert "You hear from the pool by Thursday, 19 November at the latest." in words(kita.get(page_of(received)))
    with later(kita, MONDAY + 4 * DAY):
        late = words(kita.get(page_of(received)))
    assert "An answer was promised by Thursday, 19 November. Please call the pool." in late
    taken, _need = inside(scene, scene.taken_in)
    assert "The pool is asking its volunteers." in words(kita.get(page_of(taken)))
    refused = inside(scene, scene.asked)
    inside(scene, lambda: refuse_inquiry(scene.desk, refused, because="Die Sprache fehlt uns.", at=MONDAY))
    assert "Die Sprache fehlt uns." in words(kita.get(page_of(refused)))
    nobody = inside(scene, scene.asked)
    inside(scene, lambda: nobody_found(scene.desk, nobody, at=MONDAY))
    assert "Nobody was free. You can ask again in another way." in words(kita.get(page_of(nobody)))


def test_agreed_it_names_who_comes_her_word_and_as_the_pool_allows_her_number(kita: Browser, scene: Scene) -> None:
    inside(scene, lambda: scene.terms(exchange="after_yes"))
    inquiry, going = inside(scene, scene.agreed)
    page = words(kita.get(page_of(inquiry)))
    assert "Amira comes: Tuesday, 24 November, 14:00." in page
    assert going.code_word in page
    assert "Haddad" not in page
    assert f"tel:{scene.amira.person.mobile}" in said(kita.get(page_of(inquiry)))
    inside(scene, lambda: scene.terms(exchange="never"))
    assert "tel:+491" not in said(kita.get(page_of(inquiry)))


def test_the_sheet_prints_from_the_page_and_as_paper(kita: Browser, scene: Scene) -> None:
    inquiry, going = inside(scene, scene.agreed)
    page = words(kita.get(page_of(inquiry, "sheet/")))
    assert going.code_word in page
    assert "Second part: to be signed at the end" in page
    paper = kita.get(page_of(inquiry, "sheet.pdf"))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    waiting = inside(scene, lambda: scene.asked(begins=TUESDAY + DAY))
    assert kita.get(page_of(waiting, "sheet/")).status_code == 404


def test_one_tap_confirms_and_a_second_one_is_told_so(kita: Browser, scene: Scene) -> None:
    inquiry, given = inside(scene, scene.reported)
    with later(kita, AFTER):
        assert "Amira was there for 60 minutes. Is that right?" in words(kita.get("/partner/requests/"))
        kita.post(page_of(inquiry, "confirm/"))
        page = words(kita.get("/partner/requests/"))
    given = inside(scene, lambda: Deployment.objects.get(pk=given.pk))
    assert (given.state, given.confirmed_by) == (DeploymentState.CONFIRMED, "tap")
    assert "Please confirm" not in page
    before = inside(scene, lambda: fingerprint(scene.town.id))
    with later(kita, AFTER):
        assert kita.post(page_of(inquiry, "confirm/")).status_code == 302
    assert inside(scene, lambda: fingerprint(scene.town.id)) == before


def test_what_was_not_so_counts_nowhere_until_the_pool_has_looked(kita: Browser, scene: Scene) -> None:
    inquiry, given = inside(scene, scene.reported)
    with later(kita, AFTER):
        kita.post(page_of(inquiry, "doubt/"))
        page = words(kita.get(page_of(inquiry)))
    assert "The pool looks into it and calls you." in page
    assert inside(scene, lambda: Deployment.objects.get(pk=given.pk)).state == DeploymentState.REFUSED


def test_a_request_without_an_answer_is_taken_back(kita: Browser, scene: Scene) -> None:
    inquiry = inside(scene, scene.asked)
    kita.post(page_of(inquiry, "withdraw/"))
    assert "This is off." in words(kita.get(page_of(inquiry)))


def test_cancelling_asks_for_a_reason_and_thanks_whoever_would_have_come(kita: Browser, scene: Scene) -> None:
    inquiry, going = inside(scene, scene.agreed)
    assert "Please choose a reason." in words(kita.post(page_of(inquiry, "cancel/"), {}))
    kita.post(page_of(inquiry, "cancel/"), {"reason": "not_needed"})
    assert inside(scene, lambda: Assignment.objects.get(pk=going.pk)).state == "cancelled"
    page = words(kita.get(page_of(inquiry)))
    assert "Cancelled by your institution: nobody is needed any more." in page


def test_a_new_date_that_is_agreed_keeps_her_and_one_that_is_not_asks_her_first(kita: Browser, scene: Scene) -> None:
    inquiry, going = inside(scene, scene.agreed)
    new = {"day": "2026-11-25", "time": "10:00", "reason": "other_date", "is_agreed": "on"}
    kita.post(page_of(inquiry, "move/"), new)
    assert "Amira comes: Wednesday, 25 November, 10:00." in words(kita.get(page_of(inquiry)))
    kita.post(page_of(inquiry, "move/"), {"day": "2026-11-26", "time": "10:00", "reason": "other_date"})
    assert "The pool is asking its volunteers." in words(kita.get(page_of(inquiry)))
    assert inside(scene, lambda: Offer.objects.filter(volunteer=scene.amira, state="open").count()) == 1
    assert inside(scene, lambda: Assignment.objects.get(pk=going.pk)).state == "released"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"day": "2026-11-24", "time": "14:00"}, "This is the date that it has already."),
        ({"day": "2026-11-10"}, "This time is over."),
        ({"time": "10:03"}, "in steps of five minutes"),
        ({"reason": "because"}, "Select a valid choice"),
        ({"day": "no day"}, "Enter a valid date."),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field_and_changes_nothing(
    kita: Browser, scene: Scene, other: dict[str, str], told: str
) -> None:
    inquiry, _going = inside(scene, scene.agreed)
    before = inside(scene, lambda: fingerprint(scene.town.id))
    typed = {"day": "2026-11-25", "time": "10:00", "reason": "other_date"} | other
    assert told in words(kita.post(page_of(inquiry, "move/"), typed))
    assert inside(scene, lambda: fingerprint(scene.town.id)) == before


def test_the_signed_sheet_is_kept_and_confirms_nothing_by_itself(kita: Browser, scene: Scene) -> None:
    inquiry, given = inside(scene, scene.reported)
    with later(kita, AFTER):
        broken = SimpleUploadedFile("bogen.png", b"no picture", "image/png")
        assert "This file is not a picture" in words(kita.post(page_of(inquiry, "signed/"), {"sheet": broken}))
        kita.post(page_of(inquiry, "signed/"), {"sheet": SimpleUploadedFile("bogen.png", scan(), "image/png")})
        assert "is there" in words(kita.get(page_of(inquiry)))
        assert page_of(inquiry, "signed/picture/") in said(kita.get(page_of(inquiry)))
        kept = kita.get(page_of(inquiry, "signed/picture/"))
        assert (kept.status_code, kept.headers["Content-Type"]) == (200, "image/jpeg")
    assert inside(scene, SignedSheet.objects.get).deployment_id == given.pk
    assert inside(scene, Deployment.objects.get).state == DeploymentState.REPORTED


def test_where_no_sheet_is_kept_or_another_institution_asked_there_is_no_picture(kita: Browser, scene: Scene) -> None:
    inquiry, _given = inside(scene, scene.reported)
    with later(kita, AFTER):
        assert kita.get(page_of(inquiry, "signed/picture/")).status_code == 404
        assert page_of(inquiry, "signed/picture/") not in said(kita.get(page_of(inquiry)))
        kita.post(page_of(inquiry, "signed/"), {"sheet": SimpleUploadedFile("bogen.png", scan(), "image/png")})
        kita.post(page_of(inquiry, "confirm/"))
        assert kita.get(page_of(inquiry, "signed/picture/")).status_code == 200
        school = inside(scene, lambda: another_institution(scene.town, scene.pool))
        other = inside(scene, lambda: Cooperation.objects.get(partner_id=school.partner_id))
        stranger = browser_of(scene, other, email="muster@school.example")
        assert stranger.get(page_of(inquiry, "signed/picture/")).status_code == 404


def test_two_questions_are_answered_once(kita: Browser, scene: Scene) -> None:
    inquiry, _given = inside(scene, scene.reported)
    with later(kita, AFTER + timedelta(hours=1)):
        assert "Please choose an answer." in words(kita.post(page_of(inquiry, "feedback/"), {"worked": "yes"}))
        kita.post(page_of(inquiry, "feedback/"), {"worked": "yes", "again": "partly", "words": "Sehr ruhig."})
        page = words(kita.get(page_of(inquiry)))
        again = words(kita.post(page_of(inquiry, "feedback/"), {"worked": "no", "again": "no"}))
    assert "Did you understand each other?" not in page
    assert "Sehr ruhig." not in page
    assert "You have answered this already." in again
    assert inside(scene, lambda: list(Feedback.objects.values_list("worked", "again"))) == [("yes", "partly")]


def test_what_has_begun_can_neither_be_moved_nor_cancelled(kita: Browser, scene: Scene) -> None:
    inquiry, _going = inside(scene, scene.agreed)
    with later(kita, TUESDAY + timedelta(minutes=5)):
        page = words(kita.get(page_of(inquiry)))
        answer = words(kita.post(page_of(inquiry, "cancel/"), {"reason": "ill"}))
    assert "Amira writes down how long it took." in page
    assert "Cancel it" not in page
    assert "This has begun already." in answer


def test_no_state_of_the_page_asks_more_than_twelve_times(kita: Browser, scene: Scene) -> None:
    agreed, _going = inside(scene, scene.agreed)
    told, _given = inside(scene, lambda: scene.reported(begins=TUESDAY + timedelta(hours=-3)))
    with later(kita, TUESDAY - timedelta(minutes=5)):
        for inquiry in (agreed, told):
            kita.get(page_of(inquiry))
            with CaptureQueriesContext(connection) as asked:
                kita.get(page_of(inquiry))
            said_by_the_test = ("SAVEPOINT", "RELEASE")
            assert sum(not one["sql"].startswith(said_by_the_test) for one in asked.captured_queries) <= 12

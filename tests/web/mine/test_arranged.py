"""An appointment with an institution on the phone of whoever interprets: sheet, another date, reasons, how it was."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Bias,
    Deployment,
    DeploymentState,
    DoneBy,
    Feedback,
    InquiryChange,
    Offer,
    OfferState,
    SignedSheet,
)
from lotsenwerk.kit import clock
from tests.domain.assistance.inquiries.scenes import AFTER, HOUR, TUESDAY, Scene, open_scene, scan
from tests.factories import MONDAY, make_town
from tests.fingerprint import fingerprint
from tests.web.mine.test_months import phone_of
from tests.web.partner.conftest import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Iterator[Scene]:
    """The Monday on which it was asked."""
    town = make_town()
    with town.open():
        made = open_scene(town)
    with time_machine.travel(MONDAY, tick=False):
        yield made


def agreed(scene: Scene, **other: Any) -> Assignment:
    with scene.town.open():
        return scene.agreed(number=scene.number(), meeting_point="Eingang Nord", on_site_name="Frau Muster", **other)[1]


def page_of(going: Assignment, step: str = "") -> str:
    return f"/mine/visits/{going.ref}/{step}"


def sent(**other: object) -> dict[str, object]:
    return {"action_id": str(uuid4()), **other}


def after(scene: Scene, going: Assignment) -> Browser:
    """She has reported it on her phone, with the way there."""
    phone = phone_of(scene.amira)
    assert "kilometres" in said(phone.get(page_of(going, "report/")))
    told = sent(outcome="done", minutes="50", kilometres="12", note="")
    assert phone.post(page_of(going, "report/"), told).status_code == 302
    return phone


def test_before_the_yes_she_reads_which_language_and_after_it_her_sheet(scene: Scene) -> None:
    with scene.town.open():
        _inquiry, need = scene.taken_in(meeting_point="Eingang Nord")
        asked = make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    phone = phone_of(scene.amira)
    question = said(phone.get(f"/mine/offers/{asked.ref}/"))
    assert "Arabic" in question
    assert "Eingang Nord" not in question
    phone.post(f"/mine/offers/{asked.ref}/", sent(answer="yes"))
    with scene.town.open():
        going = Assignment.objects.get()
    with CaptureQueriesContext(connection) as queries:
        page = said(phone.get(page_of(going)))
    for word in ("Your confirmation sheet", "Arabic", "Kita", "Eingang Nord", going.code_word):
        assert word in page
    assert len(queries) <= 12


def test_she_cannot_be_neutral_and_nobody_hears_why(scene: Scene) -> None:
    with scene.town.open():
        _inquiry, need = scene.taken_in(number=scene.number())
        asked = make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    phone_of(scene.amira).post(f"/mine/offers/{asked.ref}/", sent(answer="biased"))
    with scene.town.open():
        assert Offer.objects.get().state == OfferState.DECLINED
        assert Bias.objects.get().volunteer_id == scene.amira.pk


@pytest.mark.parametrize(("reason", "kept", "biased"), [("ill", "ill", 0), ("biased", "other", 1), ("?", "other", 0)])
def test_she_cannot_come_says_why_and_somebody_else_is_looked_for(
    scene: Scene, reason: str, kept: str, biased: int
) -> None:
    going = agreed(scene)
    phone = phone_of(scene.amira)
    assert "I cannot be neutral here" in said(phone.get(page_of(going)))
    phone.post(page_of(going, "release/"), sent(reason=reason))
    with scene.town.open():
        going.refresh_from_db()
        assert going.state == AssignmentState.RELEASED
        change = InquiryChange.objects.get()
        assert (change.side, change.reason) == (DoneBy.VOLUNTEER, kept)
        assert Bias.objects.count() == biased


def test_another_date_on_which_both_agreed_is_kept_and_the_institution_hears_it(scene: Scene) -> None:
    going = agreed(scene)
    phone = phone_of(scene.amira)
    later = clock.local(TUESDAY + 24 * HOUR)
    form = sent(day=later.date().isoformat(), hour=f"{later:%H:%M}", reason="other_date")
    with scene.town.open():
        before = fingerprint(scene.town.id)
    refused = phone.post(page_of(going, "move/"), form | sent(day="2026-11-02"))
    assert refused.status_code == 409
    assert "This time is over" in said(refused)
    with scene.town.open():
        assert fingerprint(scene.town.id) == before
    assert phone.post(page_of(going, "move/"), form).status_code == 302
    with scene.town.open():
        going.refresh_from_db()
        assert (going.state, going.during.lower) == (AssignmentState.ACCEPTED, later)
        assert InquiryChange.objects.get().side == DoneBy.VOLUNTEER


def test_she_says_how_it_was_once_and_hands_in_the_signed_sheet(scene: Scene) -> None:
    going = agreed(scene)
    with time_machine.travel(AFTER, tick=False):
        phone = after(scene, going)
        assert page_of(going, "after/") in said(phone.get(page_of(going)))
        page = phone.get(page_of(going, "after/"))
        assert "Would you go there again?" in said(page)
        incomplete = phone.post(page_of(going, "after/"), sent(worked="yes", words="Ruhig 🌻"))
        assert incomplete.status_code == 409
        assert "Ruhig 🌻" in said(incomplete)
        phone.post(page_of(going, "after/"), sent(worked="yes", again="partly", words="Ruhig 🌻"))
        broken = SimpleUploadedFile("bogen.png", b"no picture", "image/png")
        assert phone.post(page_of(going, "signed/"), sent(sheet=broken)).status_code == 409
        phone.post(page_of(going, "signed/"), sent(sheet=SimpleUploadedFile("bogen.png", scan(), "image/png")))
        over = said(phone.get(page_of(going, "after/")))
        assert "You have answered" in over
        assert "A photo is there" in over
    with scene.town.open():
        given = Deployment.objects.get()
        assert (given.state, given.kilometres) == (DeploymentState.REPORTED, 12)
        assert SignedSheet.objects.get().deployment_id == given.pk
        assert Feedback.objects.get().side == DoneBy.VOLUNTEER


def test_somebody_else_and_other_visits_have_no_such_pages(scene: Scene) -> None:
    going = agreed(scene)
    other = phone_of(scene.samir)
    for path in ("move/", "after/"):
        assert other.get(page_of(going, path)).status_code == 404
        assert Browser().get(page_of(going, path)).status_code in {302, 404}
    assert other.post(page_of(going, "signed/"), sent()).status_code == 404

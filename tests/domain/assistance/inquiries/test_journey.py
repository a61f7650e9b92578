"""From the request to the confirmed deployment: what each step makes, and what each side hears."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import (
    CallBack,
    Confirmation,
    ConfirmedBy,
    Deployment,
    DeploymentState,
    InquiryState,
    NeedKind,
    NeedState,
)
from lotsenwerk.domain.assistance.queries.inquiries import own_inquiries, sheet_for, story_of_inquiry, waiting_inquiries
from lotsenwerk.domain.notifications.models import Letter
from tests.domain.assistance.inquiries.scenes import AFTER, KITA, TUESDAY, WANTED, Scene
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def letters(scene: Scene) -> list[str]:
    """What the institution was written, in the order of writing."""
    assert scene.kita.client is not None
    rows = Letter.objects.filter(to_id=scene.kita.client.person_id, state="waiting").order_by("id")
    return [one.message.removeprefix("assistance.") for one in rows]


def test_a_kita_asks_somebody_goes_and_the_kita_confirms_by_a_tap(scene: Scene) -> None:
    inquiry = scene.asked()
    assert (inquiry.state, inquiry.answer_by) == (InquiryState.RECEIVED, MONDAY.date() + timedelta(days=3))
    assert list(waiting_inquiries(scene.desk)) == [inquiry]
    assert list(own_inquiries(scene.asker)) == [inquiry]

    inquiry, need = scene.taken_in(begins=TUESDAY + timedelta(days=1))
    assert (need.kind, need.pool, need.language, need.level) == (NeedKind.INTERPRET, scene.pool, "ara", "C1")
    assert (need.earliest, need.minutes, need.client) == (TUESDAY + timedelta(days=1), 60, scene.kita.client)

    going = accept_offer(scene.her, make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    going.refresh_from_db()
    assert going.during.lower == need.earliest
    sheet = sheet_for(scene.asker, inquiry, at=MONDAY)
    assert sheet is not None
    assert (sheet.helper, sheet.code_word, sheet.town) == ("Amira", going.code_word, KITA.town)
    assert not CallBack.objects.exists()
    assert letters(scene)[-3:] == ["inquiry_received", "inquiry_taken_in", "inquiry_staffed"]


def test_what_she_reports_is_a_deployment_in_quarters_without_a_client_and_confirmed_once(scene: Scene) -> None:
    inquiry, deployment = scene.reported(minutes=50, kilometres=12)
    assert (deployment.minutes, deployment.kilometres, deployment.subject) == (60, 12, WANTED.subject)
    assert (deployment.on, deployment.place, deployment.language) == (TUESDAY.date(), KITA.town, "ara")
    assert (deployment.state, letters(scene)[-1]) == (DeploymentState.REPORTED, "please_confirm")
    done = confirm_deployment(scene.asker, deployment, at=AFTER)
    assert (done.state, done.confirmed_by, done.confirmed_by_user_id) == ("confirmed", ConfirmedBy.TAP, 4711)
    assert Confirmation.objects.get().minutes == 50
    story = story_of_inquiry(scene.desk, inquiry)
    assert story.going is not None
    assert story.going.need.state == NeedState.CONFIRMED
    verbs = [line.verb for line in story.lines]
    assert verbs == sorted(verbs, key=verbs.index)
    assert {"ask_pool", "take_in_inquiry", "make_offer", "accept_offer", "report", "confirm_deployment"} <= set(verbs)


def test_no_deployment_names_whom_it_was_for(scene: Scene) -> None:
    _inquiry, deployment = scene.reported(number=scene.number(), for_country="Syrien", remarks="Frau Aziz kommt mit")
    kept = str({name: value for name, value in vars(deployment).items() if not name.startswith("_")})
    assert "Aziz" not in kept
    assert "Syrien" not in kept
    assert deployment.number is not None
    assert [field.name for field in Deployment._meta.fields if "client" in field.name] == ["clients"]


def test_an_institution_without_mail_is_called(scene: Scene) -> None:
    assert scene.kita.client is not None
    person = scene.kita.client.person
    type(person).objects.filter(pk=person.pk).update(email="")
    scene.agreed()
    assert CallBack.objects.count() == 1


def test_wanted_is_the_union_of_what_pools_ask(scene: Scene) -> None:
    everything = replace(
        WANTED,
        dialect="Levantinisch",
        other_dates=[TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)],
        participants=3,
        for_gender="female",
        for_country="Syrien",
        gender_wish="female",
        is_urgent=True,
        urgent_because="Aufnahme",
        billing_address="Stadt Bürstadt, Kämmerei",
        remarks="Bitte pünktlich",
        street="Mainstraße",
        house_number="1",
        postcode="68642",
        town="Bürstadt",
    )
    inquiry = scene.asked(**{name: getattr(everything, name) for name in everything.__dataclass_fields__})
    inquiry.refresh_from_db()
    for name in ("dialect", "participants", "for_country", "gender_wish", "urgent_because", "street", "remarks"):
        assert getattr(inquiry, name) == getattr(everything, name)
    assert inquiry.other_dates == everything.other_dates

"""From the question to the confirmed hours, at the desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Assignment, Confirmation, Need, NeedState, Offer, OfferState
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.models import Volunteer
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said


@pytest.fixture
def need(town: Town) -> Need:
    with town.open():
        return make_need(town, make_client(town), in_hours=2)


@pytest.fixture
def amira(town: Town) -> Volunteer:
    with town.open():
        return make_volunteer(town)


@pytest.fixture
def offer(town: Town, coordinator: Browser, need: Need, amira: Volunteer) -> Offer:
    coordinator.post(f"/desk/needs/{need.id}/offer/{amira.person_id}/")
    with town.open():
        return Offer.objects.get()


@pytest.fixture
def assignment(town: Town, coordinator: Browser, offer: Offer) -> Assignment:
    coordinator.post(f"/desk/offers/{offer.id}/accept/")
    with town.open():
        return Assignment.objects.get()


@pytest.fixture
def afterwards(assignment: Assignment) -> Iterator[None]:
    with time_machine.travel(MONDAY + timedelta(hours=6), tick=False):
        yield


def test_who_can_go_is_listed_with_a_button(coordinator: Browser, need: Need, amira: Volunteer) -> None:
    page = coordinator.get(f"/desk/needs/{need.id}/volunteers/").content.decode()
    assert f"/desk/needs/{need.id}/offer/{amira.person_id}/" in page


def test_a_question_can_be_taken_back_for_ten_seconds(
    town: Town, coordinator: Browser, need: Need, amira: Volunteer
) -> None:
    answer = coordinator.post(f"/desk/needs/{need.id}/offer/{amira.person_id}/")
    with town.open():
        offer = Offer.objects.get()
    [message] = get_messages(answer.wsgi_request)
    assert message.extra_tags == f"undo:/desk/offers/{offer.id}/withdraw/"
    coordinator.post(f"/desk/offers/{offer.id}/withdraw/")
    with town.open():
        assert Offer.objects.get().state == OfferState.WITHDRAWN
        assert Need.objects.get().state == NeedState.OPEN
        assert set(Letter.objects.values_list("state", flat=True)) <= {LetterState.WITHDRAWN}


def test_asking_twice_is_refused_with_a_sentence(  # noqa: PLR0917 - fixtures
    town: Town, coordinator: Browser, need: Need, amira: Volunteer, offer: Offer, unchanged: Unchanged
) -> None:
    with unchanged(town):
        coordinator.post(f"/desk/needs/{need.id}/offer/{amira.person_id}/")
    assert "has been asked already" in said(coordinator.get("/desk/"))


def test_a_yes_on_the_telephone_staffs_the_need(town: Town, coordinator: Browser, need: Need, offer: Offer) -> None:
    coordinator.post(f"/desk/offers/{offer.id}/accept/")
    with town.open():
        assert Need.objects.get().state == NeedState.STAFFED
    assert "Amira is coming" in coordinator.get(f"/desk/needs/{need.id}/").content.decode()


def test_a_no_on_the_telephone_opens_the_need_again(town: Town, coordinator: Browser, offer: Offer) -> None:
    coordinator.post(f"/desk/offers/{offer.id}/decline/")
    with town.open():
        assert Need.objects.get().state == NeedState.OPEN


def test_an_answer_to_a_closed_question_changes_nothing(
    town: Town, coordinator: Browser, offer: Offer, unchanged: Unchanged
) -> None:
    coordinator.post(f"/desk/offers/{offer.id}/decline/")
    with unchanged(town):
        coordinator.post(f"/desk/offers/{offer.id}/accept/")


def test_looking_at_a_verb_does_nothing(
    town: Town, coordinator: Browser, offer: Offer, assignment: Assignment, unchanged: Unchanged
) -> None:
    verbs = ["accept", "decline", "withdraw"]
    with unchanged(town):
        codes = {coordinator.get(f"/desk/offers/{offer.id}/{verb}/").status_code for verb in verbs}
        codes |= {
            coordinator.get(f"/desk/assignments/{assignment.id}/{v}/").status_code for v in ("replace", "confirm")
        }
    assert codes == {405}


def test_the_neighbour_can_do_none_of_it(  # noqa: PLR0917 - fixtures
    town: Town,
    neighbour: Town,
    log_in: LogIn,
    offer: Offer,
    assignment: Assignment,
    need: Need,
    amira: Volunteer,
    unchanged: Unchanged,
) -> None:
    browser = log_in(neighbour)
    verbs = [
        f"/desk/needs/{need.id}/offer/{amira.person_id}/",
        f"/desk/needs/{need.id}/cancel/",
        *(f"/desk/offers/{offer.id}/{verb}/" for verb in ("accept", "decline", "withdraw")),
        *(f"/desk/assignments/{assignment.id}/{verb}/" for verb in ("replace", "report", "confirm")),
    ]
    with unchanged(town):
        assert {browser.post(verb, {"minutes": "30"}).status_code for verb in verbs} == {404}


def test_somebody_else_can_be_sent(town: Town, coordinator: Browser, assignment: Assignment) -> None:
    coordinator.post(f"/desk/assignments/{assignment.id}/replace/")
    with town.open():
        assert Need.objects.get().state == NeedState.OPEN


def test_the_reason_of_a_cancellation_stands_in_the_story(town: Town, coordinator: Browser, need: Need) -> None:
    coordinator.post(f"/desk/needs/{need.id}/cancel/", {"reason": "Die Tochter geht selbst."})
    with town.open():
        assert Need.objects.get().state == NeedState.CANCELLED
    assert "Die Tochter geht selbst." in coordinator.get(f"/desk/needs/{need.id}/").content.decode()


def test_a_reason_that_is_too_long_cancels_nothing(
    town: Town, coordinator: Browser, need: Need, unchanged: Unchanged
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/needs/{need.id}/cancel/", {"reason": "x" * 201})
    assert answer.context["form"]["reason"].value() == "x" * 201


def test_cancelling_twice_says_that_it_has_changed(
    town: Town, coordinator: Browser, need: Need, unchanged: Unchanged
) -> None:
    coordinator.post(f"/desk/needs/{need.id}/cancel/")
    with unchanged(town):
        answer = coordinator.post(f"/desk/needs/{need.id}/cancel/")
    assert "changed in the meantime" in said(answer)


def test_a_visit_cannot_be_reported_before_it_has_begun(
    town: Town, coordinator: Browser, assignment: Assignment, unchanged: Unchanged
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/assignments/{assignment.id}/report/", {"outcome": "done", "minutes": "50"})
    assert "lies ahead" in said(answer)


@pytest.mark.usefixtures("afterwards")
@pytest.mark.parametrize("minutes", ["", "0", "-5", "1441", "half an hour", "99999999999999999999"])
def test_impossible_minutes_are_said_at_the_field(
    town: Town, coordinator: Browser, assignment: Assignment, unchanged: Unchanged, minutes: str
) -> None:
    with unchanged(town):
        answer = coordinator.post(
            f"/desk/assignments/{assignment.id}/report/", {"outcome": "done", "minutes": minutes, "note": "Gut."}
        )
    assert answer.context["form"].errors["minutes"]
    assert answer.context["form"]["note"].value() == "Gut."


@pytest.mark.usefixtures("afterwards")
def test_a_reported_visit_is_confirmed_by_the_coordinator(
    town: Town, coordinator: Browser, assignment: Assignment
) -> None:
    coordinator.post(f"/desk/assignments/{assignment.id}/report/", {"outcome": "done", "minutes": "50", "note": ""})
    coordinator.post(f"/desk/assignments/{assignment.id}/confirm/", {"next": "/desk/"})
    with town.open():
        assert Confirmation.objects.get().minutes == 50


@pytest.mark.usefixtures("afterwards")
def test_the_assistant_sees_no_button_to_confirm_and_cannot(
    town: Town, coordinator: Browser, log_in: LogIn, assignment: Assignment, unchanged: Unchanged
) -> None:
    coordinator.post(f"/desk/assignments/{assignment.id}/report/", {"outcome": "done", "minutes": "50", "note": ""})
    assistant = log_in(town, "assistant")
    assert f"/desk/assignments/{assignment.id}/confirm/" not in assistant.get("/desk/").content.decode()
    assert f"/desk/assignments/{assignment.id}/confirm/" in coordinator.get("/desk/").content.decode()
    with unchanged(town):
        assistant.post(f"/desk/assignments/{assignment.id}/confirm/")


def test_the_way_back_leads_nowhere_else(coordinator: Browser, need: Need, amira: Volunteer) -> None:
    url = f"/desk/needs/{need.id}/offer/{amira.person_id}/"
    answer = coordinator.post(url, {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == f"/desk/needs/{need.id}/"


def test_the_story_tells_who_did_what_in_sentences(coordinator: Browser, need: Need, assignment: Assignment) -> None:
    page = coordinator.get(f"/desk/needs/{need.id}/").content.decode()
    told = ["Amira Haddad said yes.", "Amira Haddad was asked.", "Erna Weber called."]
    places = [page.index(sentence) for sentence in told]
    assert places == sorted(places)


def test_beside_the_page_of_the_day_the_same_story_is_a_fragment(coordinator: Browser, need: Need) -> None:
    fragment = coordinator.get(f"/desk/needs/{need.id}/", headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div class="side-panel__inside">')
    assert "Erna Weber called." in fragment

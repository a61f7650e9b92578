"""What did not arrive: who can do what about it, and that the page offers no more."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.notifications.models import Letter, LetterState
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, said


@pytest.fixture
def letter(town: Town) -> Letter:
    with town.open():
        make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=make_volunteer(town), at=MONDAY)
        Letter.objects.update(state=LetterState.FAILED, moved_at=MONDAY - timedelta(hours=1))
        return Letter.objects.get()


def state_of(town: Town) -> str:
    with town.open():
        return str(Letter.objects.get().state)


def set_state(town: Town, state: LetterState) -> None:
    with town.open():
        Letter.objects.update(state=state)


def test_a_failed_letter_is_sent_again_by_one_button(town: Town, coordinator: Browser, letter: Letter) -> None:
    path = f"/desk/letters/{letter.id}/again/"
    assert path in said(coordinator.get("/desk/letters/"))
    assert coordinator.post(path).headers["Location"] == "/desk/letters/"
    assert state_of(town) == LetterState.WAITING
    assert path not in said(coordinator.get("/desk/letters/"))


def test_an_unclear_letter_offers_to_say_that_it_did_not_arrive_and_then_to_send_again(
    town: Town, coordinator: Browser, letter: Letter
) -> None:
    set_state(town, LetterState.UNCLEAR)
    again, not_arrived = f"/desk/letters/{letter.id}/again/", f"/desk/letters/{letter.id}/not-arrived/"
    page = said(coordinator.get("/desk/letters/"))
    assert (again in page, not_arrived in page) == (False, True)
    coordinator.post(again)
    assert state_of(town) == LetterState.UNCLEAR
    coordinator.post(not_arrived)
    page = said(coordinator.get("/desk/letters/"))
    assert (again in page, not_arrived in page) == (True, False)


def test_an_assistant_is_not_offered_what_only_a_coordinator_may_say(town: Town, log_in: LogIn, letter: Letter) -> None:
    set_state(town, LetterState.UNCLEAR)
    assistant = log_in(town, "assistant")
    assert "not-arrived" not in said(assistant.get("/desk/letters/"))
    assert assistant.post(f"/desk/letters/{letter.id}/not-arrived/").status_code == 404
    assert state_of(town) == LetterState.UNCLEAR


def test_a_letter_that_has_left_is_not_there(town: Town, coordinator: Browser, letter: Letter) -> None:
    set_state(town, LetterState.SENT)
    assert coordinator.post(f"/desk/letters/{letter.id}/again/").status_code == 404
    assert state_of(town) == LetterState.SENT


def test_the_buttons_speak_german(town: Town, log_in: LogIn, letter: Letter) -> None:
    browser = log_in(town, language="de")
    assert "Noch einmal senden" in said(browser.get("/desk/letters/"))
    set_state(town, LetterState.UNCLEAR)
    assert "Ist nicht angekommen" in said(browser.get("/desk/letters/"))

"""Whom to call, and what to say."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, CallBack, CallBackState
from lotsenwerk.domain.assistance.queries.journey import due_call_backs
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said


@pytest.fixture
def assignment(town: Town) -> Assignment:
    with town.open():
        need = make_need(town, make_client(town), in_hours=72)
        offer = make_offer(town.coordinator, need, volunteer=make_volunteer(town), at=MONDAY)
        return accept_offer(town.coordinator, offer, at=MONDAY)


def test_the_sentence_says_who_comes_when_and_the_code_word(town: Town, log_in: LogIn, assignment: Assignment) -> None:
    page = said(log_in(town, language="de").get("/desk/calls/"))
    assert f"Amira kommt am Donnerstag um 10 Uhr. Codewort: {assignment.code_word}." in page


def test_who_was_called_is_on_the_list_no_more(town: Town, coordinator: Browser, assignment: Assignment) -> None:
    with town.open():
        [due] = due_call_backs(town.coordinator)
    coordinator.post(f"/desk/calls/{due.id}/done/")
    with town.open():
        assert CallBack.objects.get().state == CallBackState.DONE
    assert "Everybody knows" in said(coordinator.get("/desk/calls/"))


def test_calling_twice_is_written_down_once(
    town: Town, coordinator: Browser, assignment: Assignment, unchanged: Unchanged
) -> None:
    with town.open():
        [due] = due_call_backs(town.coordinator)
    coordinator.post(f"/desk/calls/{due.id}/done/")
    with unchanged(town):
        coordinator.post(f"/desk/calls/{due.id}/done/")


def test_the_neighbour_cannot_tick_it_off(
    town: Town, neighbour: Town, log_in: LogIn, assignment: Assignment, unchanged: Unchanged
) -> None:
    with town.open():
        [due] = due_call_backs(town.coordinator)
    with unchanged(town):
        assert log_in(neighbour).post(f"/desk/calls/{due.id}/done/").status_code == 404


def test_who_has_heard_a_name_hears_when_somebody_else_comes(
    town: Town, coordinator: Browser, assignment: Assignment
) -> None:
    with town.open():
        call_back_done(town.coordinator, due_call_backs(town.coordinator)[0], at=MONDAY)
        need = replace_volunteer(town.coordinator, assignment, at=MONDAY)
        tesfay = make_volunteer(town, given_name="Tesfay", family_name="Berhane")
        accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=tesfay, at=MONDAY), at=MONDAY)
    assert "Somebody else comes: Tesfay" in said(coordinator.get("/desk/calls/"))


def test_who_has_heard_a_name_hears_that_it_is_cancelled(
    town: Town, coordinator: Browser, assignment: Assignment
) -> None:
    with town.open():
        call_back_done(town.coordinator, due_call_backs(town.coordinator)[0], at=MONDAY)
        cancel(town.coordinator, assignment.need, at=MONDAY + timedelta(minutes=1))
    assert "is cancelled" in said(coordinator.get("/desk/calls/"))

"""A letter that failed is sent once more; one of which nobody knows only after somebody has asked."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.actions.again import say_not_arrived, send_again
from lotsenwerk.domain.notifications.models import Channel, Letter, LetterState
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.errors import NotAllowed, NotThere, Refused, WrongState
from tests.domain.notifications.test_outbox import way_out
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def town() -> Town:
    """Amira was asked; what became of her letter, each test says."""
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        make_offer(town.coordinator, need, volunteer=make_volunteer(town), at=MONDAY)
    return town


def letter_in(state: LetterState) -> Letter:
    Letter.objects.update(state=state, attempts=5, fault="address refused", moved_at=MONDAY)
    return Letter.objects.get()


def test_a_failed_letter_is_due_at_once_and_leaves(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = way_out(monkeypatch)
    with town.open():
        letter = send_again(town.coordinator, letter_in(LetterState.FAILED), at=LATER)
        assert (letter.state, letter.due_at, letter.attempts, letter.fault) == (LetterState.WAITING, LATER, 0, "")
        outgoing = outbox.begin(letter.id, at=LATER)
        assert outgoing is not None
        assert outbox.hand_over(letter.id, outgoing, at=LATER) == LetterState.SENT
        assert len(gateway.sent) == 1
        line = Line.objects.get(verb="send_again")
        assert (line.room, line.kind, line.subject_id, line.about_person_id) == (
            "notifications",
            "letter",
            letter.id,
            letter.to_id,
        )


@pytest.mark.parametrize("state", [state for state in LetterState if state != LetterState.FAILED])
def test_no_other_letter_is_sent_again(town: Town, state: LetterState) -> None:
    with town.open():
        letter = letter_in(state)
        with nothing_changes(town.id), pytest.raises(WrongState):
            send_again(town.coordinator, letter, at=LATER)


def test_an_unclear_letter_is_sent_again_after_the_coordinator_said_that_it_did_not_arrive(town: Town) -> None:
    with town.open():
        letter = say_not_arrived(town.coordinator, letter_in(LetterState.UNCLEAR), at=LATER)
        assert letter.state == LetterState.FAILED
        assert send_again(town.coordinator, letter, at=LATER).state == LetterState.WAITING
        assert Line.objects.filter(verb="say_not_arrived").count() == 1


@pytest.mark.parametrize("state", [state for state in LetterState if state != LetterState.UNCLEAR])
def test_only_of_an_unclear_letter_somebody_can_say_that_it_did_not_arrive(town: Town, state: LetterState) -> None:
    with town.open():
        letter = letter_in(state)
        with nothing_changes(town.id), pytest.raises(WrongState):
            say_not_arrived(town.coordinator, letter, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role.values if role not in {Role.COORDINATOR, Role.ASSISTANT}])
def test_who_does_not_run_journeys_sends_nothing_again(town: Town, role: str) -> None:
    with town.open():
        letter = letter_in(LetterState.FAILED)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            send_again(town.actor(role), letter, at=LATER)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.COORDINATOR])
def test_only_a_coordinator_says_that_a_letter_did_not_arrive(town: Town, role: str) -> None:
    with town.open():
        letter = letter_in(LetterState.UNCLEAR)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            say_not_arrived(town.actor(role), letter, at=LATER)


def test_it_takes_the_way_that_leads_to_the_person_today(town: Town) -> None:
    with town.open():
        letter = letter_in(LetterState.FAILED)
        Letter.objects.update(channel=Channel.SMS)
        Person.objects.filter(pk=letter.to_id).update(mobile="", language="uk")
        letter = send_again(town.coordinator, letter, at=LATER)
        assert (letter.channel, letter.language) == (Channel.MAIL, "uk")


def test_without_a_way_it_is_refused_and_nothing_changes(town: Town) -> None:
    with town.open():
        letter = letter_in(LetterState.FAILED)
        Person.objects.filter(pk=letter.to_id).update(mobile="", email="")
        with nothing_changes(town.id), pytest.raises(Refused, match="Weder eine Handynummer"):
            send_again(town.coordinator, letter, at=LATER)


def test_without_words_it_is_refused_and_nothing_changes(town: Town) -> None:
    with town.open():
        letter = letter_in(LetterState.FAILED)
        Letter.objects.update(told=None)
        with nothing_changes(town.id), pytest.raises(Refused, match="schon vergessen"):
            send_again(town.coordinator, letter, at=LATER)


def test_a_person_who_is_forgotten_is_written_to_no_more(town: Town) -> None:
    with town.open():
        letter = letter_in(LetterState.FAILED)
        Person.objects.filter(pk=letter.to_id).update(erased_at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotThere):
            send_again(town.coordinator, letter, at=LATER)

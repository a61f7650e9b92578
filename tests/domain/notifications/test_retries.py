"""Growing pauses, five tries, and an end for each letter: sent, failed or unclear."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.jobs import ABANDONED_AFTER, send_due
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.notifications.port import NotDelivered, Unclear
from lotsenwerk.domain.notifications.queries import due_letters, troubled_letters
from tests.domain.notifications.test_outbox import way_out
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db
LEFT = MONDAY + timedelta(seconds=11)
BUSY = NotDelivered("gateway answered 503", again=True)


@pytest.fixture
def town() -> Town:
    """Amira was asked on Monday at ten; her letter waits."""
    town = make_town()
    with town.open():
        make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=make_volunteer(town), at=MONDAY)
    return town


def ladder() -> list[timedelta]:
    """Try until the letter has an end; the pauses between the tries."""
    at, pauses = LEFT, []
    while True:
        letter = Letter.objects.get()
        outgoing = outbox.begin(letter.id, at=at)
        assert outgoing is not None
        if outbox.hand_over(letter.id, outgoing, at=at) != LetterState.WAITING:
            return pauses
        due = Letter.objects.get().due_at
        assert not due_letters(due - timedelta(seconds=1)).exists()
        pauses.append(due - at)
        at = due


def test_pauses_grow_and_the_night_is_left_out(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    way_out(monkeypatch, *[BUSY] * 9)
    with town.open():
        minutes = [pause.total_seconds() / 60 for pause in ladder()]
        # From 12:17 twelve hours would end at 0:17: the last try waits for eight in the morning.
        assert [round(pause) for pause in minutes] == [2, 15, 120, 1183]
        letter = Letter.objects.get()
        assert (letter.state, letter.attempts, letter.fault) == (LetterState.FAILED, 5, "gateway answered 503")


def test_an_urgent_letter_is_tried_at_night_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    way_out(monkeypatch, *[BUSY] * 9)
    with town.open():
        Letter.objects.update(urgent=True)
        assert ladder() == list(outbox.PAUSES)
        assert sum(ladder_pauses := outbox.PAUSES, timedelta()) < timedelta(days=1), ladder_pauses


@pytest.mark.parametrize(
    ("asked", "waits"), [(timedelta(seconds=30), 2), (timedelta(hours=1), 60), (timedelta(days=9), 720)]
)
def test_a_gateway_may_ask_for_more_patience_up_to_half_a_day(
    town: Town, monkeypatch: pytest.MonkeyPatch, asked: timedelta, waits: int
) -> None:
    way_out(monkeypatch, NotDelivered("gateway answered 429", again=True, pause=asked))
    with town.open():
        Letter.objects.update(urgent=True)
        assert ladder() == [timedelta(minutes=waits)]


def test_without_a_clear_answer_it_is_unclear_at_once_and_never_sent_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = way_out(monkeypatch, Unclear("gateway did not answer in time"))
    with town.open():
        assert ladder() == []
        [letter] = troubled_letters(town.coordinator)
        assert (letter.state, letter.fault) == (LetterState.UNCLEAR, "gateway did not answer in time")
        assert not due_letters(LEFT + timedelta(days=30)).exists()
    assert gateway.sent == []


class Killed(BaseException):
    """What no handler catches, as the end of a process is caught by none."""


def test_a_worker_that_is_ended_while_the_gateway_has_the_letter_leaves_it_unclear(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadly:
        calls = 0

        def send(self, _letter: object) -> None:
            Deadly.calls += 1
            raise Killed

    monkeypatch.setattr(outbox, "way_for", lambda _channel: Deadly())
    with pytest.raises(Killed):
        send_due.func(organisation_id=town.id)
    with town.open():
        assert Letter.objects.get().state == LetterState.SENDING
        Letter.objects.update(moved_at=Letter.objects.get().moved_at - ABANDONED_AFTER - timedelta(seconds=1))
    assert send_due.func(organisation_id=town.id) == 0
    with town.open():
        letter = Letter.objects.get()
        assert (letter.state, letter.fault) == (LetterState.UNCLEAR, "abandoned")
    assert Deadly.calls == 1

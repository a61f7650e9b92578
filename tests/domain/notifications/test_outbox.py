"""A letter leaves once, late enough to be taken back, and says no more than it has to."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer, withdraw_offer
from lotsenwerk.domain.assistance.models import Offer
from lotsenwerk.domain.notifications import channels
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.jobs import send_due
from lotsenwerk.domain.notifications.models import Channel, Letter, LetterState
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing
from lotsenwerk.domain.notifications.queries import due_letters, troubled_letters
from lotsenwerk.domain.people.models import Link, Person
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import WrongState
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
LEFT = MONDAY + timedelta(seconds=11)


class Gateway:
    """A way out that does what it is told, and remembers what was handed to it."""

    def __init__(self, *faults: Exception | None) -> None:
        self.faults = list(faults)
        self.sent: list[Outgoing] = []

    def send(self, letter: Outgoing) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.sent.append(letter)


@pytest.fixture
def asked() -> tuple[Town, Offer]:
    """Amira was asked on Monday at ten; her letter waits."""
    town = make_town()
    with town.open():
        need = make_need(town, make_client(town))
        return town, make_offer(town.coordinator, need, volunteer=make_volunteer(town), at=MONDAY)


def way_out(monkeypatch: pytest.MonkeyPatch, *faults: Exception | None) -> Gateway:
    gateway = Gateway(*faults)
    monkeypatch.setattr(outbox, "way_for", lambda _channel: gateway)
    return gateway


def hand_over(at: Any = LEFT) -> LetterState | None:
    letter = Letter.objects.get()
    outgoing = outbox.begin(letter.id, at=at)
    return outbox.hand_over(letter.id, outgoing, at=at) if outgoing else None


def test_nothing_leaves_within_the_time_in_which_a_step_can_be_taken_back(asked: tuple[Town, Offer]) -> None:
    town, _ = asked
    with town.open():
        early = MONDAY + clock.STEP_BACK - timedelta(milliseconds=1)
        assert not due_letters(early).exists()
        with nothing_changes(town.id):
            assert outbox.begin(Letter.objects.get().id, at=early) is None
        assert due_letters(MONDAY + clock.STEP_BACK).exists()


def test_what_is_taken_back_in_time_reaches_nobody(asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch) -> None:
    town, offer = asked
    gateway = way_out(monkeypatch)
    with town.open():
        withdraw_offer(town.coordinator, offer, at=MONDAY + timedelta(seconds=8))
        assert hand_over() is None
        assert [letter.state for letter in Letter.objects.all()] == [LetterState.WITHDRAWN]
    assert gateway.sent == []


def test_who_has_heard_of_it_hears_that_she_is_not_needed(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, offer = asked
    way_out(monkeypatch)
    with town.open():
        assert hand_over() == LetterState.SENT
        withdraw_offer(town.coordinator, offer, at=LEFT)
        assert Letter.objects.filter(message="assistance.not_needed", state=LetterState.WAITING).count() == 1


def test_a_letter_that_left_does_not_leave_again(asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch) -> None:
    town, _ = asked
    gateway = way_out(monkeypatch)
    with town.open():
        assert hand_over() == LetterState.SENT
        with nothing_changes(town.id):
            assert hand_over(LEFT + timedelta(days=1)) is None
            with pytest.raises(WrongState):
                outbox.hand_over(Letter.objects.get().id, gateway.sent[0], at=LEFT)
    assert len(gateway.sent) == 1


def test_a_worker_that_died_with_a_letter_in_hand_leaves_it_unclear_and_nobody_sends_it_again(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = asked
    gateway = way_out(monkeypatch)
    with town.open():
        assert outbox.begin(Letter.objects.get().id, at=LEFT) is not None
        assert hand_over(LEFT + timedelta(minutes=1)) is None
        assert outbox.lose_abandoned(before=LEFT, at=LEFT) == 0
        later = LEFT + timedelta(minutes=6)
        assert outbox.lose_abandoned(before=later - timedelta(minutes=5), at=later) == 1
        assert hand_over(later) is None
        [shown] = troubled_letters(town.coordinator)
        assert (shown.state, shown.fault) == (LetterState.UNCLEAR, "abandoned")
    assert gateway.sent == []


def test_what_certainly_did_not_leave_is_tried_again_later_and_later(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = asked
    gateway = way_out(monkeypatch, *[NotDelivered("mail server not reached", again=True)] * 2)
    with town.open():
        at, waits = LEFT, []
        while hand_over(at) == LetterState.WAITING:
            waits.append(Letter.objects.get().due_at - at)
            assert hand_over(at + timedelta(seconds=59)) is None
            at = Letter.objects.get().due_at
        assert waits == [timedelta(minutes=2), timedelta(minutes=15)]
        assert Letter.objects.get().state == LetterState.SENT
    assert len(gateway.sent) == 1


def test_after_five_tries_the_desk_is_told_to_call(asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch) -> None:
    town, _ = asked
    way_out(monkeypatch, *[NotDelivered("mail server not reached", again=True)] * 9)
    with town.open():
        at = LEFT
        while hand_over(at) == LetterState.WAITING:
            at = Letter.objects.get().due_at
        letter = Letter.objects.get()
        assert (letter.state, letter.attempts) == (LetterState.FAILED, outbox.MOST_ATTEMPTS)
        assert list(troubled_letters(town.coordinator)) == [letter]


def test_an_address_that_does_not_exist_is_not_tried_twice(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = asked
    way_out(monkeypatch, NotDelivered("address refused", again=False))
    with town.open():
        assert hand_over() == LetterState.FAILED


def test_whatever_else_a_gateway_raises_the_letter_is_unclear_and_its_words_stay_out_of_the_record(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = asked
    way_out(monkeypatch, RuntimeError("amira.haddad@example.org said something odd"))
    with town.open():
        assert hand_over() == LetterState.UNCLEAR
        assert Letter.objects.get().fault == "RuntimeError"


def test_the_job_sends_what_is_due_in_every_way_and_only_once(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = asked
    gateway = way_out(monkeypatch)
    assert (send_due.func(organisation_id=town.id), send_due.func(organisation_id=town.id)) == (1, 0)
    assert len(gateway.sent) == 1


# --- what a letter says -----------------------------------------------------------------------------------------------


def test_a_letter_names_no_client_and_no_street_and_its_subject_nobody(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, offer = asked
    gateway = way_out(monkeypatch)
    with town.open():
        hand_over()
        accept_offer(town.volunteer_actor(offer.volunteer), offer, at=LEFT)
        letter = Letter.objects.get(message="assistance.accepted")
        told = outbox.begin(letter.id, at=LEFT + timedelta(minutes=1))
        assert told is not None
        outbox.hand_over(letter.id, told, at=LEFT)
    secrets = ("Weber", "Erna", "Mainstra", "Klingel", "Milch", "Tochter", "4000", "40,00")
    for sent in gateway.sent:
        assert [secret for secret in secrets if secret in sent.body + sent.subject] == []
        assert "Amira" not in sent.subject
        assert "Amira" in sent.body
    assert {sent.body.count("http://") for sent in gateway.sent} == {1}


def test_a_letter_stands_in_its_receivers_language(asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch) -> None:
    town, offer = asked
    gateway = way_out(monkeypatch)
    with town.open():
        assert offer.volunteer.person.language == "ar"
        hand_over()
    [sent] = gateway.sent
    assert any("\u0600" <= sign <= "\u06ff" for sign in sent.body)


def test_the_link_of_a_letter_opens_for_its_receiver_and_lies_in_the_database_as_a_hash_only(
    asked: tuple[Town, Offer], monkeypatch: pytest.MonkeyPatch
) -> None:
    town, offer = asked
    gateway = way_out(monkeypatch)
    with town.open():
        hand_over()
    token = gateway.sent[0].body.rsplit("/l/", 1)[1].split("/")[0]
    link = Link.objects.get()
    assert (link.person_id, link.subject_id, link.purpose) == (offer.volunteer.person_id, offer.id, "answer_offer")
    assert token.encode() not in bytes(link.token_hash)
    assert len(bytes(link.token_hash)) == 32


def test_the_text_of_a_letter_is_kept_nowhere(asked: tuple[Town, Offer]) -> None:
    town, _ = asked
    with town.open():
        letter = Letter.objects.get()
        assert set(letter.told) == {"params", "ref"}
        assert set(letter.told["params"]) == {"name", "what", "when", "town"}


# --- ways -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mobile", "email", "sms", "channel"),
    [
        ("+491715550101", "a@example.org", True, Channel.SMS),
        ("+491715550101", "a@example.org", False, Channel.MAIL),
        ("", "a@example.org", True, Channel.MAIL),
        ("+491715550101", "", False, None),
        ("", "", True, None),
    ],
)
def test_the_way_is_chosen_by_what_is_known_and_switched_on(
    settings: Any, mobile: str, email: str, sms: bool, channel: str | None
) -> None:
    settings.SMS_ENABLED = sms
    town = make_town()
    with town.open():
        person = make_volunteer(town).person
        Person.objects.filter(pk=person.pk).update(mobile=mobile, email=email)
        person.refresh_from_db()
        put = outbox.put("assistance.not_needed", to=person, about=("assistance", "offer", 1), told={}, at=MONDAY)
        assert (put.channel if put else None) == channel
        assert Letter.objects.count() == (channel is not None)


def test_a_mail_goes_by_djangos_backend(asked: tuple[Town, Offer], settings: Any) -> None:
    settings.LETTER_FOLDER = ""
    channels.way_for("mail").send(Outgoing(1, "amira@example.org", "Can you help?", "Hello"))
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["amira@example.org"], "Can you help?")


def test_a_folder_gets_one_file_a_letter_and_one_that_cannot_be_written_is_tried_again(
    settings: Any, tmp_path: Path
) -> None:
    settings.LETTER_FOLDER = str(tmp_path / "letters")
    channels.way_for("sms").send(Outgoing(7, "+491715550101", "Subject", "Body"))
    assert "Body" in (tmp_path / "letters/00000007.txt").read_text()
    (tmp_path / "file").write_text("")
    settings.LETTER_FOLDER = str(tmp_path / "file")
    with pytest.raises(NotDelivered) as refused:
        channels.way_for("sms").send(Outgoing(8, "+491715550101", "Subject", "Body"))
    assert refused.value.again


def test_the_console_says_neither_address_nor_text(caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    settings.LETTER_FOLDER = ""
    with caplog.at_level("INFO"):
        channels.way_for("sms").send(Outgoing(9, "+491715550101", "Subject", "Amira, please"))
    assert "+49" not in caplog.text
    assert "Amira" not in caplog.text


def test_letters_in_trouble_are_shown_to_those_who_call_and_to_nobody_else(
    asked: tuple[Town, Offer],
) -> None:
    town, _ = asked
    with town.open():
        Letter.objects.update(state=LetterState.FAILED)
        assert list(troubled_letters(town.actor("clerk"))) == []
        assert len(troubled_letters(town.actor("assistant"))) == 1

"""Writing to those who would like to help: the link to where she stands, and a letter where it does not fit."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.actions.outbox import begin
from lotsenwerk.domain.notifications.channels import Folder
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.actions.register import Contact, register_volunteer
from lotsenwerk.domain.people.actions.show_interest import show_interest
from lotsenwerk.domain.people.models import Interest, InterestState, PoolMember, Rung, Volunteer
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import fictional_landline
from tests.factories import MONDAY, Town, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said
from tests.web.desk.test_pools import RANA, guides

pytestmark = pytest.mark.django_db
MAIL = "rana@posteo.example"
SENT = {"reason": "no_place", "send": "yes"}


def interest_of(town: Town, **other: Any) -> int:
    public = Actor(came=Came.PUBLIC, organisation_id=town.id, language="ar")
    with town.open():
        return int(show_interest(public, replace(RANA, **other), at=MONDAY).id)


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a mail that leaves at once is found."""
    way = Folder(tmp_path)
    monkeypatch.setattr("lotsenwerk.domain.notifications.actions.becoming.way_for", lambda _channel: way)
    return tmp_path


class Broken:
    """A mail server that does not take it, or of which nobody knows."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def send(self, letter: Outgoing) -> None:
        assert letter.address
        raise self.fault


def state_of(town: Town) -> str:
    with town.open():
        return Interest.objects.get().state


# --- the link ---------------------------------------------------------------------------------------------------------


def test_whoever_is_taken_up_gets_the_link_to_her_page_by_mail_in_her_language(
    town: Town, coordinator: Browser
) -> None:
    pool, interest = guides(town), interest_of(town, email=MAIL)
    answer = coordinator.post(f"/desk/interests/{interest}/", {"person": "new", "pools": [pool]}, follow=True)
    assert "She gets a link" in said(answer)
    with town.open():
        letter = Letter.objects.get()
        assert (letter.message, letter.channel, letter.language) == ("people.way", "mail", "ar")
        outgoing = begin(letter.id, at=MONDAY + timedelta(minutes=10))
    assert outgoing is not None
    assert outgoing.address == MAIL
    assert "شكرًا" in outgoing.body
    link = next(word for word in outgoing.body.split() if word.startswith("http"))
    phone = Browser()
    opened = phone.get("/" + link.split("/", 3)[3])
    page = phone.get(opened.url)
    assert page.status_code == 200
    assert "Lotsinnen" in said(page)
    assert 'lang="ar"' in said(page)


def test_without_a_pool_or_an_address_nothing_is_sent(town: Town, coordinator: Browser) -> None:
    pool = guides(town)
    for facts, pools in (({"email": MAIL}, []), ({"phone": fictional_landline(7)}, [pool])):
        interest = interest_of(town, **facts)
        coordinator.post(f"/desk/interests/{interest}/", {"person": "new", "pools": pools})
    with town.open():
        assert not Letter.objects.exists()


def member_of(town: Town, *, email: str = MAIL) -> PoolMember:
    with town.open():
        pool = open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        phone = fictional_landline(7)
        contact = Contact(given_name="Rana", family_name="Aziz", email=email, language="ar", phone=phone)
        return join_pool(town.coordinator, pool, register_volunteer(town.coordinator, contact, at=MONDAY), at=MONDAY)


def test_the_link_is_sent_again_by_a_button_and_never_twice(town: Town, coordinator: Browser) -> None:
    member = member_of(town)
    for _ in range(2):
        coordinator.post(f"/desk/members/{member.id}/way/")
    with town.open():
        states = list(Letter.objects.order_by("id").values_list("state", flat=True))
    assert states == [LetterState.WITHDRAWN, LetterState.WAITING]


def test_where_no_way_leads_to_her_the_desk_is_told_to_call(town: Town, coordinator: Browser) -> None:
    member = member_of(town, email="")
    assert "Please call her" in said(coordinator.post(f"/desk/members/{member.id}/way/", follow=True))
    with town.open():
        assert not Letter.objects.exists()


# --- the refusal of an interest ---------------------------------------------------------------------------------------


def test_the_letter_is_read_in_both_languages_before_anything_happens(
    town: Town, coordinator: Browser, unchanged: Unchanged, mails: Path
) -> None:
    interest = interest_of(town, email=MAIL)
    with unchanged(town):
        letter = said(coordinator.get(f"/desk/interests/{interest}/letter/no_place/"))
    assert 'dir="rtl"' in letter
    assert "جميع الأماكن مشغولة" in letter
    assert "alle Plätze besetzt" in letter
    assert "Auch Vereine, Büchereien" in letter
    assert "Nachbarschaftshilfe" in letter, "what the town looks for beside it"
    assert coordinator.get(f"/desk/interests/{interest}/letter/dislike/").status_code == 404
    assert state_of(town) == InterestState.NEW
    assert list(mails.iterdir()) == []


def test_what_is_switched_off_is_named_in_no_letter(town: Town, coordinator: Browser) -> None:
    interest = interest_of(town, email=MAIL)
    Organisation.objects.filter(pk=town.id).update(modules=[Module.GUIDES])
    letter = said(coordinator.get(f"/desk/interests/{interest}/letter/no_place/"))
    assert "Nachbarschaftshilfe" not in letter
    assert "Auch hier suchen wir" not in letter


def test_sent_it_leaves_at_once_in_her_language_and_only_once(town: Town, coordinator: Browser, mails: Path) -> None:
    interest = interest_of(town, email=MAIL)
    answer = coordinator.post(
        f"/desk/interests/{interest}/decline/", {"reason": "no_place", "send": "yes"}, follow=True
    )
    assert "The letter has left." in said(answer)
    (mail,) = mails.iterdir()
    text = mail.read_text(encoding="utf-8")
    assert text.startswith(f"{MAIL}\nعرضك للمساعدة\n")
    assert "جميع الأماكن مشغولة" in text
    again = coordinator.post(f"/desk/interests/{interest}/decline/", SENT, follow=True)
    assert "has changed in the meantime" in said(again)
    assert len(list(mails.iterdir())) == 1
    assert "Send this letter" not in said(coordinator.get(f"/desk/interests/{interest}/letter/no_place/"))
    with town.open():
        assert Line.objects.filter(verb="write_refusal").count() == 1


def test_without_a_letter_she_is_declined_and_nothing_leaves(town: Town, coordinator: Browser, mails: Path) -> None:
    interest = interest_of(town, email=MAIL)
    coordinator.post(f"/desk/interests/{interest}/decline/", {"reason": "too_young"})
    assert state_of(town) == InterestState.DECLINED
    assert list(mails.iterdir()) == []


@pytest.mark.parametrize(
    ("email", "fault", "words", "state"),
    [
        (MAIL, NotDelivered("mail server not reached", again=True), "could not be sent", InterestState.NEW),
        (MAIL, ConnectionResetError(), "Nobody knows", InterestState.DECLINED),
        ("", AssertionError(), "no e-mail address", InterestState.NEW),
    ],
)
def test_a_letter_that_does_not_leave_is_never_called_sent(  # noqa: PLR0917 - the cases
    town: Town,
    coordinator: Browser,
    monkeypatch: pytest.MonkeyPatch,
    email: str,
    fault: Exception,
    words: str,
    state: str,
) -> None:
    way = Broken(fault)
    monkeypatch.setattr("lotsenwerk.domain.notifications.actions.becoming.way_for", lambda _channel: way)
    interest = interest_of(town, email=email)
    answer = coordinator.post(
        f"/desk/interests/{interest}/decline/", {"reason": "no_place", "send": "yes"}, follow=True
    )
    assert words in said(answer)
    assert "The letter has left." not in said(answer)
    assert state_of(town) == state


# --- the refusal of somebody on the way -------------------------------------------------------------------------------


def test_who_is_not_taken_after_the_talk_gets_the_letter_that_was_read(town: Town, coordinator: Browser) -> None:
    member = member_of(town)
    page = f"/desk/members/{member.id}/refusal/other_task/"
    read = said(coordinator.get(page))
    assert "Eine solche Aufgabe haben wir zurzeit nicht" in read
    assert "90" not in read.split("<main")[1].split("</main")[0]
    coordinator.post(page, {"send": "yes"})
    with town.open():
        letter = Letter.objects.get()
        assert PoolMember.objects.get().rung == Rung.LEFT
        outgoing = begin(letter.id, at=MONDAY + timedelta(minutes=10))
    assert outgoing is not None
    assert outgoing.address == MAIL
    assert outgoing.body.split("\n\n")[0] in read
    assert outgoing.body.count("\n\n") >= 4
    assert coordinator.get(page).status_code == 404


def test_who_is_active_is_not_refused_and_an_assistant_refuses_nobody(
    town: Town, coordinator: Browser, log_in: LogIn, unchanged: Unchanged
) -> None:
    member = member_of(town)
    page = f"/desk/members/{member.id}/refusal/no_place/"
    with unchanged(town):
        assert log_in(town, "assistant").get(page).status_code == 404
        assert log_in(town, "assistant").post(page, {"send": "yes"}).status_code == 404
    with town.open():
        PoolMember.objects.update(rung=Rung.ACTIVE)
    with unchanged(town):
        assert coordinator.post(page, {"send": "yes"}).status_code == 404


# --- her page at the desk ---------------------------------------------------------------------------------------------


def test_her_page_shows_her_pools_with_rung_and_next_step(town: Town, coordinator: Browser) -> None:
    member = member_of(town)
    page = said(coordinator.get(f"/desk/people/{member.volunteer.person_id}/"))
    assert f'href="/desk/members/{member.id}/"' in page
    assert "Lotsinnen" in page
    with town.open():
        other: Volunteer = make_volunteer(town, given_name="Tesfay")
    assert "In no pool." in said(coordinator.get(f"/desk/people/{other.person_id}/"))

"""Those whom a client trusts hear who comes, with the client's consent; nothing of health and nothing of the list."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, Need, Outcome
from lotsenwerk.domain.notifications.actions.outbox import compose
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.register import Contact
from lotsenwerk.domain.people.models import Client
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=24)


@pytest.fixture
def town() -> Iterator[Town]:
    town = make_town()
    with town.open():
        yield town


@pytest.fixture
def client(town: Town) -> Client:
    client = make_client(town)
    told = Contact(given_name="Ute", family_name="Kolb", email="ute@kolb.example", language="de")
    add_contact(town.coordinator, client, told, told_since=MONDAY.date(), at=MONDAY)
    untold = Contact(given_name="Jan", family_name="Weber", email="jan@weber.example", language="de")
    add_contact(town.coordinator, client, untold, at=MONDAY)
    return client


@pytest.fixture
def going(town: Town, client: Client) -> Assignment:
    return _accept(town, make_need(town, client))


def _accept(town: Town, need: Need, name: str = "Amira") -> Assignment:
    helper = make_volunteer(town, given_name=name)
    offer = make_offer(town.coordinator, need, volunteer=helper, at=MONDAY)
    return accept_offer(town.volunteer_actor(helper), offer, at=MONDAY)


def letters() -> list[tuple[str, str, str]]:
    """To whom, which one, how it stands: of those that name the client."""
    rows = Letter.objects.filter(to__family_name__in=["Kolb", "Weber"]).order_by("id")
    return list(rows.values_list("to__given_name", "message", "state"))


def test_who_is_told_hears_who_comes_and_the_other_one_does_not(going: Assignment) -> None:
    assert letters() == [("Ute", "assistance.who_comes", LetterState.WAITING)]
    text = compose(Letter.objects.get(to__given_name="Ute"), at=MONDAY)
    assert "Erna Weber" in text.body
    assert "Amira" in text.body
    for secret in ("Milch", "Mainstraße", "Klingel", going.code_word):
        assert secret not in text.body + text.subject


def test_the_letter_is_in_the_language_of_who_reads_it(going: Assignment) -> None:
    letter = Letter.objects.get(to__given_name="Ute")
    assert compose(letter, at=MONDAY).body.startswith("Guten Tag Ute Kolb, zu Erna Weber kommt: Amira.")


def test_it_is_said_when_somebody_else_comes(town: Town, going: Assignment) -> None:
    Letter.objects.update(state=LetterState.SENT)
    replace_volunteer(town.coordinator, going, at=MONDAY)
    _accept(town, Need.objects.get(), "Tesfay")
    assert [message for _, message, _ in letters()] == ["assistance.who_comes", "assistance.somebody_else_comes"]


def test_what_has_not_left_is_taken_back_with_the_volunteer(town: Town, going: Assignment) -> None:
    replace_volunteer(town.coordinator, going, at=MONDAY)
    assert letters() == [("Ute", "assistance.who_comes", LetterState.WITHDRAWN)]


def test_a_helper_who_has_heard_is_thanked_although_the_daughters_letter_still_waited(
    town: Town, going: Assignment
) -> None:
    Letter.objects.filter(message="assistance.accepted").update(state=LetterState.SENT)
    replace_volunteer(town.coordinator, going, at=MONDAY)
    assert Letter.objects.filter(message="assistance.not_needed", state=LetterState.WAITING).count() == 1


def test_it_is_said_that_the_help_is_cancelled(town: Town, going: Assignment) -> None:
    Letter.objects.update(state=LetterState.SENT)
    cancel(town.coordinator, going.need, at=MONDAY)
    assert letters()[-1] == ("Ute", "assistance.cancelled", LetterState.WAITING)


@pytest.mark.parametrize(("outcome", "count"), [(Outcome.DONE, 1), (Outcome.PARTLY, 1), (Outcome.NOT_AT_HOME, 0)])
def test_it_is_said_that_somebody_was_there_where_somebody_was(
    town: Town, going: Assignment, outcome: Outcome, count: int
) -> None:
    report(town.coordinator, going, minutes=30, outcome=outcome, at=LATER)
    assert Letter.objects.filter(message="assistance.visit_done").count() == count


def test_when_the_client_is_forgotten_the_letters_that_named_her_are_empty(town: Town, going: Assignment) -> None:
    Letter.objects.update(state=LetterState.SENT)
    report(town.coordinator, going, minutes=30, at=LATER)
    confirm(town.coordinator, going, at=LATER)
    erase_person(town.coordinator, going.need.client.person, at=LATER)
    told = Letter.objects.filter(message__in=["assistance.who_comes", "assistance.visit_done"])
    assert list(told.values_list("told", flat=True)) == [None, None]
    assert set(told.values_list("state", flat=True)) == {LetterState.SENT, LetterState.WITHDRAWN}

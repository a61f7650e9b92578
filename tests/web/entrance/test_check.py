"""Somebody stands at the door and shows a card: everybody may ask whether it counts, and nobody learns more."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.people.actions.cards import LONGEST, delete_old_cards, end_card, issue_card
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.models import HelperCard
from lotsenwerk.domain.people.queries import card_of, check_card, helper_of_card, number_of_card
from lotsenwerk.domain.people.search_keys import CARD_SIGNS, card_number
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from tests.factories import MONDAY, make_town, make_volunteer
from tests.fingerprint import nothing_changes
from tests.web.entrance.conftest import Door

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def issue(door: Door) -> str:
    """A card for Amira, and the number that is printed on it."""
    now = clock.now()
    with door.town.open():
        until = clock.local(now).date() + timedelta(days=30)
        return number_of_card(issue_card(door.town.coordinator, door.amira, valid_until=until, at=now))


def answer(door: Door, number: str) -> str:
    return door.browser.post("/check/", {"number": number}).content.decode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.", "lower", "joined"])
def test_a_card_that_counts_is_known_however_its_number_is_typed(door: Door, typed: str) -> None:
    number = issue(door)
    number = {"lower": number.lower(), "joined": number.replace(" ", "")}.get(typed, typed.format(number))
    said = answer(door, number)
    assert "Amira H. hilft heute für die Stadt Bürstadt." in said
    assert "Haddad" not in said


@pytest.mark.parametrize("number", ["AAAA 2222", "😀😀😀😀", "'; --", "A" * 20, "\u202eABCD2345"])
def test_a_number_that_never_was_does_not_count(door: Door, number: str) -> None:
    issue(door)
    assert "Diese Karte gilt nicht." in answer(door, number)


def test_an_empty_field_and_a_far_too_long_number_are_said_at_the_field(door: Door) -> None:
    for number in ("", "A" * 5000):
        assert door.browser.post("/check/", {"number": number}).context["form"].errors["number"]


def test_a_link_alone_asks_nothing_and_only_fills_the_field(door: Door) -> None:
    number = issue(door)
    page = door.browser.get("/check/", {"number": number})
    assert page.context["form"]["number"].value() == number
    assert "Amira" not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_a_card_ends_with_the_next_one_with_a_word_and_with_who_helps_no_more(door: Door) -> None:
    desk, first = door.town.coordinator, issue(door)
    second = issue(door)
    assert "gilt nicht" in answer(door, first)
    assert "Amira H." in answer(door, second)
    with door.town.open():
        move_volunteer(desk, door.amira, "pause", at=clock.now())
    assert "gilt nicht" in answer(door, second)
    with door.town.open():
        move_volunteer(desk, door.amira, "activate", at=clock.now())
        end_card(desk, door.amira, at=clock.now())
    assert "gilt nicht" in answer(door, second)


def test_who_tries_numbers_is_stopped(door: Door) -> None:
    statuses = [door.browser.post("/check/", {"number": f"AAAA 22{n:02}"}).status_code for n in range(12)]
    assert statuses[:10] == [200] * 10
    assert statuses[10:] == [429, 429]


# --- the verbs behind it ----------------------------------------------------------------------------------------------


def test_a_card_counts_through_its_last_day_by_the_clock_on_the_wall() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        card = issue_card(town.coordinator, amira, valid_until=MONDAY.date(), at=MONDAY)
    number = number_of_card(card)
    last_minute = MONDAY.replace(hour=22, minute=59)
    valid = check_card(number, last_minute)
    assert valid is not None
    assert valid.name == "Amira H."
    assert check_card(number, last_minute + timedelta(minutes=1)) is None


def test_refusals_of_a_card_change_nothing() -> None:
    town = make_town()
    with town.open():
        amira, jamal = make_volunteer(town), make_volunteer(town, is_active=False)
        day = MONDAY.date() + timedelta(days=1)
        with nothing_changes(town.id):
            for role in Role.values:
                if role != Role.COORDINATOR:
                    with pytest.raises(NotAllowed):
                        issue_card(town.actor(role), amira, valid_until=day, at=MONDAY)
            with pytest.raises(WrongState):
                issue_card(town.coordinator, jamal, valid_until=day, at=MONDAY)
            with pytest.raises(WrongState):
                end_card(town.coordinator, amira, at=MONDAY)
            for bad in (MONDAY.date() - timedelta(days=1), (MONDAY + LONGEST).date() + timedelta(days=1)):
                with pytest.raises(BadInput):
                    issue_card(town.coordinator, amira, valid_until=bad, at=MONDAY)
        assert not HelperCard.objects.exists()


def test_another_town_can_neither_look_a_card_up_nor_end_it_and_still_anybody_may_check_it() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open():
        amira = make_volunteer(here)
        number = number_of_card(issue_card(here.coordinator, amira, valid_until=MONDAY.date(), at=MONDAY))
    with there.open():
        assert helper_of_card(there.coordinator, number) is None
        assert card_of(there.coordinator, amira) is None
        with pytest.raises(WrongState):
            end_card(there.coordinator, amira, at=MONDAY)
    with here.open():
        found = helper_of_card(here.coordinator, number)
        assert found is not None
        assert found[1] == amira
        assert helper_of_card(here.actor("clerk"), number) is None
    valid = check_card(number, MONDAY)
    assert valid is not None
    assert valid.organisation_id == here.id


def test_old_cards_are_deleted_after_thirty_days() -> None:
    town = make_town()
    with town.open():
        issue_card(town.coordinator, make_volunteer(town), valid_until=MONDAY.date(), at=MONDAY)
        assert delete_old_cards(at=MONDAY + timedelta(days=30)) == 0
        assert delete_old_cards(at=MONDAY + timedelta(days=32)) == 1


def test_numbers_are_read_easily_and_differ() -> None:
    numbers = {card_number(1, volunteer, MONDAY) for volunteer in range(500)}
    assert len(numbers) == 500
    assert set("".join(numbers)) <= set(CARD_SIGNS)
    assert not set("01OIL") & set(CARD_SIGNS)

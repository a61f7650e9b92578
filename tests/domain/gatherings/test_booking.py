"""Things that can be booked: one at a time, with the handover between, politely refused with the next free time."""

from datetime import datetime, timedelta

import pytest

from lotsenwerk.domain.gatherings.actions.book import book, cancel_booking, drop_bookings
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing, change_thing, end_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState, Thing
from lotsenwerk.domain.gatherings.personal_data import DECLARATION
from lotsenwerk.domain.gatherings.queries import (
    booking_for,
    bookings_about,
    bookings_between,
    ends,
    first_gap,
    thing_for,
    things,
)
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.factories import MONDAY, Town, make_town, make_volunteer
from tests.fingerprint import nothing_changes

HOUR = timedelta(hours=1)
TEN = MONDAY + timedelta(days=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def bicycle(town: Town, **about: object) -> Thing:
    return add_thing(town.coordinator, About(**{"name": "Lastenrad", **about}), at=MONDAY)  # type: ignore[arg-type]


def somebody(town: Town, given_name: str = "Amira") -> Person:
    return make_volunteer(town, given_name=given_name).person


def booked(town: Town, thing: Thing, person: Person, begin: datetime = TEN, hours: int = 2) -> Booking:
    return book(town.coordinator, thing, person=person, begin=begin, end=begin + hours * HOUR, at=MONDAY)


def test_a_booking_keeps_the_handover_free_and_says_when_it_has_to_be_back(town: Town) -> None:
    with town.open():
        made = booked(town, bicycle(town, handover_minutes=30), somebody(town))
        made.refresh_from_db()
        assert made.during.upper == TEN + 2 * HOUR + timedelta(minutes=30)
        assert ends(made) == TEN + 2 * HOUR


@pytest.mark.parametrize(
    ("after", "is_free"), [(-HOUR, False), (HOUR, False), (2 * HOUR, False), (2 * HOUR + timedelta(minutes=15), True)]
)
def test_the_next_one_begins_after_the_handover(town: Town, after: timedelta, is_free: bool) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        booked(town, thing, amira)
        if is_free:
            assert booked(town, thing, amira, TEN + after).pk
        else:
            with nothing_changes(town.id), pytest.raises(WrongState):
                booked(town, thing, amira, TEN + after)


def test_the_refusal_names_the_next_free_time_past_every_booking(town: Town) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        booked(town, thing, amira)
        booked(town, thing, amira, TEN + 3 * HOUR)
        with pytest.raises(WrongState) as refused:
            booked(town, thing, amira, TEN + HOUR)
        # Taken is ten to twelve and one to three, each with a quarter of an hour.
        assert "15:15" in refused.value.sentence
        assert first_gap(thing, TEN + 2 * HOUR, timedelta(minutes=30)) == TEN + 2 * HOUR + timedelta(minutes=15)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_book_in_the_same_moment_one_gets_it() -> None:
    town = make_town()
    with town.open():
        thing, people = bicycle(town), [somebody(town, name) for name in ("Amira", "Tesfay")]

    def step(person: Person) -> Booking:
        with tenant(town.id):
            return booked(town, thing, person)

    answers = at_once([lambda person=person: step(person) for person in people])  # type: ignore[misc]
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    with town.open():
        assert Booking.objects.count() == 1


def test_what_was_cancelled_is_free_again_and_is_not_cancelled_twice(town: Town) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        made = booked(town, thing, amira)
        cancel_booking(town.coordinator, made, at=MONDAY)
        assert booked(town, thing, amira).pk
        with nothing_changes(town.id), pytest.raises(WrongState):
            cancel_booking(town.coordinator, made, at=MONDAY)


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [
        (TEN, TEN, "end"),
        (TEN, TEN - HOUR, "end"),
        (TEN, TEN + timedelta(days=15), "end"),
        (MONDAY - 2 * HOUR, MONDAY - HOUR, "begin"),
        (MONDAY + timedelta(days=400), MONDAY + timedelta(days=401), "begin"),
    ],
)
def test_a_time_that_cannot_be_right_is_refused(town: Town, begin: datetime, end: datetime, field: str) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            book(town.coordinator, thing, person=amira, begin=begin, end=end, at=MONDAY)
        assert refused.value.field == field


def test_what_ends_in_a_room_above_takes_its_bookings_along_and_no_others(town: Town) -> None:
    with town.open():
        thing, amira, about = bicycle(town), somebody(town), ("assistance", "assignment", 7)
        actor = town.coordinator
        book(actor, thing, person=amira, begin=TEN, end=TEN + HOUR, about=about, at=MONDAY)
        other = booked(town, thing, amira, TEN + 3 * HOUR)
        assert len(bookings_about(actor, about)) == 1
        assert drop_bookings(about) == 1
        assert bookings_about(actor, about) == []
        assert Booking.objects.get(state=BookingState.BOOKED) == other


def test_a_thing_with_bookings_ahead_stays_and_one_without_ends(town: Town) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        made = booked(town, thing, amira)
        with nothing_changes(town.id), pytest.raises(WrongState):
            end_thing(town.coordinator, thing, at=MONDAY)
        cancel_booking(town.coordinator, made, at=MONDAY)
        end_thing(town.coordinator, thing, at=MONDAY)
        assert things(town.coordinator) == []
        with pytest.raises(NotThere):
            thing_for(town.coordinator, thing.id)
        with nothing_changes(town.id), pytest.raises(WrongState):
            booked(town, thing, amira)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "L" * 81}, "name"),
        ({"where": "W" * 161}, "where"),
        ({"note": "N" * 301}, "note"),
        ({"handover_minutes": 241}, "handover_minutes"),
        ({"handover_minutes": -1}, "handover_minutes"),
    ],
)
def test_what_cannot_be_said_of_a_thing_is_refused(town: Town, about: dict[str, object], field: str) -> None:
    with town.open():
        thing = bicycle(town)
        with nothing_changes(town.id):
            for try_it in (
                lambda said: add_thing(town.coordinator, said, at=MONDAY),
                lambda said: change_thing(town.coordinator, thing, said, at=MONDAY),
            ):
                with pytest.raises(BadInput) as refused:
                    try_it(About(**{"name": "Rad", **about}))  # type: ignore[arg-type]
                assert refused.value.field == field


def test_a_longer_handover_counts_from_now_on(town: Town) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        before = booked(town, thing, amira)
        change_thing(town.coordinator, thing, About(name="Lastenrad", handover_minutes=60), at=MONDAY)
        before.refresh_from_db()
        assert before.handover_minutes == 15
        assert booked(town, thing, amira, TEN + 5 * HOUR).handover_minutes == 60


@pytest.mark.parametrize("role", ["volunteer", "clerk", "administrator", "partner"])
def test_only_the_desk_lends(town: Town, role: str) -> None:
    with town.open():
        thing, amira = bicycle(town), somebody(town)
        made, actor = booked(town, thing, amira), town.actor(role)
        with nothing_changes(town.id):
            for refused in (
                lambda: add_thing(actor, About(name="Rad"), at=MONDAY),
                lambda: end_thing(actor, thing, at=MONDAY),
                lambda: book(actor, thing, person=amira, begin=TEN + 9 * HOUR, end=TEN + 10 * HOUR, at=MONDAY),
                lambda: cancel_booking(actor, made, at=MONDAY),
            ):
                with pytest.raises(NotAllowed):
                    refused()
        assert things(actor) == []
        assert bookings_between(actor, [thing.id], TEN, TEN + HOUR) == []
        for not_there in (lambda: thing_for(actor, thing.id), lambda: booking_for(actor, made.id)):
            with pytest.raises(NotThere):
                not_there()


def test_the_neighbours_bicycle_is_not_there(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    with there.open():
        foreign = bicycle(there)
        made = booked(there, foreign, somebody(there))
    with town.open():
        assert things(town.coordinator) == []
        with pytest.raises(NotThere):
            thing_for(town.coordinator, foreign.id)
        with pytest.raises(NotThere):
            booking_for(town.coordinator, made.id)
        olena = somebody(town, "Olena")
        with nothing_changes(town.id), pytest.raises(Thing.DoesNotExist):
            booked(town, foreign, olena)


def test_who_has_the_bicycle_cannot_be_forgotten_and_two_entries_of_one_person_are_joined(town: Town) -> None:
    with town.open():
        thing, amira, twice = bicycle(town), somebody(town), somebody(town, "Amirah")
        made = booked(town, thing, twice)
        assert DECLARATION.join is not None
        assert DECLARATION.export is not None
        assert DECLARATION.join(amira.id, twice.id) == 1
        assert DECLARATION.needed_because(twice.id) == []
        [only] = DECLARATION.export(amira.id)["bookings"]  # type: ignore[misc]
        assert only["thing"] == "Lastenrad"
        made.refresh_from_db()
        cancel_booking(town.coordinator, made, at=MONDAY)
        assert DECLARATION.needed_because(amira.id) == []

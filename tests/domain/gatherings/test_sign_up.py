"""Lists to sign up: whole or not at all, nobody waits who would fit, and of fifty at once one has the last seat."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.gatherings.actions.keep_list import Terms, change_seats, end_list, open_list
from lotsenwerk.domain.gatherings.actions.sign_up import Party, give_seat, sign_up, withdraw
from lotsenwerk.domain.gatherings.models import SignUp, SignUpList, SignUpState
from lotsenwerk.domain.gatherings.personal_data import DECLARATION
from lotsenwerk.domain.gatherings.queries import own_sign_up, sign_up_for, sign_ups
from lotsenwerk.domain.gatherings.seats import free, who_moves_up
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.factories import MONDAY, Town, make_town, make_volunteer
from tests.fingerprint import nothing_changes

HOUR = timedelta(hours=1)
SEATED, WAITS, AWAY = SignUpState.SIGNED_UP, SignUpState.WAITING, SignUpState.WITHDRAWN


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def a_list(town: Town, **terms: object) -> SignUpList:
    return open_list(town.coordinator, Terms(**{"seats": 2, **terms}), at=MONDAY)  # type: ignore[arg-type]


def guest(town: Town, places: SignUpList, minutes: int = 0, **party: object) -> SignUp:
    """A guest who calls so many minutes after the list was opened."""
    party = {"guest_name": f"Gast {minutes}", **party}
    return sign_up(town.coordinator, places, Party(**party), at=MONDAY + timedelta(minutes=minutes))  # type: ignore[arg-type]


def herself(town: Town, places: SignUpList, volunteer: Volunteer, **party: int) -> SignUp:
    actor = town.volunteer_actor(volunteer)
    return sign_up(actor, places, Party(person=volunteer.person, **party), at=MONDAY)


def states(places: SignUpList) -> list[str]:
    return list(SignUp.objects.filter(list=places).order_by("asked_at", "id").values_list("state", flat=True))


def test_who_comes_after_the_last_seat_waits_and_has_the_next_one_that_becomes_free(town: Town) -> None:
    with town.open():
        places = a_list(town)
        first, _, third, fourth = (guest(town, places, minutes) for minutes in range(4))
        assert states(places) == [SEATED, SEATED, WAITS, WAITS]
        moved = withdraw(town.coordinator, first, at=MONDAY + HOUR)
        assert [row.pk for row in moved] == [third.pk]
        assert states(places) == [AWAY, SEATED, SEATED, WAITS]
        third.refresh_from_db()
        assert (third.moved_up_at, fourth.moved_up_at) == (MONDAY + HOUR, None)


def test_whoever_does_not_fit_whole_is_passed_over_and_keeps_her_place(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=4, most_companions=2)
        both = guest(town, places, 0, companions=1)
        alone = guest(town, places, 1)
        three = guest(town, places, 2, companions=2)
        late = guest(town, places, 3)
        assert states(places) == [SEATED, SEATED, WAITS, SEATED]
        last = guest(town, places, 4)
        assert [row.pk for row in withdraw(town.coordinator, alone, at=MONDAY + HOUR)] == [last.pk]
        # Two seats, then three are free: now she is looked at first, whoever asked after her.
        assert withdraw(town.coordinator, both, at=MONDAY + HOUR) == []
        assert [row.pk for row in withdraw(town.coordinator, late, at=MONDAY + HOUR)] == [three.pk]


def test_children_take_places_in_the_childcare_and_no_seats(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=4, childcare_seats=2)
        assert guest(town, places, 0, children=2).state == SEATED
        assert guest(town, places, 1, children=1).state == WAITS
        assert guest(town, places, 2).state == SEATED
        assert free(places, SignUp.objects.filter(list=places)).childcare == 0


@pytest.mark.parametrize(
    ("party", "field"),
    [
        ({"companions": 2}, "companions"),
        ({"companions": -1}, "companions"),
        ({"children": 1}, "children"),
        ({"guest_name": " "}, "guest_name"),
        ({"guest_name": "x" * 121}, "guest_name"),
    ],
)
def test_what_could_never_fit_is_refused_at_its_field(town: Town, party: dict[str, object], field: str) -> None:
    with town.open():
        places = a_list(town, seats=1, most_companions=1)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            guest(town, places, 0, **party)
        assert refused.value.field == field


def test_more_companions_than_seats_are_refused(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=1, most_companions=5)
        with nothing_changes(town.id), pytest.raises(BadInput):
            guest(town, places, 0, companions=1)


def test_nobody_signs_up_before_the_list_opens_or_after_it_closes_but_the_desk_can(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
        for terms in ({"opens_at": MONDAY + HOUR}, {"closes_at": MONDAY}):
            places = a_list(town, **terms)
            with nothing_changes(town.id), pytest.raises(WrongState):
                herself(town, places, amira)
            assert guest(town, places).state == SEATED


def test_after_the_closing_nobody_moves_up_by_herself_until_the_desk_gives_the_seat(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=1, closes_at=MONDAY + HOUR)
        first, second = guest(town, places), guest(town, places, 1)
        assert withdraw(town.coordinator, first, at=MONDAY + HOUR) == []
        assert give_seat(town.coordinator, second, at=MONDAY + 2 * HOUR).state == SEATED
        with nothing_changes(town.id), pytest.raises(WrongState):
            give_seat(town.coordinator, second, at=MONDAY + 2 * HOUR)


def test_a_seat_that_is_taken_is_not_given_away(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=1)
        guest(town, places)
        second = guest(town, places, 1)
        with nothing_changes(town.id), pytest.raises(WrongState):
            give_seat(town.coordinator, second, at=MONDAY)


def test_an_ended_list_takes_nobody_and_loses_nobody(town: Town) -> None:
    with town.open():
        places = a_list(town)
        there = guest(town, places)
        end_list(town.coordinator, places, at=MONDAY)
        with nothing_changes(town.id):
            for refused in (
                lambda: guest(town, places, 1),
                lambda: withdraw(town.coordinator, there, at=MONDAY),
                lambda: change_seats(town.coordinator, places, Terms(seats=9), at=MONDAY),
            ):
                with pytest.raises(WrongState):
                    refused()


def test_a_person_stands_on_a_list_once_and_may_come_back(town: Town) -> None:
    with town.open():
        places, amira = a_list(town), make_volunteer(town)
        signed = herself(town, places, amira)
        with nothing_changes(town.id), pytest.raises(WrongState):
            herself(town, places, amira)
        withdraw(town.volunteer_actor(amira), signed, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(WrongState):
            withdraw(town.volunteer_actor(amira), signed, at=MONDAY)
        assert own_sign_up(town.volunteer_actor(amira), places.pk) is None
        assert herself(town, places, amira).state == SEATED


def test_nobody_signs_up_another_or_takes_her_off(town: Town) -> None:
    with town.open():
        places, amira, rana = a_list(town), make_volunteer(town), make_volunteer(town, given_name="Rana")
        signed = herself(town, places, amira)
        strangers = [
            town.volunteer_actor(rana),
            town.actor("clerk"),
            Actor(came=Came.PUBLIC, organisation_id=town.id),
        ]
        with nothing_changes(town.id):
            for actor in strangers:
                with pytest.raises(NotAllowed):
                    withdraw(actor, signed, at=MONDAY)
                with pytest.raises(NotAllowed):
                    sign_up(actor, places, Party(person=make_person(amira)), at=MONDAY)
                with pytest.raises(NotAllowed):
                    sign_up(actor, places, Party(guest_name="Gast"), at=MONDAY)
                with pytest.raises(NotAllowed):
                    give_seat(actor, signed, at=MONDAY)
                with pytest.raises(NotAllowed):
                    open_list(actor, Terms(), at=MONDAY)
                assert list(sign_ups(actor, places.pk)) == []
                with pytest.raises(NotThere):
                    sign_up_for(actor, signed.pk)


def make_person(volunteer: Volunteer):  # noqa: ANN201 - a person
    return volunteer.person


def test_fewer_seats_than_are_taken_are_refused_and_more_move_the_row_up(town: Town) -> None:
    with town.open():
        places = a_list(town, childcare_seats=1)
        guest(town, places, 0, children=1)
        guest(town, places, 1)
        third = guest(town, places, 2)
        for terms, field in ((Terms(seats=1, childcare_seats=1), "seats"), (Terms(seats=2), "childcare_seats")):
            with nothing_changes(town.id), pytest.raises(BadInput) as refused:
                change_seats(town.coordinator, places, terms, at=MONDAY)
            assert refused.value.field == field
        moved = change_seats(town.coordinator, places, Terms(seats=3, childcare_seats=1), at=MONDAY)
        assert [row.pk for row in moved] == [third.pk]
        with nothing_changes(town.id):
            assert change_seats(town.coordinator, places, Terms(seats=3, childcare_seats=1), at=MONDAY) == []


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(seats=0), "seats"),
        (Terms(seats=501), "seats"),
        (Terms(most_companions=11), "most_companions"),
        (Terms(childcare_seats=-1), "childcare_seats"),
        (Terms(opens_at=MONDAY, closes_at=MONDAY), "closes_at"),
    ],
)
def test_terms_that_cannot_be_right_are_refused(town: Town, terms: Terms, field: str) -> None:
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        open_list(town.coordinator, terms, at=MONDAY)
    assert refused.value.field == field


def test_without_a_number_of_seats_as_many_come_as_like(town: Town) -> None:
    with town.open():
        places = a_list(town, seats=None)
        assert {guest(town, places, minutes).state for minutes in range(5)} == {SEATED}


def test_the_other_town_is_not_there(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    with there.open():
        theirs = guest(there, a_list(there))
    with town.open(), pytest.raises(NotThere):
        sign_up_for(town.coordinator, theirs.pk)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_has_the_last_seat_and_the_others_wait_in_their_order() -> None:
    town = make_town()
    with town.open():
        places = a_list(town, seats=1)

    def step(number: int) -> SignUp:
        with tenant(town.id):
            return guest(town, places, number)

    answers: list[SignUp | Refused] = []
    for begin in range(0, 50, 10):
        answers += at_once([lambda number=number: step(number) for number in range(begin, begin + 10)])  # type: ignore[misc]
    assert not any(isinstance(answer, Refused) for answer in answers)
    with town.open():
        assert SignUp.objects.filter(list=places, state=SEATED).count() == 1
        row = list(SignUp.objects.filter(list=places, state=WAITS).order_by("asked_at"))
        assert len(row) == 49
        [holder] = SignUp.objects.filter(list=places, state=SEATED)
        for waits in row[:3]:
            assert [one.pk for one in withdraw(town.coordinator, holder, at=MONDAY + HOUR)] == [waits.pk]
            holder = waits


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=12),
    st.integers(1, 6),
    st.integers(0, 3),
)
def test_nobody_is_left_waiting_who_would_fit(parties: list[tuple[int, int, bool]], seats: int, childcare: int) -> None:
    places = SignUpList(organisation_id=1, seats=seats, childcare_seats=childcare)
    rows = [
        SignUp(
            organisation_id=1,
            pk=number,
            companions=companions,
            children=children,
            state=WAITS,
            asked_at=MONDAY + timedelta(hours=early),
        )
        for number, (companions, children, early) in enumerate(parties)
    ]
    moved = who_moves_up(places, rows)
    for row in moved:
        row.state = SEATED
    room = free(places, rows)
    assert (room.seats or 0) >= 0
    assert room.childcare >= 0
    assert not any(room.holds(row.companions, row.children) for row in rows if row.state == WAITS)
    assert [(row.asked_at, row.pk) for row in moved] == sorted((row.asked_at, row.pk) for row in moved)


def test_guests_are_forgotten_ninety_days_after_the_end_and_not_before(town: Town) -> None:
    with town.open():
        places, running = a_list(town), a_list(town)
        there = guest(town, places, 0, guest_contact="0151 1")
        guest(town, running)
        end_list(town.coordinator, places, at=MONDAY)
        assert DECLARATION.due is not None
        assert DECLARATION.expire is not None
        assert DECLARATION.due(MONDAY + timedelta(days=90)) == []
        [due] = DECLARATION.due(MONDAY + timedelta(days=91))
        DECLARATION.expire(due, MONDAY + timedelta(days=91))
        there.refresh_from_db()
        assert (there.guest_name, there.guest_contact) == ("", "")
        assert DECLARATION.due(MONDAY + timedelta(days=91)) == []


def test_who_comes_to_something_is_not_forgotten_before_she_is_taken_off(town: Town) -> None:
    with town.open():
        places, amira = a_list(town), make_volunteer(town)
        signed = herself(town, places, amira)
        with nothing_changes(town.id), pytest.raises(Refused):
            erase_person(town.coordinator, amira.person, at=MONDAY)
        withdraw(town.coordinator, signed, at=MONDAY)
        erase_person(town.coordinator, amira.person, at=MONDAY)

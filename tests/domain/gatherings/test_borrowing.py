"""A carrier borrows what the town lends: it asks, or has it at once; a time is kept for one alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.gatherings.actions.book import cancel_booking
from lotsenwerk.domain.gatherings.actions.borrow import borrow, give_back, lend, refuse_to_lend
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing, end_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState, Thing, ToCarriers
from lotsenwerk.domain.gatherings.queries import asked_for, borrowed, borrowed_one, taken_between, things_to_borrow
from lotsenwerk.kit.actor import Actor, system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

TEN = MONDAY + timedelta(days=1)
NOON = TEN + timedelta(hours=2)


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def projector(scene: Scene, to_carriers: ToCarriers = ToCarriers.ASK) -> Thing:
    return add_thing(scene.desk, About("Beamer", to_carriers=to_carriers), at=MONDAY)


def asked(who: Actor, thing: Thing, begin: datetime = TEN, end: datetime = NOON, **more: Any) -> Booking:
    return borrow(who, thing, **{"begin": begin, "end": end, "purpose": "Filmabend", "at": MONDAY, **more})


def test_what_is_asked_for_is_kept_and_the_carrier_hears_that_it_has_it(scene: Scene, mailoutbox: list[Any]) -> None:
    email = {"email": "petra@radverein.example", "display_name": "Petra Lang", "partner_id": scene.carrier.pk}
    with scene.town.open():
        give_role(system(scene.town.id), role=Role.PARTNER, at=MONDAY, **email)
        made = asked(scene.member, projector(scene))
        assert made.state == BookingState.ASKED
        assert [one.pk for one in asked_for(scene.desk, MONDAY)] == [made.pk]
        assert lend(scene.desk, made, at=MONDAY).state == BookingState.BOOKED
        assert asked_for(scene.desk, MONDAY) == []
    assert "Beamer" in mailoutbox[-1].body
    assert "Beamer" not in mailoutbox[-1].subject


def test_where_it_is_lent_at_once_nobody_has_to_answer(scene: Scene) -> None:
    with scene.town.open():
        made = asked(scene.member, projector(scene, ToCarriers.AT_ONCE))
        assert made.state == BookingState.BOOKED
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            lend(scene.desk, made, at=MONDAY)


def test_a_declined_time_is_free_again_and_says_why(scene: Scene) -> None:
    with scene.town.open():
        thing = projector(scene)
        made = asked(scene.member, thing)
        with nothing_changes(scene.town.id), pytest.raises(BadInput):
            refuse_to_lend(scene.desk, made, answer=" ", at=MONDAY)
        refuse_to_lend(scene.desk, made, answer="Die Lampe ist kaputt.", at=MONDAY)
        assert borrowed(scene.member, MONDAY)[0].answer == "Die Lampe ist kaputt."
        assert asked(scene.stranger, thing).pk


@pytest.mark.django_db(transaction=True)
def test_of_two_carriers_who_ask_in_the_same_moment_one_gets_it() -> None:
    scene = make_scene(make_town())
    with scene.town.open():
        thing = projector(scene, ToCarriers.AT_ONCE)

    def ask(who: Actor) -> str:
        with tenant(scene.town.id):
            try:
                return asked(who, thing).state
            except WrongState as refused:
                return refused.sentence

    answers = sorted(at_once([lambda: ask(scene.member), lambda: ask(scene.stranger)]), key=len)
    assert answers[0] == BookingState.BOOKED
    assert "14:15" in answers[1] or "12:15" in answers[1]
    with scene.town.open():
        assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"purpose": " "}, BadInput),
        ({"purpose": "x" * 121}, BadInput),
        ({"begin": MONDAY - timedelta(hours=1)}, BadInput),
        ({"end": TEN}, BadInput),
        ({"end": TEN + timedelta(days=15)}, BadInput),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    scene: Scene, more: dict[str, Any], wrong: type[Refused]
) -> None:
    with scene.town.open():
        thing = projector(scene)
        with nothing_changes(scene.town.id), pytest.raises(wrong):
            asked(scene.member, thing, **more)


def test_each_partner_sees_and_cancels_its_own_alone(scene: Scene) -> None:
    with scene.town.open():
        thing, hidden = projector(scene), projector(scene, ToCarriers.NO)
        made = asked(scene.member, thing)
        assert [one.pk for one in things_to_borrow(scene.member)] == [thing.pk]
        assert [one.pk for one in taken_between(scene.stranger, [thing.pk], TEN, NOON)] == [made.pk]
        with nothing_changes(scene.town.id):
            for step, refusal in (
                (lambda: asked(scene.member, hidden), NotThere),
                (lambda: asked(scene.desk, thing), NotAllowed),
                (lambda: borrowed_one(scene.stranger, made.pk), NotThere),
                (lambda: give_back(scene.stranger, made, at=MONDAY), NotThere),
                (lambda: give_back(scene.member, made, at=TEN), WrongState),
                (lambda: lend(scene.member, made, at=MONDAY), NotAllowed),
                (lambda: end_thing(scene.desk, thing, at=MONDAY), WrongState),
            ):
                with pytest.raises(refusal):
                    step()
        give_back(scene.member, made, at=MONDAY)
        assert borrowed(scene.member, MONDAY) == []
        again = asked(scene.stranger, thing)
        cancel_booking(scene.desk, again, at=MONDAY)
        assert asked(scene.member, thing).pk

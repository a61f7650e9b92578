"""A carrier's member sees when things are free, asks for one, and the desk answers."""

from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState, ToCarriers
from tests.domain.publishing.scene import Scene
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes
from tests.web.writing.conftest import browser_of, member, monday, said, scene, stranger

pytestmark = pytest.mark.django_db
__all__ = ["member", "monday", "scene", "stranger"]
TYPED = {"day": "2026-11-18", "begins": "14:00", "ends": "16:00", "purpose": "Filmabend"}


def lent(scene: Scene, to_carriers: ToCarriers = ToCarriers.ASK) -> str:
    with scene.town.open():
        thing = add_thing(scene.desk, About("Beamer", to_carriers=to_carriers), at=MONDAY)
    return f"/partner/things/{thing.pk}/"


def test_she_asks_and_the_desk_lends_or_declines(scene: Scene, member: Browser) -> None:
    desk = browser_of(scene, Role.COORDINATOR, "desk@stadt.example")
    address = lent(scene)
    member.post(address, TYPED)
    assert "asked for, not answered yet" in said(member.get("/partner/things/"))
    assert "Radverein Ried" in said(desk.get("/desk/things/"))
    with scene.town.open():
        made = Booking.objects.get()
    desk.post(f"/desk/things/bookings/{made.pk}/lend/")
    assert "booked" in said(member.get("/partner/things/"))
    member.post(address, TYPED | {"day": "2026-11-19"})
    with scene.town.open():
        other = Booking.objects.get(state=BookingState.ASKED)
    with nothing_changes(scene.town.id):
        assert desk.post(f"/desk/things/bookings/{other.pk}/decline/", {"answer": ""}).status_code == 200
    desk.post(f"/desk/things/bookings/{other.pk}/decline/", {"answer": "Lampe kaputt"})
    assert "Lampe kaputt" in said(member.get("/partner/things/"))
    member.post(f"/partner/things/bookings/{made.pk}/cancel/")
    with scene.town.open():
        assert Booking.objects.get(pk=made.pk).state == BookingState.CANCELLED


def test_another_partner_reads_that_it_is_taken_and_not_by_whom(
    scene: Scene, member: Browser, stranger: Browser
) -> None:
    address = lent(scene, ToCarriers.AT_ONCE)
    member.post(address, TYPED)
    shown = said(stranger.get("/partner/things/"))
    assert "taken" in shown
    assert "Radverein" not in shown
    assert "Filmabend" not in shown
    with nothing_changes(scene.town.id):
        again = said(stranger.post(address, TYPED))
        assert "The next free time" in again
        assert "Filmabend" in again
        with scene.town.open():
            made = Booking.objects.get()
        assert stranger.post(f"/partner/things/bookings/{made.pk}/cancel/").status_code == 404
        assert stranger.post(address, TYPED | {"ends": "13:00"}).status_code == 200


def test_the_same_form_sent_twice_asks_once(scene: Scene, member: Browser) -> None:
    address, form_id = lent(scene), {"action_id": "6f1c3b52-6c5e-4f5e-9d0c-0d6a1b1f0c11"}
    for _time in range(2):
        assert member.post(address, TYPED | form_id).status_code == 302
    with scene.town.open():
        assert Booking.objects.count() == 1


def test_what_is_lent_to_nobody_is_not_there(scene: Scene, member: Browser) -> None:
    assert member.get(lent(scene, ToCarriers.NO)).status_code == 404
    assert "Nothing is lent yet" in said(member.get("/partner/things/"))


def test_the_week_costs_the_same_for_one_and_for_three(
    scene: Scene, member: Browser, django_assert_max_num_queries: Any
) -> None:
    for _number in range(3):
        member.post(lent(scene), TYPED)
        with django_assert_max_num_queries(11):
            assert member.get("/partner/things/").status_code == 200

"""The food bank and what is lent, as the desk sees them."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.models import DietaryWish, Household, PickUp, ProxySlip
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState, Thing
from lotsenwerk.domain.organisations.models import Organisation
from tests.domain.assistance.food_bank_scenes import TODAY, Bank, make_bank
from tests.factories import MONDAY, Town, make_client, make_volunteer
from tests.fingerprint import nothing_changes
from tests.web.desk.conftest import said

IN_A_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def bank(town: Town) -> Bank:
    return make_bank(town, weekday=0)


def test_a_client_is_entered_her_proof_seen_her_diet_noted_and_a_pick_up_planned(
    bank: Bank, coordinator: Browser
) -> None:
    with bank.town.open():
        client = make_client(bank.town)
    typed = {"food_bank": bank.organisation.id, "adults": "2", "children": "1", "fee": "2,00"}
    page = coordinator.post(f"/desk/food-bank/households/new/{client.person_id}/", typed).url
    coordinator.post(f"{page}proof/", {"seen_on": TODAY, "valid_until": IN_A_WEEK})
    coordinator.post(f"{page}diet/", {"wishes": ["halal"], "consent_on": TODAY})
    coordinator.post(f"{page}plan/", {"on": IN_A_WEEK, "slot": bank.early.id})
    shown = said(coordinator.get(page))
    assert "2 adults, 1 child" in shown
    assert "halal" in shown
    with bank.town.open():
        assert PickUp.objects.get().on == IN_A_WEEK
        assert Household.objects.get().valid_until == IN_A_WEEK
    assert "2 adults, 1 child" in said(coordinator.get(f"/desk/people/{client.person_id}/"))
    coordinator.post(f"{page}no-diet/")
    with bank.town.open():
        assert not DietaryWish.objects.exists()


def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(bank: Bank, coordinator: Browser) -> None:
    with bank.town.open():
        home = bank.home()
    page = f"/desk/food-bank/households/{home.id}/"
    with bank.town.open(), nothing_changes(bank.town.id):
        for path, typed, field in (
            ("change/", {"adults": "99", "children": "0", "fee": "2,00"}, "adults"),
            ("change/", {"adults": "1", "children": "0", "fee": "lots"}, "fee"),
            ("proof/", {"seen_on": IN_A_WEEK, "valid_until": IN_A_WEEK}, "seen_on"),
            ("diet/", {"wishes": ["halal"], "consent_on": ""}, "consent_on"),
            ("plan/", {"on": TODAY + timedelta(days=1), "slot": bank.early.id}, "on"),
        ):
            answer = coordinator.post(page + path, typed)
            assert answer.context["form"].errors[field], path
            assert all(str(value) in said(answer) for value in typed.values() if isinstance(value, str))


def test_a_proof_that_ran_out_is_planned_with_a_warning(bank: Bank, coordinator: Browser) -> None:
    with bank.town.open():
        home = bank.home(seen=False)
    typed = {"on": IN_A_WEEK, "slot": bank.early.id}
    answer = coordinator.post(f"/desk/food-bank/households/{home.id}/plan/", typed, follow=True)
    assert "Nobody has seen the proof yet" in said(answer)


def test_the_search_finds_guests_and_those_who_are_not_yet(bank: Bank, coordinator: Browser) -> None:
    with bank.town.open():
        home = bank.home()
        stranger = make_client(bank.town, family_name="Gastmann")
    page = said(coordinator.get("/desk/food-bank/households/", {"name": "Gast"}))
    assert f"/desk/food-bank/households/{home.id}/" in page
    assert f"/desk/food-bank/households/new/{stranger.person_id}/" in page


def test_without_a_food_bank_the_page_says_who_lists_one(coordinator: Browser) -> None:
    for place in ("", "households/", "running-out/", "slots/"):
        assert "No food bank is listed" in said(coordinator.get(f"/desk/food-bank/{place}"))


def test_a_slip_is_a_paper_in_the_helpers_language_and_the_same_one_again(bank: Bank, coordinator: Browser) -> None:
    with bank.town.open():
        going = bank.going(bank.home(), on=TODAY)
    for _ in range(2):
        answer = coordinator.post(f"/desk/assignments/{going.id}/slip/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    with bank.town.open():
        assert ProxySlip.objects.get() == slip_for(bank.desk, going, at=MONDAY)


def test_the_administration_gives_access_to_a_food_bank_and_to_no_shop(bank: Bank, administrator: Browser) -> None:
    typed = {"email": "tafel@example.org", "display_name": "Hanna"}
    administrator.post(f"/desk/town/partners/{bank.organisation.id}/access/", typed)
    given = Membership.objects.get(role=Role.PARTNER)
    assert (given.partner_id, given.organisation_id) == (bank.organisation.id, bank.town.id)
    assert "Hanna" in said(administrator.get(f"/desk/town/partners/{bank.organisation.id}/access/"))
    Organisation.objects.filter(pk=bank.organisation.pk).update(kind="shop")
    other = {**typed, "email": "zwei@example.org"}
    with bank.town.open(), nothing_changes(bank.town.id):
        answer = administrator.post(f"/desk/town/partners/{bank.organisation.id}/access/", other)
    assert answer.context["form"].errors["email"]


def test_the_bicycle_is_booked_for_a_visit_and_stands_in_the_week(bank: Bank, coordinator: Browser) -> None:
    with bank.town.open():
        going = bank.going(bank.home(), on=TODAY)
        bicycle = add_thing(bank.desk, About(name="Lastenrad"), at=MONDAY)
    place = f"/desk/assignments/{going.id}/book/"
    known = coordinator.get(place).context["form"].initial
    typed = {"thing": bicycle.id, "day": known["day"], "begins": "14:00", "ends": "16:00"}
    coordinator.post(place, typed)
    assert "Amira" in said(coordinator.get("/desk/things/"))
    assert "Lastenrad" in said(coordinator.get(f"/desk/needs/{going.need_id}/"))
    with bank.town.open(), nothing_changes(bank.town.id):
        answer = coordinator.post(place, {**typed, "begins": "15:00"})
    assert "next free time" in said(answer)
    with bank.town.open():
        booking = Booking.objects.get()
    coordinator.post(f"/desk/things/bookings/{booking.id}/cancel/")
    with bank.town.open():
        assert Booking.objects.get().state == BookingState.CANCELLED


def test_a_thing_is_entered_once_changed_lent_over_night_and_ended(town: Town, coordinator: Browser) -> None:
    about = {"kind": "cargo_bicycle", "name": "Lastenrad", "handover_minutes": "15", "to_carriers": "no"}
    sent = {**about, "action_id": "5f0c9a52-61f7-4f6f-8a1f-0f4f9f1a2b3c"}
    for _ in range(2):
        coordinator.post("/desk/things/new/", sent)
    with town.open():
        bicycle, amira = Thing.objects.get(), make_volunteer(town).person
    coordinator.post(f"/desk/things/{bicycle.id}/", {**about, "name": "Emma"})
    typed = {"day": TODAY + timedelta(days=1), "begins": "18:00", "last_day": TODAY + timedelta(days=2), "ends": "8:00"}
    coordinator.post(f"/desk/things/{bicycle.id}/book/{amira.id}/", typed)
    page = said(coordinator.get("/desk/things/"))
    assert "Emma" in page
    assert page.count("week__booking") == 2
    with town.open(), nothing_changes(town.id):
        coordinator.post(f"/desk/things/{bicycle.id}/end/")

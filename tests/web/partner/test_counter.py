"""The food bank's counter: the list of the day, one tap for each, slips."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import note_diet
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import Diet, PickUp, PickUpState, ProxySlip
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.kit.actor import system
from tests.domain.assistance.food_bank_scenes import TODAY, Bank, make_bank
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes
from tests.web.partner.conftest import counter_of, said


def planned(bank: Bank, **facts: int) -> PickUp:
    with bank.town.open():
        return bank.plan(bank.home(**facts), on=TODAY)


def address(name: str, pick_up: PickUp) -> str:
    ref = pick_up.household.client.person.ref
    return reverse(f"partner:{name}", kwargs={"on": pick_up.on.isoformat(), "ref": ref})


def slip(bank: Bank, **facts: int) -> ProxySlip:
    """Amira fetches today for a household."""
    with bank.town.open():
        return slip_for(bank.desk, bank.going(bank.home(**facts), on=TODAY), at=MONDAY)


def test_after_the_login_a_member_arrives_at_her_food_bank(counter: Browser) -> None:
    assert counter.get("/arrive/", follow=True).redirect_chain[-1] == ("/partner/", 302)


def test_the_list_names_who_comes_how_many_what_is_not_eaten_and_who_fetches(bank: Bank, counter: Browser) -> None:
    paper = slip(bank, adults=2, children=1, fee_cents=200)
    with bank.town.open():
        client = paper.pick_up.household.client
        note_diet(bank.desk, client, wishes=[Diet.NO_PORK], consent_on=TODAY, at=MONDAY)
        guest = client.person
    page = said(counter.get("/partner/"))
    for words in (guest.formal_name, "2 adults, 1 child", "€2.00", "no pork", "Amira", f"{paper.ref[:5]}-"):
        assert words in page
    assert guest.address not in page
    assert "Haddad" not in page


def test_one_tap_ticks_with_the_usual_fee_and_one_takes_it_back(bank: Bank, counter: Browser) -> None:
    pick_up = planned(bank, fee_cents=200)
    counter.post(address("guest_fetched", pick_up))
    page = said(counter.get("/partner/"))
    assert "€2.00 paid" in page
    counter.post(address("guest_take_back", pick_up))
    with bank.town.open():
        assert PickUp.objects.get().state == PickUpState.PLANNED
    counter.post(address("guest_not_come", pick_up))
    with bank.town.open():
        assert PickUp.objects.get().state == PickUpState.NOT_COME


def test_another_fee_is_typed_on_the_households_own_page(bank: Bank, counter: Browser) -> None:
    pick_up = planned(bank, fee_cents=200)
    with bank.town.open(), nothing_changes(bank.town.id):
        for typed in ("", "nothing", "1,005", "-1", "101"):
            answer = counter.post(address("guest", pick_up), {"fee": typed})
            assert answer.context["form"].errors["fee"]
            assert typed in said(answer)
    counter.post(address("guest", pick_up), {"fee": "1,33"})
    with bank.town.open():
        assert PickUp.objects.get().fee_cents == 133
    assert "€1.33" in said(counter.get("/partner/"))


@pytest.mark.parametrize("name", ["guest_fetched", "guest_not_come", "guest_take_back"])
def test_looking_never_ticks(bank: Bank, counter: Browser, name: str) -> None:
    pick_up = planned(bank)
    with bank.town.open(), nothing_changes(bank.town.id):
        assert counter.get(address(name, pick_up)).status_code == 405
        counter.get(address("guest", pick_up))


def test_what_lies_ahead_has_no_buttons_and_is_refused(bank: Bank, counter: Browser) -> None:
    with bank.town.open():
        pick_up = bank.plan(bank.home(), on=TODAY + timedelta(days=7))
    assert "formaction" not in said(counter.get(f"/partner/days/{pick_up.on}/"))
    with bank.town.open(), nothing_changes(bank.town.id):
        counter.post(address("guest_fetched", pick_up))


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "9999999-01-01"])
def test_a_day_that_is_none_is_not_there(counter: Browser, day: str) -> None:
    assert counter.get(f"/partner/days/{day}/").status_code == 404


@pytest.mark.parametrize("guests", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(bank: Bank, counter: Browser, guests: int) -> None:
    for _ in range(guests):
        with bank.town.open():
            slip_for(bank.desk, bank.going(bank.home(), on=TODAY), at=MONDAY)
    with CaptureQueriesContext(connection) as captured:
        answer = counter.get("/partner/")
    said_by_the_test = ("SAVEPOINT", "RELEASE")
    assert sum(not one["sql"].startswith(said_by_the_test) for one in captured.captured_queries) == 11
    assert len(answer.content) < 40 * 1024


def test_a_full_day_stays_light_and_shows_the_slot_that_was_asked_for(bank: Bank, counter: Browser) -> None:
    with bank.town.open():
        for _ in range(20):
            bank.plan(bank.home(), slot=bank.late, on=TODAY)
        type(bank.early).objects.filter(pk=bank.early.pk).update(places=40)
        for _ in range(18):
            bank.plan(bank.home(), slot=bank.early, on=TODAY)
    answer = counter.get(f"/partner/days/{TODAY}/?slot={bank.late.id}")
    assert said(answer).count("/fetched/") == 20
    assert len(answer.content) < 40 * 1024
    # It is ten o'clock: the first slot is the next one.
    assert said(counter.get("/partner/")).count("/fetched/") == 18


def test_a_number_is_found_as_it_is_read_from_paper(bank: Bank, counter: Browser) -> None:
    paper = slip(bank)
    for typed in (paper.ref, f" {paper.ref[:5].upper()}-{paper.ref[5:]} "):
        assert counter.get("/partner/slips/", {"ref": typed}).url == f"/partner/slips/{paper.ref}/"
    assert "There is no such slip here" in said(counter.get("/partner/slips/", {"ref": "0000000000"}))
    assert "not a number of a slip" in said(counter.get("/partner/slips/", {"ref": "ﷺ" * 60}))


def test_a_slip_is_handed_out_once_and_looking_at_it_changes_nothing(bank: Bank, counter: Browser) -> None:
    paper = slip(bank, fee_cents=150)
    with bank.town.open(), nothing_changes(bank.town.id):
        assert "This slip counts" in said(counter.get(f"/partner/slips/{paper.ref}/"))
    counter.post(f"/partner/slips/{paper.ref}/hand-out/")
    assert "used up" in said(counter.get(f"/partner/slips/{paper.ref}/"))
    with bank.town.open(), nothing_changes(bank.town.id):
        counter.post(f"/partner/slips/{paper.ref}/hand-out/")


def test_the_slip_of_somebody_who_does_not_go_any_more_does_not_count(bank: Bank, counter: Browser) -> None:
    paper = slip(bank)
    with bank.town.open():
        replace_volunteer(bank.desk, paper.assignment, at=MONDAY)
    page = said(counter.get(f"/partner/slips/{paper.ref}/"))
    assert "does not count" in page
    assert "hand-out" not in page


def test_another_food_bank_and_another_town_find_nothing(bank: Bank) -> None:
    paper, pick_up = slip(bank), planned(bank)
    with bank.town.open():
        other = list_partner(system(bank.town.id), kind=Kind.FOOD_BANK, name="Zweite Tafel", at=MONDAY)
    second = Bank(bank.town, other, bank.early, bank.late)
    there = make_bank(make_town("Lampertheim", "06431013"), weekday=0)
    for stranger in (counter_of(second, email="zwei@example.org"), counter_of(there, email="drei@example.org")):
        with bank.town.open(), nothing_changes(bank.town.id):
            assert "Gast" not in said(stranger.get("/partner/"))
            assert stranger.get(f"/partner/slips/{paper.ref}/").status_code == 404
            assert stranger.get(address("guest", pick_up)).status_code == 404
            for name in ("guest_fetched", "guest_not_come", "guest_take_back"):
                assert stranger.post(address(name, pick_up)).status_code == 404
            assert stranger.post(f"/partner/slips/{paper.ref}/hand-out/").status_code == 404


def test_the_paper_list_has_everybody_and_a_box(bank: Bank, counter: Browser) -> None:
    pick_up = planned(bank)
    page = said(counter.get(f"/partner/days/{TODAY}/print/"))
    assert pick_up.household.client.person.formal_name in page
    assert 'class="box"' in page


def test_the_list_asks_for_itself_again_and_comes_only_when_something_is_new(bank: Bank, counter: Browser) -> None:
    pick_up = planned(bank)
    page = said(counter.get("/partner/"))
    [again] = re.findall(r'id="day" hx-get="([^"]+)"', page)
    assert counter.get(again, headers={"hx-request": "true"}).status_code == 204
    with bank.town.open():
        fetched(bank.desk, pick_up, at=MONDAY)
    answer = counter.get(again, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert said(answer).startswith('<div class="stack stack--wide" id="day"')
    assert "fetched</dt><dd>1</dd>" in said(answer)
    assert "<html" in said(counter.get(again)), "without script the same address is a whole page"

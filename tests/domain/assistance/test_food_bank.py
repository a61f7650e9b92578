"""The food bank: the rules of docs/rules/food_bank.md by their numbers."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.food_bank.cancel_pick_up import cancel_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.change_household import change_household
from lotsenwerk.domain.assistance.actions.food_bank.end_household import end_household
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched, hand_out, not_come
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot, change_slot, take_away_slot
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import forget_diet, note_diet
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.food_bank.take_back import take_back
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.entitlement import Entitlement, entitlement_on
from lotsenwerk.domain.assistance.models import (
    Diet,
    DietaryWish,
    Household,
    Need,
    NeedKind,
    PickUp,
    PickUpState,
)
from lotsenwerk.domain.assistance.personal_data.food_bank import PART
from lotsenwerk.domain.assistance.queries import food_bank as reads
from lotsenwerk.domain.assistance.slip_paper import facts_of_slip
from lotsenwerk.domain.gatherings.actions.book import book
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState
from lotsenwerk.domain.journal.models import Detail, Line
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.assistance.food_bank_scenes import AT_THE_COUNTER, DAY, THURSDAY, TODAY, Bank, make_bank, member
from tests.factories import MONDAY, make_client, make_town, make_volunteer
from tests.fingerprint import nothing_changes


@pytest.fixture
def bank(db: None) -> Bank:
    return make_bank(make_town())


def refused(step: Callable[[], object], kind: type[Refused], field: str | None = None) -> str:
    with pytest.raises(kind) as found:
        step()
    assert found.value.field == field
    return found.value.sentence


# --- households -------------------------------------------------------------------------------------------------------


def test_t1_a_client_is_a_guest_once_at_a_time_and_again_after_the_end(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home()

        def again() -> Household:
            return enter_household(bank.desk, food_bank_id=bank.organisation.id, client=home.client, at=MONDAY)

        with nothing_changes(bank.town.id):
            refused(again, BadInput, "food_bank")
        end_household(bank.desk, home, at=MONDAY)
        assert again().id != home.id


@pytest.mark.parametrize(
    ("adults", "children", "fee", "field"),
    [(0, 0, 0, "adults"), (21, 0, 0, "adults"), (1, 21, 0, "children"), (1, -1, 0, "children"), (1, 0, 5001, "fee")],
)
def test_t2_a_size_that_cannot_be_is_refused(bank: Bank, adults: int, children: int, fee: int, field: str) -> None:
    with bank.town.open():
        home = bank.home()
        size = {"adults": adults, "children": children, "fee_cents": fee}
        other = make_client(bank.town, family_name="Neu")
        with nothing_changes(bank.town.id):
            refused(lambda: change_household(bank.desk, home, **size, at=MONDAY), BadInput, field)
            refused(
                lambda: enter_household(bank.desk, food_bank_id=bank.organisation.id, client=other, **size, at=MONDAY),
                BadInput,
                field,
            )


@pytest.mark.parametrize(
    ("seen", "until", "field"),
    [(DAY, 9 * DAY, "seen_on"), (0 * DAY, -DAY, "valid_until"), (0 * DAY, 1100 * DAY, "valid_until")],
)
def test_t3_days_of_a_proof_that_cannot_be_are_refused(
    bank: Bank, seen: timedelta, until: timedelta, field: str
) -> None:
    with bank.town.open():
        home = bank.home()
        with nothing_changes(bank.town.id):
            days = {"seen_on": TODAY + seen, "valid_until": TODAY + until}
            refused(lambda: see_entitlement(bank.desk, home, **days, at=MONDAY), BadInput, field)


@pytest.mark.parametrize(
    ("until", "on", "standing"),
    [
        (TODAY + 40 * DAY, TODAY, Entitlement.SEEN),
        (TODAY + 29 * DAY, TODAY, Entitlement.RUNS_OUT),
        (TODAY, TODAY, Entitlement.RUNS_OUT),
        (TODAY - DAY, TODAY, Entitlement.EXPIRED),
        (TODAY - 60 * DAY, TODAY, Entitlement.EXPIRED),
        (TODAY - 61 * DAY, TODAY, Entitlement.TOO_OLD),
        (None, TODAY + 60 * DAY, Entitlement.NOT_SEEN_YET),
        (None, TODAY + 61 * DAY, Entitlement.TOO_OLD),
    ],
)
def test_t4_how_a_proof_stands(until: date | None, on: date, standing: Entitlement) -> None:
    home = Household(organisation_id=1, valid_until=until, added_at=MONDAY)
    assert entitlement_on(home, on) == standing


def test_t4_a_proof_that_ran_out_is_a_warning_and_one_that_ran_out_long_ago_a_refusal(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home(seen=False)
        assert bank.plan(home).state == PickUpState.PLANNED
        after = THURSDAY + 70 * DAY
        with nothing_changes(bank.town.id):
            refused(lambda: bank.plan(home, on=after), WrongState)
        see_entitlement(bank.desk, home, seen_on=TODAY, valid_until=after, at=MONDAY)
        assert bank.plan(home, on=after).on == after


def test_t5_the_end_takes_planned_pick_ups_and_what_is_not_eaten_along(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home()
        planned = bank.plan(home)
        note_diet(bank.desk, home.client, wishes=[Diet.VEGAN], consent_on=TODAY, at=MONDAY)
        end_household(bank.desk, home, at=MONDAY)
        planned.refresh_from_db()
        assert planned.state == PickUpState.CANCELLED
        assert not DietaryWish.objects.exists()
        with nothing_changes(bank.town.id):
            refused(lambda: bank.plan(home), WrongState)
            refused(lambda: end_household(bank.desk, home, at=MONDAY), WrongState)


# --- diets ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "consent", "field"),
    [([], TODAY, "wishes"), ([Diet.HALAL], None, "consent_on"), ([Diet.HALAL], TODAY + DAY, "consent_on")],
)
def test_d1_nothing_is_noted_without_a_consent(
    bank: Bank, wishes: list[Diet], consent: date | None, field: str
) -> None:
    with bank.town.open():
        client = bank.home().client
        with nothing_changes(bank.town.id):
            refused(lambda: note_diet(bank.desk, client, wishes=wishes, consent_on=consent, at=MONDAY), BadInput, field)


def test_d2_a_consent_taken_back_deletes_the_row_and_the_journal_never_said_what(bank: Bank) -> None:
    with bank.town.open():
        client = bank.home().client
        note_diet(bank.desk, client, wishes=[Diet.HALAL], consent_on=TODAY, at=MONDAY)
        note_diet(bank.desk, client, wishes=[Diet.NO_PORK, Diet.DIABETES], consent_on=TODAY, at=MONDAY)
        assert reads.diet_of(client.id).wishes == "diabetes,no_pork"  # type: ignore[union-attr]
        forget_diet(bank.desk, client, at=MONDAY)
        assert reads.diet_of(client.id) is None
        verbs = ("note_diet", "forget_diet")
        assert Line.objects.filter(verb__in=verbs).count() == 3
        assert not Detail.objects.filter(line__verb__in=verbs).exists()
        with nothing_changes(bank.town.id):
            forget_diet(bank.desk, client, at=MONDAY)


# --- slots and places -------------------------------------------------------------------------------------------------


def test_s2_s3_a_full_slot_is_a_wall_and_names_the_next_free_one(bank: Bank) -> None:
    with bank.town.open():
        first, second, third = (bank.home() for _ in range(3))
        planned = bank.plan(first)
        bank.plan(second)
        with nothing_changes(bank.town.id):
            assert "19. November, 14:00" in refused(lambda: bank.plan(third), WrongState)
        cancel_pick_up(bank.desk, planned, at=MONDAY)
        assert bank.plan(third).slot == bank.early


def test_s3_when_all_is_full_the_refusal_says_so(bank: Bank) -> None:
    with bank.town.open():
        change_slot(bank.desk, bank.late, begins=time(14), ends=time(15), places=0, at=MONDAY)
        change_slot(bank.desk, bank.early, begins=time(13), ends=time(14), places=0, at=MONDAY)
        home = bank.home()
        with nothing_changes(bank.town.id):
            assert "acht Wochen" in refused(lambda: bank.plan(home), WrongState)


@pytest.mark.django_db(transaction=True)
def test_s3_of_two_who_take_the_last_place_in_the_same_moment_one_gets_it() -> None:
    bank = make_bank(make_town(), places=1)
    with bank.town.open():
        homes = [bank.home(), bank.home()]

    def step(home: Household) -> PickUp:
        with tenant(bank.town.id):
            return bank.plan(home)

    answers = at_once([lambda home=home: step(home) for home in homes])  # type: ignore[misc]
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    with bank.town.open():
        assert PickUp.objects.count() == 1


@pytest.mark.parametrize("on", [THURSDAY + DAY, THURSDAY - 7 * DAY, THURSDAY + 53 * 7 * DAY])
def test_s4_a_day_that_cannot_be_is_refused(bank: Bank, on: date) -> None:
    with bank.town.open():
        home = bank.home()
        with nothing_changes(bank.town.id):
            refused(lambda: bank.plan(home, on=on), BadInput, "on")


def test_s4_a_household_comes_once_on_a_day(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home()
        bank.plan(home)
        with nothing_changes(bank.town.id):
            refused(lambda: bank.plan(home, slot=bank.late), BadInput, "on")


def test_s5_a_slot_that_was_used_is_closed_and_not_taken_away(bank: Bank) -> None:
    with bank.town.open():
        bank.plan(bank.home())
        bank.plan(bank.home())
        hours = {"begins": time(13), "ends": time(14), "at": MONDAY}
        with nothing_changes(bank.town.id):
            refused(lambda: take_away_slot(bank.desk, bank.early, at=MONDAY), WrongState)
            refused(lambda: change_slot(bank.desk, bank.early, **hours, places=1), BadInput, "places")
        change_slot(bank.desk, bank.early, **hours, places=0)
        take_away_slot(bank.desk, bank.late, at=MONDAY)
        assert [slot.places for slot in reads.slots(bank.desk, bank.organisation.id)] == [0]


# --- the day ----------------------------------------------------------------------------------------------------------


def test_a1_fetched_keeps_what_was_paid_and_the_day_adds_it_up_to_the_cent(bank: Bank) -> None:
    with bank.town.open():
        one, two = bank.home(adults=2, children=3, fee_cents=250), bank.home(fee_cents=200)
        away, open_one = bank.home(), bank.home(adults=5)
        first, second, third = bank.plan(one), bank.plan(two), bank.plan(away, slot=bank.late)
        bank.plan(open_one, slot=bank.late)
        fetched(bank.counter, first, at=AT_THE_COUNTER)
        fetched(bank.counter, second, fee_cents=133, at=AT_THE_COUNTER)
        not_come(bank.counter, third, at=AT_THE_COUNTER)
        sums = reads.day_of(bank.counter, bank.organisation.id, THURSDAY).sums
        assert (sums.planned, sums.fetched, sums.not_come) == (1, 2, 1)
        assert (sums.adults, sums.children, sums.fee_cents) == (3, 3, 383)


@pytest.mark.parametrize("at", [AT_THE_COUNTER - DAY, AT_THE_COUNTER + 8 * DAY])
def test_a1_nothing_is_ticked_before_the_day_nor_more_than_a_week_after(bank: Bank, at: datetime) -> None:
    with bank.town.open():
        planned = bank.plan(bank.home())
        with nothing_changes(bank.town.id):
            refused(lambda: fetched(bank.counter, planned, at=at), WrongState)
            refused(lambda: not_come(bank.counter, planned, at=at), WrongState)


def test_a1_a_fee_that_cannot_be_is_refused(bank: Bank) -> None:
    with bank.town.open():
        planned = bank.plan(bank.home())
        with nothing_changes(bank.town.id):
            for fee in (-1, 10_001):
                refused(
                    lambda fee=fee: fetched(bank.counter, planned, fee_cents=fee, at=AT_THE_COUNTER),  # type: ignore[misc]
                    BadInput,
                    "fee",
                )


def test_a2_a_tap_is_taken_back_within_a_day_and_not_later(bank: Bank) -> None:
    with bank.town.open():
        planned = bank.plan(bank.home(fee_cents=200))
        not_come(bank.counter, planned, at=AT_THE_COUNTER)
        back = take_back(bank.counter, planned, at=AT_THE_COUNTER + timedelta(minutes=10))
        assert (back.state, back.fee_cents, back.ended_at) == (PickUpState.PLANNED, 0, None)
        fetched(bank.counter, planned, at=AT_THE_COUNTER)
        with nothing_changes(bank.town.id):
            refused(lambda: take_back(bank.counter, planned, at=AT_THE_COUNTER + 2 * DAY), WrongState)
            refused(lambda: not_come(bank.counter, planned, at=AT_THE_COUNTER), WrongState)


def test_a3_a_need_plans_the_first_slot_inside_the_wished_time_that_has_a_place(bank: Bank) -> None:
    with bank.town.open():
        need = bank.need(bank.home().client)
        assert PickUp.objects.get(need=need).slot == bank.early
        bank.plan(bank.home())
        assert PickUp.objects.get(need=bank.need(bank.home().client)).slot == bank.late


def test_a3_a_pick_up_that_was_planned_before_is_taken(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home()
        planned = bank.plan(home, slot=bank.late)
        need = bank.need(home.client)
        planned.refresh_from_db()
        assert planned.need == need
        assert PickUp.objects.count() == 1


@pytest.mark.parametrize("why", ["no guest", "no slot at that time", "proof too old"])
def test_a3_where_nothing_fits_the_need_stands_without(bank: Bank, why: str) -> None:
    with bank.town.open():
        client = make_client(bank.town) if why == "no guest" else bank.home().client
        if why == "proof too old":
            Household.objects.update(valid_until=TODAY - 100 * DAY)
        need = bank.need(client, hours=(6, 9) if why == "no slot at that time" else (11, 15))
        assert need.pk
        assert not PickUp.objects.exists()


def test_a4_a_cancelled_need_cancels_its_pick_up_and_frees_slip_and_bicycle(bank: Bank) -> None:
    with bank.town.open():
        going = bank.going(bank.home())
        slip = slip_for(bank.desk, going, at=MONDAY)
        bicycle = add_thing(bank.desk, About(name="Lastenrad"), at=MONDAY)
        about = ("assistance", "assignment", going.id)
        begin, end = going.during.lower, going.during.upper
        book(bank.desk, bicycle, person=going.volunteer.person, begin=begin, end=end, about=about, at=MONDAY)
        cancel(bank.desk, going.need, at=MONDAY)
        assert PickUp.objects.get().state == PickUpState.CANCELLED
        assert Booking.objects.get().state == BookingState.CANCELLED
        slip.refresh_from_db()
        assert slip.ended_at == MONDAY


# --- slips ------------------------------------------------------------------------------------------------------------


def test_p1_p2_asking_again_gives_the_same_slip_to_helper_and_desk(bank: Bank) -> None:
    with bank.town.open():
        going = bank.going(bank.home())
        slip = slip_for(bank.town.volunteer_actor(going.volunteer), going, at=MONDAY)
        with nothing_changes(bank.town.id):
            assert slip_for(bank.desk, going, at=MONDAY) == slip
        assert slip.valid_on == THURSDAY


def test_p1_the_paper_names_the_helper_initials_and_how_many_and_nothing_that_is_not_eaten(bank: Bank) -> None:
    with bank.town.open():
        home = bank.home(adults=2, children=1, fee_cents=200)
        note_diet(bank.desk, home.client, wishes=[Diet.DIABETES], consent_on=TODAY, at=MONDAY)
        slip = slip_for(bank.desk, bank.going(home), at=MONDAY)
        facts = facts_of_slip(reads.whole_slip(slip.id), "de")
        assert (facts["helper"], facts["client_initials"], facts["household"]) == ("Amira Haddad", "E. G.", 3)
        assert facts["day"] == "Donnerstag, 19. November 2026"
        assert "iabetes" not in str(facts)
        assert home.client.person.family_name not in str(facts)
        assert slip.ref in facts["link"]["qr"]  # type: ignore[index]


def test_p1_there_is_none_for_somebody_else_nor_for_shopping_nor_without_a_pick_up(bank: Bank) -> None:
    with bank.town.open():
        going = bank.going(bank.home())
        other = bank.town.volunteer_actor(make_volunteer(bank.town, given_name="Olena"))
        without = bank.accepted(bank.need(make_client(bank.town)), "Tesfay")
        with nothing_changes(bank.town.id):
            refused(lambda: slip_for(other, going, at=MONDAY), NotAllowed)
            refused(lambda: slip_for(bank.counter, going, at=MONDAY), NotAllowed)
            refused(lambda: slip_for(bank.desk, without, at=MONDAY), WrongState)
            refused(lambda: slip_for(bank.desk, going, at=MONDAY + 5 * DAY), WrongState)
        Need.objects.filter(pk=going.need_id).update(kind=NeedKind.SHOP_AND_DELIVER)
        with nothing_changes(bank.town.id):
            refused(lambda: slip_for(bank.desk, going, at=MONDAY), WrongState)


def test_p3_who_falls_ill_loses_the_slip_and_the_next_one_gets_her_own(bank: Bank) -> None:
    with bank.town.open():
        first = bank.going(bank.home())
        old = slip_for(bank.desk, first, at=MONDAY)
        replace_volunteer(bank.desk, first, at=MONDAY)
        old.refresh_from_db()
        assert old.ended_at == MONDAY
        second = bank.accepted(first.need, "Tesfay")
        new = slip_for(bank.desk, second, at=MONDAY)
        assert new.ref != old.ref
        with nothing_changes(bank.town.id):
            refused(lambda: hand_out(bank.counter, old, at=AT_THE_COUNTER), WrongState)
        hand_out(bank.counter, new, at=AT_THE_COUNTER)
        assert PickUp.objects.get().state == PickUpState.FETCHED


def test_p4_a_slip_is_used_once_and_good_again_when_the_tap_is_taken_back(bank: Bank) -> None:
    with bank.town.open():
        going = bank.going(bank.home(fee_cents=200))
        slip = slip_for(bank.desk, going, at=MONDAY)
        assert hand_out(bank.counter, slip, at=AT_THE_COUNTER).fee_cents == 200
        slip.refresh_from_db()
        assert slip.used_at == AT_THE_COUNTER
        with nothing_changes(bank.town.id):
            refused(lambda: hand_out(bank.counter, slip, at=AT_THE_COUNTER), WrongState)
        take_back(bank.counter, PickUp.objects.get(), at=AT_THE_COUNTER)
        slip.refresh_from_db()
        assert slip.used_at is None
        assert reads.slip_counts(slip, AT_THE_COUNTER)


@pytest.mark.parametrize("at", [AT_THE_COUNTER - DAY, AT_THE_COUNTER + DAY])
def test_p3_a_slip_counts_on_its_day_alone(bank: Bank, at: datetime) -> None:
    with bank.town.open():
        slip = slip_for(bank.desk, bank.going(bank.home()), at=MONDAY)
        with nothing_changes(bank.town.id):
            refused(lambda: hand_out(bank.counter, slip, at=at), WrongState)


# --- who may ----------------------------------------------------------------------------------------------------------


def test_another_food_bank_of_the_town_sees_and_ticks_nothing(bank: Bank) -> None:
    with bank.town.open():
        going = bank.going(bank.home())
        slip, pick_up = slip_for(bank.desk, going, at=MONDAY), PickUp.objects.get()
        other = list_partner(system(bank.town.id), kind=Kind.FOOD_BANK, name="Zweite Tafel", at=MONDAY)
        stranger, ref = member(bank.town, other), pick_up.household.client.person.ref
        with nothing_changes(bank.town.id):
            refused(lambda: fetched(stranger, pick_up, at=AT_THE_COUNTER), NotAllowed)
            refused(lambda: not_come(stranger, pick_up, at=AT_THE_COUNTER), NotAllowed)
            refused(lambda: hand_out(stranger, slip, at=AT_THE_COUNTER), NotAllowed)
        for not_there in (
            lambda: reads.slip_by_ref(stranger, slip.ref),
            lambda: reads.pick_up_for(stranger, pick_up.id),
            lambda: reads.pick_up_of_guest(stranger, other.id, THURSDAY, ref),
            lambda: reads.pick_up_of_guest(stranger, bank.organisation.id, THURSDAY, ref),
            lambda: reads.day_of(stranger, bank.organisation.id, THURSDAY),
            lambda: reads.food_bank_for(stranger, bank.organisation.id),
            lambda: reads.household_for(stranger, pick_up.household_id),
        ):
            with pytest.raises(NotThere):
                not_there()
        assert reads.slip_by_ref(bank.counter, slip.ref) == slip


def test_the_neighbours_slip_is_not_there(bank: Bank) -> None:
    there = make_bank(make_town("Lampertheim", "06431013"))
    with there.town.open():
        slip = slip_for(there.desk, there.going(there.home()), at=MONDAY)
        pick_up = PickUp.objects.get()
    with bank.town.open(), nothing_changes(bank.town.id):
        for actor in (bank.desk, bank.counter):
            with pytest.raises(NotThere):
                reads.slip_by_ref(actor, slip.ref)
            with pytest.raises(PickUp.DoesNotExist):
                fetched(actor, pick_up, at=AT_THE_COUNTER)


@pytest.mark.parametrize("role", ["volunteer", "clerk", "administrator", "counter"])
def test_households_slots_and_plans_are_the_desks(bank: Bank, role: str) -> None:
    with bank.town.open():
        home = bank.home()
        planned = bank.plan(home)
        actor = bank.counter if role == "counter" else bank.town.actor(role)
        other = make_client(bank.town, family_name="Neu")
        hours = {"begins": time(9), "ends": time(10), "places": 5, "at": MONDAY}
        with nothing_changes(bank.town.id):
            for step in (
                lambda: enter_household(actor, food_bank_id=bank.organisation.id, client=other, at=MONDAY),
                lambda: change_household(actor, home, adults=2, children=0, fee_cents=0, at=MONDAY),
                lambda: end_household(actor, home, at=MONDAY),
                lambda: see_entitlement(actor, home, seen_on=TODAY, valid_until=TODAY, at=MONDAY),
                lambda: note_diet(actor, home.client, wishes=[Diet.VEGAN], consent_on=TODAY, at=MONDAY),
                lambda: forget_diet(actor, home.client, at=MONDAY),
                lambda: add_slot(actor, food_bank_id=bank.organisation.id, weekday=1, **hours),
                lambda: change_slot(actor, bank.early, **hours),
                lambda: take_away_slot(actor, bank.late, at=MONDAY),
                lambda: plan_pick_up(actor, home, slot=bank.late, on=THURSDAY, at=MONDAY),
                lambda: cancel_pick_up(actor, planned, at=MONDAY),
            ):
                refused(step, NotAllowed)


# --- reads ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guests", [1, 3])
def test_the_list_of_a_day_costs_the_same_for_one_and_for_three(
    bank: Bank, guests: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    with bank.town.open():
        for number in range(guests):
            home = bank.home()
            note_diet(bank.desk, home.client, wishes=[Diet.VEGAN], consent_on=TODAY, at=MONDAY)
            slip_for(bank.desk, bank.going(home, f"Helferin{number}"), at=MONDAY)
        with django_assert_num_queries(4):  # type: ignore[attr-defined]
            day = reads.day_of(bank.counter, bank.organisation.id, THURSDAY)
            for _slot, rows in day.slots:
                for row in rows:
                    assert reads.slip_of(row)
                    assert reads.who_fetches(row).volunteer.person.given_name  # type: ignore[union-attr]
                    assert row.household.client.dietary_wish.wishes == "vegan"
        assert sum(len(rows) for _slot, rows in day.slots) == guests


def test_whose_proof_runs_out_stands_most_urgent_first(bank: Bank) -> None:
    with bank.town.open():
        never, later, gone = bank.home(seen=False), bank.home(), bank.home()
        Household.objects.filter(pk=later.pk).update(valid_until=TODAY + 10 * DAY)
        Household.objects.filter(pk=gone.pk).update(valid_until=TODAY - DAY)
        bank.home()
        assert list(reads.running_out(bank.desk, bank.organisation.id, TODAY)) == [never, gone, later]


def test_next_days_are_those_with_slots_and_how_many_are_expected(bank: Bank) -> None:
    with bank.town.open():
        bank.plan(bank.home())
        week = THURSDAY + 7 * DAY
        day = reads.day_of(bank.counter, bank.organisation.id, TODAY)
        assert reads.next_days(bank.counter, bank.organisation.id, day, TODAY) == [(THURSDAY, 1), (week, 0)]


# --- forgetting -------------------------------------------------------------------------------------------------------


def test_a_guest_is_forgotten_when_nothing_is_planned_any_more(bank: Bank) -> None:
    assert PART.erase
    assert PART.export
    with bank.town.open():
        home = bank.home(adults=2)
        note_diet(bank.desk, home.client, wishes=[Diet.VEGAN], consent_on=TODAY, at=MONDAY)
        planned = bank.plan(home, on=THURSDAY)
        assert PART.export(home.client.person_id)["diet"] == {"wishes": "vegan", "consent_on": str(TODAY)}
        cancel_pick_up(bank.desk, planned, at=MONDAY)
        assert PART.needed_because(home.client.person_id) == []
        PART.erase(home.client.person_id, MONDAY)
        home.refresh_from_db()
        assert (home.seen_on, home.valid_until, home.ended_at, home.adults) == (None, None, MONDAY, 2)
        assert not DietaryWish.objects.exists()


def test_a_proof_is_forgotten_when_it_helps_nobody_any_more(bank: Bank) -> None:
    assert PART.due
    assert PART.expire
    with bank.town.open():
        home, fresh = bank.home(), bank.home()
        Household.objects.filter(pk=home.pk).update(valid_until=TODAY - 62 * DAY)
        Household.objects.filter(pk=fresh.pk).update(valid_until=TODAY - 61 * DAY)
        [due] = PART.due(MONDAY)
        PART.expire(due, MONDAY)
        home.refresh_from_db()
        assert (home.seen_on, home.seen_by_user_id, home.valid_until) == (None, None, None)
        assert PART.due(MONDAY) == []


def test_a_guest_who_was_entered_twice_is_one_guest(bank: Bank) -> None:
    assert PART.join
    with bank.town.open():
        kept, gone = bank.home(), bank.home()
        note_diet(bank.desk, gone.client, wishes=[Diet.VEGAN], consent_on=TODAY, at=MONDAY)
        PART.join(kept.client.person_id, gone.client.person_id)
        assert list(Household.objects.filter(ended_at__isnull=True)) == [kept]
        assert Household.objects.filter(client=kept.client).count() == 2
        assert DietaryWish.objects.get().client == kept.client

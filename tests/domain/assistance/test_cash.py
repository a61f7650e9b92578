"""Money goes through hands: what the verbs write, what they refuse, and that the books always balance."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions import cash_desk
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.cash import DoesNotMeet, hand_over, settle, undo
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.float_box import close_day, empty_float, fill_float
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.receipts import keep_receipt
from lotsenwerk.domain.assistance.ledger import Account, IfUnequal, Movement, balances
from lotsenwerk.domain.assistance.models import (
    Alert,
    Assignment,
    CashKind,
    CashLine,
    FloatClosing,
    MoneyFrom,
    Need,
    ReceiptPhoto,
)
from lotsenwerk.domain.assistance.personal_data import money as personal
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.money import (
    cash_sheet,
    float_day,
    float_now,
    lines_of_month,
    open_visits,
    receipt_photo,
)
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.kit.errors import NotAllowed, NotThere, Refused, WrongState
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes
from tests.story import picture

pytestmark = pytest.mark.django_db
AFTER = MONDAY + timedelta(hours=26)


@pytest.fixture
def town() -> Town:
    return make_town()


def visit(town: Town, source: MoneyFrom = MoneyFrom.CLIENT) -> Assignment:
    """Amira goes to Erna tomorrow. The scope of the town is open."""
    need = make_need(town, make_client(town))
    Need.objects.filter(pk=need.pk).update(money=source)
    need.refresh_from_db()
    volunteer = make_volunteer(town)
    offer = make_offer(town.coordinator, need, volunteer=volunteer, at=MONDAY)
    going = accept_offer(town.volunteer_actor(volunteer), offer, at=MONDAY)
    return assignment_for(town.coordinator, assignment_id=going.id)


def shops(town: Town, going: Assignment, **numbers: int) -> object:
    said = {"received": 4000, "spent": 3140, "returned": 860} | numbers
    return settle(town.volunteer_actor(going.volunteer), going, **said, at=AFTER)


def test_helper_and_desk_read_the_same_numbers(town: Town) -> None:
    with town.open():
        going = visit(town)
        herself = town.volunteer_actor(going.volunteer)
        hand_over(herself, going, source=MoneyFrom.CLIENT, cents=4000, at=AFTER)
        shops(town, going)
        hers, ours = cash_sheet(herself, going), cash_sheet(town.coordinator, going)
    assert hers == ours
    assert (ours.totals.received, ours.totals.spent, ours.totals.returned, ours.difference) == (4000, 3140, 860, 0)


def test_numbers_that_do_not_meet_are_refused_with_the_amount(town: Town) -> None:
    with town.open():
        going = visit(town)
        with nothing_changes(town.id), pytest.raises(DoesNotMeet) as refused:
            shops(town, going, returned=500)
    assert refused.value.cents == 360
    assert "3,60" in refused.value.sentence or "3.60" in refused.value.sentence


def test_missing_money_finishes_and_alerts_the_desk_with_the_amount(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going, returned=500, if_unequal=IfUnequal.LEAVE_OPEN)
        assert [(alert.kind, alert.cents) for alert in Alert.objects.all()] == [("money_missing", 360)]
        report(town.volunteer_actor(going.volunteer), going, minutes=50, at=AFTER)
        [opened] = open_visits(town.coordinator)
    assert opened.difference == 360


def test_the_desk_writes_the_difference_off_with_a_sentence(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going, returned=500, if_unequal=IfUnequal.LEAVE_OPEN)
        report(town.volunteer_actor(going.volunteer), going, minutes=50, at=AFTER)
        for because in ("", "  ", "x" * 201):
            with nothing_changes(town.id), pytest.raises(Refused):
                cash_desk.write_off(town.coordinator, going, because=because, at=AFTER)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            cash_desk.write_off(town.actor(Role.ASSISTANT), going, because="Verloren gegangen.", at=AFTER)
        cash_desk.write_off(town.coordinator, going, because="Verloren gegangen.", at=AFTER)
        assert cash_sheet(town.coordinator, going).totals.purse == 0
        assert open_visits(town.coordinator) == []
        assert "write_off" in [line.verb for line in story_of(("assistance", "need", going.need_id))]


def test_settling_twice_is_refused_and_changes_nothing(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going)
        with nothing_changes(town.id), pytest.raises(WrongState):
            shops(town, going)


def test_the_desk_takes_all_back_and_settles_anew(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going)
        sheet = cash_sheet(town.coordinator, going)
        undo(town.coordinator, going, lines=[line.id for line in sheet.lines], at=AFTER)
        assert cash_sheet(town.coordinator, going).totals.purse == 0
        with nothing_changes(town.id), pytest.raises(WrongState):
            undo(town.coordinator, going, lines=[line.id for line in sheet.lines], at=AFTER)
        shops(town, going, spent=3040, returned=960)
        assert cash_sheet(town.coordinator, going).totals.spent == 3040


def test_a_helper_takes_back_what_she_was_handed_but_not_what_is_settled(town: Town) -> None:
    with town.open():
        going = visit(town)
        herself = town.volunteer_actor(going.volunteer)
        wrong = hand_over(herself, going, source=MoneyFrom.CLIENT, cents=40000, at=AFTER)
        undo(herself, going, lines=[wrong.id], at=AFTER)
        shops(town, going)
        first = cash_sheet(herself, going).lines[2]
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            undo(herself, going, lines=[first.id], at=AFTER)


def test_an_advance_is_paid_back_once(town: Town) -> None:
    with town.open():
        going = visit(town, MoneyFrom.HELPER)
        shops(town, going, received=0, returned=0)
        report(town.volunteer_actor(going.volunteer), going, minutes=50, at=AFTER)
        assert [one.advance for one in open_visits(town.coordinator)] == [3140]
        cash_desk.pay_back(town.coordinator, going, source=MoneyFrom.FLOAT, at=AFTER)
        with nothing_changes(town.id), pytest.raises(WrongState):
            cash_desk.pay_back(town.coordinator, going, source=MoneyFrom.FLOAT, at=AFTER)
        assert cash_sheet(town.coordinator, going).owed_to_float == 3140
        cash_desk.client_pays(town.coordinator, going, cents=3140, at=AFTER)
        assert open_visits(town.coordinator) == []
        assert float_now() == 0


def test_missing_money_of_the_client_is_made_good_out_of_the_float(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going, returned=500, if_unequal=IfUnequal.LEAVE_OPEN)
        cash_desk.make_good(town.coordinator, going, at=AFTER)
        cash_desk.write_off(town.coordinator, going, because="Verloren gegangen.", at=AFTER)
        sheet = cash_sheet(town.coordinator, going)
    assert (sheet.totals.purse, sheet.totals.owed_by_client) == (0, 0)


def test_more_than_the_ceiling_is_a_warning_and_no_wall(town: Town) -> None:
    with town.open():
        going = visit(town)
        shops(town, going, received=5000, spent=4500, returned=500)
        assert cash_sheet(town.coordinator, going).over_ceiling == 500


@pytest.mark.parametrize("field", ["received", "spent", "returned", "deposit"])
@pytest.mark.parametrize("cents", [-1, 10**9, 1_000_001])
def test_senseless_amounts_are_refused(town: Town, field: str, cents: int) -> None:
    with town.open():
        going = visit(town)
        with nothing_changes(town.id), pytest.raises(Refused) as refused:
            shops(town, going, **{field: cents})
    assert refused.value.field == field


def test_others_and_the_clerk_write_nothing_and_see_no_sheet(town: Town) -> None:
    with town.open():
        going = visit(town)
        other = town.volunteer_actor(make_volunteer(town, given_name="Tesfay"))
        for actor in (other, town.actor(Role.CLERK), town.actor(Role.ADMINISTRATOR)):
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                settle(actor, going, received=0, spent=0, returned=0, at=AFTER)
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                hand_over(actor, going, source=MoneyFrom.CLIENT, cents=100, at=AFTER)
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                fill_float(actor, cents=100, at=AFTER)
        shops(town, going)
        assert cash_sheet(other, going).lines == []


def test_a_helper_settles_no_more_once_it_is_confirmed(town: Town) -> None:
    with town.open():
        going = visit(town)
        herself = town.volunteer_actor(going.volunteer)
        report(herself, going, minutes=50, at=AFTER)
        kept = keep_receipt(herself, going, picture(), at=AFTER)
        confirm(town.coordinator, going, at=AFTER)
        going = assignment_for(town.coordinator, assignment_id=going.id)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            shops(town, going)
        assert receipt_photo(town.coordinator, going, kept.id).size > 0
        with pytest.raises(NotThere):
            receipt_photo(herself, going, kept.id)


def test_a_day_is_closed_once_and_the_next_begins_with_what_was_counted(town: Town) -> None:
    with town.open():
        fill_float(town.coordinator, cents=20_000, at=AFTER)
        closed = close_day(town.coordinator, counted=19_950, at=AFTER + timedelta(hours=6))
        assert (closed.expected_cents, closed.counted_cents) == (20_000, 19_950)
        with nothing_changes(town.id), pytest.raises(WrongState):
            close_day(town.coordinator, counted=19_950, at=AFTER + timedelta(hours=7))
        late = fill_float(town.coordinator, cents=100, at=AFTER)
        assert late.at > closed.at, "whoever waited for the closing comes after it"
        today = float_day(town.coordinator, at=AFTER + timedelta(days=1))
        assert (today.began_with, today.expected, len(today.lines)) == (19_950, 20_050, 1)
        with nothing_changes(town.id), pytest.raises(Refused):
            empty_float(town.coordinator, cents=20_051, at=AFTER + timedelta(days=1))
        empty_float(town.coordinator, cents=20_050, at=AFTER + timedelta(days=1))
        assert float_now() == 0


def test_the_clerk_reads_the_month_and_others_do_not(town: Town) -> None:
    with town.open():
        fill_float(town.coordinator, cents=20_000, at=AFTER)
        assert len(lines_of_month(town.actor(Role.CLERK), year=2026, month=11)) == 1
        assert lines_of_month(town.actor(Role.CLERK), year=2026, month=12) == []
        assert lines_of_month(town.actor(Role.ADMINISTRATOR), year=2026, month=11) == []


@pytest.mark.parametrize("upload", [b"", b"no picture", b"\xff\xd8\xff" + b"x" * 100, "😀".encode() * 9])
def test_what_is_no_photo_is_refused_beside_its_field(town: Town, upload: bytes) -> None:
    with town.open():
        going = visit(town)
        with nothing_changes(town.id), pytest.raises(Refused) as refused:
            keep_receipt(town.volunteer_actor(going.volunteer), going, upload, at=AFTER)
    assert refused.value.field == "photo"


def test_photos_come_of_age_sixty_days_after_the_confirmation(town: Town) -> None:
    with town.open():
        going = visit(town)
        herself = town.volunteer_actor(going.volunteer)
        report(herself, going, minutes=50, at=AFTER)
        keep_receipt(herself, going, picture(), at=AFTER)
        confirm(town.coordinator, going, at=AFTER)
        assert personal.due(AFTER + timedelta(days=59)) == []
        [due] = personal.due(AFTER + timedelta(days=61))
        personal.expire(due, AFTER + timedelta(days=61))
        assert not ReceiptPhoto.objects.exists()


def test_the_other_town_neither_sees_nor_counts_it(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    with town.open():
        going = visit(town)
        shops(town, going, returned=500, if_unequal=IfUnequal.LEAVE_OPEN)
        fill_float(town.coordinator, cents=20_000, at=AFTER)
    with there.open():
        assert float_now() == 0
        assert open_visits(there.coordinator) == []
        assert not CashLine.objects.exists()
        assert not FloatClosing.objects.exists()


Verb = Callable[[Town, Assignment, int, datetime], object]

VERBS: list[Verb] = [
    lambda town, going, cents, at: hand_over(town.coordinator, going, source=MoneyFrom.CLIENT, cents=cents, at=at),
    lambda town, going, cents, at: hand_over(town.coordinator, going, source=MoneyFrom.FLOAT, cents=cents, at=at),
    lambda town, going, cents, at: hand_over(town.coordinator, going, source=MoneyFrom.HELPER, cents=cents, at=at),
    lambda town, going, cents, at: settle(
        town.coordinator,
        going,
        received=4000,
        spent=cents,
        returned=cents // 3,
        deposit=cents // 7,
        if_unequal=IfUnequal.LEAVE_OPEN if cents % 2 else IfUnequal.I_PAID,
        at=at,
    ),
    lambda town, going, _cents, at: undo(
        town.coordinator, going, lines=[line.id for line in CashLine.objects.filter(assignment=going)][-1:], at=at
    ),
    lambda town, going, _cents, at: undo(
        town.coordinator, going, lines=[line.id for line in CashLine.objects.filter(assignment=going)], at=at
    ),
    lambda town, going, _cents, at: cash_desk.pay_back(town.coordinator, going, source=MoneyFrom.FLOAT, at=at),
    lambda town, going, _cents, at: cash_desk.pay_back(town.coordinator, going, source=MoneyFrom.CLIENT, at=at),
    lambda town, going, cents, at: cash_desk.client_pays(town.coordinator, going, cents=cents, at=at),
    lambda town, going, _cents, at: cash_desk.make_good(town.coordinator, going, at=at),
    lambda town, going, _cents, at: cash_desk.write_off(town.coordinator, going, because="Verloren.", at=at),
    lambda town, _going, cents, at: fill_float(town.coordinator, cents=cents, at=at),
    lambda town, _going, cents, at: empty_float(town.coordinator, cents=cents, at=at),
    lambda town, _going, cents, at: close_day(town.coordinator, counted=cents, at=at),
]
STEPS = st.lists(st.tuples(st.integers(0, len(VERBS) - 1), st.integers(1, 9_000), st.integers(0, 30)), max_size=14)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=st.sampled_from(MoneyFrom), steps=STEPS)
def test_whatever_is_done_the_books_balance_at_every_step(
    db: None, source: MoneyFrom, steps: list[tuple[int, int, int]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        town = make_town()
        with town.open():
            going, at = visit(town, source), AFTER
            for number, cents, hours in steps:
                at += timedelta(hours=hours)
                try:
                    with transaction.atomic():
                        VERBS[number](town, going, cents, at)
                except Refused:
                    pass
                balanced(town, going)
        transaction.set_rollback(True)


def balanced(town: Town, going: Assignment) -> None:
    rows = list(CashLine.objects.order_by("id"))
    held = balances(Movement(CashKind(row.kind), row.cents, takes_back=row.undoes_id is not None) for row in rows)
    assert sum(held.values()) == 0
    sheet = cash_sheet(town.coordinator, going)
    assert sheet.totals.purse == held[Account.PURSE]
    assert sheet.totals.owed_to_helper == -held[Account.HELPER]
    gaps = sum(one.counted_cents - one.expected_cents for one in FloatClosing.objects.all())
    assert float_now() == held[Account.FLOAT] + gaps

"""What somebody gave in a month and gets, and bills to institutions (cases 36 to 40)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.bills import Words, take_bill_back, write_bill
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.assistance.models import Bill, BillPosition, Deployment
from lotsenwerk.domain.assistance.personal_data import bills as kept
from lotsenwerk.domain.assistance.queries.statements import (
    bill_for,
    bills_shown,
    giver,
    months_with_something,
    statement_for,
    statements_in,
    what_is_to_pay,
)
from lotsenwerk.domain.people.models import Engagement
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.assistance.inquiries.scenes import AFTER, HOUR, TUESDAY, Scene, open_scene
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

db = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
WORDS = Words("Kita Regenbogen", "Schulstraße 4\n68642 Bürstadt", "Stadt Bürstadt", "Bis 31.12. auf DE00 0000")
PAY = Pay(cents_a_step=500, step=30, first_block=60, cents_a_kilometre=30, free_kilometres=10, fee=2500)


def confirmed(scene: Scene, *, minutes: int = 50, kilometres: int = 0, **other: object) -> Deployment:
    _inquiry, deployment = scene.reported(minutes=minutes, kilometres=kilometres, **other)
    return confirm_deployment(scene.asker, deployment, at=AFTER)


# --- the month --------------------------------------------------------------------------------------------------------


@db
def test_case_36_a_month_is_reckoned_by_the_terms_of_each_day(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene, minutes=100, kilometres=14)
    waits = scene.reported(begins=TUESDAY - HOUR)[1]
    monthly = statement_for(scene.desk, scene.amira, NOVEMBER)
    # 105 minutes are four started half hours at 5 euro; four kilometres are paid.
    assert (monthly.minutes, monthly.cents) == (105, 4 * 500 + 4 * 30)
    assert list(monthly.waiting) == [waits]
    [row] = statements_in(scene.desk, NOVEMBER)
    assert row.volunteer == scene.amira
    assert statement_for(scene.desk, scene.amira, date(2026, 12, 5)).lines == []


@db
def test_case_36_the_first_block_is_paid_in_full_and_without_terms_nothing(scene: Scene) -> None:
    confirmed(scene, minutes=20)
    assert statement_for(scene.desk, scene.amira, NOVEMBER).cents == 0
    scene.terms(pay=PAY)
    assert statement_for(scene.desk, scene.amira, NOVEMBER).cents == 1000


@db
def test_case_36_whoever_does_it_as_her_job_gets_nothing_and_the_institution_pays(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    Deployment.objects.update(engagement=Engagement.STAFF)
    assert statement_for(scene.desk, scene.amira, NOVEMBER).cents == 0
    assert [one.cents for one in what_is_to_pay(scene.desk, NOVEMBER)] == [2500]


@db
def test_case_37_she_reads_her_own_month_and_nobody_elses(scene: Scene) -> None:
    confirmed(scene)
    assert giver(scene.her, scene.amira.person_id) == scene.amira
    assert months_with_something(scene.her, scene.amira) == [NOVEMBER]
    assert len(statement_for(scene.her, scene.amira, NOVEMBER).lines) == 1
    samir = scene.town.volunteer_actor(scene.samir)
    for actor in (samir, scene.asker, scene.town.actor("administrator")):
        with pytest.raises(NotThere):
            statement_for(actor, scene.amira, NOVEMBER)
        assert statements_in(actor, NOVEMBER) == []
        assert list(bills_shown(actor)) == []


# --- bills ------------------------------------------------------------------------------------------------------------


@db
def test_case_38_a_bill_has_what_is_confirmed_and_stands_on_none_yet(scene: Scene) -> None:
    scene.terms(pay=PAY)
    one = confirmed(scene)
    scene.reported(begins=TUESDAY - HOUR)
    bill = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    assert (bill.sign, bill.cents, bill.last_day) == ("2026-0001", 2500, date(2026, 11, 30))
    assert list(bill.positions.values_list("deployment_id", flat=True)) == [one.pk]
    assert what_is_to_pay(scene.desk, NOVEMBER) == []
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)


@db
def test_case_38_other_terms_change_no_bill(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    bill = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    scene.terms(pay=replace(PAY, fee=9900))
    bill.refresh_from_db()
    assert (bill.cents, bill.positions.get().cents) == (2500, 2500)


@db
def test_case_39_numbers_follow_each_other_in_a_year_and_begin_anew_in_the_next(scene: Scene) -> None:
    scene.terms(pay=PAY)
    signs = []
    for number, at in enumerate((AFTER, AFTER, AFTER + timedelta(days=60))):
        confirmed(scene, begins=TUESDAY - number * HOUR)
        signs.append(write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=at).sign)
    assert signs == ["2026-0001", "2026-0002", "2027-0001"]


@db
def test_case_39_a_refusal_leaves_no_gap(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    for words, field in (({"name": " "}, "name"), ({"sender": ""}, "sender"), ({"payment": "x" * 501}, "payment")):
        with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
            write_bill(scene.desk, scene.kita, NOVEMBER, replace(WORDS, **words), at=AFTER)
        assert refused.value.field == field
    assert write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER).number == 1


@db
def test_case_40_taken_back_it_keeps_its_number_and_its_positions_are_free(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    first = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        take_bill_back(scene.desk, first, because=" ", at=AFTER)
    take_bill_back(scene.desk, first, because="Falsche Anschrift", at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        take_bill_back(scene.desk, first, because="Noch einmal", at=AFTER)
    second = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    assert (second.number, BillPosition.objects.filter(counts=True).count()) == (2, 1)


@db
def test_only_coordinators_and_the_clerk_bill(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    for actor in (scene.town.actor("assistant"), scene.her, scene.asker):
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            write_bill(actor, scene.kita, NOVEMBER, WORDS, at=AFTER)
    bill = write_bill(scene.town.actor("clerk"), scene.kita, NOVEMBER, WORDS, at=AFTER)
    for actor in (scene.town.actor("assistant"), scene.her):
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            take_bill_back(actor, bill, because="Nein", at=AFTER)


@db
def test_another_town_has_numbers_of_its_own_and_finds_no_bill(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    bill = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    other = make_town("Lampertheim", "06431013")
    with other.open():
        there = open_scene(other)
        there.terms(pay=PAY)
        confirmed(there)
        assert write_bill(there.desk, there.kita, NOVEMBER, WORDS, at=AFTER).number == 1
        with pytest.raises(NotThere):
            bill_for(there.desk, bill.ref)


@pytest.mark.django_db(transaction=True)
def test_case_39_two_bills_at_the_same_moment_get_two_numbers_and_each_position_stands_on_one() -> None:
    town = make_town()
    with town.open():
        scene = open_scene(town)
        scene.terms(pay=PAY)
        confirmed(scene)

    def write() -> int:
        with tenant(town.id):
            return write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER).number

    answers = at_once([write] * 4)
    assert [one for one in answers if isinstance(one, int)] == [1]
    assert sum(isinstance(one, WrongState) for one in answers) == 3


@db
def test_the_address_of_a_bill_is_forgotten_after_eight_whole_years(scene: Scene) -> None:
    scene.terms(pay=PAY)
    confirmed(scene)
    bill = write_bill(scene.desk, scene.kita, NOVEMBER, WORDS, at=AFTER)
    assert kept.due(MONDAY.replace(year=2034, month=12)) == []
    [due] = kept.due(MONDAY.replace(year=2035, month=1, day=2))
    assert due.on == date(2035, 1, 1)
    kept.expire(due, MONDAY)
    bill.refresh_from_db()
    assert (bill.address, bill.name) == ("", "Kita Regenbogen")
    assert Bill.objects.count() == 1

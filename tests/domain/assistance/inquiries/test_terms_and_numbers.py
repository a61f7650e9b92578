"""What a pool says for itself (cases 1 to 3), and the numbers that it hands out on paper (8 to 11)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.actions.inquiries.numbers import hand_out_numbers
from lotsenwerk.domain.assistance.actions.inquiries.terms import Excluded, Says, change_terms
from lotsenwerk.domain.assistance.client_numbers import check_digit, in_groups, new_number, read_number
from lotsenwerk.domain.assistance.models import ClientNumber, Exclusion, PoolTerms
from lotsenwerk.domain.assistance.queries.deployments import funded_before
from lotsenwerk.domain.assistance.queries.inquiries import counted_by_institution, counted_by_number, numbers_of_batch
from lotsenwerk.domain.assistance.queries.terms import pay_of, scope_of, terms_of, terms_on
from lotsenwerk.domain.people.actions.pools import end_pool, open_pool
from lotsenwerk.engines.funding.pay import Pay, reckon
from lotsenwerk.engines.scope.interpreting import Asker, Body
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from tests.domain.assistance.inquiries.scenes import DAY, TUESDAY, Scene, interpreters
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes

TODAY = MONDAY.date()
COURT = Excluded(body="court", words="Das Gericht bestellt selbst.", turn_to="sworn_interpreters")
db = pytest.mark.django_db

# --- terms ------------------------------------------------------------------------------------------------------------


@db
def test_case_1_the_newest_terms_that_have_begun_count_and_without_any_the_usual_ones(scene: Scene) -> None:
    usual = scope_of(terms_on(scene.pool.id, TODAY))
    assert (usual.may_ask, usual.lead_working_days, usual.answer_working_days) == (Asker.PARTNER, 5, 3)
    later = TODAY + timedelta(days=10)
    change_terms(scene.desk, scene.pool, Says(lead_working_days=2), valid_from=TODAY, at=MONDAY)
    change_terms(scene.desk, scene.pool, Says(lead_working_days=9), valid_from=later, at=MONDAY)
    days = {day: terms_on(scene.pool.id, day).lead_working_days for day in (TODAY, later - DAY, later)}
    assert list(days.values()) == [2, 2, 9]
    assert [one.lead_working_days for one in terms_of(scene.desk, scene.pool)] == [9, 2]


@db
def test_case_1_the_same_day_again_replaces_with_all_exclusions(scene: Scene) -> None:
    both = [COURT, Excluded(subject="lesson", weight="warning")]
    scene.terms(exclusions=both)
    scene.terms(exclusions=[COURT], pay=Pay(cents_a_deployment=2000, fee=3000))
    assert PoolTerms.objects.count() == 1
    assert [(one.body, one.words) for one in Exclusion.objects.all()] == [("court", COURT.words)]
    laid = terms_on(scene.pool.id, TODAY)
    assert list(scope_of(laid).bodies) == [Body.COURT]
    assert reckon(pay_of(laid), minutes=60).total == 2000


@db
def test_case_1_terms_never_begin_in_the_past(scene: Scene) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        change_terms(scene.desk, scene.pool, Says(), valid_from=TODAY - DAY, at=MONDAY)
    assert refused.value.field == "valid_from"


@db
def test_case_2_what_was_asked_keeps_its_deadline_and_its_findings(scene: Scene) -> None:
    inquiry = scene.asked()
    before = (inquiry.answer_by, inquiry.findings)
    scene.terms(answer_working_days=20, most_minutes=30)
    inquiry.refresh_from_db()
    assert (inquiry.answer_by, inquiry.findings) == before


@db
@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"may_ask": "everybody"}, "may_ask"),
        ({"ways": ()}, "ways"),
        ({"ways": ("pigeon",)}, "ways"),
        ({"lead_working_days": 61}, "lead_working_days"),
        ({"answer_working_days": 0}, "answer_working_days"),
        ({"most_funded": 0}, "most_funded"),
        ({"most_minutes": 14}, "most_minutes"),
        ({"contacts_kept_days": 184}, "contacts_kept_days"),
        ({"exchange": "often"}, "exchange"),
        ({"neighbour": "x" * 161}, "neighbour"),
        ({"pay": Pay(fee=100_001)}, "fee"),
        ({"pay": Pay(lump_sums=(1,) * 11)}, "lump_sums"),
        ({"exclusions": [Excluded()]}, "exclusions"),
        ({"exclusions": [Excluded(body="court", subject="trial")]}, "exclusions"),
        ({"exclusions": [Excluded(body="castle")]}, "exclusions"),
        ({"exclusions": [COURT, COURT]}, "exclusions"),
        ({"exclusions": [replace(COURT, weight="heavy")]}, "exclusions"),
        ({"exclusions": [replace(COURT, words="x" * 301)]}, "exclusions"),
    ],
)
def test_case_3_what_cannot_be_right_is_refused_at_its_field(scene: Scene, says: dict[str, Any], field: str) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        change_terms(scene.desk, scene.pool, Says(**says), valid_from=TODAY, at=MONDAY)
    assert refused.value.field == field


@db
@pytest.mark.parametrize("role", ["assistant", "clerk", "administrator", "volunteer", "partner"])
def test_only_a_coordinator_changes_terms(scene: Scene, role: str) -> None:
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        change_terms(scene.town.actor(role), scene.pool, Says(), valid_from=TODAY, at=MONDAY)


@db
def test_a_pool_that_has_ended_promises_nothing_and_hands_nothing_out(scene: Scene) -> None:
    ended = end_pool(scene.desk, interpreters(scene.town, "Zweiter Pool"), at=MONDAY)
    neighbours = open_pool(scene.desk, kind="neighbours", name="Nachbarn", answer_days=3, at=MONDAY)
    with nothing_changes(scene.town.id):
        for pool in (ended, neighbours):
            with pytest.raises(WrongState):
                change_terms(scene.desk, pool, Says(), valid_from=TODAY, at=MONDAY)
            with pytest.raises(WrongState):
                hand_out_numbers(scene.desk, pool, 1, at=MONDAY)


# --- numbers ----------------------------------------------------------------------------------------------------------

digits = st.text("0123456789", min_size=7, max_size=7)


@given(digits, st.integers(0, 7), st.integers(1, 9))
def test_case_8_every_single_wrong_digit_is_noticed(seven: str, place: int, more: int) -> None:
    number = seven + check_digit(seven)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert read_number(number) == number
    assert read_number(wrong) is None


@given(digits, st.integers(0, 6))
def test_case_8_neighbours_that_changed_places_are_noticed(seven: str, place: int) -> None:
    number = seven + check_digit(seven)
    left, right = number[place], number[place + 1]
    swapped = number[:place] + right + left + number[place + 2 :]
    assert (read_number(swapped) is None) == (left != right)


@given(digits, st.sampled_from(["{} {}", "{}-{}", " {}{} ", "{}\t{}"]))
def test_case_8_it_is_read_as_it_stands_on_paper(seven: str, written: str) -> None:
    number = seven + check_digit(seven)
    assert read_number(written.format(number[:4], number[4:])) == number
    assert read_number(in_groups(number)) == number


@pytest.mark.parametrize("typed", ["", "1234", "123456789", "abcdefgh", "1234567x", "١٢٣٤٥٦٧٨", "²²²²²²²²", "9" * 500])
def test_case_8_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


def test_case_8_numbers_are_random() -> None:
    made = {new_number() for _ in range(200)}
    assert len(made) > 195
    assert all(read_number(one) == one for one in made)


@db
def test_case_9_a_batch_is_there_to_be_printed_and_knows_nobody(scene: Scene) -> None:
    made = hand_out_numbers(scene.desk, scene.pool, 24, at=MONDAY)
    assert [one.number for one in numbers_of_batch(scene.desk, scene.pool, MONDAY)] == [one.number for one in made]
    assert {field.name for field in ClientNumber._meta.fields} == {
        *("id", "organisation_id", "pool", "number", "made_at", "made_by_user_id"),
    }


@db
@pytest.mark.parametrize("many", [0, -1, 201])
def test_too_many_numbers_at_once_are_refused(scene: Scene, many: int) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        hand_out_numbers(scene.desk, scene.pool, many, at=MONDAY)


@db
def test_an_institution_hands_out_no_numbers(scene: Scene) -> None:
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        hand_out_numbers(scene.asker, scene.pool, 1, at=MONDAY)
    assert not numbers_of_batch(scene.asker, scene.pool, MONDAY)


@db
def test_case_10_a_number_of_another_pool_or_with_a_slip_is_refused_at_its_field(scene: Scene) -> None:
    other = hand_out_numbers(scene.desk, interpreters(scene.town, "Zweiter Pool"), 1, at=MONDAY)[0].number
    slip = other[:-1] + str((int(other[-1]) + 1) % 10)
    with nothing_changes(scene.town.id):
        for typed in (other, slip, "Frau Aziz"):
            with pytest.raises(BadInput) as refused:
                scene.asked(number=typed)
            assert refused.value.field == "number"


@db
def test_case_11_deployments_are_counted_for_the_number_and_without_one_for_the_institution(scene: Scene) -> None:
    scene.terms(most_funded=1)
    number = scene.number()
    _inquiry, deployment = scene.reported(number=number)
    assert deployment.number is not None
    again = scene.asked(begins=TUESDAY + 2 * DAY, number=number)
    other = scene.asked(begins=TUESDAY + 2 * DAY, number=scene.number())
    nobody = scene.asked(begins=TUESDAY + 2 * DAY)
    assert [[one["rule"] for one in asked.findings] for asked in (again, other, nobody)] == [
        ["IP5"],
        [],
        ["IP5/institution"],
    ]
    assert counted_by_number(scene.desk, scene.pool, 2026) == {number: 1}
    assert counted_by_institution(scene.desk, scene.pool, 2026) == {"Kita Regenbogen": 1}
    assert funded_before(year=2027, number_id=deployment.number_id, cooperation_id=None) == 0
    assert counted_by_number(scene.asker, scene.pool, 2026) == {}

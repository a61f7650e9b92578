"""The ledger: one line for one thing, reversals, sums, and deployments that are taken over. docs/rules/ledger.md."""

from datetime import date
from functools import partial

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.models import Deployment, DeploymentState
from lotsenwerk.domain.funding.actions.grants.moving import end
from lotsenwerk.domain.funding.actions.ledger import pulling
from lotsenwerk.domain.funding.actions.ledger.pulling import take_over
from lotsenwerk.domain.funding.actions.ledger.writing import Spent, reverse_line, write_line
from lotsenwerk.domain.funding.actions.waiving import waive
from lotsenwerk.domain.funding.jobs import take_over as worker
from lotsenwerk.domain.funding.models import Grant, LedgerLine, Pull, SourceKind
from lotsenwerk.domain.funding.queries.grants import file_of, grants_of
from lotsenwerk.domain.funding.queries.ledger import lines_of, money_of
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit.errors import BadInput, WrongState
from tests.at_once import at_once
from tests.domain.funding.grants import LAST, YEAR, clerk, granted
from tests.domain.funding.scenes import AT, TODAY, gave, gave_long, make_guide, make_pool, pays_twenty
from tests.factories import Town, make_town
from tests.fingerprint import nothing_changes

DAY = date(YEAR, 3, 2)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def spent(grant: Grant) -> int:
    return sum(LedgerLine.objects.filter(grant=grant).values_list("cents", flat=True))


def of_deployment(number: int) -> Spent:
    return Spent("hours", DAY, quantity=60, source_kind=SourceKind.DEPLOYMENT, source_id=number)


# --- single lines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "cents"),
    [
        (Spent("post", DAY, months=7, share=600, gross_cents=432_109), 1_814_858),
        (Spent("hours", DAY, quantity=45), 375),
        (Spent("deployment", DAY, quantity=3), 6_000),
        (Spent("course", DAY, 400_000, quantity=288), 360_000),
        (Spent("course", DAY, 250_000, quantity=288), 250_000),
        (Spent("lump_sum", DAY, 200_000), 200_000),
        (Spent("micro_grant", DAY, 50_000), 50_000),
        (Spent("expense", DAY, 1), 1),
    ],
)
def test_what_can_be_reckoned_is_reckoned(town: Town, what: Spent, cents: int) -> None:
    with town.open():
        assert write_line(clerk(town), granted(town), what, at=AT).cents == cents


@pytest.mark.parametrize(
    ("what", "field"),
    [
        (Spent("expense", DAY), "cents"),
        (Spent("expense", DAY, 0), "cents"),
        (Spent("grant", DAY, 5), "part"),
        (Spent("expense", date(YEAR + 1, 1, 1), 5), "day"),
        (Spent("post", DAY, months=0, share=500, gross_cents=5), "months"),
        (Spent("post", DAY, months=1, share=1001, gross_cents=5), "share"),
        (Spent("post", DAY, months=1, share=500), "gross_cents"),
        (Spent("hours", DAY), "quantity"),
        (Spent("course", DAY, quantity=5), "cents"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(town: Town, what: Spent, field: str) -> None:
    with town.open():
        grant = granted(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as said:
            write_line(clerk(town), grant, what, at=AT)
    assert said.value.field == field


def test_a_thing_is_funded_once_and_the_refusal_says_by_whom(town: Town) -> None:
    with town.open():
        first, second = granted(town, title="Lotsinnen"), granted(town, title="Gesundheit")
        line = write_line(clerk(town), first, of_deployment(7), at=AT)
        for grant in (first, second):
            with nothing_changes(town.id), pytest.raises(WrongState, match="Lotsinnen"):
                write_line(clerk(town), grant, of_deployment(7), at=AT)
        reverse_line(clerk(town), line, because="Gehört zur anderen", at=AT)
        assert write_line(clerk(town), second, of_deployment(7), at=AT).turn == 1
        assert (spent(first), spent(second)) == (0, 500)


@pytest.mark.django_db(transaction=True)
def test_two_files_that_want_one_thing_at_the_same_moment_get_it_once() -> None:
    town = make_town()
    with town.open():
        files = [granted(town, title="Eins"), granted(town, title="Zwei")]

    def want(grant: Grant) -> str:
        with town.open():
            try:
                write_line(clerk(town), grant, of_deployment(7), at=AT)
            except WrongState:
                return "refused"
            return "written"

    assert sorted(map(str, at_once([partial(want, one) for one in files]))) == ["refused", "written"]


def test_a_line_is_taken_back_once_and_never_changed(town: Town) -> None:
    with town.open():
        grant = granted(town)
        line = write_line(clerk(town), grant, Spent("expense", DAY, 1_200), at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput):
            reverse_line(clerk(town), line, because=" ", at=AT)
        back = reverse_line(clerk(town), line, because="Doppelt", at=AT)
        for one in (line, back):
            with nothing_changes(town.id), pytest.raises(WrongState):
                reverse_line(clerk(town), one, because="Noch einmal", at=AT)
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE funding_ledgerline SET cents = 1")
        end(clerk(town), grant, at=AT)
        with nothing_changes(town.id), pytest.raises(WrongState):
            write_line(clerk(town), grant, Spent("expense", DAY, 5), at=AT)


# --- deployments that are taken over ----------------------------------------------------------------------------------


def test_hours_are_taken_over_until_the_cap_and_again_only_what_changed(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        guide, other = make_guide(town, pool), make_guide(town, pool, "Rita")
        gave_long(pool, guide, 288)
        small = gave(pool, other, 2)
        gave(pool, other, 3, state=DeploymentState.REPORTED)
        grant = granted(town, pool)
        pull = take_over(clerk(town), grant, at=AT)
        assert (pull.people, pull.people_done, pull.finished_at) == (2, 2, AT)
        assert spent(grant) == (276 + 2) * 500
        assert take_over(clerk(town), grant, at=AT).added == 0
        Deployment.objects.filter(pk=small.pk).update(minutes=180)
        again = take_over(clerk(town), grant, at=AT)
        assert (again.added, again.reversed, spent(grant)) == (1, 1, (276 + 3) * 500)
        waive(town.coordinator, other, year=YEAR, from_day=date(YEAR, 1, 1), signed_on=TODAY, at=AT)
        gone = take_over(clerk(town), grant, at=AT)
        assert (gone.added, gone.reversed, spent(grant)) == (0, 1, 276 * 500)


def test_interpreters_are_taken_over_by_the_deployment_and_another_files_are_left_to_it(town: Town) -> None:
    with town.open():
        pool = make_pool(town, PoolKind.INTERPRETERS)
        pays_twenty(pool)
        her = make_guide(town, pool)
        rows = [gave(pool, her, 1), gave(pool, her, 2)]
        first, second = granted(town, title="Eins"), granted(town, title="Zwei")
        for one in (first, second):
            Grant.objects.filter(pk=one.pk).update(line="interpreters", pool=pool)
            one.refresh_from_db()
        theirs = Spent("deployment", DAY, quantity=1, source_kind=SourceKind.DEPLOYMENT, source_id=rows[0].pk)
        write_line(clerk(town), first, theirs, at=AT)
        pull = take_over(clerk(town), second, at=AT)
        assert (pull.added, pull.elsewhere, spent(second)) == (1, 1, 2000)


def test_of_a_large_pool_the_worker_takes_over_some_people_at_a_time(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "AT_ONCE", 1)
    monkeypatch.setattr(pulling, "PEOPLE_A_STEP", 2)
    with town.open():
        pool = make_pool(town)
        for name in ("Amira", "Rita", "Tesfay"):
            gave(pool, make_guide(town, pool, name), 1)
        grant = granted(town, pool)
        pull = take_over(clerk(town), grant, at=AT)
        assert (pull.people_done, pull.finished_at) == (0, None)
        with nothing_changes(town.id), pytest.raises(WrongState):
            take_over(clerk(town), grant, at=AT)
    assert worker(town.id, pull.pk) == 2
    with town.open():
        assert Pull.objects.get(pk=pull.pk).added == 3
        assert spent(grant) == 1500


# --- sums -------------------------------------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.tuples(st.integers(1, 9_999_999), st.booleans()), max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_sums_are_equal_however_the_lines_are_ordered(
    town: Town, lines: list[tuple[int, bool]], order: st.DataObject
) -> None:
    shuffled = list(lines)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    with town.open():
        sums = []
        for these in (lines, shuffled):
            grant = granted(town)
            for cents, is_wrong in these:
                line = write_line(clerk(town), grant, Spent("expense", DAY, cents), at=AT)
                if is_wrong:
                    reverse_line(clerk(town), line, because="falsch", at=AT)
            money = money_of(clerk(town), file_of(clerk(town), grant), TODAY)
            listed = sum(one.cents for one in lines_of(clerk(town), grant, show="standing"))
            row = next(one for one in grants_of(clerk(town), YEAR) if one.grant == grant)
            assert money.spent == listed == row.spent == sum(cents for cents, is_wrong in these if not is_wrong)
            sums.append((money.spent, money.left))
        assert sums[0] == sums[1]


def test_what_is_given_and_not_taken_over_is_bound(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        guide = make_guide(town, pool)
        gave(pool, guide, 10)
        gave(pool, guide, 4, state=DeploymentState.REPORTED)
        grant = granted(town, pool)
        before = money_of(clerk(town), file_of(clerk(town), grant), TODAY)
        take_over(clerk(town), grant, at=AT)
        after = money_of(clerk(town), file_of(clerk(town), grant), LAST)
    assert (before.waiting, before.bound, before.spent, before.left) == (2, 7_000, 0, 693_000)
    assert (after.waiting, after.bound, after.spent, after.forecast) == (1, 2_000, 5_000, 7_000)

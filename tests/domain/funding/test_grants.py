"""Files of grants, from the draft to their end; each refusal changes nothing. Rules: docs/rules/grants.md."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.funding.actions.grants.drafting import Item, fill_with_own_money, gap, keep_text, set_plan
from lotsenwerk.domain.funding.actions.grants.feeds import close_feed, open_feed
from lotsenwerk.domain.funding.actions.grants.moving import end, hand_in, refuse, reopen, take_back, withdraw
from lotsenwerk.domain.funding.actions.grants.noticing import note_notice, plan_instalment, receive_instalment
from lotsenwerk.domain.funding.actions.grants.opening import About, change_grant, follow_up, open_grant
from lotsenwerk.domain.funding.actions.grants.tasks import add_task, finish_task, undo_task
from lotsenwerk.domain.funding.models import Budget, FinancingItem, Grant, GrantTask, Instalment
from lotsenwerk.domain.funding.queries.grants import file_of, grant_for, grants_of, tasks_of_feed, tasks_to_remind_of
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from tests.at_once import at_once
from tests.domain.funding.grants import DECIDED, FIRST, LAST, YEAR, clerk, draft, granted, written
from tests.domain.funding.scenes import AT, TODAY, make_pool
from tests.factories import Town, make_town
from tests.fingerprint import nothing_changes

ABOUT = About("guides", YEAR, "Lotsinnen", FIRST, LAST)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def refused(town: Town, kind: type[Refused], act: Callable[[], object], field: str | None = None) -> str:
    with town.open(), nothing_changes(town.id), pytest.raises(kind) as said:
        act()
    assert said.value.field == field
    return said.value.sentence


def open_tasks(grant: Grant) -> dict[str, date]:
    return dict(GrantTask.objects.filter(grant=grant, done_at__isnull=True).values_list("kind", "due"))


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_new_file_of_guides_is_applied_for_four_weeks_before_it_begins(town: Town) -> None:
    with town.open():
        assert open_tasks(draft(town)) == {"apply": FIRST - timedelta(days=28)}


def test_one_of_another_programme_has_no_deadline_of_ours(town: Town) -> None:
    with town.open():
        assert open_tasks(open_grant(clerk(town), replace(ABOUT, programme="bund"), at=AT)) == {}


@pytest.mark.parametrize(
    ("about", "field"),
    [
        (replace(ABOUT, title="  "), "title"),
        (replace(ABOUT, title="x" * 121), "title"),
        (replace(ABOUT, year=2020), "year"),
        (replace(ABOUT, last_day=FIRST - timedelta(days=1)), "last_day"),
        (replace(ABOUT, first_day=date(YEAR - 1, 12, 31)), "first_day"),
        (replace(ABOUT, last_day=date(YEAR + 3, 1, 2)), "last_day"),
    ],
)
def test_what_cannot_be_a_file_is_refused_at_its_field(town: Town, about: About, field: str) -> None:
    refused(town, BadInput, lambda: open_grant(clerk(town), about, at=AT), field)


def test_the_pool_of_another_line_is_refused(town: Town) -> None:
    with town.open():
        interpreters = make_pool(town, PoolKind.INTERPRETERS)
    refused(town, BadInput, lambda: draft(town, interpreters), "pool")


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.ADMINISTRATOR, Role.VOLUNTEER])
def test_only_coordinators_and_the_clerk_keep_files(town: Town, role: Role) -> None:
    actor = town.actor(role)
    with town.open():
        grant = draft(town)
        with pytest.raises(NotThere):
            grant_for(actor, grant.ref)
        assert grants_of(actor, YEAR) == []
    refused(town, NotAllowed, lambda: open_grant(actor, ABOUT, at=AT))
    refused(town, NotAllowed, lambda: keep_text(actor, grant, field="need", text="x", at=AT))


def test_a_file_of_another_town_is_not_there(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    with other.open():
        theirs = draft(other)
    with town.open(), pytest.raises(NotThere):
        grant_for(clerk(town), theirs.ref)
    with town.open(), pytest.raises(Grant.DoesNotExist):
        withdraw(clerk(town), theirs, at=AT)


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_what_the_guideline_prices_nobody_types(town: Town) -> None:
    with town.open():
        grant = draft(town)
        items = [Item("hours", cents=1, quantity=1380), Item("course", quantity=288), Item("lump_sum", 200_000)]
        made = set_plan(clerk(town), grant, items, at=AT)
        assert [(one.unit_cents, one.cents) for one in made] == [(500, 690_000), (1250, 360_000), (None, 200_000)]


def test_own_money_carries_what_nobody_else_does_to_the_cent(town: Town) -> None:
    with town.open():
        grant = draft(town)
        set_plan(clerk(town), grant, [Item("expense", 100_001), Item("grant", 70_000), Item("own_money", 1)], at=AT)
        fill_with_own_money(clerk(town), grant, at=AT)
        items = list(FinancingItem.objects.filter(grant=grant))
        assert gap(items) == 0
        assert [one.cents for one in items if one.part == "own_money"] == [30_001]
    refused(town, WrongState, lambda: fill_with_own_money(clerk(town), grant, at=AT))


@pytest.mark.parametrize("item", [Item("expense"), Item("expense", 0), Item("gold", 5), Item("hours", quantity=-1)])
def test_a_bad_line_leaves_the_plan_as_it_was(town: Town, item: Item) -> None:
    with town.open():
        grant = written(town, draft(town))
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput):
        set_plan(clerk(town), grant, [Item("grant", 5), item], at=AT)


@pytest.mark.parametrize(("income", "said"), [(699_999, "0,01"), (700_001, "0,01")])
def test_one_cent_too_little_or_too_much_is_not_handed_in(town: Town, income: int, said: str) -> None:
    with town.open():
        grant = written(town, draft(town))
        set_plan(clerk(town), grant, [Item("hours", quantity=1400), Item("grant", income)], at=AT)
    assert said in refused(town, WrongState, lambda: hand_in(clerk(town), grant, at=AT))


def test_a_field_that_is_needed_has_to_be_written(town: Town) -> None:
    with town.open():
        grant = written(town, draft(town))
        keep_text(clerk(town), grant, field="need", text="  ", at=AT)
    refused(town, WrongState, lambda: hand_in(clerk(town), grant, at=AT))
    refused(town, BadInput, lambda: keep_text(clerk(town), grant, field="model", text="x", at=AT))


# --- its states -------------------------------------------------------------------------------------------------------


def test_handing_in_settles_the_deadline_and_taking_back_opens_it_again(town: Town) -> None:
    with town.open():
        grant = written(town, draft(town))
        hand_in(clerk(town), grant, at=AT)
        assert open_tasks(grant) == {}
        take_back(clerk(town), grant, at=AT)
        assert open_tasks(grant) == {"apply": FIRST - timedelta(days=28)}


def test_what_was_handed_in_is_not_changed(town: Town) -> None:
    with town.open():
        grant = written(town, draft(town))
        hand_in(clerk(town), grant, at=AT)
    for act in (
        lambda: change_grant(clerk(town), grant, ABOUT, at=AT),
        lambda: keep_text(clerk(town), grant, field="need", text="x", at=AT),
        lambda: set_plan(clerk(town), grant, [], at=AT),
        lambda: hand_in(clerk(town), grant, at=AT),
        lambda: end(clerk(town), grant, at=AT),
        lambda: plan_instalment(clerk(town), grant, due=LAST, cents=5, at=AT),
    ):
        refused(town, WrongState, act)


def test_what_was_refused_or_withdrawn_stays_so(town: Town) -> None:
    with town.open():
        gone, bad = draft(town), written(town, draft(town))
        withdraw(clerk(town), gone, at=AT)
        hand_in(clerk(town), bad, at=AT)
        refuse(clerk(town), bad, at=AT)
    for one in (gone, bad):
        refused(town, WrongState, partial(hand_in, clerk(town), one, at=AT))
        refused(town, WrongState, partial(follow_up, clerk(town), one, at=AT))


def test_the_next_year_begins_with_this_years_words_and_figures(town: Town) -> None:
    with town.open():
        grant = granted(town, make_pool(town), f"Lotsinnen {YEAR}")
        made = follow_up(clerk(town), grant, at=AT)
        shown = file_of(clerk(town), made)
        assert (made.title, made.state, made.previous) == (f"Lotsinnen {YEAR + 1}", "draft", grant)
        assert shown.texts["need"] == "Wege zeigen."
        assert [one.cents for one in shown.items] == [700_000, 700_000]
        assert open_tasks(made) == {"apply": date(YEAR, 12, 31)}
    refused(town, WrongState, lambda: follow_up(clerk(town), grant, at=AT))


# --- notices and instalments ------------------------------------------------------------------------------------------


def test_a_notice_fills_the_pools_budget_and_lays_the_deadlines(town: Town) -> None:
    with town.open():
        grant = written(town, draft(town, make_pool(town)))
        hand_in(clerk(town), grant, at=AT)
        decided = replace(DECIDED, received=date(YEAR, 1, 31), pool_cents=690_000, minutes=1380 * 60)
        note_notice(clerk(town), grant, decided, after=None, at=AT)
        budget = Budget.objects.get(pool=grant.pool, year=YEAR)
        assert (budget.minutes, budget.cents, budget.minutes_applied) == (1380 * 60, 690_000, 1400 * 60)
        assert open_tasks(grant)["prove"] == date(YEAR + 1, 3, 31)


def test_of_several_notices_the_newest_counts_that_has_begun(town: Town) -> None:
    with town.open():
        grant = granted(town)
        first = file_of(clerk(town), grant).notices[0]
        later = replace(DECIDED, number="II 25/99", cents=800_000, valid_from=date(YEAR, 7, 1))
        note_notice(clerk(town), grant, later, after=first.pk, at=AT)
        shown = file_of(clerk(town), grant)
        june, july = (shown.notice_on(date(YEAR, month, 1)) for month in (6, 7))
        assert june is not None
        assert july is not None
        assert (june.cents, july.cents) == (700_000, 800_000)
    refused(town, WrongState, lambda: note_notice(clerk(town), grant, DECIDED, after=first.pk, at=AT))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": ""}, "number"),
        ({"received": date(YEAR, 1, 14)}, "received"),
        ({"received": TODAY + timedelta(days=1)}, "received"),
        ({"cents": 1_000_000_000}, "cents"),
        ({"pool_cents": 5}, "pool_cents"),
        ({"valid_from": date(YEAR + 1, 1, 1)}, "valid_from"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_at_its_field(town: Town, changed: dict[str, object], field: str) -> None:
    with town.open():
        grant = written(town, draft(town))
        hand_in(clerk(town), grant, at=AT)
    decided = replace(DECIDED, **changed)  # type: ignore[arg-type]
    refused(town, BadInput, lambda: note_notice(clerk(town), grant, decided, after=None, at=AT), field)


def test_instalments_are_never_more_than_was_granted(town: Town) -> None:
    with town.open():
        grant = granted(town)
        one = plan_instalment(clerk(town), grant, due=LAST, cents=600_000, at=AT)
    said = refused(town, BadInput, lambda: plan_instalment(clerk(town), grant, due=LAST, cents=100_001, at=AT), "cents")
    assert "1.000,00" in said
    with town.open():
        receive_instalment(clerk(town), one, on=TODAY, cents=599_000, at=AT)
        assert Instalment.objects.get().received_cents == 599_000
    refused(town, WrongState, lambda: receive_instalment(clerk(town), one, on=TODAY, cents=1, at=AT))


@pytest.mark.django_db(transaction=True)
def test_two_notices_at_the_same_moment_are_one_and_a_refusal() -> None:
    town = make_town()
    with town.open():
        grant = written(town, draft(town))
        hand_in(clerk(town), grant, at=AT)

    def enter() -> str:
        with town.open():
            try:
                note_notice(clerk(town), grant, DECIDED, after=None, at=AT)
            except WrongState:
                return "refused"
            return "entered"

    assert sorted(map(str, at_once([enter, enter]))) == ["entered", "refused"]
    with town.open():
        assert len(file_of(clerk(town), grant).notices) == 1


# --- tasks and calendars ----------------------------------------------------------------------------------------------


def test_a_task_is_ticked_and_opened_again(town: Town) -> None:
    with town.open():
        task = add_task(clerk(town), draft(town), words="Konto prüfen", due=TODAY, at=AT)
        done = finish_task(clerk(town), task, at=AT)
        assert (done.done_at, done.done_by_user_id) == (AT, clerk(town).user_id)
    refused(town, WrongState, lambda: finish_task(clerk(town), task, at=AT))
    with town.open():
        undo_task(clerk(town), task, at=AT)
    refused(town, WrongState, lambda: undo_task(clerk(town), task, at=AT))
    refused(town, BadInput, lambda: add_task(clerk(town), task.grant, words=" ", due=TODAY, at=AT), "words")


def test_reminded_is_of_what_is_due_in_two_weeks_and_of_nothing_that_is_over(town: Town) -> None:
    with town.open():
        grant, gone = granted(town), draft(town)
        for days in (14, 15):
            add_task(clerk(town), grant, words=f"in {days}", due=TODAY + timedelta(days=days), at=AT)
        withdraw(clerk(town), gone, at=AT)
        found = [one.words or one.kind for one in tasks_to_remind_of(AT)]
    assert "in 14" in found
    assert "in 15" not in found
    assert "apply" not in found


def test_a_secret_address_opens_the_deadlines_of_its_town_until_the_next_one_is_made(town: Town) -> None:
    with town.open():
        draft(town)
        first, second = open_feed(clerk(town), at=AT), open_feed(clerk(town), at=AT)
        assert tasks_of_feed(first) is None
        assert [one.kind for one in tasks_of_feed(second) or []] == ["apply"]
        close_feed(clerk(town), at=AT)
        assert tasks_of_feed(second) is None
    refused(town, WrongState, lambda: close_feed(clerk(town), at=AT))


def test_an_ended_file_is_opened_again_to_correct_it(town: Town) -> None:
    with town.open():
        grant = granted(town)
        end(clerk(town), grant, at=AT)
        reopen(clerk(town), grant, at=AT)
        grant.refresh_from_db()
        assert grant.state == "granted"

"""When something happens to a plan (case P14): who is concerned, who is not, and what is said about it."""

from dataclasses import replace

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import Hold, Plan, Snapshot, State
from lotsenwerk.engines.planning.replanning import Changed, Replanner, Visit, difference
from lotsenwerk.engines.planning.searching import by_rounds, search
from tests.engines.planning.made import at, between, helper, job, route, shift, town, visit, who


def morning() -> Snapshot:
    """Three helpers, six jobs, all of them asked."""
    jobs = [job(number, 200 * number, between(8, 12), minutes=30) for number in range(1, 7)]
    snapshot = town(
        jobs, [helper(1), helper(2, east=500), helper(3, east=1000)], [shift(n, n, 8, 13) for n in (1, 2, 3)]
    )
    plan = search(snapshot, by_rounds(40)).plan
    holds = {one.id: Hold(State.PUBLISHED) for one in jobs}
    return replace(snapshot, before=plan, holds=holds)


def without(snapshot: Snapshot, helper_id: int) -> Snapshot:
    return replace(snapshot, shifts=tuple(one for one in snapshot.shifts if one.helper != helper_id))


def test_p14_the_first_answer_moves_nobody_who_is_not_concerned() -> None:
    snapshot = morning()
    people = who(snapshot, snapshot.before)
    ill = people[1]
    left = without(snapshot, ill)
    found = Replanner(left).first_answer()
    now = who(left, found.plan)
    assert found.unserved == ()
    assert {number: now[number] for number, one in people.items() if one != ill} == {
        number: one for number, one in people.items() if one != ill
    }
    assert check(left, found.plan).valid


def test_p14_the_search_after_it_is_never_dearer_and_says_who_is_concerned() -> None:
    snapshot = morning()
    ill = who(snapshot, snapshot.before)[6]
    left = without(snapshot, ill)
    replanner = Replanner(left)
    first = replanner.first_answer()
    found = replanner.search(by_rounds(40))
    assert found.cost <= first.cost
    assert check(left, found.plan).cost == found.cost
    told = difference(left, snapshot.before, found.plan, tolerance=12 * 3600)
    assert {one.job for one in told.changed} >= {n for n, one in who(snapshot, snapshot.before).items() if one == ill}
    assert ill not in told.helpers


def test_where_nothing_happened_nothing_changes() -> None:
    snapshot = morning()
    found = Replanner(snapshot).first_answer()
    assert found.plan == snapshot.before
    assert difference(snapshot, snapshot.before, found.plan).changed == ()


def test_a_job_that_was_cancelled_frees_its_helper() -> None:
    snapshot = morning()
    fewer = replace(snapshot, jobs=snapshot.jobs[1:])
    found = Replanner(fewer).first_answer()
    assert 1 not in who(fewer, found.plan)
    assert check(fewer, found.plan).valid


def test_the_difference_names_person_time_and_everybody_to_be_told() -> None:
    snapshot = town([job(1), job(2), job(3)], [helper(1), helper(2)])
    before = Plan((route(8, 12, visit(1, 9), visit(2, 10)),))
    after = Plan((route(8, 12, visit(2, 10.5)), route(8, 12, visit(1, 9), visit(3, 11), shift=2)))
    told = difference(snapshot, before, after)
    assert told.changed == (
        Changed(1, Visit(1, at(9)), Visit(2, at(9))),
        Changed(2, Visit(1, at(10)), Visit(1, at(10.5))),
        Changed(3, None, Visit(2, at(11))),
    )
    assert [one.is_other_person for one in told.changed] == [True, False, True]
    assert told.helpers == (1, 2)
    assert [one.job for one in difference(snapshot, before, after, tolerance=1800).changed] == [1, 3]
    back = difference(snapshot, after, before)
    assert (back.changed[2].before, back.changed[2].after, back.changed[2].is_other_person) == (
        Visit(2, at(11)),
        None,
        True,
    )

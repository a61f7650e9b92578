"""A search tells how far it is, and is ended by whoever watches it."""

import pytest

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.replanning import Replanner
from lotsenwerk.engines.planning.searching import Standing, by_rounds, search
from tests.engines.planning.made import errand, job, thrown, town


def busy() -> list[Standing]:
    told: list[Standing] = []
    search(thrown(4, jobs=25), by_rounds(300), watch=told.append)
    return told


def test_the_share_rises_the_cost_never_does_and_the_last_word_is_the_whole() -> None:
    told = busy()
    shares, rounds = [one.share for one in told], [one.rounds for one in told]
    assert (shares[0], shares[-1], rounds[-1]) == (0.0, 1.0, 300)
    assert shares == sorted(shares)
    assert rounds == sorted(rounds)
    costs = [one.cost for one in told if one.rounds]
    assert costs == sorted(costs, reverse=True)
    assert 100 <= len(told) <= 240


def test_a_search_that_is_watched_finds_the_same_plan() -> None:
    snapshot = thrown(4, jobs=25)
    told: list[Standing] = []
    assert search(snapshot, by_rounds(60), watch=told.append) == search(snapshot, by_rounds(60))
    assert told


@pytest.mark.parametrize("after", [1, 3, 40, 100])
def test_a_search_that_is_ended_answers_with_the_best_so_far(after: int) -> None:
    snapshot = thrown(4, jobs=25)
    told: list[Standing] = []

    def watch(standing: Standing) -> bool:
        told.append(standing)
        return len(told) >= after

    found = search(snapshot, by_rounds(10_000), watch=watch)
    assert len(told) == after
    assert found.cost == told[-1].cost
    assert len(snapshot.jobs) - len(found.unserved) == told[-1].served
    assert found.plan == told[-1].best()
    assert check(snapshot, found.plan).valid


def test_a_search_after_a_disturbance_is_watched_too() -> None:
    told: list[Standing] = []
    replanner = Replanner(town([errand(), job(2)]), watch=told.append)
    replanner.first_answer()
    replanner.search(by_rounds(10))
    assert told[-1].served == 2


def test_where_nothing_can_be_planned_there_is_nothing_to_tell_but_the_beginning() -> None:
    told: list[Standing] = []
    search(town([job(languages={"tir": 1})]), by_rounds(10), watch=told.append)
    assert [(one.share, one.served) for one in told] == [(0.0, 0)]

"""The rounds in C and the rounds in Python find the same plan, to the byte. Skipped where there is no compiler."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.console.quicken import build
from lotsenwerk.engines.planning import kernel
from lotsenwerk.engines.planning.compiling import Layout
from lotsenwerk.engines.planning.evaluating import Evaluator
from lotsenwerk.engines.planning.kernel import KernelRounds
from lotsenwerk.engines.planning.model import Job, Snapshot
from lotsenwerk.engines.planning.rounds import PlainRounds
from lotsenwerk.engines.planning.searching import Found, Searcher, by_rounds
from tests.engines.planning.made import errand, helper, job, thrown, town, with_calls
from tests.engines.planning.test_properties import held

SEEDS = st.integers(0, 10**9)
marked_file = kernel.library_file
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    file = tmp_path_factory.mktemp("kernel") / "kernel.so"
    if not build(file):
        pytest.skip("There is no compiler.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "library_file", lambda: file)
        kernel.library.cache_clear()
        assert kernel.library() is not None
        yield
    kernel.library.cache_clear()


def found_by(snapshot: Snapshot, rounds: int, seed: int, *, is_plain: bool) -> Found:
    searcher = Searcher(Evaluator(Layout(snapshot)), seed=seed, is_plain=is_plain)
    assert isinstance(searcher._rounds, PlainRounds if is_plain else KernelRounds)
    searcher.construct()
    first = searcher.solution.cost()
    return searcher.found(searcher.run(by_rounds(rounds)), first)


def both(snapshot: Snapshot, rounds: int, seed: int = 0) -> tuple[bytes, bytes]:
    one, other = (repr(found_by(snapshot, rounds, seed, is_plain=plain)).encode() for plain in (False, True))
    return one, other


@SOME
@given(SEEDS)
def test_both_find_the_same_plan_to_the_byte(seed: int) -> None:
    one, other = both(thrown(seed, jobs=25), 50, seed)
    assert one == other


@SOME
@given(SEEDS)
def test_both_agree_on_calls_from_home_too(seed: int) -> None:
    one, other = both(with_calls(thrown(seed, jobs=25)), 50, seed)
    assert one == other


@SOME
@given(SEEDS)
def test_both_move_the_same_of_a_plan_that_is_agreed_in_parts(seed: int) -> None:
    one, other = both(held(thrown(seed), seed), 40, seed)
    assert one == other


def test_both_find_the_same_where_routes_are_long() -> None:
    jobs: list[Job] = [job(number, 300 * (number % 7) + number, minutes=1) for number in range(1, 25)]
    jobs += [errand(number, 40 * number, 30 * number) for number in range(25, 35)]
    one, other = both(town(jobs, [helper(), helper(2, 500)]), 300)
    assert one == other


def test_numbers_that_are_too_large_are_left_to_python() -> None:
    snapshot = town([replace(job(), priority=10**15)])
    assert isinstance(Searcher(Evaluator(Layout(snapshot)))._rounds, PlainRounds)
    assert found_by(snapshot, 3, 0, is_plain=True).unserved == ()


def test_a_library_of_another_text_is_never_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = marked_file()
    for file in (kernel.SOURCE, *kernel.PARTS.iterdir()):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(kernel, "PARTS", tmp_path)
    (tmp_path / kernel.SOURCE.name).unlink()
    assert marked_file() == before
    (tmp_path / "ruin.c").write_text("/* another one */")
    assert marked_file() != before

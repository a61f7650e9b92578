import json
from pathlib import Path

import pytest

from lotsenwerk.console import benches
from lotsenwerk.console.benches import Row
from lotsenwerk.console.errors import ConsoleError

BENCH = """
from lotsenwerk.console.benches import Row

def run(progress):
    with progress.step("measure"):
        return [Row("fast", 2.0, "ms", {holds}, peer=8.0), Row("alone", 5.0, "KiB", True, more={{"queries": 12}})]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.py").write_text(BENCH.format(holds=True))
    (tmp_path / "bad.py").write_text(BENCH.format(holds=False))
    (tmp_path / "_data.py").write_text("")
    return tmp_path


def test_each_row_is_one_json_object_a_line_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.run("good", as_json=True, folder=folder) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"name": "fast", "ours": 2.0, "peer": 8.0, "ratio": 0.25, "unit": "ms", "holds": True}
    assert (second["peer"], second["ratio"], second["queries"]) == (None, None, 12)


def test_broken_claim_ends_in_failure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.run("bad", as_json=False, folder=folder) == 1
    assert "NO" in capsys.readouterr().out


def test_columns_of_the_table_line_up() -> None:
    lines = benches.table([Row("a", 1.5, "ms", True), Row("a long name", 1234.0, "KiB", False, peer=2.0)])
    assert lines[0].index("unit") == lines[1].index("ms") == lines[2].index("KiB")


def test_benches_are_listed_and_an_unknown_one_names_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.run(None, as_json=False, folder=folder) == 0
    assert capsys.readouterr().out.split() == ["bad", "good"]
    with pytest.raises(ConsoleError, match="bad, good"):
        benches.run("fuel", as_json=False, folder=folder)


def test_ratio_needs_a_peer() -> None:
    assert Row("x", 3.0, "s", True).ratio is None
    assert Row("x", 3.0, "s", True, peer=0.0).ratio is None

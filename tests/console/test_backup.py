"""A backup holds every row of every town, and only a whole one is read back."""

import io
import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from lotsenwerk.console import backup
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.places.actions.load_hessen import load_hessen
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.tenancy import tenant
from tests.database import TestDatabase

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def two_towns(committed: None) -> None:
    """Rows behind both walls, some in every kind of table that a town has."""
    load_hessen()
    for ags in ("06431005", "06431013"):
        town = found_tenant(municipality=Municipality.objects.get(ags=ags), at=AT)
        with tenant(town.id):
            for number in range(3):
                record(system(town.id), "look", ("organisations", "organisation", number), at=AT, told={"n": number})


@pytest.fixture
def from_database(test_database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", make_conninfo(test_database.owner_url, dbname=test_database.name))


@pytest.fixture
def empty_database(test_database: TestDatabase) -> Iterator[TestDatabase]:
    other = test_database.named(f"{test_database.name}_restored")
    other.create(keep=False)
    yield other
    other.drop()


def into(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", make_conninfo(database.owner_url, dbname=database.name))


def all_rows(database: TestDatabase) -> Rows:
    with database.owner() as owner:
        names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            name: sorted(owner.execute(SQL("SELECT t::text FROM {} t").format(Identifier(name))).fetchall())
            for (name,) in names
        }


def walls(database: TestDatabase) -> list[tuple[Any, ...]]:
    with database.owner() as owner:
        return owner.execute(
            "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies"
            " UNION ALL SELECT c.conrelid::regclass::text, c.conname, c.contype::text, pg_get_constraintdef(c.oid), ''"
            " FROM pg_constraint c WHERE c.conrelid <> 0 AND c.connamespace = 'public'::regnamespace"
            " UNION ALL SELECT table_name, grantee, privilege_type, '', '' FROM information_schema.table_privileges"
            " WHERE table_schema = 'public' ORDER BY 1, 2, 3, 4",
        ).fetchall()


@pytest.mark.usefixtures("two_towns", "from_database")
def test_restored_database_equals_the_one_saved_row_by_row(
    test_database: TestDatabase, empty_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.backup"
    backup.write(file, Progress(silent=True))
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
    into(empty_database, monkeypatch)
    backup.read(file, Progress(silent=True))

    before, after = all_rows(test_database), all_rows(empty_database)
    assert len(before["organisations_organisation"]) == 2
    assert len(before["journal_line"]) == 8
    assert after == before
    assert walls(empty_database) == walls(test_database)


@pytest.mark.usefixtures("two_towns", "from_database")
def test_filled_database_is_not_overwritten(test_database: TestDatabase, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    backup.write(file, Progress(silent=True))
    before = all_rows(test_database)
    with pytest.raises(ConsoleError, match="only read into an empty one"):
        backup.read(file, Progress(silent=True))
    assert all_rows(test_database) == before


@pytest.mark.usefixtures("two_towns", "from_database")
def test_damaged_backup_is_refused_and_changes_nothing(
    empty_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.backup"
    backup.write(file, Progress(silent=True))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    into(empty_database, monkeypatch)
    with pytest.raises(ConsoleError, match="check sum is wrong"):
        backup.read(file, Progress(silent=True))
    assert all_rows(empty_database) == {}


@pytest.mark.usefixtures("from_database")
@pytest.mark.django_db
def test_something_else_is_not_taken_for_a_backup(
    empty_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into(empty_database, monkeypatch)
    (tmp_path / "letter.txt").write_text("Dear town hall")
    for name in ("letter.txt", "missing"):
        with pytest.raises(ConsoleError, match="is not a backup"):
            backup.read(tmp_path / name, Progress(silent=True))


@pytest.mark.usefixtures("from_database")
@pytest.mark.django_db
def test_backup_of_a_newer_program_is_refused(
    empty_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into(empty_database, monkeypatch)
    with tarfile.open(tmp_path / "future.backup", "w") as tar:
        for name, text in {"contents.json": json.dumps({"format": backup.FORMAT + 1}), "database.dump": ""}.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))
    with pytest.raises(ConsoleError, match="newer Lotsenwerk"):
        backup.read(tmp_path / "future.backup", Progress(silent=True))
    assert all_rows(empty_database) == {}


@pytest.mark.usefixtures("two_towns")
def test_one_changed_letter_shows_in_the_sums(test_database: TestDatabase) -> None:
    with test_database.owner() as owner:
        before = backup.sums(owner, Progress(silent=True))
        owner.execute(
            "UPDATE organisations_organisation SET town = town || '.' WHERE id = (SELECT min(id) FROM"
            " organisations_organisation)"
        )
        after = backup.sums(owner, Progress(silent=True))
        owner.rollback()
    assert backup.differences(json.loads(json.dumps(before)), after) == ["organisations_organisation"]


@pytest.mark.usefixtures("two_towns")
def test_what_is_written_meanwhile_does_not_tear_the_backup(
    test_database: TestDatabase, empty_database: TestDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into(test_database, monkeypatch)
    dump = backup._run

    def dump_and_write(*words: str, owner: "psycopg.Connection[Any]") -> None:
        with test_database.owner() as somebody:
            somebody.execute("DELETE FROM journal_detail")
        dump(*words, owner=owner)

    monkeypatch.setattr(backup, "_run", dump_and_write)
    backup.write(tmp_path / "all.backup", Progress(silent=True))
    monkeypatch.setattr(backup, "_run", dump)
    into(empty_database, monkeypatch)
    backup.read(tmp_path / "all.backup", Progress(silent=True))
    assert len(all_rows(empty_database)["journal_detail"]) > len(all_rows(test_database)["journal_detail"]) == 0

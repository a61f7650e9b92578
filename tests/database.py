"""The database of the tests: laid and migrated by the owner, then visited by the role that the program has.

Without DATABASE_URL each test process starts a PostgreSQL of our own in a temporary folder. With DATABASE_URL and
DATABASE_OWNER_URL a server is used that is there already; its owner needs CREATEDB and nothing more.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from lotsenwerk.console import roles
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user

# Filled by importers and by Django itself, read by everybody, written by no test.
REFERENCE_TABLES = ("django_migrations", "django_content_type", "auth_permission")


_KEYS = """
SELECT c.relname, p.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f'
"""
"""Which table points at which."""
_SEQUENCES = """
SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
  JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND t.relname = ANY(%s)
"""
"""The sequences that belong to some tables."""


@dataclass(frozen=True)
class TestDatabase:
    """One database and the two addresses (libpq) at which it is reached."""

    __test__ = False

    owner_url: str
    app_url: str
    name: str

    @property
    def app_role(self) -> str:
        return str(conninfo_to_dict(self.app_url)["user"])

    def owner(self, **options: Any) -> "psycopg.Connection[Any]":
        """A connection that sees every row; for laying and for cleaning up, never for the thing under test."""
        return psycopg.connect(make_conninfo(self.owner_url, dbname=self.name), **options)

    def settings_for(self, url: str) -> dict[str, str]:
        """The parts of Django's database settings that differ between the roles."""
        parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
        return {
            "NAME": self.name,
            "USER": parts.get("user", ""),
            "PASSWORD": parts.get("password", ""),
            "HOST": parts.get("host", ""),
            "PORT": parts.get("port", ""),
        }

    def named(self, name: str) -> "TestDatabase":
        """The same server, another database."""
        return replace(self, name=name)

    def create(self, *, keep: bool) -> None:
        """An empty database of this name with the rights of the app role; an old one stays only with ``keep``."""
        with self._maintenance() as server:
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name]).fetchone()
            if known and not keep:
                server.execute(SQL("DROP DATABASE {}").format(Identifier(self.name)))
            if not known or not keep:
                server.execute(SQL("CREATE DATABASE {}").format(Identifier(self.name)))
        with self.owner() as owner:
            roles.grant_defaults(owner, self.app_role)

    @contextmanager
    def copied(self) -> Iterator["TestDatabase"]:
        """Another database with everything in this one, which nobody may have open; with the block it is gone.

        What is to hold thousands of rows is laid there: dropped in a moment, they need not be deleted one by one.
        """
        copy = self.named(f"{self.name}_copy")
        with self._maintenance() as server:
            server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(copy.name)))
            server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(copy.name), Identifier(self.name)))
        with copy.owner() as owner:
            roles.grant_defaults(owner, self.app_role)
        try:
            yield copy
        finally:
            copy.drop()

    def drop(self) -> None:
        """Leave nothing behind, unless a thread of a test still holds the database."""
        with self._maintenance() as server, suppress(psycopg.errors.ObjectInUse):
            server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(self.name)))

    def filled_tables(self) -> set[str]:
        """Names of the tables that hold at least one row."""
        with self.owner() as owner:
            names = [
                row[0]
                for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            ]
            asked = [SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(name, Identifier(name)) for name in names]
            return {row[0] for row in owner.execute(SQL(" UNION ALL ").join(asked)).fetchall()} if asked else set()

    def empty(self, keep: Iterable[str]) -> None:
        """Empty every table that holds rows, but for reference tables and those in ``keep``."""
        filled = self.filled_tables() - set(keep)
        emptied = sorted(name for name in filled if not name.startswith(REFERENCE_TABLES))
        if emptied:
            # Not TRUNCATE: with CASCADE it makes the files of nearly every table and index anew, also of empty ones.
            with self.owner() as owner, owner.transaction():
                owner.execute("SET LOCAL lock_timeout = '20s'")
                pointing: dict[str, set[str]] = {name: set() for name in emptied}
                for one, at in owner.execute(_KEYS).fetchall():
                    if one != at and one in pointing and at in pointing:
                        pointing[at].add(one)
                # Whoever points at a row goes before it.
                for name in TopologicalSorter(pointing).static_order():
                    owner.execute(SQL("DELETE FROM {}").format(Identifier(name)))
                for (sequence,) in owner.execute(_SEQUENCES, [emptied]).fetchall():
                    owner.execute(SQL("ALTER SEQUENCE {} RESTART").format(Identifier(sequence)))

    def _maintenance(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(make_conninfo(self.owner_url, dbname="postgres"), autocommit=True)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder with a short name that the server's user can enter; pytest's own are closed to it where we are root."""
    folder = Path(tempfile.mkdtemp(prefix="lotsenwerk-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_cluster() -> Iterator[Cluster]:
    """A made, not yet started cluster."""
    with temporary_folder() as folder:
        user = server_user()
        cluster = Cluster(folder / "pg", binaries(user), user, careless=True)
        try:
            cluster.create()
            yield cluster
        finally:
            cluster.stop()


@contextmanager
def test_server() -> Iterator[TestDatabase]:
    """The server for this test process; the database is not made yet."""
    owner_url, app_url = os.environ.get("DATABASE_OWNER_URL"), os.environ.get("DATABASE_URL")
    if owner_url and app_url:
        yield TestDatabase(owner_url, app_url, "test_lotsenwerk")
        return
    with temporary_cluster() as cluster:
        process = cluster.start()
        cluster.prepare()
        try:
            yield TestDatabase(cluster.url(roles.OWNER), cluster.url(roles.APP), "test_lotsenwerk")
        finally:
            cluster.stop(process)

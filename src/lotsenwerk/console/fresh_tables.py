"""The tables of an empty database in a tenth of the time: what all migrations say, written down beforehand.

Django works out every model again for every step of every migration. On an empty database the outcome is the same each
time, so the statements are kept in a file and sent as they are. Where the file does not fit the migrations that are
there, nothing is sent, and the migrations run as ever.

After a migration has come, ``console.record_tables`` writes the file again.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.special import RunSQL

FILE: Final = Path(__file__).with_name("fresh_tables.sql")
CHAPTER: Final = "-- migration "
FITS: Final = "-- fits "
ROLE: Final = "@app_role@"
"""Stands where the name of the program's role comes in."""
_ROOMS: Final = Path(__file__).parents[1] / "domain"


def fingerprint() -> str:
    """What the file has to be made from, in hexadecimal.

    Names of all migrations in their order, the text of our own, and the walls that functions write for them.
    """
    found = hashlib.sha256()
    for migration in plan(MigrationExecutor(connection)):
        found.update(f"{migration.app_label}.{migration.name}\n".encode())
        file = _ROOMS / migration.app_label / "migrations" / f"{migration.name}.py"
        if file.is_file():
            found.update(file.read_bytes())
            written = [one.sql for one in migration.operations if isinstance(one, RunSQL)]
            found.update(repr(written).replace(role(), ROLE).encode())
    return found.hexdigest()


def lay(show: Callable[[int, int], None] | None = None) -> bool:
    """Lay all tables into an empty database; whether that was done. Django has to be logged in as their owner.

    A database in which a migration was ever noted is left as it is, and so is every database where the file does not
    fit. ``show`` hears how many chapters of how many are laid. Each chapter is laid whole or not at all and notes
    itself, so that the migrations can go on wherever this was interrupted.
    """
    if not FILE.is_file() or "django_migrations" in connection.introspection.table_names():
        return False
    head, *chapters = FILE.read_text("utf-8").split(f"\n{CHAPTER}")
    if head != f"{FITS}{fingerprint()}":
        return False
    with connection.cursor() as cursor:
        for number, chapter in enumerate(chapters, start=1):
            cursor.execute(f"{CHAPTER}{chapter}".replace(ROLE, role()))
            if show:
                show(number, len(chapters))
    return True


def role() -> str:
    """The quoted name of the program's role."""
    from lotsenwerk.kit.tenancy import app_role

    return app_role()


def plan(executor: MigrationExecutor) -> list[Any]:
    """All migrations in the order in which an empty database gets them."""
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [migration for migration, _backwards in steps]

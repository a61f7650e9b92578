"""The tables of an empty database in a tenth of the time: what all migrations say, written down beforehand.

Django works out every model again for every step of every migration. On an empty database the outcome is the same each
time, so the statements are kept in a file and sent as they are. Where the file does not fit the migrations that are
there, nothing is sent, and the migrations run as ever.

python -m lotsenwerk.console.fresh_tables    (writes the file again, after a migration has come)
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.special import RunSQL

FILE: Final = Path(__file__).with_name("fresh_tables.sql")
_CHAPTER: Final = "-- migration "
_FITS: Final = "-- fits "
_ROLE: Final = "@app_role@"
"""Stands where the name of the program's role comes in."""
_NOT_KEPT: Final = ("SELECT", "SAVEPOINT", "RELEASE", 'INSERT INTO "DJANGO_MIGRATIONS"')
"""Questions, and what stands in the file in another way."""
_MOMENT: Final = re.compile(r"'[-0-9]{10} [:.0-9]+\+00:00'::timestamptz")
"""When somebody migrated: what a new column would hold in rows that there are not."""
_NOTED: Final = "INSERT INTO django_migrations (app, name, applied) VALUES ('{0.app_label}', '{0.name}', now());"
_ROOMS: Final = Path(__file__).parents[1] / "domain"


def fingerprint() -> str:
    """What the file has to be made from, in hexadecimal.

    Names of all migrations in their order, the text of our own, and the walls that functions write for them.
    """
    found = hashlib.sha256()
    for migration in _plan(MigrationExecutor(connection)):
        found.update(f"{migration.app_label}.{migration.name}\n".encode())
        file = _ROOMS / migration.app_label / "migrations" / f"{migration.name}.py"
        if file.is_file():
            found.update(file.read_bytes())
            written = [one.sql for one in migration.operations if isinstance(one, RunSQL)]
            found.update(repr(written).replace(_role(), _ROLE).encode())
    return found.hexdigest()


def lay(show: Callable[[int, int], None] | None = None) -> bool:
    """Lay all tables into an empty database; whether that was done. Django has to be logged in as their owner.

    A database in which a migration was ever noted is left as it is, and so is every database where the file does not
    fit. ``show`` hears how many chapters of how many are laid. Each chapter is laid whole or not at all and notes
    itself, so that the migrations can go on wherever this was interrupted.
    """
    if not FILE.is_file() or "django_migrations" in connection.introspection.table_names():
        return False
    head, *chapters = FILE.read_text("utf-8").split(f"\n{_CHAPTER}")
    if head != f"{_FITS}{fingerprint()}":
        return False
    with connection.cursor() as cursor:
        for number, chapter in enumerate(chapters, start=1):
            cursor.execute(f"{_CHAPTER}{chapter}".replace(_ROLE, _role()))
            if show:
                show(number, len(chapters))
    return True


def record() -> str:
    """Migrate the empty database to which Django is logged in as the owner; answers the text of the file."""
    return "\n".join([f"{_FITS}{fingerprint()}", *_chapters()]) + "\n"


def _chapters() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    plan = _plan(executor)
    heard = _Heard()
    with connection.execute_wrapper(heard):
        executor.recorder.ensure_schema()
        state = None
        for migration in plan:
            state = executor.migrate([(migration.app_label, migration.name)], [(migration, False)], state=state)
            heard.said.append(_NOTED.format(migration))
            yield "\n".join([f"{_CHAPTER}{migration.app_label}.{migration.name}", *heard.said])
            heard.said.clear()


class _Heard:
    """Listens to what is sent to the database."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = context["cursor"].cursor.mogrify(sql, params) if params else str(sql)
        if not text.lstrip().upper().startswith(_NOT_KEPT):
            self.said.append(_MOMENT.sub("now()", f"{text.strip().rstrip(';')};".replace(_role(), _ROLE)))
        return execute(sql, params, many, context)


def _role() -> str:
    from lotsenwerk.kit.tenancy import app_role

    return app_role()


def _plan(executor: MigrationExecutor) -> list[Any]:
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [migration for migration, _backwards in steps]


def _write() -> None:
    """Make a server, let the migrations run there, and keep what they said."""
    import os
    import tempfile

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotsenwerk.settings.test")
    os.environ.setdefault("DATABASE_URL", "postgresql:///")
    django.setup()
    from lotsenwerk.console import roles
    from lotsenwerk.console.migrating import as_owner
    from lotsenwerk.console.postgres import Cluster, binaries
    from lotsenwerk.console.server_user import server_user

    with tempfile.TemporaryDirectory(prefix="lotsenwerk-") as folder:
        Path(folder).chmod(0o711)
        user = server_user()
        cluster = Cluster(Path(folder) / "pg", binaries(user), user, careless=True)
        cluster.create()
        process = cluster.start()
        try:
            cluster.prepare()
            os.environ["DATABASE_OWNER_URL"] = cluster.url(roles.OWNER)
            with as_owner():
                FILE.write_text(record(), "utf-8")
        finally:
            cluster.stop(process)


if __name__ == "__main__":
    _write()

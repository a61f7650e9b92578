"""Write down what all migrations say to an empty database, for ``console.fresh_tables``.

After each new migration: python -m lotsenwerk.console.record_tables
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lotsenwerk.console import roles
from lotsenwerk.console.fresh_tables import CHAPTER, FILE, FITS, ROLE, fingerprint, plan, role
from lotsenwerk.console.migrating import as_owner
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user

_NOT_KEPT: Final = ("SELECT", "SAVEPOINT", "RELEASE", 'INSERT INTO "DJANGO_MIGRATIONS"')
"""Questions, and what stands in the file in another way."""
_MOMENT: Final = re.compile(r"'[-0-9]{10} [:.0-9]+\+00:00'::timestamptz")
"""When somebody migrated: what a new column would hold in rows that there are not."""
_NOTED: Final = "INSERT INTO django_migrations (app, name, applied) VALUES ('{0.app_label}', '{0.name}', now());"


def record() -> str:
    """Migrate the empty database to which Django is logged in as the owner; answers the text of the file."""
    return "\n".join([f"{FITS}{fingerprint()}", *_chapters()]) + "\n"


def _chapters() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    steps = plan(executor)
    heard = _Heard()
    with connection.execute_wrapper(heard):
        executor.recorder.ensure_schema()
        state = None
        for migration in steps:
            state = executor.migrate([(migration.app_label, migration.name)], [(migration, False)], state=state)
            heard.said.append(_NOTED.format(migration))
            yield "\n".join([f"{CHAPTER}{migration.app_label}.{migration.name}", *heard.said])
            heard.said.clear()


class _Heard:
    """Listens to what is sent to the database."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = context["cursor"].cursor.mogrify(sql, params) if params else str(sql)
        if not text.lstrip().upper().startswith(_NOT_KEPT):
            self.said.append(_MOMENT.sub("now()", f"{text.strip().rstrip(';')};".replace(role(), ROLE)))
        return execute(sql, params, many, context)


def write() -> None:
    """Make a server, let the migrations run there, and keep what they said."""
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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotsenwerk.settings.test")
    os.environ.setdefault("DATABASE_URL", "postgresql:///")
    django.setup()
    write()

"""Bring the database's tables to the state of this program, as the role that owns them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.console import fresh_tables, roles
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.progress import Progress
from lotsenwerk.settings.base import database


def owner_url() -> str:
    """The address at which the owner of the tables logs in."""
    url = os.environ.get("DATABASE_OWNER_URL", "")
    if not url:
        raise ConsoleError(_("Set DATABASE_OWNER_URL: tables are changed by their owner, not by the program's role."))
    return url


@contextmanager
def as_owner() -> Iterator[None]:
    """Let Django's one connection log in as the owner for the length of this block."""
    here = connections.settings["default"]
    before = dict(here)
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # of the PostgreSQL back end
    here.update(database(owner_url()))
    try:
        yield
    finally:
        connections.close_all()
        here.clear()
        here.update(before)


def pending() -> list[str]:
    """Names of the migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(progress: Progress) -> int:
    """Grant rights, migrate, make the cache's table, load the places; answers how many migrations there were to do."""
    from lotsenwerk.domain.places.actions.load_hessen import load_hessen

    with psycopg.connect(owner_url()) as owner:
        roles.grant_defaults(owner, settings.DATABASE_APP_ROLE)
    with as_owner():
        waiting = len(pending())
        if waiting:
            fresh_tables.lay(lambda done, total: progress.show(pgettext("step", "Tables"), done, total))
            call_command("migrate", interactive=False, verbosity=1, stdout=_Counter(progress, waiting))
            call_command("createcachetable", verbosity=0)
        load_hessen()
    return waiting


class _Counter(StringIO):
    """Takes Django's lines and shows how many migrations they speak of."""

    def __init__(self, progress: Progress, total: int) -> None:
        super().__init__()
        self._progress = progress
        self._total = total
        self._done = 0

    def write(self, text: str) -> int:
        if text.lstrip().startswith("Applying"):
            self._done += 1
            self._progress.show(pgettext("step", "Tables"), self._done, self._total)
        return len(text)

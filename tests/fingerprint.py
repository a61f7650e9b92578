"""What all rows of a town look like, so that a test can say "nothing has changed"."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from lotsenwerk.kit.tenancy import Tenanted

OUTSIDE_THE_WALL = {
    "people_link": "organisation_id",
    "accounts_membership": "organisation_id",
    "organisations_organisation": "COALESCE(kept_by_id, id)",
}
"""Tables without a policy that hold rows of a town, and how one knows whose."""

Fingerprint = Mapping[str, tuple[int, str]]


def tenanted() -> list[type[Tenanted]]:
    """Every model behind the wall."""
    return [model for model in apps.get_models(include_auto_created=True) if issubclass(model, Tenanted)]


def fingerprint(organisation_id: int, cursor: Any = None) -> Fingerprint:
    """For each table how many rows of this town it holds, and a hash over all of them.

    Without ``cursor`` it is read by the program's own role, so the scope of the town has to be open.
    """
    statement = question(organisation_id)
    if cursor is not None:
        return {row[0]: (row[1], row[2]) for row in cursor.execute(statement).fetchall()}
    with connection.cursor() as own:
        own.execute(statement)
        return {row[0]: (row[1], row[2]) for row in own.fetchall()}


def question(organisation_id: int) -> str:
    """The statement that reads a fingerprint."""
    owners = {model._meta.db_table: "organisation_id" for model in tenanted()} | OUTSIDE_THE_WALL
    parts = [
        f"SELECT '{table}', count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"  # noqa: S608
        f" FROM {table} t WHERE {owner} = {int(organisation_id)}"
        for table, owner in sorted(owners.items())
    ]
    parts.append(
        "SELECT 'accounts_user', count(*), md5(coalesce(string_agg(u::text, '|' ORDER BY u.id), ''))"  # noqa: S608
        " FROM accounts_user u WHERE EXISTS (SELECT 1 FROM accounts_membership m"
        f" WHERE m.user_id = u.id AND m.organisation_id = {int(organisation_id)})"
    )
    return " UNION ALL ".join(parts)


@contextmanager
def nothing_changes(organisation_id: int) -> Iterator[None]:
    """Fail when a row of the town is another one after the block. Its scope has to be open."""
    before = fingerprint(organisation_id)
    yield
    after = fingerprint(organisation_id)
    assert {table for table in after if after[table] != before[table]} == set()

"""The wall between towns: scope, base model, manager, and the pieces of migration that build the wall.

Every row of a tenant carries ``organisation_id``. Three things keep it in its town: the manager, which filters and
refuses to work without a scope; row-level security, which stands behind it; and composite keys, because a plain
foreign key does not ask the policies.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL

M = TypeVar("M", bound=models.Model)


class NoScope(RuntimeError):  # noqa: N818
    """Rows of a tenant were asked for, and nobody had said of which."""


@dataclass(slots=True)
class _Scope:
    organisation_id: int
    last_steps: dict[str, Callable[[], None]] = field(default_factory=dict)


_scope: ContextVar[_Scope | None] = ContextVar("lotsenwerk_scope", default=None)


def current_organisation_id() -> int:
    """The organisation whose rows are open now; ``NoScope`` outside of every scope."""
    scope = _scope.get()
    if scope is None:
        raise NoScope("Open a scope first: with tenant(organisation_id)")
    return scope.organisation_id


def _set_database_scope(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.org', %s, true)", [value])


@contextmanager
def tenant(organisation_id: int) -> Iterator[None]:
    """Open the rows of one organisation for the length of one transaction.

    Scopes nest: an inner scope of another organisation hides the outer one until it ends. What was announced with
    :func:`before_commit` is done at the end of the scope that announced it, unless that scope ends in an exception.
    """
    outer = _scope.get()
    goes_on = connection.in_atomic_block
    scope = _Scope(organisation_id)
    token = _scope.set(scope)
    try:
        with transaction.atomic():
            _set_database_scope(str(organisation_id))
            yield
            if outer is not None and outer.organisation_id == organisation_id:
                for name, step in scope.last_steps.items():
                    outer.last_steps.setdefault(name, step)
            else:
                for step in scope.last_steps.values():
                    step()
            if goes_on:
                # The transaction outlives this scope: what comes next must not see its rows.
                _set_database_scope(str(outer.organisation_id) if outer is not None else "")
    finally:
        _scope.reset(token)


@contextmanager
def as_if_in(organisation_id: int) -> Iterator[None]:
    """Put questions together as if the rows of an organisation were open: none can be read, nothing is asked."""
    token = _scope.set(_Scope(organisation_id))
    try:
        yield
    finally:
        _scope.reset(token)


def before_commit(name: str, step: Callable[[], None]) -> None:
    """Do ``step`` once at the end of the open scope, however often it is announced under this name.

    It is for writes that lock a row everybody wants: taken last, the lock is held shortest and cannot dead-lock.
    """
    scope = _scope.get()
    if scope is None:
        raise NoScope("There is no scope to do this at the end of")
    scope.last_steps.setdefault(name, step)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One step within the open scope: when it is refused nothing of it stays, also where the caller goes on.

    That goes for its rows and for what it announced with :func:`before_commit`.
    """
    scope = _scope.get()
    if scope is None:
        raise NoScope("There is no scope in which this is a step")
    announced = dict(scope.last_steps)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        scope.last_steps = announced
        raise


class TenantManager(models.Manager[M]):
    """Rows of the open organisation, and an exception where none is open."""

    def get_queryset(self) -> models.QuerySet[M]:
        """All rows of the open organisation."""
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class Tenanted(models.Model):
    """A row that belongs to one organisation. The foreign key is laid by :func:`wall`, as this floor knows no noun."""

    organisation_id = models.BigIntegerField(default=current_organisation_id, editable=False)

    objects = TenantManager()

    class Meta:
        abstract = True


POLICY = "tenant_wall"
_MINE = "organisation_id = NULLIF(current_setting('app.org', true), '')::bigint"


def wall(table: str, *, keys: Mapping[str, str] | None = None, organisation_key: bool = True) -> list[Operation]:
    """Operations for a migration that put ``table`` behind the wall.

    ``keys`` maps each column that points at a row of a tenant to that row's table; a composite key then refuses a
    row of another organisation. ``organisation_key`` is false only in rooms below ``organisations``.
    """
    forward: list[str | tuple[str, Any]] = [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_org UNIQUE (organisation_id, id)",
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY {POLICY} ON {table} USING ({_MINE}) WITH CHECK ({_MINE})",
    ]
    backward: list[str | tuple[str, Any]] = [
        f"DROP POLICY {POLICY} ON {table}",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_org",
    ]
    if organisation_key:
        forward.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_org_fk FOREIGN KEY (organisation_id)"
            " REFERENCES organisations_organisation (id)",
        )
        backward.insert(0, f"ALTER TABLE {table} DROP CONSTRAINT {table}_org_fk")
    operations: list[Operation] = [RunSQL(forward, backward)]
    if keys:
        operations.append(same_tenant(table, keys))
    return operations


def same_tenant(table: str, keys: Mapping[str, str]) -> Operation:
    """An operation that lets each column of ``keys`` point only at rows of the row's own organisation.

    The keys are checked at the end of the transaction, as Django's own are, so that rows can be deleted in any order.
    """
    forward: list[str | tuple[str, Any]] = [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_org FOREIGN KEY (organisation_id, {column})"
        f" REFERENCES {target} (organisation_id, id) DEFERRABLE INITIALLY DEFERRED"
        for column, target in keys.items()
    ]
    backward: list[str | tuple[str, Any]] = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_org" for column in keys
    ]
    return RunSQL(forward, backward)


WINDOW = "shop_window"


def shop_window(table: str) -> list[Operation]:
    """Operations after which everybody may read ``table``, and only the open organisation may write its own rows.

    A policy that is simply true leaves the planner every index, also that of a full text search.
    """
    return [
        RunSQL(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"CREATE POLICY {POLICY} ON {table} USING ({_MINE}) WITH CHECK ({_MINE})",
                f"CREATE POLICY {WINDOW} ON {table} FOR SELECT USING (true)",
            ],
            [
                f"DROP POLICY {WINDOW} ON {table}",
                f"DROP POLICY {POLICY} ON {table}",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )
    ]


def app_role() -> str:
    """The quoted name of the database role that the running program has."""
    return str(connection.ops.quote_name(settings.DATABASE_APP_ROLE))


def append_only(*tables: str) -> Operation:
    """An operation after which the running program can add rows to the tables and read them, and nothing else."""
    names = ", ".join(tables)
    return RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {names} FROM {app_role()}",
        f"GRANT UPDATE, DELETE ON {names} TO {app_role()}",
    )

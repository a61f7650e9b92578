"""Lock one row until the transaction ends: each verb begins so."""

from typing import Any, Final, TypeVar

from django.db import connection, models, transaction
from django.db.models.lookups import Exact

from lotsenwerk.kit.prepared import prepared
from lotsenwerk.kit.tenancy import TenantManager

_TOWN: Final = "organisation_id"
M = TypeVar("M", bound=models.Model)
_LOCKS: Final[dict[Any, Any]] = {}
"""Statements that lock a row by its number, by model and what is read with it."""


def lock(rows: models.QuerySet[M], **which: Any) -> M:
    """The one row, locked until the transaction ends. Raises the model's ``DoesNotExist`` where there is none.

    Each verb begins so: where nothing but its number says which row, the statement is put together once.
    """
    pk = which.get("pk")
    if len(which) > 1 or type(pk) is not int or not _is_whole_town(rows):
        return rows.select_for_update(of=("self",)).get(**which)
    query = rows.query
    name = (rows.model, repr(query.select_related), repr(query.deferred_loading))
    if name not in _LOCKS:
        _LOCKS[name] = _lock_by_number(rows.model, query.select_related, query.deferred_loading)
    if connection.get_autocommit():
        raise transaction.TransactionManagementError("A row is locked within a transaction.")
    found: list[M] = _LOCKS[name](pk)
    if found:
        return found[0]
    raise rows.model.DoesNotExist(f"{rows.model.__name__} matching query does not exist.")  # type: ignore[attr-defined]


def _is_whole_town(rows: models.QuerySet[Any]) -> bool:
    """Whether nothing narrows the rows but the open organisation."""
    query = rows.query
    if not isinstance(rows.model._default_manager, TenantManager) or len(query.where.children) != 1:  # noqa: SLF001
        return False
    [only] = query.where.children
    is_town = isinstance(only, Exact) and getattr(only.lhs, "target", None) == query.get_meta().get_field(_TOWN)
    return is_town and not query.annotations and not query.distinct and not query.is_sliced


def _lock_by_number(model: type[M], related: Any, deferred: Any) -> Any:
    @prepared
    def locked(pk: int) -> models.QuerySet[M]:
        rows: models.QuerySet[M] = model._default_manager.select_for_update(of=("self",)).filter(pk=pk)  # noqa: SLF001
        rows.query.select_related, rows.query.deferred_loading = related, deferred
        return rows

    return locked

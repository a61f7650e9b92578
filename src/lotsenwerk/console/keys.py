"""Encrypt at rest with the first key of the list what was encrypted with an older one."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

from django.db import models, transaction

from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit.fields import encrypted_fields
from lotsenwerk.kit.fields import rotate as rotate_some
from lotsenwerk.kit.tenancy import Tenanted, tenant


def rotate(progress: Progress) -> int:
    """Rotate every encrypted column, some rows at a time so that work goes on meanwhile; the number of rows."""
    models_with_secrets = list(dict.fromkeys(model for model, _field in encrypted_fields()))
    done = 0
    for model in models_with_secrets:
        for open_scope in _scopes(model):
            while True:
                with open_scope():
                    count = rotate_some(model)
                done += count
                progress.show(str(model._meta.verbose_name_plural), done)  # noqa: SLF001 - Django's own way
                if count == 0:
                    break
    return done


class _Scope:
    """Opens the same scope as often as it is asked to."""

    def __init__(self, organisation_id: int | None) -> None:
        self._organisation_id = organisation_id

    def __call__(self) -> AbstractContextManager[None]:
        return transaction.atomic() if self._organisation_id is None else tenant(self._organisation_id)


def _scopes(model: type[models.Model]) -> Iterator[_Scope]:
    if not issubclass(model, Tenanted):
        yield _Scope(None)
        return
    for organisation_id in list(tenants().values_list("id", flat=True)):
        yield _Scope(organisation_id)

"""Model fields that are encrypted at rest, and how their keys are changed.

The purpose that binds a token to its column is the column's name, "people.person.phone". Renaming an app, a model or
a field would make the stored tokens unreadable: in that migration give the field its old name as `purpose=`.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from lotsenwerk.kit.crypto import current_prefix, decrypt, encrypt

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable, Expression

    _Field = models.Field[Any, Any]
    _TextField = models.TextField[str | Combinable, str]
else:
    _Field = models.Field
    _TextField = models.TextField


class Encrypted(_Field):
    """What all encrypted fields share. Stored as text; NULL stays NULL, see `kit.crypto` for "".

    Compared with nothing but NULL: two tokens of one value differ, so every other lookup would silently find nothing
    and is refused with `FieldError`. To find by value keep a `blind_index` beside it.
    """

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_purpose = purpose

    @property
    def purpose(self) -> str:
        """What the tokens of this column are bound to."""
        return self.own_purpose or f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001

    def deconstruct(self) -> Any:
        """Describe the field for a migration, with its purpose where it has one of its own."""
        name, path, args, kwargs = super().deconstruct()
        if self.own_purpose:
            kwargs["purpose"] = self.own_purpose
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """Say to the database that it stores text."""
        return "TextField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Return the comparison with NULL; refuse every other."""
        if lookup_name != "isnull":
            raise FieldError(
                f"{self.purpose} is encrypted and cannot be searched by {lookup_name!r}: only by isnull. "
                "Keep a blind_index of it in a column of its own."
            )
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse: the database sees only tokens."""
        raise FieldError(f"{self.purpose} is encrypted: the database cannot compute {lookup_name!r} of it.")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse what makes no sense of tokens: keys, indexes and uniqueness."""
        return [*super().check(**kwargs), *self._check_no_index()]

    def _check_no_index(self) -> list[checks.CheckMessage]:
        if self.primary_key or self.unique or getattr(self, "db_index", False):
            return [
                checks.Error(
                    "An encrypted field can be no key, not unique and not indexed: two tokens of one value differ.",
                    hint="Put the constraint on a blind_index in a column of its own.",
                    obj=self,
                    id="kit.E001",
                )
            ]
        return []


class EncryptedTextField(_TextField, Encrypted):
    """Text that is encrypted at rest."""

    def from_db_value(
        self,
        value: str | None,
        expression: "Expression",  # noqa: ARG002
        connection: "BaseDatabaseWrapper",  # noqa: ARG002
    ) -> str | None:
        """Return the clear text of a stored token."""
        return None if value is None else decrypt(value, self.purpose)

    def get_prep_value(self, value: Any) -> Any:
        """Return the token to be stored."""
        prepared = super().get_prep_value(value)
        return encrypt(prepared, self.purpose) if isinstance(prepared, str) else prepared


class EncryptedJSONField(Encrypted):
    """A structure of JSON (dict, list, text, number, truth) that is encrypted at rest as a whole.

    None is stored as NULL. Dates become text, as in Django's own JSON.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(
        self,
        value: str | None,
        expression: "Expression",  # noqa: ARG002
        connection: "BaseDatabaseWrapper",  # noqa: ARG002
    ) -> Any:
        """Return the structure behind a stored token."""
        return json.loads(decrypt(value, self.purpose)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        """Return the token to be stored."""
        prepared = super().get_prep_value(value)
        if prepared is None or hasattr(prepared, "resolve_expression"):
            return prepared
        return encrypt(json.dumps(prepared, cls=DjangoJSONEncoder, ensure_ascii=False), self.purpose)

    def value_to_string(self, obj: models.Model) -> Any:
        """Return the structure itself: a serializer writes it in its own form."""
        return self.value_from_object(obj)


def encrypted_fields() -> list[tuple[type[models.Model], Encrypted]]:
    """Return every encrypted column of the project with its model, in the order of the apps."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields  # noqa: SLF001
        if isinstance(field, Encrypted)
    ]


def stored_token(field: Encrypted) -> "Expression":
    """Return an expression for `annotate` that yields the raw token of a column, not its clear value.

    For rotation and for tests that look at what lies in the database.
    """
    return Cast(field.name, models.TextField())


def rows_with_old_keys(model: type[models.Model]) -> "models.QuerySet[models.Model]":
    """Return the rows of which at least one column was encrypted with another key than today's.

    Inside a tenant's scope where the model has one.
    """
    rows = model._default_manager.all()  # noqa: SLF001
    old = Q(pk__in=[])
    for field in _encrypted_fields_of(model):
        token = f"token_of_{field.name}"
        rows = rows.annotate(**{token: stored_token(field)})
        old |= Q(**{f"{token}__gt": ""}) & ~Q(**{f"{token}__startswith": current_prefix()})
    return rows.filter(old)


def rotate(model: type[models.Model], batch: int = 200) -> int:
    """Encrypt anew, with today's key, the old columns of up to `batch` rows; return how many rows that were.

    To be called inside `with tenant(organisation_id):` (models without tenant: inside `transaction.atomic()`), again
    and again, each time in a scope of its own so that the rows are free in between, until it answers 0. Rows that
    somebody else is just writing are passed over: ask `rows_with_old_keys` at the end. Raises `KeyMissing` when an
    old key is no longer in the settings; then nothing of the batch is changed.
    """
    fields = _encrypted_fields_of(model)
    if not fields:
        return 0
    locked = rows_with_old_keys(model).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    rows = list(locked.only("pk", *(field.name for field in fields))[:batch])
    # Reading has decrypted every column, writing encrypts it with the first key.
    for row in rows:
        model._default_manager.filter(pk=row.pk).update(**_clear_values(row, fields))  # noqa: SLF001
    return len(rows)


def _clear_values(row: models.Model, fields: list[Encrypted]) -> Mapping[str, Any]:
    return {field.name: getattr(row, field.attname) for field in fields}


def _encrypted_fields_of(model: type[models.Model]) -> list[Encrypted]:
    return [field for owner, field in encrypted_fields() if owner is model]

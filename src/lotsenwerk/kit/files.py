"""Files in the database: behind the same wall, in the same transaction and backup, gone with the same erasure."""

import base64
import hashlib
from datetime import datetime
from typing import Any, Final, Protocol, Self

from django.core import checks
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import BadInput

MAX_STORED_BYTES: Final = 500 * 1024
"""The largest file that is kept. Pictures are made smaller until they fit, see `kit.pictures`."""


class FileTooLarge(BadInput):
    """A file is larger than what is kept in the database."""


class Content(Protocol):
    """What can be stored: bytes, and what they are ("image/webp")."""

    @property
    def content(self) -> bytes:
        """The file itself."""

    @property
    def content_type(self) -> str:
        """What the file is, as browsers are told."""


class StoredFile(models.Model):
    """A file in a table; the room that owns it makes the table.

    Of several abstract parents Django keeps the Meta of the first one only: write `class Meta(StoredFile.Meta)`, or the
    limits are not laid. A check (kit.E002) watches over it.

    A file is never changed: a new one takes its place. `sha256` is the ETag it is served with.
    """

    content = models.BinaryField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(size__lte=MAX_STORED_BYTES),
                name="%(app_label)s_%(class)s_size",
            ),
            models.CheckConstraint(
                condition=Q(size=Length(F("content"), output_field=models.IntegerField())),
                name="%(app_label)s_%(class)s_length",
            ),
        ]

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a table that has lost the limits."""
        problems = super().check(**kwargs)
        limits = {constraint.name.rpartition("_")[2] for constraint in cls._meta.constraints}
        if not {"size", "length"} <= limits:
            problems.append(
                checks.Error(
                    "A stored file without the limits of its size.",
                    hint="Give it a class Meta(StoredFile.Meta).",
                    obj=cls,
                    id="kit.E002",
                )
            )
        return problems

    @property
    def data_url(self) -> str:
        """The whole file as text, as it stands in an export."""
        return f"data:{self.content_type};base64,{base64.b64encode(bytes(self.content)).decode()}"

    @classmethod
    def of(cls, file: Content, *, at: datetime, **more: Any) -> Self:
        """Return a new row of this file, not yet saved; `more` are the fields of the room's own table.

        Raises `FileTooLarge` above 500 KiB.
        """
        if len(file.content) > MAX_STORED_BYTES:
            raise FileTooLarge(_("This file is too large. At most 500 KB can be kept."))
        return cls(
            content=file.content,
            content_type=file.content_type,
            sha256=hashlib.sha256(file.content).hexdigest(),
            size=len(file.content),
            made_at=at,
            **more,
        )

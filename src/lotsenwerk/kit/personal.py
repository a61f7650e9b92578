"""How a room declares what it keeps of people, and how it forgets it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lotsenwerk.kit.errors import Sentence


class Erased(StrEnum):
    """What happens to a field when a person is forgotten."""

    BLANKED = "blanked"
    """Emptied; the row stays as a figure."""
    ROW_DELETED = "row_deleted"
    """The whole row goes."""
    KEPT = "kept"
    """Stays, because it says nothing about a person any more once the others are blank."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal field: what for, and what becomes of it."""

    purpose: str
    erased: Erased


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that retention is going to do, listed beforehand.

    ``subject`` is (room, kind, id); ``who`` is what the list shows to those who may see it.
    """

    rule: str
    subject: tuple[str, str, int]
    who: str
    on: date
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one room lays down in its ``personal_data.py``.

    ``fields`` maps ``Model.field`` to how it is forgotten; ``impersonal`` names the fields that say nothing of a
    person. Both together are every stored field but keys. ``erase(person_id, at)`` forgets a person in this room;
    ``due(at)`` lists what has come of age, ``expire(due, at)`` does one of these.
    """

    room: str
    fields: Mapping[str, Personal]
    impersonal: frozenset[str] = frozenset()
    erase: Callable[[int, datetime], int] | None = None
    due: Callable[[datetime], Sequence[Due]] | None = None
    expire: Callable[[Due, datetime], None] | None = None
    export: Callable[[int], Mapping[str, object]] | None = None
    needed_because: Callable[[int], Sequence[Sentence]] = field(default=lambda _person_id: ())
    """Reasons why a person cannot be forgotten yet (an open journey, say)."""

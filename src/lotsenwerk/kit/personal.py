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
    rules: frozenset[str] = frozenset()
    """The names of the rules that ``due`` lists and ``expire`` knows."""
    erase: Callable[[int, datetime], int] | None = None
    due: Callable[[datetime], Sequence[Due]] | None = None
    expire: Callable[[Due, datetime], None] | None = None
    export: Callable[[int], Mapping[str, object]] | None = None
    needed_because: Callable[[int], Sequence[Sentence]] = field(default=lambda _person_id: ())
    """Reasons why a person cannot be forgotten yet (an open journey, say)."""
    join: Callable[[int, int], int] | None = None
    """``join(kept_id, gone_id)``: a human being was entered twice; what was the second person's becomes the first's."""


def joined(*parts: Declaration) -> Declaration:
    """One declaration of a room that lays its own down in parts; each rule's name belongs to one part only."""

    def erase(person_id: int, at: datetime) -> int:
        return sum(part.erase(person_id, at) for part in parts if part.erase)

    def due(at: datetime) -> Sequence[Due]:
        return [one for part in parts if part.due for one in part.due(at)]

    def expire(one: Due, at: datetime) -> None:
        for part in parts:
            if part.expire and one.rule in part.rules:
                part.expire(one, at)

    def export(person_id: int) -> Mapping[str, object]:
        return {name: value for part in parts if part.export for name, value in part.export(person_id).items()}

    def needed_because(person_id: int) -> Sequence[Sentence]:
        return [reason for part in parts for reason in part.needed_because(person_id)]

    def join(kept_id: int, gone_id: int) -> int:
        return sum(part.join(kept_id, gone_id) for part in parts if part.join)

    return Declaration(
        room=parts[0].room,
        fields={name: field for part in parts for name, field in part.fields.items()},
        impersonal=frozenset(name for part in parts for name in part.impersonal),
        rules=frozenset(rule for part in parts for rule in part.rules),
        erase=erase,
        due=due,
        expire=expire,
        export=export,
        needed_because=needed_because,
        join=join,
    )

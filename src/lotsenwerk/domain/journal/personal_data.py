"""What the journal keeps of people: the personal part of its lines, which erasure deletes."""

from collections.abc import Mapping
from datetime import datetime

from lotsenwerk.domain.journal.actions.forget import forget_person
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.journal.queries import lines_about
from lotsenwerk.kit.personal import Declaration, Erased, Personal


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Forget the person in this room."""
    return forget_person(person_id)


def export(person_id: int) -> Mapping[str, object]:
    """Every line about a person with what it told, oldest first, also of rows that became hers."""
    lines = lines_about(person_id).order_by("id")
    return {"lines": [{"at": one.at.isoformat(), "verb": one.verb, "told": _told(one)} for one in lines]}


def _told(line: Line) -> object:
    return line.detail.told if hasattr(line, "detail") else None


DECLARATION = Declaration(
    room="journal",
    fields={
        "Detail.told": Personal("who was meant, so that a step can be explained", Erased.ROW_DELETED),
        "Detail.salt": Personal("fixes the personal part in the line's digest", Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Line.verb", "Line.at", "Line.came", "Line.user_id", "Line.person_id", "Line.partner_id"),
            *("Line.room", "Line.kind", "Line.subject_id", "Line.about_person_id"),
            *("Line.story_room", "Line.story_kind", "Line.story_id", "Line.digest"),
            *("Seal.number", "Seal.made_at", "Seal.previous", "Seal.hash", "SealedLine.position", "Stamp.value"),
            *("Done.action_id", "Done.answer", "Done.at"),
        },
    ),
    erase=erase,
    export=export,
)

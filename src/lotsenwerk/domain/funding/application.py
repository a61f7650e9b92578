"""The application in the order of the state's form: which fields it has, and how long each may be.

The form cannot be saved half-way, so everything is written here and copied at the end. Its very order could not be
read (docs/rules/grants.md, GF5): a field that stands elsewhere there has its own copy button here.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import Sentence

LONGEST_TEXT: Final = 8_000
SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; ``lines`` are those to which it belongs, none: all. What is ``needed`` is never empty."""

    key: str
    word: Sentence
    hint: Sentence = ""
    longest: int = LONGEST_TEXT
    lines: frozenset[str] = frozenset()
    needed: bool = False


FIELDS: Final = (
    Field("short_title", _("Short title"), _("Projects of health guides add “GKV” here."), SHORT, needed=True),
    Field("summary", _("The project in short"), _("Three sentences: who, what, for whom."), 1_500, needed=True),
    Field("need", _("Why it is needed"), _("The place, the people, what is missing today."), needed=True),
    Field("goal", _("Goals"), _("What will be different at the end of the year, in figures where there are any.")),
    Field("target_group", _("Whom it is for")),
    Field(
        "tasks",
        _("What the volunteers do, and what not"),
        lines=frozenset({"guides", "interpreters"}),
        needed=True,
    ),
    Field("lead_tasks", _("What coordinating guides do"), lines=frozenset({"guides"})),
    Field("qualification", _("How they are prepared and accompanied"), lines=frozenset({"guides", "interpreters"})),
    Field("measures", _("What is done, month by month"), lines=frozenset({"diversity_centre", "pilot_project"})),
    Field("model", _("What is new about it"), lines=frozenset({"pilot_project"}), needed=True),
    Field("mini_job", _("What the mini-job does"), lines=frozenset({"migrant_organisation"})),
    Field("participation", _("How everybody can take part"), lines=frozenset({"strategy"})),
    Field("partners", _("With whom you work together")),
    Field("lasting", _("What stays when the money ends")),
    Field("remarks", _("Remarks for the granting authority"), "", 2_000),
)


def fields_of(line: str) -> list[Field]:
    """The fields of one funding line, in the order of the form."""
    return [one for one in FIELDS if not one.lines or line in one.lines]


def field_of(line: str, key: str) -> Field | None:
    """One of them by its name; none where this line has no such field."""
    return next((one for one in fields_of(line) if one.key == key), None)

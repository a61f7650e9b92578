"""Files of grants as the pages draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Deployment
from lotsenwerk.domain.funding.actions.grants.drafting import gap
from lotsenwerk.domain.funding.application import Field, fields_of
from lotsenwerk.domain.funding.models import GrantState, GrantTask, LedgerLine, Side
from lotsenwerk.domain.funding.queries.grants import File, Row
from lotsenwerk.domain.funding.queries.ledger import Money, PartMoney
from lotsenwerk.kit import money
from lotsenwerk.web.desk.grants import words

STEPS = (GrantState.DRAFT, GrantState.APPLIED, GrantState.GRANTED, GrantState.ENDED)


def euros(cents: int) -> str:
    """An amount as it is read."""
    return money.shown(money.Cents(cents))


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the list."""

    one: Row
    line: str
    tone: str
    state: str
    due_tone: str
    due: str
    task: str

    @classmethod
    def of(cls, one: Row, today: date) -> "FileRow":
        """The row of a file."""
        tone, state = words.STATES[one.grant.state]
        due_tone, due = words.when_due(one.next_due, today) if one.next_due else ("", "")
        task = words.task_word(one.next_kind, one.next_words) if one.next_due else ""
        return cls(one, words.line_word(one.grant.line), tone, str(state), due_tone, due, task)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One deadline of a file."""

    one: GrantTask
    word: str
    tone: str
    when: str

    @classmethod
    def of(cls, one: GrantTask, today: date) -> "TaskRow":
        """The row of a task."""
        tone, when = words.when_due(one.due, today)
        return cls(one, words.task_word(one.kind, one.words), tone, when)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the ledger. ``who`` gave what it pays for, as long as that may be known."""

    one: LedgerLine
    part: str
    quantity: str
    what: str
    person_id: int | None
    is_gone: bool

    @classmethod
    def of(cls, one: LedgerLine, behind: Mapping[int, Deployment]) -> "LineRow":
        """The row of a line."""
        given = behind.get(one.source_id or 0) if one.source_kind == "deployment" else None
        what = one.words or (given.volunteer.person.name or _("(forgotten)") if given else "")
        is_gone = one.reverses_id is not None or bool(getattr(one, "is_taken_back", False))
        person_id = given.volunteer.person_id if given and not one.words else None
        return cls(one, str(words.PARTS[one.part]), words.quantity_of(one), what, person_id, is_gone)


@dataclass(frozen=True, slots=True)
class PlanState:
    """How a plan stands: costs and income in cents, and in words what is missing."""

    costs: int
    income: int
    tone: str
    words: str

    @property
    def missing(self) -> int:
        """Cents that nobody carries."""
        return self.costs - self.income


def plan_state(shown: File) -> PlanState:
    """Whether the plan balances, and if not by how much."""
    costs = sum(one.cents for one in shown.items if one.side == Side.COST)
    missing = gap(shown.items)
    if not shown.items:
        return PlanState(0, 0, "open", _("nothing planned yet"))
    if missing > 0:
        return PlanState(costs, costs - missing, "open", _("%(sum)s are missing") % {"sum": euros(missing)})
    if missing < 0:
        return PlanState(costs, costs - missing, "late", _("%(sum)s too much income") % {"sum": euros(-missing)})
    return PlanState(costs, costs, "done", _("balanced to the cent"))


def written_of(shown: File) -> tuple[int, int]:
    """How many fields of the application are written, of how many."""
    fields = fields_of(shown.grant.line)
    return sum(1 for one in fields if shown.texts.get(one.key, "").strip()), len(fields)


def path_of(shown: File) -> tuple[Sequence[tuple[str, str]], int] | None:
    """The steps of a file, and where it stands; none for one that came to nothing."""
    if shown.grant.state not in STEPS:
        return None
    steps = [
        (_("Write it"), "pencil"),
        (_("Wait for the notice"), "envelope"),
        (_("Spend and record"), "coins"),
        (_("Done"), "flag"),
    ]
    here = STEPS.index(GrantState(shown.grant.state))
    return steps, here if here < len(steps) - 1 else len(steps)


def parts_of(of: Money) -> list[tuple[str, PartMoney]]:
    """The parts of a file's money with their names."""
    return [(str(words.PARTS[one.part]), one) for one in of.parts]


def texts_of(shown: File) -> list[tuple[Field, str]]:
    """Every field of the application with what is written in it."""
    return [(one, shown.texts.get(one.key, "")) for one in fields_of(shown.grant.line)]

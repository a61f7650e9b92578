"""Rules as the operator sees them: every version with its days, its source, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.rules.actions.laying import may_be_withdrawn
from lotsenwerk.domain.rules.models import RuleVersion
from lotsenwerk.domain.rules.queries import history
from lotsenwerk.engines.funding.laying import model_of
from lotsenwerk.engines.funding.rulebook import Line, Rule, Rulebook
from lotsenwerk.web.entrance.rules import words


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: its figures in words, and whether it counts today."""

    rule: Rule
    figures: Sequence[tuple[str, str]]
    tone: str
    confidence: str
    counts: bool


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule with its versions, the newest first."""

    id: str
    sentence: str
    lines: str
    versions: Sequence[VersionShown]

    @property
    def now(self) -> VersionShown:
        """The version that counts today, or the newest."""
        return next((one for one in self.versions if one.counts), self.versions[0])


@dataclass(frozen=True, slots=True)
class Laid:
    """A line of the history."""

    row: RuleVersion
    figures: Sequence[tuple[str, str]]
    by: str
    withdrawn_by: str
    may_be_withdrawn: bool


def in_german() -> bool:
    """Whether the reader reads German."""
    return (get_language() or "de").startswith("de")


def line_name(line: Line) -> str:
    """What a line is called in the reader's language."""
    name = line.german if in_german() else line.title
    return f"{line.number} {name}".strip()


def lines_of(book: Rulebook) -> Sequence[tuple[str, str]]:
    """Every line by id and name, to choose from."""
    return [(line.id, line_name(line)) for line in book.lines.values()]


def rules_of(book: Rulebook, line_id: str, today: date) -> Sequence[RuleShown]:
    """The rules of one line, or of all programmes that give money."""
    line = book.lines.get(line_id)
    funds = {one.programme for one in book.lines.values() if one.is_funding}
    names = book.of_line(line) if line else [name for name in book.versions if _programme(book, name) in funds]
    return [rule_shown(book, name, today) for name in names]


def _programme(book: Rulebook, name: str) -> str:
    return book.versions[name][-1].programme


def rule_shown(book: Rulebook, name: str, today: date) -> RuleShown:
    """One rule as it stands in the book."""
    versions = [_version(one, today) for one in reversed(book.versions[name])]
    newest = versions[0].rule
    named = ", ".join(line_name(book.lines[one]) for one in newest.lines if one in book.lines)
    return RuleShown(name, newest.german if in_german() and newest.german else newest.words, named, versions)


def _version(rule: Rule, today: date) -> VersionShown:
    tone, confidence = words.CONFIDENCE[rule.confidence]
    return VersionShown(rule, _figures(rule.figures), tone, str(confidence), rule.counts_on(today))


def _figures(figures: object) -> Sequence[tuple[str, str]]:
    return [(words.name_of(name), words.shown(name, value)) for name, value in dict(figures).items()]  # type: ignore[call-overload]


def preview(book: Rulebook, name: str, since: date, figures: dict[str, int]) -> Sequence[tuple[str, str, str]]:
    """Which figures change from a day on: name, before, after."""
    before = model_of(book.versions[name], since).figures
    return [
        (words.name_of(one), words.shown(one, before[one]), words.shown(one, figures[one]))
        for one in before
        if figures[one] != before[one]
    ]


def told(at: datetime, *, rule: str = "") -> Sequence[Laid]:
    """What was ever laid over a rule, or over all of them, the newest first; two queries."""
    rows = [row for row in history() if rule in {"", row.rule}]
    ids = {row.written_by_user_id for row in rows} | {row.withdrawn_by_user_id for row in rows}
    names = names_of([one for one in ids if one])
    return [
        Laid(
            row,
            _figures(row.figures),
            names.get(row.written_by_user_id or 0, ""),
            names.get(row.withdrawn_by_user_id or 0, ""),
            may_be_withdrawn(row, at),
        )
        for row in rows
    ]

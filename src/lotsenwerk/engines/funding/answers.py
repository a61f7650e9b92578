"""What the check says: findings with their rule, amounts, deadlines, and what follows. In words: FE1 to FE9."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from lotsenwerk.engines.funding.rulebook import Kind, Line, Rule, Stage, Test

Said: TypeAlias = bool | int | str | date
"""What somebody says of a fact: yes or no, a number or cents, one of the choices, a day."""


@dataclass(frozen=True, slots=True)
class Case:
    """Who applies for what: the year of the measure, and what was said; what is not in ``said`` was not said.

    ``wants`` are the parts of the money that are asked for; none of them: all that the line has.
    """

    year: int
    said: Mapping[str, Said] = field(default_factory=lambda: MappingProxyType({}))
    wants: frozenset[str] = frozenset()

    @property
    def begins(self) -> date | None:
        """The first day of the measure, where it was said."""
        begins = self.said.get("begins")
        return begins if isinstance(begins, date) else None


class Verdict(StrEnum):
    """What one test of a rule says. A rule without a test is a note."""

    OK = "ok"
    OPEN = "open"
    WARNING = "warning"
    STOP = "stop"
    NOTE = "note"


class Outcome(StrEnum):
    """What all findings of a line come to."""

    POSSIBLE = "possible"
    IF = "if"
    NOT = "not"
    UNKNOWN = "unknown"


DECIDE: Final = frozenset({Stage.WHO, Stage.WHAT, Stage.TIME})
"""Where what is open or doubtful makes a line only possible "if"; papers and people can still be brought."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one test of a version says of a case. ``limits`` are the figures, ``names`` the values it compared with."""

    verdict: Verdict
    rule: Rule
    test: Test | None = None
    said: Said | None = None
    limits: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    by: date | None = None

    @property
    def says(self) -> str:
        """Under which name its sentence stands in the catalogue; a note's is the rule's own id."""
        return self.test.says if self.test else self.rule.id

    @property
    def stage(self) -> Stage:
        """What it is about."""
        return self.test.stage if self.test else Stage.AFTER

    @property
    def part(self) -> str:
        """Which part of the money it concerns; empty: the whole line."""
        return (self.test and self.test.part) or self.rule.part

    @property
    def decides(self) -> bool:
        """Whether the line is only possible "if" because of it."""
        return self.verdict in {Verdict.OPEN, Verdict.WARNING} and self.stage in DECIDE


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of one part: ``each`` cents for every unit, ``most`` units where there is a limit, ``times`` where known.

    ``cents`` is what it comes to at most, none where too little was said. ``times_of`` are the facts that are
    multiplied.
    """

    part: str
    rule: Rule
    each: int
    a_year: bool
    times: int | None = None
    most: int | None = None
    cents: int | None = None
    times_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """By when a step has to be done."""

    step: str
    by: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Part:
    """What follows for one part of the money of a line."""

    name: str
    outcome: Outcome
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check says of a line: how it ends, why, how much, and by when."""

    line: Line
    case: Case
    outcome: Outcome
    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]
    deadlines: tuple[Due, ...]

    def of(self, *verdicts: Verdict) -> Sequence[Finding]:
        """The findings with one of these verdicts, in the order of the rules."""
        return [one for one in self.findings if one.verdict in verdicts]

    @property
    def asks(self) -> tuple[str, ...]:
        """The facts that nobody said yet, each once, those first that decide."""
        asked = sorted(self.of(Verdict.OPEN), key=lambda one: not one.decides)
        return tuple(dict.fromkeys(one.test.fact for one in asked if one.test and one.test.kind != Kind.DEADLINE))

    @property
    def cents(self) -> int:
        """What the parts that are possible come to at most, as far as it is known."""
        given = {Outcome.POSSIBLE, Outcome.IF}
        possible = [part for part in self.parts if part.outcome in given and self.outcome in given]
        return sum(amount.cents or 0 for part in possible for amount in part.amounts)

    @property
    def is_verified(self) -> bool:
        """Whether everything that was said of it was read at an office."""
        return all(one.rule.is_verified for one in self.findings)

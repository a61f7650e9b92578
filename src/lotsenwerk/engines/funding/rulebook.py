"""The dated rules of funding programmes: which version counts on a day, what it asks, where it was read.

The figures stand in ``data/*.toml``, never in code, and so do the programmes, their lines and the facts that are asked
for. How a file is read stands in ``rules_file.py``, what follows from the rules beside this module. In words: FB1 to
FB5, docs/rules/funding.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Self


class Confidence(StrEnum):
    """How sure a figure is."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    OLDER = "older"
    RECKONED = "reckoned"


class Stage(StrEnum):
    """What a test asks about: who applies, what is done, who does it, what is handed in, what comes afterwards."""

    WHO = "who"
    WHAT = "what"
    PEOPLE = "people"
    PAPERS = "papers"
    TIME = "time"
    AFTER = "after"


class Kind(StrEnum):
    """How a fact is compared with a rule."""

    IS = "is"
    IS_NOT = "is_not"
    LEAST = "least"
    MOST = "most"
    BETWEEN = "between"
    MORE = "more"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    LEVEL = "level"
    DEADLINE = "deadline"


class FactKind(StrEnum):
    """What may be said of a fact."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CENTS = "cents"
    CHOICE = "choice"
    DAY = "day"


class UnknownRuleError(LookupError):
    """No version of a rule counts on a day; ``rule`` is its id."""

    def __init__(self, rule: str, on: date) -> None:
        super().__init__(f"No version of {rule} counts on {on:%Y-%m-%d}")
        self.rule, self.on = rule, on


class FaultyRulesError(ValueError):
    """A file of rules contradicts itself; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read. ``dated`` is a year, a month or a day as ``2023-09-04``; empty: the page says none."""

    title: str
    dated: str = ""
    address: str = ""

    def __str__(self) -> str:
        return f"{self.title} ({self.dated})" if self.dated else self.title


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is asked for. ``choices`` are the answers of a choice."""

    name: str
    kind: FactKind
    words: str = ""
    german: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A test is asked only where a fact is one of ``among``, or a number below a figure of the rule."""

    fact: str
    among: tuple[str | bool, ...] = ()
    below: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """One question of a rule to a fact: ``figures`` and ``names`` name what it is compared with, in the rule itself.

    ``warns``: what is not so does not stop, it warns. ``part``: it concerns this part of the money alone.
    """

    fact: str
    kind: Kind
    stage: Stage
    figures: tuple[str, ...] = ()
    names: str = ""
    when: tuple[Condition, ...] = ()
    warns: bool = False
    part: str = ""

    @property
    def says(self) -> str:
        """Under which name its sentence stands in the catalogue."""
        return f"{self.fact}/{self.kind}"


@dataclass(frozen=True, slots=True)
class Grant:
    """Money that a rule names: ``cents`` for each of what ``times`` says, at most ``most_times`` of them.

    ``cents`` and ``each`` name figures of this rule, or of another as ``ID.figure``. ``not_above`` is a fact in cents.
    ``a_year``: it is given for each year.
    """

    part: str
    cents: str
    each: str = ""
    times: tuple[str, ...] = ()
    most_times: str = ""
    not_above: str = ""
    a_year: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something has to be done: a day of a year, or so long before or after a day that is a fact.

    ``shift`` is -1 for the year before the measure, 1 for the year after. ``done`` is the fact that says when it was.
    """

    step: str
    done: str = ""
    fact: str = ""
    days: str = ""
    months: str = ""
    is_before: bool = False
    shift: int = 0
    when: tuple[Condition, ...] = ()
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides about a programme, and where one applies."""

    programme: str
    name: str
    unit: str = ""
    street: str = ""
    place: str = ""
    apply_at: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a programme, with the parts of which its money consists."""

    id: str
    programme: str
    title: str
    german: str
    number: str = ""
    parts: tuple[str, ...] = ()
    is_funding: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule: it counts from ``since`` until ``until``, both included; none means without an end.

    ``figures`` are whole numbers by name (cents, hours, days: the name says which), ``words`` says in English what
    they mean and ``german`` in German, ``names`` are further values that are no figures. ``lines`` says for which
    lines it is asked, none: for every line of its programme. ``part``: it concerns this part of the money alone.
    """

    id: str
    words: str
    figures: Mapping[str, int]
    since: date | None
    until: date | None
    sources: tuple[Source, ...]
    confidence: Confidence
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    german: str = ""
    programme: str = ""
    lines: tuple[str, ...] = ()
    part: str = ""
    note: str = ""
    tests: tuple[Test, ...] = ()
    grants: tuple[Grant, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def counts_on(self, day: date) -> bool:
        """Whether this version counts on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)

    @property
    def is_verified(self) -> bool:
        """Whether it was read at an office."""
        return self.confidence is Confidence.OFFICIAL


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules with all their versions, in the order of their days; the lines of the programmes; the facts."""

    versions: Mapping[str, Sequence[Rule]]
    lines: Mapping[str, Line] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rules: Iterable[Rule],
        lines: Iterable[Line] = (),
        facts: Iterable[Fact] = (),
        authorities: Iterable[Authority] = (),
    ) -> Self:
        """A book of versions, which may stand in any order.

        Raises:
            FaultyRulesError: if two versions of one rule count on the same day, or one ends before it begins.

        """
        versions: dict[str, list[Rule]] = {}
        for rule in sorted(rules, key=lambda rule: (rule.id, rule.since or date.min)):
            if (rule.since or date.min) > (rule.until or date.max):
                raise FaultyRulesError(f"{rule.id} ends before it begins")
            before = versions.setdefault(rule.id, [])
            if before and (before[-1].until or date.max) >= (rule.since or date.min):
                raise FaultyRulesError(f"Two versions of {rule.id} count on the same day")
            before.append(rule)
        return cls(
            MappingProxyType({name: tuple(rules) for name, rules in versions.items()}),
            MappingProxyType({one.id: one for one in lines}),
            MappingProxyType({one.name: one for one in facts}),
            MappingProxyType({one.programme: one for one in authorities}),
        )

    def rule(self, name: str, on: date) -> Rule:
        """The version that counts on a day.

        Raises:
            UnknownRuleError: if none does: then nothing may be reckoned with it.

        """
        for version in self.versions.get(name, ()):
            if version.counts_on(on):
                return version
        raise UnknownRuleError(name, on)

    def figure(self, name: str, figure: str, on: date) -> int:
        """One figure of the version that counts on a day. Raises what :meth:`rule` raises."""
        return self.rule(name, on).figures[figure]

    def of_case(self, name: str, year: int, begins: date | None = None) -> Rule | None:
        """The version by which a case is judged (FB4): that of its first day, or of its year; none where none counts.

        Of the year alone it is the version that counts on 1 January, or the first that begins in that year.
        """
        first, last = (begins, begins) if begins else (date(year, 1, 1), date(year, 12, 31))
        for version in self.versions.get(name, ()):
            if (version.since or date.min) <= last and first <= (version.until or date.max):
                return version
        return None

    def of_line(self, line: Line) -> Sequence[str]:
        """The ids of the rules that are asked for a line, in their order."""
        return [
            name
            for name, versions in self.versions.items()
            if any(one.programme == line.programme and (line.id in one.lines or not one.lines) for one in versions)
        ]

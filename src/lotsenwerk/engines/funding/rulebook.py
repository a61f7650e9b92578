"""The dated figures of a guideline: which version of a rule counts on a day, where it comes from, how sure it is.

The figures stand in ``data/*.toml``, never in code. What follows from them stands beside this module.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Self


class Confidence(StrEnum):
    """How sure a figure is."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    OLDER = "older"
    RECKONED = "reckoned"


class UnknownRuleError(LookupError):
    """No version of a rule counts on a day; ``rule`` is its id."""

    def __init__(self, rule: str, on: date) -> None:
        super().__init__(f"No version of {rule} counts on {on:%Y-%m-%d}")
        self.rule, self.on = rule, on


class FaultyRulesError(ValueError):
    """A file of rules contradicts itself; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule: it counts from ``since`` until ``until``, both included; none means without an end.

    ``figures`` are whole numbers by name (cents, hours, days: the name says which), ``words`` says in English what
    they mean, ``names`` are further values that are no figures, ``sources`` says where all of it was read.
    """

    id: str
    words: str
    figures: Mapping[str, int]
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    confidence: Confidence
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def counts_on(self, day: date) -> bool:
        """Whether this version counts on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules with all their versions, in the order of their days."""

    versions: Mapping[str, Sequence[Rule]]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Self:
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
        return cls(MappingProxyType({name: tuple(rules) for name, rules in versions.items()}))

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


_KNOWN: Final = {"id", "words", "figures", "since", "until", "sources", "confidence"}


def read(text: str) -> list[Rule]:
    """The rules of one file.

    Raises:
        FaultyRulesError: if something is missing, or a source is named that the file does not list.

    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyRulesError(str(fault)) from None
    sources: Mapping[str, str] = content.get("sources", {})
    return [_rule(entry, sources) for entry in content.get("rule", [])]


@cache
def guideline() -> Rulebook:
    """All rules that the house knows, read once."""
    folder = files(__package__) / "data"
    texts = sorted((one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith("toml"))
    return Rulebook.of(rule for _name, text in texts for rule in read(text))


def _rule(entry: Mapping[str, Any], sources: Mapping[str, str]) -> Rule:
    name = str(entry.get("id", "?"))
    for word in ("id", "words", "sources", "confidence"):
        if not entry.get(word):
            raise FaultyRulesError(f"{name} says nothing of its {word}")
    if unknown := sorted(set(entry["sources"]) - set(sources)):
        raise FaultyRulesError(f"{name} names sources that are not listed: {', '.join(unknown)}")
    figures = entry.get("figures", {})
    if not all(isinstance(figure, int) for figure in figures.values()):
        raise FaultyRulesError(f"{name} has a figure that is no whole number")
    try:
        confidence = Confidence(entry["confidence"])
    except ValueError:
        raise FaultyRulesError(f"{name} is sure in a way that nobody knows: {entry['confidence']}") from None
    names = {
        word: (said,) if isinstance(said, str) else tuple(said) for word, said in entry.items() if word not in _KNOWN
    }
    return Rule(
        id=name,
        words=entry["words"],
        figures=MappingProxyType(dict(figures)),
        since=entry.get("since"),
        until=entry.get("until"),
        sources=tuple(sources[source] for source in entry["sources"]),
        confidence=confidence,
        names=MappingProxyType(names),
    )

"""A file of rules: read, and what it says is looked at before anything is reckoned with it. In words: FB1 to FB6."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from lotsenwerk.engines.funding.rulebook import (
    Authority,
    Condition,
    Confidence,
    Deadline,
    Fact,
    FactKind,
    FaultyRulesError,
    Grant,
    Kind,
    Line,
    Rule,
    Rulebook,
    Source,
    Stage,
    Test,
)

_KNOWN: Final = frozenset(
    {
        *("id", "words", "german", "figures", "since", "until", "sources", "confidence", "lines", "line", "part"),
        *("note", "test", "grants", "deadline"),
    },
)
_COMPARES: Final = {
    "least": Kind.LEAST,
    "most": Kind.MOST,
    "more": Kind.MORE,
    "between": Kind.BETWEEN,
    "one_of": Kind.ONE_OF,
    "none_of": Kind.NONE_OF,
    "level": Kind.LEVEL,
}


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What one file says."""

    rules: tuple[Rule, ...]
    lines: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    programme: str = ""
    authority: Authority | None = None


def read(text: str) -> RulesFile:
    """The programme of one file: its rules, lines and facts.

    Raises:
        FaultyRulesError: if something is missing, or a source is named that the file does not list.

    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyRulesError(str(fault)) from None
    programme = str(content.get("programme", ""))
    try:
        sources = {name: _source(said) for name, said in content.get("sources", {}).items()}
        lines = tuple(_line(entry, programme) for entry in content.get("line", []))
        facts = tuple(_fact(entry) for entry in content.get("fact", []))
        authority = Authority(programme, **content["authority"]) if "authority" in content else None
    except (KeyError, TypeError, ValueError) as fault:
        raise FaultyRulesError(f"A source, a line or a fact is not said whole: {fault}") from None
    rules = tuple(_rule(entry, sources, programme) for entry in content.get("rule", []))
    return RulesFile(rules, lines, facts, programme, authority)


def bound(contents: Iterable[RulesFile]) -> Rulebook:
    """The book of several files; what a rule names must be there in one of them.

    Raises:
        FaultyRulesError: also if a rule asks for a fact, a line, a part, a figure or a name that nobody declares.

    """
    told = list(contents)
    lines = {line.id: line for one in told for line in one.lines}
    facts = {fact.name: fact for one in told for fact in one.facts}
    decide = [one.authority for one in told if one.authority]
    book = Rulebook.of((rule for one in told for rule in one.rules), lines.values(), facts.values(), decide)
    for versions in book.versions.values():
        for rule in versions:
            look_at(rule, book)
    return book


@cache
def guideline() -> Rulebook:
    """All rules that are shipped, read once."""
    return bound(shipped())


@cache
def shipped() -> tuple[RulesFile, ...]:
    """The files that are shipped."""
    folder = files(__package__) / "data"
    texts = sorted((one.name, one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith("toml"))
    return tuple(read(text) for _name, text in texts)


def look_at(rule: Rule, book: Rulebook) -> None:
    """Refuse a version that asks for what nobody declares.

    Raises:
        FaultyRulesError: the sentence says what is missing.

    """
    if not book.facts:
        return
    conditions = [one for test in rule.tests for one in test.when]
    conditions += [one for deadline in rule.deadlines for one in deadline.when]
    facts = [*(test.fact for test in rule.tests), *(one.fact for one in conditions)]
    facts += [name for one in rule.deadlines for name in (one.fact, one.done)]
    facts += [name for one in rule.grants for name in (*one.times, one.not_above)]
    figures = [name for test in rule.tests for name in test.figures]
    figures += [one.below for one in conditions]
    figures += [name for one in rule.deadlines for name in (one.days, one.months)]
    figures += [name for one in rule.grants for name in (one.cents, one.each, one.most_times) if "." not in name]
    parts = [rule.part, *(one.part for one in rule.grants), *(one.part for one in rule.tests)]
    _known(rule, "fact", facts, book.facts)
    _known(rule, "line", rule.lines, book.lines)
    _known(rule, "part", parts, {part for line in book.lines.values() for part in line.parts})
    _known(rule, "figure", figures, rule.figures)
    _known(rule, "name", [test.names for test in rule.tests], rule.names)


def _known(rule: Rule, what: str, asked: Iterable[str], there: Iterable[str]) -> None:
    if missing := sorted(set(asked) - {*there, ""}):
        raise FaultyRulesError(f"{rule.id} asks for a {what} that is not there: {', '.join(missing)}")


def _source(said: str | Mapping[str, str]) -> Source:
    return Source(said) if isinstance(said, str) else Source(said["title"], said.get("dated", ""), said.get("at", ""))


def _line(entry: Mapping[str, Any], programme: str) -> Line:
    return Line(
        id=entry["id"],
        programme=programme,
        title=entry["title"],
        german=entry["german"],
        number=entry.get("number", ""),
        parts=tuple(entry.get("parts", ())),
        is_funding=entry.get("funding", True),
    )


def _fact(entry: Mapping[str, Any]) -> Fact:
    return Fact(
        name=entry["name"],
        kind=FactKind(entry["kind"]),
        words=entry.get("words", ""),
        german=entry.get("german", ""),
        choices=tuple(entry.get("choices", ())),
    )


def _rule(entry: Mapping[str, Any], sources: Mapping[str, Source], programme: str) -> Rule:
    name = str(entry.get("id", "?"))
    for word in ("id", "words", "sources", "confidence"):
        if not entry.get(word):
            raise FaultyRulesError(f"{name} says nothing of its {word}")
    if unknown := sorted(set(entry["sources"]) - set(sources)):
        raise FaultyRulesError(f"{name} names sources that are not listed: {', '.join(unknown)}")
    figures = entry.get("figures", {})
    if not all(type(figure) is int and figure >= 0 for figure in figures.values()):
        raise FaultyRulesError(f"{name} has a figure that is no whole number")
    try:
        confidence = Confidence(entry["confidence"])
    except ValueError:
        raise FaultyRulesError(f"{name} is sure in a way that nobody knows: {entry['confidence']}") from None
    names = {
        word: (said,) if isinstance(said, str) else tuple(said) for word, said in entry.items() if word not in _KNOWN
    }
    try:
        tests = tuple(_test(said) for said in entry.get("test", ()))
        grants = tuple(_grant(said) for said in entry.get("grants", ()))
        deadlines = tuple(_deadline(said) for said in entry.get("deadline", ()))
    except (KeyError, TypeError, ValueError) as fault:
        raise FaultyRulesError(f"{name} has a test, a grant or a deadline that is not said whole: {fault}") from None
    return Rule(
        id=name,
        words=entry["words"],
        german=entry.get("german", ""),
        figures=MappingProxyType(dict(figures)),
        since=entry.get("since"),
        until=entry.get("until"),
        sources=tuple(sources[source] for source in entry["sources"]),
        confidence=confidence,
        names=MappingProxyType(names),
        programme=programme,
        lines=tuple(entry.get("lines", ())),
        part=entry.get("part", ""),
        note=entry.get("note", ""),
        tests=tests,
        grants=grants,
        deadlines=deadlines,
    )


def _test(said: Mapping[str, Any]) -> Test:
    [(word, compared)] = [(word, said[word]) for word in (*_COMPARES, "is") if word in said]
    test = Test(
        fact=said["fact"],
        kind=_COMPARES.get(word) or (Kind.IS if compared else Kind.IS_NOT),
        stage=Stage(said["stage"]),
        when=_conditions(said),
        warns=bool(said.get("warns")),
        part=said.get("part", ""),
    )
    if test.kind in {Kind.ONE_OF, Kind.NONE_OF, Kind.LEVEL}:
        return replace(test, names=compared)
    figures = () if word == "is" else (compared,) if isinstance(compared, str) else tuple(compared)
    return replace(test, figures=figures)


def _conditions(said: Mapping[str, Any]) -> tuple[Condition, ...]:
    return tuple(
        Condition(fact, below=told["below"])
        if isinstance(told, dict)
        else Condition(fact, among=tuple(told) if isinstance(told, list) else (told,))
        for fact, told in said.get("when", {}).items()
    )


def _grant(said: Mapping[str, Any]) -> Grant:
    return Grant(
        part=said["part"],
        cents=said["cents"],
        each=said.get("each", ""),
        times=tuple(said.get("times", ())),
        most_times=said.get("most_times", ""),
        not_above=said.get("not_above", ""),
        a_year=said.get("a_year", True),
    )


def _deadline(said: Mapping[str, Any]) -> Deadline:
    return Deadline(
        step=said["step"],
        done=said.get("done", ""),
        fact=said.get("before", said.get("after", "")),
        days=said.get("days", ""),
        months=said.get("months", ""),
        is_before="before" in said,
        shift=said.get("shift", 0),
        when=_conditions(said),
        warns=bool(said.get("warns")),
    )

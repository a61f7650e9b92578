"""A programme of a book as a file again, so that another installation can take it in. In words: FB9."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from lotsenwerk.engines.funding.rulebook import (
    Authority,
    Condition,
    Deadline,
    Fact,
    Grant,
    Kind,
    Line,
    Rule,
    Rulebook,
    Source,
    Test,
)

_NAMED: Final = {Kind.ONE_OF, Kind.NONE_OF, Kind.LEVEL}


def written(book: Rulebook, programme: str) -> str:
    """The file of one programme, with every version as it counts now. Raises ``LookupError`` for one without rules."""
    rules = [rule for versions in book.versions.values() for rule in versions if rule.programme == programme]
    if not rules:
        raise LookupError(programme)
    sources = {source: f"S{number}" for number, source in enumerate(_sources(rules), start=1)}
    lines = [line for line in book.lines.values() if line.programme == programme]
    asked = {name for rule in rules for name in _facts(rule)}
    parts = [
        _pairs({"programme": programme}),
        *([f"[authority]\n{_pairs(_authority(book.authorities[programme]))}"] if programme in book.authorities else []),
        "[sources]",
        _pairs({name: _source(source) for source, name in sources.items()}),
        *(_table("line", _line(line)) for line in lines),
        *(_table("fact", _fact(fact)) for name, fact in book.facts.items() if name in asked),
        *(_table("rule", _rule(rule, sources)) for rule in rules),
    ]
    return "\n".join(parts)


def _sources(rules: Sequence[Rule]) -> Sequence[Source]:
    return list(dict.fromkeys(source for rule in rules for source in rule.sources))


def _facts(rule: Rule) -> Iterator[str]:
    for test in rule.tests:
        yield from (test.fact, *(one.fact for one in test.when))
    for deadline in rule.deadlines:
        yield from (deadline.fact, deadline.done, *(one.fact for one in deadline.when))
    for grant in rule.grants:
        yield from (*grant.times, grant.not_above)
    yield "begins"


def _source(source: Source) -> Mapping[str, Any]:
    return {"title": source.title, "dated": source.dated, "at": source.address}


def _authority(one: Authority) -> Mapping[str, Any]:
    words = ("name", "unit", "street", "place", "apply_at")
    return {word: getattr(one, word) for word in words}


def _line(line: Line) -> Mapping[str, Any]:
    said = {"id": line.id, "number": line.number, "title": line.title, "german": line.german, "parts": line.parts}
    return said if line.is_funding else {**said, "funding": False}


def _fact(fact: Fact) -> Mapping[str, Any]:
    choices = {"choices": fact.choices} if fact.choices else {}
    return {"name": fact.name, "kind": fact.kind.value, "words": fact.words, "german": fact.german, **choices}


def _rule(rule: Rule, sources: Mapping[Source, str]) -> Mapping[str, Any]:
    return {
        "id": rule.id,
        "words": rule.words,
        "german": rule.german,
        "lines": rule.lines,
        "part": rule.part,
        "note": rule.note,
        "figures": rule.figures,
        **rule.names,
        "since": rule.since,
        "until": rule.until,
        "sources": [sources[source] for source in rule.sources],
        "confidence": rule.confidence.value,
        "test": [_test(test) for test in rule.tests],
        "deadline": [_deadline(deadline) for deadline in rule.deadlines],
        "grants": [_grant(grant) for grant in rule.grants],
    }


def _test(test: Test) -> Mapping[str, Any]:
    compared: Any = test.names if test.kind in _NAMED else test.figures if len(test.figures) > 1 else None
    if test.kind in {Kind.IS, Kind.IS_NOT}:
        compared = test.kind is Kind.IS
    elif compared is None:
        compared = test.figures[0]
    word = "is" if test.kind is Kind.IS_NOT else test.kind.value
    said = {"fact": test.fact, "stage": test.stage.value, word: compared, "when": _when(test.when), "part": test.part}
    return {**said, "warns": True} if test.warns else said


def _when(conditions: Sequence[Condition]) -> Mapping[str, Any]:
    return {one.fact: {"below": one.below} if one.below else list(one.among) for one in conditions}


def _deadline(deadline: Deadline) -> Mapping[str, Any]:
    said: dict[str, Any] = {"step": deadline.step, "done": deadline.done, "when": _when(deadline.when)}
    if deadline.fact:
        said["before" if deadline.is_before else "after"] = deadline.fact
    said |= {"days": deadline.days, "months": deadline.months}
    if deadline.shift:
        said["shift"] = deadline.shift
    return {**said, "warns": True} if deadline.warns else said


def _grant(grant: Grant) -> Mapping[str, Any]:
    return {
        "part": grant.part,
        "cents": grant.cents,
        "each": grant.each,
        "times": grant.times,
        "most_times": grant.most_times,
        "not_above": grant.not_above,
        "a_year": grant.a_year,
    }


def _table(name: str, said: Mapping[str, Any]) -> str:
    return f"[[{name}]]\n{_pairs(said)}"


def _pairs(said: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in said.items() if not _is_nothing(value))


def _is_nothing(value: object) -> bool:
    return value is None or (not isinstance(value, bool | int) and not value)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case str():
            # What JSON escapes is what TOML escapes; besides, TOML does not bear the character for "delete".
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            said = (f"{name} = {_value(one)}" for name, one in value.items() if not _is_nothing(one))
            return "{ " + ", ".join(said) + " }"
    return "[" + ", ".join(_value(one) for one in value) + "]"

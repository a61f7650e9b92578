"""A case against the rules of a line: facts in, findings, amounts and deadlines out. It knows no figure and no line.

In words: docs/rules/funding.md, FE1 to FE9.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from lotsenwerk.engines.funding.amounts import amounts_of
from lotsenwerk.engines.funding.answers import Answer, Case, Finding, Outcome, Part, Said, Verdict
from lotsenwerk.engines.funding.deadlines import due_of
from lotsenwerk.engines.funding.pools import LEVELS
from lotsenwerk.engines.funding.rulebook import Condition, Deadline, FactKind, Kind, Line, Rule, Rulebook, Stage, Test

_FROM_BEST = [Outcome.POSSIBLE, Outcome.IF, Outcome.NOT]
_TYPES = {
    FactKind.YES_NO: bool,
    FactKind.NUMBER: int,
    FactKind.CENTS: int,
    FactKind.CHOICE: str,
    FactKind.DAY: date,
}


def check(book: Rulebook, line: str, case: Case) -> Answer:
    """What the rules of the case's year say of it (FB4).

    Raises:
        LookupError: if nobody knows the line.
        ValueError: if something was said of a fact that nobody knows, or in a way in which it cannot be said.

    """
    found = book.lines[line]
    _look_at(book, case)
    rules = [rule for name in book.of_line(found) if (rule := book.of_case(name, case.year, case.begins)) is not None]
    rules = [rule for rule in rules if not (rule.part and case.wants and rule.part not in case.wants)]
    findings = tuple(finding for rule in rules for finding in _of_rule(rule, case))
    parts = tuple(_part(book, found, name, case, rules, findings) for name in found.parts if _is_wanted(name, case))
    dues = [due for rule in rules for one in rule.deadlines if (due := due_of(rule, one, case)) is not None]
    deadlines = tuple(sorted(dues, key=lambda due: (due.by, due.step)))
    return Answer(found, case, _outcome(found, rules, findings, parts), findings, parts, deadlines)


def check_all(book: Rulebook, programme: str, case: Case) -> Sequence[Answer]:
    """Every line of a programme that gives money, in their order."""
    lines = [line for line in book.lines.values() if line.programme == programme and line.is_funding]
    return [check(book, line.id, case) for line in lines]


def _look_at(book: Rulebook, case: Case) -> None:
    for name, said in case.said.items():
        fact = book.facts.get(name)
        if fact is None:
            raise ValueError(f"Nobody knows the fact {name}")
        if type(said) is not _TYPES[fact.kind] or (fact.choices and said not in fact.choices):
            raise ValueError(f"This cannot be said of {name}: {said}")
        if isinstance(said, int) and said < 0:
            raise ValueError(f"Less than nothing was said of {name}")


def _is_wanted(part: str, case: Case) -> bool:
    return not case.wants or part in case.wants


def _of_rule(rule: Rule, case: Case) -> Iterator[Finding]:
    for test in rule.tests:
        asked = _asked(test.when, rule, case)
        if test.part and not _is_wanted(test.part, case):
            continue
        if asked is True:
            yield _judged(rule, test, case)
        elif isinstance(asked, Condition) and asked.fact not in {one.fact for one in rule.tests}:
            # What the test depends on was not said: then that is what is open, not the test itself.
            yield Finding(Verdict.OPEN, rule, Test(asked.fact, test.kind, test.stage))
    for deadline in rule.deadlines:
        if deadline.done and _asked(deadline.when, rule, case) is True:
            yield from _in_time(rule, deadline, case)
    if not rule.tests and not rule.deadlines and not rule.grants:
        yield Finding(Verdict.NOTE, rule, limits=tuple(rule.figures.values()))


def _asked(conditions: Sequence[Condition], rule: Rule, case: Case) -> bool | Condition:
    """Whether a test is asked; the condition itself, where it hangs on what was not said."""
    for one in conditions:
        said = case.said.get(one.fact)
        if said is None:
            return one
        if one.below and not (isinstance(said, int) and said < rule.figures[one.below]):
            return False
        if one.among and said not in one.among:
            return False
    return True


def _judged(rule: Rule, test: Test, case: Case) -> Finding:
    limits = tuple(rule.figures[name] for name in test.figures)
    names = rule.names[test.names] if test.names else ()
    said = case.said.get(test.fact)
    if said is None:
        return Finding(Verdict.OPEN, rule, test, None, limits, names)
    verdict = Verdict.OK if _holds(test.kind, said, limits, names) else _against(rule, warns=test.warns)
    return Finding(verdict, rule, test, said, limits, names)


def _against(rule: Rule, *, warns: bool) -> Verdict:
    """What was not read at an office stops nobody: it warns (FE4)."""
    return Verdict.STOP if rule.is_verified and not warns else Verdict.WARNING


def _holds(kind: Kind, said: Said, limits: Sequence[int], names: Sequence[str]) -> bool:
    match kind:
        case Kind.IS:
            return said is True
        case Kind.IS_NOT:
            return said is False
        case Kind.ONE_OF:
            return said in names
        case Kind.NONE_OF:
            return said not in names
        case Kind.LEVEL:
            return said in LEVELS[LEVELS.index(names[0]) :]
    return isinstance(said, int) and _fits(kind, said, limits)


def _fits(kind: Kind, said: int, limits: Sequence[int]) -> bool:
    match kind:
        case Kind.LEAST:
            return said >= limits[0]
        case Kind.MORE:
            return said > limits[0]
        case Kind.BETWEEN:
            return limits[0] <= said <= limits[1]
    return said <= limits[0]


def _in_time(rule: Rule, deadline: Deadline, case: Case) -> Iterator[Finding]:
    due = due_of(rule, deadline, case)
    done = case.said.get(deadline.done)
    if due is None or not isinstance(done, date):
        return
    test = Test(deadline.done, Kind.DEADLINE, Stage.TIME if deadline.is_before or deadline.shift < 0 else Stage.AFTER)
    verdict = Verdict.OK if done <= due.by else _against(rule, warns=deadline.warns)
    yield Finding(verdict, rule, test, done, tuple(rule.figures.values()), by=due.by)


def _part(  # noqa: PLR0917 - what a part is reckoned from
    book: Rulebook, line: Line, name: str, case: Case, rules: Sequence[Rule], findings: Sequence[Finding]
) -> Part:
    amounts = tuple(amounts_of(book, name, case, rules))
    known_otherwise = any(
        grant.part == name for rule in book.of_line(line) for one in book.versions[rule] for grant in one.grants
    )
    if known_otherwise and not amounts:
        return Part(name, Outcome.UNKNOWN, ())
    own = [one for one in findings if one.part == name]
    return Part(name, _of_findings(own), amounts)


def _of_findings(findings: Sequence[Finding]) -> Outcome:
    if any(one.verdict is Verdict.STOP and one.stage is not Stage.AFTER for one in findings):
        return Outcome.NOT
    return Outcome.IF if any(one.decides for one in findings) else Outcome.POSSIBLE


def _outcome(line: Line, rules: Sequence[Rule], findings: Sequence[Finding], parts: Sequence[Part]) -> Outcome:
    """A line is possible where nothing of its own stands against it, and at least one of its parts."""
    own = [rule for rule in rules if line.id in rule.lines]
    if not own or (line.is_funding and not any(test.stage is Stage.WHO for rule in own for test in rule.tests)):
        return Outcome.UNKNOWN
    whole = _of_findings([one for one in findings if not one.part])
    if whole is Outcome.NOT or not parts:
        return whole
    known = [part.outcome for part in parts if part.outcome is not Outcome.UNKNOWN]
    if not known:
        return Outcome.UNKNOWN
    return max(whole, min(known, key=_FROM_BEST.index), key=_FROM_BEST.index)

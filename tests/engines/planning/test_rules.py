"""The rules between one helper and one job, each by a table: what it looks at, and what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.model import Helper, Job, State, Weights
from tests.engines.planning.made import at, between, errand, helper, job, thrown

ROOT = Path(__file__).parents[3]
IDS = re.compile(r"\bP[HSXI]\d+\b")


def test_the_rules_in_words_and_the_rules_in_code_are_the_same() -> None:
    words = (ROOT / "docs/rules/planning.md").read_text()
    told = set(re.findall(r"^\| (P[HSXI]\d+) \|", words, re.MULTILINE))
    code = "".join(file.read_text() for file in (ROOT / "src/lotsenwerk/engines/planning").glob("*.py"))
    assert set(IDS.findall(code)) == told
    assert set(IDS.findall(words)) == told


HARD: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, int | str] | None]] = [
    ("PH2", {"speaks": {"deu": 7}}, {"languages": {"deu": 7}}, None),
    ("PH2", {"speaks": {"ara": 1}}, {"languages": {"ara": 2}}, {"language": "ara", "level": 2, "has": 1}),
    ("PH2", {"speaks": {}}, {"languages": {"ara": 1}}, {"language": "ara", "level": 1, "has": 0}),
    ("PH3", {"qualifications": frozenset({"a"})}, {"qualifications": frozenset({"a"})}, None),
    ("PH3", {"qualifications": frozenset({"a"})}, {"qualifications": frozenset({"b"})}, {"qualification": "b"}),
    ("PH4", {"copes": frozenset({"dog"})}, {"circumstances": frozenset({"dog"})}, None),
    ("PH4", {}, {"circumstances": frozenset({"dog"})}, {"circumstance": "dog"}),
    ("PH5", {"gender": "f"}, {"gender": ""}, None),
    ("PH5", {"gender": "f"}, {"gender": "f"}, None),
    ("PH5", {"gender": "m"}, {"gender": "f"}, {"gender": "f"}),
    ("PH5", {"gender": ""}, {"gender": "f"}, {"gender": "f"}),
    ("PH6", {}, {"vetoed": frozenset({2})}, None),
    ("PH6", {}, {"vetoed": frozenset({1})}, {"helper": 1}),
    ("PH25", {}, {"declined": frozenset({2})}, None),
    ("PH25", {}, {"declined": frozenset({1})}, {"helper": 1}),
]


@pytest.mark.parametrize(("rule", "her", "asked", "told"), HARD)
def test_a_hard_rule_says_what_is_missing(
    rule: str, her: dict[str, Any], asked: dict[str, Any], told: dict[str, int | str] | None
) -> None:
    one, other = helper(**her), job(**asked)
    said = [reason.params for reason in rules.HARD[rule](one, other)]
    assert said == ([] if told is None else [told])
    assert rules.fits(one, other) == (told is None)


def test_every_rule_that_is_broken_is_said_at_once() -> None:
    one = job(languages={"ara": 1, "tir": 1}, qualifications=frozenset({"record"}), vetoed=frozenset({1}))
    assert [reason.rule for reason in rules.broken(helper(), one)] == ["PH2", "PH2", "PH3", "PH6"]


def test_what_is_too_much_for_her_way_is_said() -> None:
    assert [reason.params for reason in rules.carries(2, errand(amount=3))] == [{"amount": 3, "carries": 2}]
    assert list(rules.carries(2, errand(amount=2))) == []


@pytest.mark.parametrize(
    ("quiet", "asked_at", "ready"),
    [
        ((), None, None),
        ((), 7, 8),
        ((between(0, 8),), 7, 9),
        ((between(0, 8),), 8, 9),
        ((between(0, 8), between(8, 9)), 7, 10),
        ((between(20, 30),), 7, 8),
    ],
)
def test_nobody_is_asked_in_her_quiet_hours(
    quiet: tuple[Any, ...], asked_at: float | None, ready: float | None
) -> None:
    found = rules.may_be_asked_from(helper(quiet=quiet), None if asked_at is None else at(asked_at), 3600)
    assert found == (None if ready is None else at(ready))


def pair(her: Helper, asked: Job, **more: Any) -> rules.Pair:
    return rules.Pair(her, asked, Weights(), more.pop("rarity", {}), **more)


KNOWN = frozenset({1})
SOFT: list[tuple[str, rules.Pair, int]] = [
    ("PS2", pair(helper(), job()), 0),
    ("PS2", pair(helper(), job(known=KNOWN)), 0),
    ("PS2", pair(helper(2), job(known=KNOWN)), 900),
    ("PS2", pair(helper(2), job(known=KNOWN, new_faces=True)), 0),
    ("PS3", pair(helper(1), job(known=KNOWN, new_faces=True)), 900),
    ("PS3", pair(helper(2), job(known=KNOWN, new_faces=True)), 0),
    ("PS4", pair(helper(speaks={"tir": 3}), job(), rarity={"tir": 0.5}), 600),
    ("PS4", pair(helper(speaks={"tir": 3}), job(languages={"tir": 3}), rarity={"tir": 0.5}), 0),
    ("PS4", pair(helper(qualifications=frozenset({"a"})), job(), rarity={"tir": 1.0, "a": 0.25}), 300),
    ("PS5", pair(helper(worked_seconds=5400), job()), 90),
    ("PS6", pair(helper(asked=2), job()), 120),
    ("PS6", pair(helper(asked=2), job(standing=KNOWN)), 0),
    ("PS6", pair(helper(asked=2), job(), earlier=1, state=State.PUBLISHED), 0),
    ("PS6", pair(helper(asked=2), job(), earlier=2, state=State.PUBLISHED), 120),
    ("PS8", pair(helper(), job(), earlier=2, state=State.PUBLISHED), 1800),
    ("PS8", pair(helper(), job(), earlier=1, state=State.PUBLISHED), 0),
    ("PS8", pair(helper(), job(), earlier=2, state=State.PROPOSED), 0),
    ("PS8", pair(helper(), job(), earlier=None, state=State.PUBLISHED), 0),
]


@pytest.mark.parametrize(("rule", "two", "seconds"), SOFT)
def test_a_soft_rule_weighs_what_it_weighs(rule: str, two: rules.Pair, seconds: int) -> None:
    assert rules.SOFT[rule](two) == seconds
    assert rules.pair_cost(two) >= seconds


def test_the_rarer_a_skill_the_more_it_weighs() -> None:
    people = [helper(1, speaks={"deu": 7, "tir": 7}), *(helper(number) for number in range(2, 21))]
    people[1] = helper(2, speaks={"deu": 7, "ara": 7})
    people[2] = helper(3, speaks={"deu": 7, "ara": 7})
    assert rules.rarities(people, Weights()) == {"ara": 0.5, "tir": 1.0}


@pytest.mark.parametrize("seed", range(8))
def test_whether_two_fit_is_what_the_rules_say(seed: int) -> None:
    town = thrown(seed)
    two = [(her, asked) for her in town.helpers for asked in town.jobs]
    assert [rules.fits(*one) for one in two] == [not rules.broken(*one) for one in two]
    assert {rules.fits(*one) for one in two} == {True, False}

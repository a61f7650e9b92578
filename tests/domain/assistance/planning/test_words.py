"""Every rule of the planner has a sentence, in German and in English."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from lotsenwerk.domain.assistance.planning_words import (
    Names,
    against_in_words,
    cost_in_words,
    input_in_words,
    minutes_of,
    part_in_words,
    rule_in_words,
)
from lotsenwerk.engines.reasons import Reason

RULES = Path(__file__).parents[4] / "docs/rules/planning.md"
EVERY_PARAM: dict[str, int | str] = {
    "shift": 1,
    "seconds": 61,
    "language": "tir",
    "level": 3,
    "has": 1,
    "qualification": "conduct",
    "circumstance": "dog",
    "gender": "female",
    "helper": 7,
    "amount": 3,
    "carries": 2,
    "most": 7200,
    "jobs": 4,
    "job": 5,
    "bike": 1,
    "begin": 1_795_071_600,
    "end": 1_795_075_200,
    "count": 9000,
    "what": "jobs",
    "id": 3,
}
NAMES = Names({7: "Jonas Beck"}, {5: "Erna Weber"})


def ids(letters: str) -> list[str]:
    return sorted(set(re.findall(rf"^\| ({letters}\d+) \|", RULES.read_text(encoding="utf-8"), re.MULTILINE)))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("rule", [*ids("PH"), *ids("PX")])
def test_each_broken_rule_and_each_change_has_a_sentence(rule: str, language: str) -> None:
    with translation.override(language):
        said = rule_in_words(Reason(rule, EVERY_PARAM), NAMES)
        assert said
        assert "%" not in said
        assert against_in_words(rule, EVERY_PARAM, 3)


@pytest.mark.parametrize("rule", ids("PS"))
def test_each_part_of_the_cost_has_a_heading(rule: str) -> None:
    assert cost_in_words(rule)
    assert rule == "PS7" or part_in_words(rule, 600)


@pytest.mark.parametrize("rule", ids("PI"))
def test_each_refusal_of_input_has_a_sentence(rule: str) -> None:
    assert input_in_words(Reason(rule, EVERY_PARAM))


def test_the_lists_of_rules_are_found() -> None:
    assert (len(ids("PH")), len(ids("PS")), len(ids("PX")), len(ids("PI"))) == (26, 8, 6, 6)


def test_people_are_called_by_name() -> None:
    assert rule_in_words(Reason("PH21", {"helper": 7}), NAMES) == "dafür ist Jonas Beck fixiert"
    assert rule_in_words(Reason("PX5", {"job": 5}), NAMES) == "möglich, wenn jemand anders zu Erna Weber geht"


def test_nobody_is_told_that_no_minute_is_missing() -> None:
    assert [minutes_of(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]

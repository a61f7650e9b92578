"""Which version of a rule counts on a day, and files that contradict themselves."""

from datetime import date

import pytest

from lotsenwerk.engines.funding.rulebook import Confidence, FaultyRulesError, Rulebook, Source, UnknownRuleError
from lotsenwerk.engines.funding.rules_file import guideline, read

FILE = """
[sources]
S = "A page"

[[rule]]
id = "X"
words = "So many"
figures = {{ hours = {first} }}
until = {until}
sources = ["S"]
confidence = "official"

[[rule]]
id = "X"
words = "So many"
figures = {{ hours = 2 }}
since = {since}
sources = ["S"]
confidence = "older"
"""


def of(first: str = "1", until: str = "2025-12-31", since: str = "2026-01-01") -> Rulebook:
    return Rulebook.of(read(FILE.format(first=first, until=until, since=since)).rules)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(1990, 1, 1), 1), (date(2025, 12, 31), 1), (date(2026, 1, 1), 2), (date(2999, 1, 1), 2)],
)
def test_each_day_has_the_version_that_counts(day: date, hours: int) -> None:
    assert of().figure("X", "hours", day) == hours


def test_a_day_between_two_versions_has_none() -> None:
    with pytest.raises(UnknownRuleError) as unknown:
        of(until="2025-11-30").rule("X", date(2025, 12, 1))
    assert (unknown.value.rule, unknown.value.on) == ("X", date(2025, 12, 1))


def test_a_rule_that_is_not_there_is_unknown() -> None:
    with pytest.raises(UnknownRuleError):
        of().rule("Y", date(2026, 1, 1))


def test_a_version_knows_its_source_and_how_sure_it_is() -> None:
    rule = of().rule("X", date(2026, 5, 1))
    assert (rule.sources, rule.confidence) == ((Source("A page"),), Confidence.OLDER)


@pytest.mark.parametrize(
    ("word", "other", "sentence"),
    [
        ("until = 2025-12-31", "until = 2026-01-01", "same day"),
        ('sources = ["S"]', 'sources = ["T"]', "not listed: T"),
        ('confidence = "official"', 'confidence = "sure"', "nobody knows: sure"),
        ('words = "So many"', 'words = ""', "says nothing of its words"),
        ("hours = 1", "hours = 1.5", "no whole number"),
        ("[[rule]]", "[[rule]", "Expected"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(word: str, other: str, sentence: str) -> None:
    text = FILE.format(first="1", until="2025-12-31", since="2026-01-01")
    assert word in text
    with pytest.raises(FaultyRulesError, match=sentence):
        Rulebook.of(read(text.replace(word, other, 1)).rules)


def test_a_version_that_ends_before_it_begins_is_refused() -> None:
    text = FILE.format(first="1", until="2025-12-31", since="2026-01-01")
    with pytest.raises(FaultyRulesError, match="ends before it begins"):
        Rulebook.of(read(text.replace("since = 2026-01-01", "since = 2026-01-01\nuntil = 2025-01-01")).rules)


def test_every_rule_of_ours_can_be_read_and_names_its_sources() -> None:
    versions = [version for rules in guideline().versions.values() for version in rules]
    assert len(versions) > 20
    assert all(version.sources and version.words for version in versions)
    assert all(figure >= 0 for version in versions for figure in version.figures.values())

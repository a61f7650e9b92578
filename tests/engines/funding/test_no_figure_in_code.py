"""No figure of a rule stands in code: what the rules say is data alone."""

import ast
from pathlib import Path

import lotsenwerk
from lotsenwerk.engines.funding.rules_file import guideline

SOURCE = Path(lotsenwerk.__file__).parent
FOLDERS = ("engines/funding", "domain/rules", "web/portal/funding", "web/entrance/rules")
TIME = {12, 15, 24, 31, 60, 90}
"""Months, quarters of an hour, hours, days and minutes are no figures of a rule, where one is as large."""
OF_BANKS = SOURCE / "engines" / "funding" / "bank.py"
"""The lengths of account numbers by country are the banks' own."""


def figures_in(text: str) -> set[int]:
    return {
        node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant) and type(node.value) is int
    }


def of_the_rules() -> set[int]:
    rules = [rule for versions in guideline().versions.values() for rule in versions]
    return {figure for rule in rules for figure in rule.figures.values() if figure > 10} - TIME


def test_no_figure_of_a_rule_stands_in_code() -> None:
    files = [file for folder in FOLDERS for file in (SOURCE / folder).rglob("*.py") if "migrations" not in file.parts]
    files.remove(OF_BANKS)
    assert len(files) > 30
    found = {str(file.relative_to(SOURCE)): figures_in(file.read_text("utf-8")) & of_the_rules() for file in files}
    assert {name: figures for name, figures in found.items() if figures} == {}


def test_a_planted_figure_is_found() -> None:
    assert figures_in("CAP = 276\nRATE: int = 5 * 100") & of_the_rules() == {276}

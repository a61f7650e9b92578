"""What the tools say of the whole tree: types, style, templates, migrations."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]


@pytest.mark.waits
@pytest.mark.parametrize(
    "words",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["djlint", "src/lotsenwerk", "--lint", "--quiet"],
    ],
    ids=["ruff", "format", "mypy", "djlint"],
)
def test_the_tool_has_nothing_to_say(words: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own tools, named above
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_no_change_of_a_table_waits_for_its_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())

from argparse import Namespace
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.utils.translation import override

from lotsenwerk.console import commands
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.domain.places.models import Municipality
from tests.domain.places.conftest import WriteRegister, county_line, municipality_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own database stands in for the one that the command would start."""
    monkeypatch.setattr(commands, "_database", lambda _order: nullcontext())


def test_command_takes_in_a_register_and_says_what_it_did(
    write_register: WriteRegister, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_register([county_line("06999", "Nirgendwo, Landkreis"), municipality_line("06999001", "Nirgends")])
    Municipality.objects.all().delete()
    with override("en"):
        assert commands.COMMANDS["import-gv100ad"](Namespace(file=path)) == 0
    assert "Register of 2026-01-31: 1 listed, 1 new" in capsys.readouterr().out


def test_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    with override("en"), pytest.raises(ConsoleError, match="cannot be opened"):
        commands.COMMANDS["import-gv100ad"](Namespace(file=tmp_path / "missing.txt"))

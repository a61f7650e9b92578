import argparse
import base64
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from psycopg.conninfo import make_conninfo

from lotsenwerk.console import environment, founding, roles
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.organisations.queries import tenants
from tests.console.conftest import run
from tests.database import TestDatabase, temporary_folder
from tests.factories import make_town

AGS = "06431005"


def read(file: Path) -> dict[str, str]:
    return dict(line.partition("=")[::2] for line in file.read_text().splitlines() if not line.startswith("#"))


def test_settings_are_written_for_our_eyes_alone_with_keys_of_the_right_length(tmp_path: Path) -> None:
    file = tmp_path / "new" / "lotsenwerk.env"
    founding.write_settings(file, "https://lotsen.example.org", None, None)
    settings = read(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert settings["PUBLIC_URL"] == "https://lotsen.example.org"
    assert len(settings["LOTSENWERK_SECRET_KEY"]) >= 50
    name, key = settings["LOTSENWERK_FIELD_KEYS"].split(":")
    assert name == "k1"
    assert len(base64.b64decode(key)) == len(base64.b64decode(settings["LOTSENWERK_INDEX_KEY"])) == 32
    assert settings["LOTSENWERK_MAIL_FROM"] == "lotsenwerk@lotsen.example.org"
    assert "DATABASE_URL" not in settings


def test_keys_that_exist_are_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "lotsenwerk.env"
    founding.write_settings(file, "https://lotsen.example.org", None, None)
    before = read(file)
    founding.write_settings(file, "https://other.example.org", "postgresql://a@/b", "postgresql://c@/b")
    after = read(file)
    assert {name: after[name] for name in before} == before
    assert after["DATABASE_OWNER_URL"] == "postgresql://c@/b"


def test_half_a_server_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(ConsoleError, match="needs both"):
        founding.write_settings(tmp_path / "lotsenwerk.env", "https://lotsen.example.org", "postgresql://a@/b", None)
    assert list(tmp_path.iterdir()) == []


def test_two_installations_get_different_secrets(tmp_path: Path) -> None:
    for name in ("one", "two"):
        founding.write_settings(tmp_path / name, "https://lotsen.example.org", None, None)
    one, two = read(tmp_path / "one"), read(tmp_path / "two")
    for name in ("LOTSENWERK_SECRET_KEY", "LOTSENWERK_FIELD_KEYS", "LOTSENWERK_INDEX_KEY"):
        assert one[name] != two[name]


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lotsenwerk.env").write_text("# words\nLOTSENWERK_A=file\nLOTSENWERK_B=with=sign\n\nnonsense\n")
    monkeypatch.setenv("LOTSENWERK_A", "environment")
    monkeypatch.delenv("LOTSENWERK_B", raising=False)
    environment.read_env_file(tmp_path / "lotsenwerk.env")
    import os

    assert (os.environ["LOTSENWERK_A"], os.environ.pop("LOTSENWERK_B")) == ("environment", "with=sign")


@pytest.mark.parametrize("wrong", ["http://lotsen.example.org", "lotsen.example.org", "https://", "https://a b"])
def test_address_that_is_not_safe_is_refused(wrong: str) -> None:
    with pytest.raises(ConsoleError, match="--address"):
        founding.ask(wrong, "Public address", founding.ADDRESS, "--address")


def test_nobody_at_the_terminal_is_told_the_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/null").open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        with pytest.raises(ConsoleError, match="--ags"):
            founding.ask(None, "Official key", founding.AGS, "--ags")


@pytest.fixture
def as_on_a_real_server(test_database: TestDatabase, committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", make_conninfo(test_database.owner_url, dbname=test_database.name))


@pytest.mark.usefixtures("as_on_a_real_server")
def test_town_and_administrator_are_made_once() -> None:
    for _time in range(2):
        founding._settle(AGS, "rathaus@example.org", "Jutta Brand")
    assert [town.name for town in tenants()] == ["Bürstadt"]
    assert [(one.user.email, one.role) for one in Membership.objects.select_related("user")] == [
        ("rathaus@example.org", "administrator")
    ]


@pytest.mark.usefixtures("as_on_a_real_server")
def test_unknown_municipality_is_refused_and_makes_nothing() -> None:
    with pytest.raises(ConsoleError, match="06999999"):
        founding._settle("06999999", "rathaus@example.org", "Jutta Brand")
    assert not tenants().exists()
    assert not Membership.objects.exists()


def test_test_mail_goes_to_the_administrator() -> None:
    founding.send_test_mail("rathaus@example.org")
    assert [letter.to for letter in mail.outbox] == [["rathaus@example.org"]]


def test_mail_server_that_is_not_there_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_args: Any, **_facts: Any) -> None:
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("django.core.mail.send_mail", refuse)
    founding.send_test_mail("rathaus@example.org")
    assert "LOTSENWERK_SMTP_HOST" in capsys.readouterr().out


def test_printed_sql_makes_two_plain_roles_and_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert founding.found(argparse.Namespace(print_sql=True)) == 0
    sql = capsys.readouterr().out
    assert sql.count("CREATE ROLE") == sql.count("NOBYPASSRLS") == sql.count("NOSUPERUSER") == 2
    assert f'OWNER "{roles.OWNER}"' in sql


def test_demo_data_never_goes_into_a_database_that_may_be_a_towns() -> None:
    with temporary_folder() as state:
        done = run(state, "demo", DATABASE_URL="postgresql://lotsenwerk_app@/lotsenwerk?host=/nowhere")
    assert done.returncode == 1
    assert "“lotsenwerk”" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.waits
def test_serving_before_the_town_is_set_up_gets_sentences_and_makes_nothing() -> None:
    with temporary_folder() as state:
        for words in (["serve"], ["serve", "--web-only"], ["worker"]):
            done = run(state, *words)
            assert done.returncode == 1
            assert "does not start like this" in done.stderr
            assert "LOTSENWERK_SECRET_KEY" in done.stderr
            assert "Traceback" not in done.stderr
        assert list(state.iterdir()) == []


@pytest.mark.waits
def test_road_to_a_real_town_from_the_command_line() -> None:
    with temporary_folder() as state:
        words = ["--ags", AGS, "--mail", "rathaus@example.org", "--address", "https://lotsen.example.org"]
        done = run(state, "init", *words, "--no-test-mail")
        assert done.returncode == 0, done.stderr
        assert "looks after Bürstadt" in done.stdout
        again = run(state, "init", *words, "--no-test-mail")
        assert again.returncode == 0, again.stderr
        assert "already" in again.stdout
        check = run(state, "check")
        assert "0 of" in check.stdout, check.stdout + check.stderr
        assert "The public address is https://lotsen.example.org" in check.stdout


@pytest.mark.django_db
def test_an_operator_is_named_once_and_only_where_there_is_a_town() -> None:
    with pytest.raises(ConsoleError):
        founding.name_operator("betrieb@land.example", None)
    town = make_town()
    assert "betrieb@land.example" in founding.name_operator("betrieb@land.example", "Inge Althaus")
    [given] = Membership.objects.filter(organisation_id=town.id, role=Role.OPERATOR)
    assert given.user.display_name == "Inge Althaus"
    with pytest.raises(ConsoleError):
        founding.name_operator("betrieb@land.example", None)

from collections.abc import Callable, Iterator

import psycopg
import pytest
from pytest_django.fixtures import Settings

from lotsenwerk.console import doctor, roles
from lotsenwerk.console.doctor import Weight
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.postgres import SUPERUSER, Cluster


@pytest.fixture
def role(server: Cluster) -> Iterator[Callable[[str], str]]:
    """Makes a role with the given attributes; answers its address."""

    def make(attributes: str) -> str:
        with psycopg.connect(server.url(SUPERUSER), autocommit=True) as superuser:
            superuser.execute(f"CREATE ROLE guest LOGIN {attributes}")
            superuser.execute("GRANT CONNECT ON DATABASE lotsenwerk TO guest")
        return server.url("guest")

    yield make
    with psycopg.connect(server.url(SUPERUSER), autocommit=True) as superuser:
        superuser.execute("DROP OWNED BY guest")
        superuser.execute("DROP ROLE guest")


def faults(url: str) -> str:
    with psycopg.connect(url) as app:
        found = list(doctor.role_findings(app))
    return " ".join(finding.what for finding in found if finding.weight == Weight.WRONG)


def test_role_of_the_program_is_found_good(server: Cluster) -> None:
    assert faults(server.url(roles.APP)) == ""


@pytest.mark.parametrize(
    ("attributes", "fault"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "has BYPASSRLS"),
        ("CREATEROLE", "may create roles"),
        ("CREATEDB", "may create roles or databases"),
        ("IN ROLE lotsenwerk_owner", "owns the database"),
    ],
)
def test_role_above_the_walls_is_refused(role: Callable[[str], str], attributes: str, fault: str) -> None:
    assert fault in faults(role(attributes))


def test_owner_of_tables_is_refused_as_the_programs_role(server: Cluster) -> None:
    with psycopg.connect(server.url(roles.OWNER)) as owner:
        owner.execute("CREATE TABLE owned (id int)")
    assert "owns 1 tables or indexes" in faults(server.url(roles.OWNER))


def test_serving_is_refused_with_all_reasons_at_once(
    settings: Settings, server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = False
    settings.SECRET_KEY = "short"
    settings.PUBLIC_URL = "http://lotsen.example.org"
    settings.FIELD_KEYS = []
    monkeypatch.setenv("DATABASE_URL", server.url(SUPERUSER))
    with pytest.raises(ConsoleError) as refusal:
        doctor.refuse_unsafe(doctor.settings_findings, doctor.database_findings)
    for word in ("secret key", "https://", "LOTSENWERK_FIELD_KEYS", "superuser"):
        assert word in str(refusal.value)


def test_missing_secret_key_is_a_finding_and_no_traceback(settings: Settings) -> None:
    settings.DEMO = False
    settings.SECRET_KEY = ""
    assert "secret key is missing" in " ".join(finding.what for finding in doctor.settings_findings())


def test_database_that_does_not_answer_is_a_finding_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@/nothing?host=/nowhere")
    found = list(doctor.database_findings())
    assert [finding.weight for finding in found] == [Weight.WRONG]
    assert found[0].todo


@pytest.mark.django_db
def test_migrated_tables_are_up_to_date() -> None:
    assert [finding.weight for finding in doctor.table_findings()] == [Weight.GOOD]


@pytest.mark.django_db
def test_silent_worker_is_told_and_every_care_says_what_to_do() -> None:
    found = list(doctor.alive_findings())
    assert found[0].weight == Weight.CARE
    assert all(finding.todo for finding in found if finding.weight != Weight.GOOD)


def test_exit_code_says_whether_anything_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.show([doctor.Finding(Weight.GOOD, "fine"), doctor.Finding(Weight.CARE, "hm", "look")]) == 0
    assert doctor.show([doctor.Finding(Weight.WRONG, "open door", "close it")]) == 1
    assert "close it" in capsys.readouterr().out

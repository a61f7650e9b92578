"""Versions that the operator lays over a rule, and files that are taken in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.rules import printed, taken_in
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.rules import queries
from lotsenwerk.domain.rules.actions.laying import Written, lay_version, withdraw_version
from lotsenwerk.domain.rules.actions.taking_in import take_in
from lotsenwerk.domain.rules.models import RuleFile, RulesStamp, RuleVersion
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.rulebook import Confidence, FaultyRulesError
from lotsenwerk.engines.funding.rules_file import guideline, read
from lotsenwerk.engines.funding.writing import written
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.engines.funding.test_checking import ELSEWHERE
from tests.factories import Town, make_town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
NEW = Written(
    since=date(2026, 7, 1),
    figures={"cents_an_hour": 600},
    source="Regierungspräsidium Darmstadt, Rundschreiben",
    source_dated="2026-05",
    confidence=Confidence.OFFICIAL,
    reason="Neue Pauschale ab Juli",
)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def operator(town: Town) -> User:
    with town.open():
        given = give_role(system(town.id), email="b@land.example", display_name="Betrieb", role=Role.OPERATOR, at=NOW)
    return given.user


def hour(day: date) -> int:
    return rulebook().figure("WIR-23-04", "cents_an_hour", day)


def test_a_version_counts_from_its_day_on_and_leaves_what_was_before(town: Town, operator: User) -> None:
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    assert [hour(date(2026, 6, 30)), hour(date(2026, 7, 1)), hour(date(2030, 1, 1))] == [500, 600, 600]
    laid = rulebook().rule("WIR-23-04", date(2026, 7, 1))
    assert [(source.title, source.dated) for source in laid.sources] == [(NEW.source, "2026-05")]
    assert guideline().figure("WIR-23-04", "cents_an_hour", date(2026, 7, 1)) == 500
    with town.open():
        assert Line.objects.filter(verb="lay_rule").count() == 1


def test_a_version_before_another_one_ends_where_that_begins(operator: User) -> None:
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    lay_version(operator, "WIR-23-04", replace(NEW, since=date(2026, 3, 1), figures={"cents_an_hour": 550}), at=NOW)
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [hour(day) for day in days] == [500, 550, 550, 600]


def test_it_is_withdrawn_before_it_counts_and_stays_in_the_history(operator: User) -> None:
    row = lay_version(operator, "WIR-23-04", NEW, at=NOW)
    withdraw_version(operator, row.pk, at=NOW + timedelta(days=10))
    assert hour(date(2026, 7, 1)) == 500
    assert RuleVersion.objects.get().withdrawn_by_user_id == operator.pk
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    assert hour(date(2026, 7, 1)) == 600


def test_what_counts_already_is_not_withdrawn(operator: User) -> None:
    row = lay_version(operator, "WIR-23-04", NEW, at=NOW)
    with pytest.raises(WrongState):
        withdraw_version(operator, row.pk, at=NOW + timedelta(days=40))
    assert hour(date(2026, 7, 1)) == 600


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"since": date(2025, 12, 31)}, "since"),
        ({"until": date(2026, 6, 30)}, "until"),
        ({"figures": {"cents_an_hour": -1}}, "cents_an_hour"),
        ({"figures": {"cents_an_hour": 1_000_000_000}}, "cents_an_hour"),
        ({"figures": {"hours": 3}}, "hours"),
        ({"figures": {"cents_an_hour": 500}}, None),
        ({"source": "RP"}, "source"),
        ({"reason": "  "}, "reason"),
        ({"source": "x" * 301}, "source"),
        ({"source_dated": "im Mai"}, "source_dated"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_changes_nothing(
    operator: User, other: dict[str, object], field: str | None
) -> None:
    with pytest.raises(BadInput) as refused:
        lay_version(operator, "WIR-23-04", replace(NEW, **other), at=NOW)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not RuleVersion.objects.exists()
    assert not RulesStamp.objects.exists()


def test_two_versions_never_begin_on_the_same_day(operator: User) -> None:
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    for rule, since in (("WIR-23-04", NEW.since), ("TAX-01", date(2026, 1, 1))):
        again = replace(NEW, since=since, figures={next(iter(rulebook().versions[rule][-1].figures)): 700})
        with pytest.raises(BadInput) as refused:
            lay_version(operator, rule, again, at=NOW)
        assert refused.value.field == "since"
    assert RuleVersion.objects.count() == 1


def test_only_the_operator_changes_rules(town: Town, operator: User) -> None:
    row = lay_version(operator, "WIR-23-04", NEW, at=NOW)
    other = town.members[Role.ADMINISTRATOR].user
    with pytest.raises(NotAllowed):
        lay_version(other, "WIR-23-05", NEW, at=NOW)
    with pytest.raises(NotAllowed):
        withdraw_version(other, row.pk, at=NOW)
    with pytest.raises(NotThere):
        lay_version(operator, "WIR-99-99", NEW, at=NOW)
    with pytest.raises(NotThere):
        withdraw_version(operator, 0, at=NOW)
    assert RuleVersion.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_a_process_asks_once_and_reads_the_rows_only_after_a_change(
    operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    rulebook()
    with CaptureQueriesContext(connection) as asked:
        assert [hour(NEW.since), hour(NEW.since)] == [600, 600]
    assert len(asked) == 0
    monkeypatch.setattr(queries, "HEARD_FOR", 0.0)
    with CaptureQueriesContext(connection) as asked:
        assert hour(NEW.since) == 600
    assert len(asked) == 1


def test_another_states_programme_is_taken_in_and_replaced_by_a_newer_file(operator: User) -> None:
    take_in(ELSEWHERE, at=NOW)
    assert rulebook().figure("HILLS-1", "fewest", date(2026, 1, 1)) == 4
    take_in(ELSEWHERE.replace("fewest = 4", "fewest = 6"), at=NOW)
    assert rulebook().figure("HILLS-1", "fewest", date(2026, 1, 1)) == 6
    assert RuleFile.objects.count() == 2
    lay_version(operator, "HILLS-1", replace(NEW, figures={"fewest": 8}), at=NOW)
    assert rulebook().figure("HILLS-1", "fewest", NEW.since) == 8


def test_what_was_printed_can_be_taken_in_elsewhere_and_says_the_same(operator: User) -> None:
    lay_version(operator, "WIR-23-04", NEW, at=NOW)
    before = rulebook()
    text = written(before, "wir-hessen")
    RuleVersion.objects.all().delete()
    take_in(text, at=NOW)
    assert {name: list(one) for name, one in rulebook().versions.items()} == {
        name: list(one) for name, one in before.versions.items()
    }


def test_the_commands_print_a_programme_and_take_one_in(tmp_path: Path) -> None:
    file = tmp_path / "hills.toml"
    file.write_text(ELSEWHERE, encoding="utf-8")
    with translation.override("en"):
        assert taken_in(str(file)) == "Taken in: hills with 1 versions. It counts from now on."
        assert read(printed("hills")).rules == read(ELSEWHERE).rules
        with pytest.raises(ConsoleError, match="There are: hills, volunteers, wir-hessen"):
            printed("valleys")
        with pytest.raises(ConsoleError, match="cannot be taken in"):
            taken_in(str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nothing", "Expected"),
        (ELSEWHERE.replace('programme = "hills"', ""), "no programme"),
        (ELSEWHERE.replace("HILLS-1", "WIR-23-04"), "already: WIR-23-04"),
        (ELSEWHERE.replace('"hills"', '"wir-hessen"'), "missing: WIR-21-01"),
    ],
)
def test_a_file_that_cannot_be_is_refused_and_changes_nothing(text: str, sentence: str) -> None:
    with pytest.raises(FaultyRulesError, match=sentence):
        take_in(text, at=NOW)
    assert not RuleFile.objects.exists()
    assert rulebook() is guideline()


def test_the_operators_pages_show_what_would_change_and_write_it_down(town: Town, operator: User) -> None:
    client = Client()
    client.force_login(operator, backend="lotsenwerk.domain.accounts.backends.Backend")
    whole = client.get("/rules/")
    assert len(whole.content) < 40 * 1024, len(whole.content)
    assert "WIR-GEN-01" in whole.content.decode()
    assert "BFD-01" in client.get("/rules/?line=federal_service").content.decode()
    assert "WIR-26-03" in client.get("/rules/?line=strategy").content.decode()
    assert "WIR-21-01" not in client.get("/rules/?line=strategy").content.decode()
    year = date.today().year + 1  # noqa: DTZ011 - next year, wherever
    typed = {
        "since": f"01.02.{year}",
        "cents_an_hour": "6,50",
        "source": NEW.source,
        "source_dated": "2026-05",
        "confidence": "official",
        "reason": NEW.reason,
    }
    looked = client.post("/rules/WIR-23-04/", {**typed, "look": "1"}).content.decode()
    assert "6,50" in looked
    assert 'name="lay"' in looked
    assert not RuleVersion.objects.exists()
    assert client.post("/rules/WIR-23-04/", {**typed, "lay": "1"}).status_code == 302
    row = RuleVersion.objects.get()
    assert (row.figures, row.since) == ({"cents_an_hour": 650}, date(year, 2, 1))
    assert client.post("/rules/WIR-23-04/", {**typed, "lay": "1"}).status_code == 200
    assert NEW.reason in client.get("/rules/").content.decode()
    assert client.post(f"/rules/withdraw/{row.pk}/").status_code == 302
    assert client.get("/rules/WIR-0/").status_code == 404
    other = Client()
    other.force_login(town.members[Role.ADMINISTRATOR].user, backend="lotsenwerk.domain.accounts.backends.Backend")
    for address in ("/rules/", "/rules/WIR-23-04/"):
        assert other.get(address).status_code == Client().get(address).status_code == 404
    assert other.post(f"/rules/withdraw/{row.pk}/").status_code == 404

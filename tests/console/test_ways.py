"""Whether letters can leave: what the doctor says of it, and what setting up a town asks."""

import argparse
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from lotsenwerk.console import doctor, founding
from lotsenwerk.console.doctor import Weight

FLAGS = argparse.Namespace(smtp_host=None, sms_url=None, sms_body=None)


@pytest.fixture
def town(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a real town that has named neither a mail server nor a gateway."""
    settings.DEMO, settings.SMS_URL = False, ""
    for name in ("LOTSENWERK_SMTP_HOST", "LOTSENWERK_SMS_URL"):
        monkeypatch.delenv(name, raising=False)
    return settings


def weights() -> list[Weight]:
    return [finding.weight for finding in doctor.way_findings()]


def test_ways_that_are_not_named_are_told_with_what_to_do(town: Settings) -> None:
    found = list(doctor.way_findings())
    assert [finding.weight for finding in found] == [Weight.CARE, Weight.CARE]
    assert "LOTSENWERK_SMTP_HOST" in found[0].todo
    assert "LOTSENWERK_SMS_URL" in found[1].todo


def test_ways_that_are_named_are_good(town: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSENWERK_SMTP_HOST", "mail.stadt.example")
    town.SMS_URL = "https://gateway.example.org/"
    assert weights() == [Weight.GOOD, Weight.GOOD]


def test_a_gateway_that_is_described_wrong_is_wrong(town: Settings) -> None:
    town.SMS_URL, town.SMS_BODY = "https://gateway.example.org/", "to={to}"
    assert weights()[1] == Weight.WRONG


@pytest.mark.parametrize(("address", "weight"), [("gateway.example.org", Weight.WRONG), ("127.0.0.1", Weight.GOOD)])
def test_numbers_do_not_travel_in_clear_beyond_this_machine(town: Settings, address: str, weight: Weight) -> None:
    town.SMS_URL = f"http://{address}/"
    assert weights()[1] == weight


def test_the_demonstration_needs_no_ways(settings: Settings) -> None:
    settings.DEMO = True
    assert weights() == []


def test_set_up_asks_for_the_ways_and_writes_what_was_said(
    town: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["mail.stadt.example:587", ""])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    ways = founding.ask_for_ways(FLAGS)
    file = tmp_path / "lotsenwerk.env"
    founding.write_settings(file, "https://lotsen.example.org", None, None, ways=ways)
    written = file.read_text()
    assert "LOTSENWERK_SMTP_HOST=mail.stadt.example\nLOTSENWERK_SMTP_PORT=587\n" in written
    assert "LOTSENWERK_SMS" not in written


def test_flags_are_as_good_as_answers_and_what_is_known_is_not_asked(
    town: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSENWERK_SMTP_HOST", "mail.stadt.example")
    flags = argparse.Namespace(smtp_host="other", sms_url="https://g.example/", sms_body="to={to}&text={text}")
    assert founding.ask_for_ways(flags) == {
        "LOTSENWERK_SMS_URL": "https://g.example/",
        "LOTSENWERK_SMS_BODY": "to={to}&text={text}",
    }


def test_where_nobody_can_be_asked_nothing_is_said(town: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert set(founding.ask_for_ways(FLAGS).values()) == {""}

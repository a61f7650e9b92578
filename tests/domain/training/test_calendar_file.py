"""The calendar file after RFC 5545: read again by a reader of its rules, which knows nothing of ours."""

import re
from dataclasses import replace
from datetime import timedelta

from django.utils import translation

from lotsenwerk.domain.training.actions.keep_course import change_course
from lotsenwerk.domain.training.actions.keep_session import cancel_session, change_session
from lotsenwerk.domain.training.calendar_file import calendar_of
from tests.domain.training.scene import BASIC, FIRST, Scene, date
from tests.factories import MONDAY

TRICKY = "Rolle, Auftrag; Grenzen\\Ziele\nund noch viel mehr: größtmögliche Übersichtlichkeit für alle Beteiligten هنا"


def read(text: str) -> list[dict[str, str]]:
    """The entries of a calendar, unfolded and unescaped as sections 3.1 and 3.3.11 say; every line is checked."""
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any("\n" in line or "\r" in line for line in lines)
    unfolded = re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]
    assert (unfolded[0], unfolded[1], unfolded[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    entries: list[dict[str, str]] = []
    for line in unfolded:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entries.append({})
        elif entries and line not in {"END:VEVENT", "END:VCALENDAR"}:
            entries[-1][name] = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    return entries


def entries(scene: Scene, language: str = "de") -> list[dict[str, str]]:
    with translation.override(language):
        return read(calendar_of(scene.course, scene.sessions, link="https://helfen.example/x/", at=MONDAY))


def test_each_date_is_an_entry_with_a_name_of_its_own(scene: Scene) -> None:
    with scene.town.open():
        first, second = entries(scene)
        assert first["UID"] != second["UID"]
        assert (first["DTSTART"], first["DTEND"]) == ("20261123T090000Z", "20261123T130000Z")
        assert (first["SUMMARY"], first["LOCATION"], first["STATUS"]) == ("Basiskurs", "Rathaus, Saal 1", "CONFIRMED")
        assert (first["SEQUENCE"], first["DTSTAMP"]) == ("0", "20261116T090000Z")


def test_signs_of_the_format_and_long_lines_come_back_as_they_were_typed(scene: Scene) -> None:
    with scene.town.open():
        change_session(scene.desk, scene.sessions[0], replace(date(), topic=TRICKY), at=MONDAY)
        assert entries(scene)[0]["DESCRIPTION"] == TRICKY
        assert entries(scene, "ar")[0]["DESCRIPTION"] == TRICKY


def test_a_changed_date_keeps_its_name_and_counts_on_and_one_called_off_says_so(scene: Scene) -> None:
    with scene.town.open():
        before = entries(scene)
        first, second = scene.sessions
        change_session(scene.desk, first, date(FIRST + timedelta(hours=1)), at=MONDAY)
        cancel_session(scene.desk, second, at=MONDAY)
        after = entries(scene)
        assert [one["UID"] for one in after] == [one["UID"] for one in before]
        assert [one["SEQUENCE"] for one in after] == ["1", "1"]
        assert [one["STATUS"] for one in after] == ["CONFIRMED", "CANCELLED"]
        change_course(scene.desk, scene.course, replace(BASIC, place="Bürgerhaus"), at=MONDAY)
        assert [one["SEQUENCE"] for one in entries(scene)] == ["2", "2"]

"""Our calendars, read back by a library that is not ours: a rhythm with exceptions, one day, a town, a course."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from icalendar import Calendar

from lotsenwerk.domain.gatherings.actions.keep_days import Change, change_day
from lotsenwerk.domain.gatherings.models import Turn
from lotsenwerk.domain.training.calendar_file import calendar_of
from lotsenwerk.kit import clock
from tests.domain.training.scene import make_scene
from tests.factories import MONDAY, Town
from tests.web.portal.test_dates import THURSDAY, make_date

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
PAGE = "/de/dates/kochabend-buerstadt"


def events_of(content: bytes | str) -> list[Any]:
    """Every entry, after the whole file was read without a complaint."""
    found: Any = Calendar.from_ical(content)
    assert found["VERSION"] == "2.0"
    assert found["PRODID"]
    events = list(found.walk("VEVENT"))
    assert [one.errors for one in events if one.errors] == []
    assert all(one["UID"] and one["DTSTAMP"] for one in events)
    return events


def wall(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.BERLIN)


def test_a_rhythm_is_read_with_what_is_left_out_moved_and_cancelled(client: Browser, town: Town) -> None:
    series = make_date(town, "Kochabend")
    changes = (
        (THURSDAY + WEEK, Change(Turn.DROPPED)),
        (THURSDAY + 2 * WEEK, Change(Turn.MOVED, day=THURSDAY + 2 * WEEK, begins=time(17), ends=time(19))),
        (THURSDAY + 3 * WEEK, Change(Turn.CANCELLED, reason="Küche gesperrt; bitte nicht kommen")),
    )
    with town.open():
        for day, change in changes:
            change_day(town.coordinator, series, day, change, at=MONDAY)
    whole, moved, cancelled = events_of(client.get(f"{PAGE}.ics").content)
    assert {str(one["UID"]) for one in (whole, moved, cancelled)} == {str(whole["UID"])}
    assert whole["DTSTART"].dt == wall(THURSDAY, 18)
    assert whole["DTSTART"].dt.utcoffset() == timedelta(hours=1)
    assert whole["RRULE"]["FREQ"] == ["WEEKLY"]
    assert [one.dt for one in whole["EXDATE"].dts] == [wall(THURSDAY + WEEK, 18)]
    assert moved["RECURRENCE-ID"].dt == wall(THURSDAY + 2 * WEEK, 18)
    assert moved["DTSTART"].dt == wall(THURSDAY + 2 * WEEK, 17)
    assert (str(cancelled["STATUS"]), str(moved["STATUS"])) == ("CANCELLED", "CONFIRMED")
    assert "Küche gesperrt; bitte nicht kommen" in str(cancelled["DESCRIPTION"])


def test_one_day_and_all_days_of_a_town_are_instants(client: Browser, town: Town) -> None:
    make_date(town, "Kochabend")
    (one,) = events_of(client.get(f"{PAGE}.ics?on={THURSDAY}").content)
    assert one["DTSTART"].dt == wall(THURSDAY, 18)
    assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(hours=2)
    days = events_of(client.get("/de/dates.ics?town=Bürstadt").content)
    assert len({str(day["UID"]) for day in days}) == len(days) > 50
    assert events_of(client.get("/de/dates.ics?where=68642&field=garden").content) == []


def test_a_participants_course_is_read_with_a_date_that_was_called_off(town: Town) -> None:
    scene = make_scene(town=town)
    with town.open():
        first, second = scene.sessions
        second.cancelled_at = MONDAY
        text = calendar_of(scene.course, [first, second], link="https://example.org/k", at=MONDAY)
    held, off = events_of(text)
    assert (held["DTSTART"].dt, held["DTEND"].dt) == (first.begins, first.ends)
    assert (str(held["STATUS"]), str(off["STATUS"])) == ("CONFIRMED", "CANCELLED")

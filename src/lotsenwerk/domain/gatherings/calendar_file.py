"""Dates for somebody's calendar, after RFC 5545: a whole series as a rule, or single days of the shop window."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from lotsenwerk.domain.gatherings.days import in_calendar, one_day, said_of
from lotsenwerk.domain.gatherings.models import Often, Series, SeriesDay, Turn
from lotsenwerk.domain.publishing.models import EntryDay
from lotsenwerk.engines.calendar.lines import BERLIN_RULES, as_file, moment, text
from lotsenwerk.engines.calendar.rfc5545 import to_rrule
from lotsenwerk.kit import clock

_BEGIN: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lotsenwerk//Dates//EN", "METHOD:PUBLISH")
_END: Final = "END:VCALENDAR"


@dataclass(frozen=True, slots=True)
class Told:
    """What a calendar says of a date: its name, what is done, where, and the page to read more."""

    title: str
    summary: str
    place: str
    link: str


def calendar_of_series(series: Series, told: Told, *, at: datetime) -> str:
    """A date with its rhythm; what was moved or cancelled stands as an entry of its own beside the rule."""
    rows = {row.regular_day: row for row in series.days.all()}
    rhythm = replace(in_calendar(said_of(series), rows.values()), moved=())
    rule = to_rrule(rhythm).splitlines()
    if not rule:
        return as_file([*_BEGIN, _END])
    if series.often == Often.ONCE:
        rule = [line for line in rule if not line.startswith("RRULE")]
    start = rule[0].removeprefix("DTSTART")
    end = f"DTEND{start[: -len('THHMMSS')]}T{series.ends:%H%M%S}"
    uid, changes = series.page.ref, series.changes
    lines = [*_BEGIN, *BERLIN_RULES, *_event(uid, changes, [*rule, end], told, at, is_cancelled=False)]
    for regular, row in sorted(rows.items()):
        if row.turn in {Turn.MOVED, Turn.CANCELLED}:
            lines += _other_day(series, regular, row, told, at)
    return as_file([*lines, _END])


def calendar_of_days(days: Iterable[EntryDay], told: Mapping[int, Told]) -> str:
    """Single days of the shop window; ``told`` by the id of the entry. One that was cancelled says so."""
    lines = [*_BEGIN]
    for day in days:
        when = [f"DTSTART:{moment(day.begins)}", f"DTEND:{moment(day.ends)}"]
        uid = f"{day.entry.ref}-{day.regular_day:%Y%m%d}"
        said = told[day.entry_id]
        lines += _event(uid, 0, when, said, day.entry.changed_at, is_cancelled=day.is_cancelled)
    return as_file([*lines, _END])


def _other_day(series: Series, regular: date, row: SeriesDay, told: Told, at: datetime) -> Sequence[str]:
    one = one_day(series, regular, row)
    if one is None:
        return []
    when = [
        f"RECURRENCE-ID;TZID=Europe/Berlin:{row.regular_day:%Y%m%d}T{series.begins:%H%M%S}",
        f"DTSTART;TZID=Europe/Berlin:{clock.local(one.begins):%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Berlin:{clock.local(one.ends):%Y%m%dT%H%M%S}",
    ]
    changes = series.changes + row.changes
    said = replace(told, summary="\n".join(part for part in (row.reason, told.summary) if part))
    return _event(series.page.ref, changes, when, said, at, is_cancelled=row.turn == Turn.CANCELLED)


def _event(uid: str, changes: int, when: Sequence[str], told: Told, at: datetime, *, is_cancelled: bool) -> list[str]:
    said = {
        "SUMMARY": text(told.title),
        "DESCRIPTION": text(told.summary),
        "LOCATION": text(told.place),
        "URL": told.link,
        "STATUS": "CANCELLED" if is_cancelled else "CONFIRMED",
    }
    head = ["BEGIN:VEVENT", f"UID:{uid}@lotsenwerk", f"SEQUENCE:{changes}", f"DTSTAMP:{moment(at)}"]
    return [*head, *when, *(f"{name}:{value}" for name, value in said.items() if value), "END:VEVENT"]

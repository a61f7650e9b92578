"""Dates with their days: a row for each, or one row with the rule of a date that recurs evenly."""

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from itertools import pairwise
from typing import Any, Final

from lotsenwerk.domain.publishing.models import EntryDay, EntryText
from lotsenwerk.kit import clock
from lotsenwerk.web.api.integreat.places import place_of
from lotsenwerk.web.api.integreat.texts import told_of

_WEEK: Final = timedelta(days=7)


def events_of(texts: Sequence[EntryText], *, is_combined: bool) -> Sequence[dict[str, Any]]:
    """The days of all of them, the soonest first."""
    rows = [row for text in texts for row in _rows(text, is_combined=is_combined)]
    return [row for _begins, row in sorted(rows, key=lambda pair: pair[0])]


def _rows(text: EntryText, *, is_combined: bool) -> Iterable[tuple[Any, dict[str, Any]]]:
    days = list(text.entry.days.all())
    rule = rule_of(days)
    for number, day in enumerate(days[:1] if is_combined and rule else days):
        yield day.begins, _row(text, day, rule if is_combined else None, is_first=number == 0, recurs=len(days) > 1)


def _row(text: EntryText, day: EntryDay, rule: str | None, *, is_first: bool, recurs: bool) -> dict[str, Any]:
    """One day. As at Integreat only the first has an id; the others are told apart by the day in their address."""
    told, begins, ends = told_of(text), clock.local(day.begins), clock.local(day.ends)
    if not is_first:
        told |= {"id": None} | {name: f"{told[name]}?day={day.regular_day}" for name in ("url", "path")}
    event = {
        "id": text.entry_id if is_first else None,
        "start": begins.isoformat(),
        "start_date": begins.date().isoformat(),
        "start_time": begins.time().isoformat(),
        "end": ends.isoformat(),
        "end_date": ends.date().isoformat(),
        "end_time": ends.time().isoformat(),
        "all_day": False,
        "recurrence_id": text.entry_id if recurs else None,
        "timezone": "Europe/Berlin",
    }
    return told | {"location": place_of(text.entry), "location_url": None, "event": event, "recurrence_rule": rule}


def rule_of(days: Sequence[EntryDay]) -> str | None:
    """The rule of RFC 5545 where the days are a whole number of weeks apart, at one hour and equally long."""
    if len(days) < 2:  # noqa: PLR2004 - one day recurs never
        return None
    walls = [(clock.local(day.begins), clock.local(day.ends)) for day in days]
    gaps = {after[0].date() - before[0].date() for before, after in pairwise(walls)}
    hours = {(begins.time(), ends.time()) for begins, ends in walls}
    gap = gaps.pop()
    if gaps or len(hours) != 1 or gap % _WEEK:
        return None
    start = days[0].begins.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
    return f"DTSTART:{start}\nRRULE:FREQ=WEEKLY;INTERVAL={gap // _WEEK};COUNT={len(days)}"

"""Rows that the database hands over as JSON, as plain values again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from lotsenwerk.domain.assistance.models import OfficeHour
from lotsenwerk.domain.assistance.office_days import is_day_of, length
from lotsenwerk.engines.funding.hours import DeploymentKind, quarters
from lotsenwerk.kit import clock

_DAYS: Final = frozenset({"first", "last", "on", "from", "signed"})


@dataclass(frozen=True, slots=True)
class Given:
    """Time of a pool on one day: given and confirmed, reported, or (without an id) agreed on and ahead."""

    on: date
    minutes: int
    pool_id: int
    pool_kind: str
    kind: str = DeploymentKind.ACCOMPANIMENT
    state: str = ""
    engagement: str = ""
    kilometres: int = 0
    id: int | None = None


def given_of(one: Mapping[str, Any]) -> Given:
    """A deployment that was reported or confirmed."""
    return Given(
        on=date.fromisoformat(one["on"]),
        minutes=one["minutes"],
        pool_id=one["pool"],
        pool_kind=one["pool_kind"],
        kind=one["kind"],
        state=one["state"],
        engagement=one["engagement"],
        kilometres=one["kilometres"],
        id=one["id"],
    )


def agreed_of(one: Mapping[str, Any]) -> Given:
    """A visit that somebody said yes to, in quarters."""
    begins, ends = datetime.fromisoformat(one["begins"]), datetime.fromisoformat(one["ends"])
    minutes = max(int((ends - begins).total_seconds()) // 60, 1)
    return Given(clock.local(begins).date(), quarters(minutes), one["pool"], one["pool_kind"])


def sittings_of(one: Mapping[str, Any], year: int, on: date) -> list[Given]:
    """The days of one duty that lie ahead in a year."""
    first = date.fromisoformat(one["hour_first"])
    hour = OfficeHour(
        weekday=one["weekday"],
        begins=datetime.strptime(one["begins"], "%H:%M:%S").time(),  # noqa: DTZ007 - wall time
        ends=datetime.strptime(one["ends"], "%H:%M:%S").time(),  # noqa: DTZ007
        first_day=first,
        last_day=_day(one["hour_last"]),
    )
    day = max(on, first, date.fromisoformat(one["first"]))
    day += timedelta(days=(hour.weekday - day.weekday()) % 7)
    last = min(_day(one["last"]) or date.max, hour.last_day or date.max, date(year, 12, 31))
    minutes, shut, found = quarters(length(hour)), set(one["off"]), []
    while day <= last:
        if is_day_of(hour, day) and day.isoformat() not in shut:
            found.append(Given(day, minutes, one["pool"], one["pool_kind"], DeploymentKind.OFFICE_HOUR))
        day += timedelta(days=7)
    return found


def first_of(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The one row that there is, with its days; none where there is none."""
    return dated(rows[0]) if rows else None


def dated(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row whose days are days."""
    return {name: _day(value) if name in _DAYS else value for name, value in one.items()}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None

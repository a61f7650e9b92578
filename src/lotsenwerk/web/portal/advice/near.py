"""What is near somebody: office hours of guides, advice services and clubs, as the body responsible lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dates import WEEKDAYS

from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.queries.office_hours import Sitting, public_office_hours
from lotsenwerk.domain.organisations.models import Access, Kind, Module, Organisation
from lotsenwerk.domain.organisations.queries import partners, weeks_of
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.tenancy import tenant

LISTED = (Kind.ADVICE_SERVICE, Kind.CLUB, Kind.MIGRANT_ORGANISATION)


@dataclass(frozen=True, slots=True)
class Open:
    """An office hour as the public reads it; who sits there is not known here."""

    name: str
    body: object
    when: str
    next_day: date | None
    address: str
    room: str
    phone: str
    shown: str
    speaks: Sequence[str]
    off: Sequence[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Service:
    """An advice service, a club or a migrants' organisation as the public reads it."""

    body: Organisation
    hours: Sequence[tuple[str, str]]
    speaks: Sequence[str]
    phone: str


@dataclass(frozen=True, slots=True)
class Near:
    """What one body lists."""

    body: Organisation
    office_hours: Sequence[Open]
    services: Sequence[Service]
    phone: str


def near(body: Organisation, *, speaks: str, step_free: bool, at: datetime) -> Near:
    """What the body lists, narrowed to a language (ISO 639-3) and to what is free of steps.

    Whether the place of an office hour is free of steps is not known: then none is shown. At most ten queries.
    """
    with tenant(body.pk):
        hours = public_office_hours(at=at) if Module.GUIDES in body.modules and not step_free else []
        listed = list(partners(*LISTED))
    kept = [one for one in listed if _fits(one, speaks, step_free=step_free)]
    weeks = weeks_of(kept)
    return Near(
        body,
        [_open(one) for one in hours if not speaks or speaks in one.speaks],
        [_service(one, weeks[one.pk]) for one in kept],
        _shown(body.phone),
    )


def _shown(phone: str) -> str:
    return phone_numbers.shown(phone) if phone else ""


def _fits(one: Organisation, speaks: str, *, step_free: bool) -> bool:
    return (not speaks or speaks in one.speaks) and (not step_free or one.access == Access.STEP_FREE)


def _service(one: Organisation, hours: Sequence[tuple[int, str]]) -> Service:
    speaks = [language_name(code) for code in one.speaks]
    return Service(one, _days(hours), speaks, _shown(one.phone))


def _open(one: Sitting) -> Open:
    hour = one.hour
    return Open(
        name=hour.name,
        body=BODIES[hour.body],
        when=f"{WEEKDAYS[hour.weekday]}, {hour.begins:%H:%M}–{hour.ends:%H:%M}",
        next_day=one.next_day,
        address=hour.address,
        room=hour.room,
        phone=hour.phone,
        shown=_shown(hour.phone),
        speaks=[language_name(code) for code in one.speaks],
        off=[(day.day, day.because) for day in one.off],
    )


def _days(hours: Sequence[tuple[int, str]]) -> Sequence[tuple[str, str]]:
    """Days with the same hours that follow each other stand in one line: "Monday – Friday"."""
    of_day: dict[int, list[str]] = {}
    for weekday, stretch in hours:
        of_day.setdefault(weekday, []).append(stretch)
    lines: list[tuple[int, int, str]] = []
    for weekday, stretches in sorted(of_day.items()):
        said = ", ".join(stretches)
        if lines and lines[-1][1:] == (weekday - 1, said):
            lines[-1] = (lines[-1][0], weekday, said)
        else:
            lines.append((weekday, weekday, said))
    return [
        (str(WEEKDAYS[first]) if first == last else f"{WEEKDAYS[first]} – {WEEKDAYS[last]}", said)
        for first, last, said in lines
    ]

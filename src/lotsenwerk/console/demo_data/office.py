"""Where guides of the demonstration sit, and whom they show the way to: advice services and clubs, all invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK
from lotsenwerk.domain.assistance.actions.office_hours import (
    Hour,
    confirm_sitting,
    open_office_hour,
    put_on_duty,
    say_i_sat_there,
)
from lotsenwerk.domain.assistance.queries.office_hours import own_duties
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import Facts, Open, change_partner, set_opening_hours
from lotsenwerk.domain.organisations.models import Access, Kind, Organisation
from lotsenwerk.domain.people.models import Pool, PoolKind, PoolMember, Rung
from lotsenwerk.engines.scope.interpreting import Body
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.phone_numbers import fictional_landline

ANY_DAY: Final = date(2026, 1, 1)
"""Stands where the day on which an office hour is opened will stand."""
OPENED: Final = timedelta(days=9)
"""So long ago; by then the active guides have begun."""
HOURS: Final[Sequence[tuple[Hour, Sequence[str]]]] = (
    (
        Hour(
            "Rathaus Bürstadt",
            0,
            time(8),
            time(10),
            ANY_DAY,
            Body.TOWN_HALL,
            room="Erdgeschoss, Zimmer 4",
            street="Rathausstraße",
            house_number="2",
            postcode="68642",
            town="Bürstadt",
        ),
        ("Rania Al-Masri", "Iryna Shevchenko"),
    ),
    (
        Hour("Jobcenter", 2, time(9), time(11), ANY_DAY, Body.JOBCENTRE, room="Wartebereich"),
        ("Azad Barzani",),
    ),
    (
        Hour("Erich-Kästner-Schule", 3, time(13), time(15), ANY_DAY, Body.SCHOOL, room="Elterncafé"),
        ("Elif Öztürk", "Rania Al-Masri"),
    ),
)
NINE_TO_TWELVE: Final = tuple(Open(day, time(9), time(12)) for day in range(5))
THURSDAYS: Final = (Open(3, time(14), time(18)),)
SERVICES: Final[Sequence[tuple[Kind, Facts, Sequence[Open]]]] = (
    (
        Kind.ADVICE_SERVICE,
        Facts(
            "Migrationsberatung Ried",
            street="Nibelungenstraße",
            house_number="77",
            postcode="68642",
            town="Bürstadt",
            phone=fictional_landline(2101),
            about="Aufenthalt, Familiennachzug, Arbeit, Sprachkurs: Hier hilft man Ihnen weiter.",
            speaks=("deu", "ara", "eng", "tur"),
            access=Access.STEP_FREE,
        ),
        NINE_TO_TWELVE,
    ),
    (
        Kind.ADVICE_SERVICE,
        Facts(
            "Schuldnerberatung Bürstadt",
            street="Mainstraße",
            house_number="12",
            postcode="68642",
            town="Bürstadt",
            phone=fictional_landline(2102),
            about="Rechnungen, Mahnungen, Schulden: Jemand schaut mit Ihnen darauf.",
            speaks=("deu", "eng"),
            access=Access.WITH_HELP,
            by_appointment=True,
        ),
        THURSDAYS,
    ),
    (
        Kind.CLUB,
        Facts(
            "Fußballfreunde Ried",
            about="Kinder und Erwachsene jeden Alters, auch ohne Verein vorher.",
            phone=fictional_landline(2103),
            speaks=("deu",),
        ),
        (),
    ),
)


Service = tuple[Kind, Facts, Sequence[Open]]


def list_services(town: LaidTown, services: Sequence[Service], *, at: datetime) -> list[Organisation]:
    """Enter advice services and clubs with what is known of them."""
    program, made = system(town.organisation.id), []
    for kind, facts, hours in services:
        listed = list_partner(program, kind=kind, name=facts.name, at=at)
        change_partner(program, listed, facts, at=at)
        set_opening_hours(program, listed, list(hours), at=at)
        made.append(listed)
    return made


def put_office_hours(town: LaidTown, agenda: Agenda, *, since: datetime) -> None:
    """List whom guides show the way to, and put on the agenda that office hours open and what is told of them."""
    list_services(town, SERVICES, at=since)
    agenda.put(DESK.first_from(town.at - OPENED), partial(_open, town))
    agenda.put(DESK.ago(town.at, 30), partial(_tell, town))


def _open(town: LaidTown, at: datetime) -> None:
    pool = Pool.objects.get(kind=PoolKind.GUIDES)
    active = set(PoolMember.objects.filter(pool=pool, rung=Rung.ACTIVE).values_list("volunteer_id", flat=True))
    day = clock.local(at).date()
    for about, names in HOURS:
        hour = open_office_hour(town.coordinator, pool, replace(about, first_day=day), at=at)
        for name in names:
            if town.helpers[name].pk in active:
                put_on_duty(town.coordinator, hour, town.helpers[name], first_day=day, at=at)


def _tell(town: LaidTown, at: datetime) -> None:
    """Each guide tells of every time since; the coordinator has confirmed all but the last."""
    for name in dict.fromkeys(name for _about, names in HOURS for name in names):
        helper = town.helpers[name]
        herself = Actor(came=Came.LOGIN, organisation_id=town.organisation.id, person_id=helper.person_id)
        for own in own_duties(herself, at=at):
            for number, on in enumerate(reversed(own.to_tell)):
                minutes = 90 + 15 * (number % 3)
                told = say_i_sat_there(herself, own.hour, helper, on=on, minutes=minutes, clients=3 + number, at=at)
                if on != own.to_tell[0]:
                    confirm_sitting(town.coordinator, told, at=at)

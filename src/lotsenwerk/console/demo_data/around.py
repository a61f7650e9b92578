"""What the desk knows of its people beside their names: papers, pairs, absences, cards, and how the town does it."""

from datetime import datetime, time, timedelta
from typing import Final

from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, day_after, next_weekday, on
from lotsenwerk.domain.assistance.actions.practice import change_practice
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.cards import issue_card
from lotsenwerk.domain.people.actions.pairs import add_veto
from lotsenwerk.domain.people.actions.suitability import see_fact, set_other_hours
from lotsenwerk.domain.people.models import AbsenceReason, FactKind, Side, TravelMode, VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant

VETOES: Final = (
    ("Ottilie Rothermel", "Viktor Lehmann", Side.CLIENT, "Möchte nur Frauen an der Tür."),
    ("Emil Metzger", "Sophie Lutz", Side.VOLUNTEER, "Es gab einen Streit um die Hausordnung."),
    ("Anneliese Gündling", "Murat Şahin", Side.DESK, "Kennen sich privat, bitte nicht zusammenbringen."),
)
EVERY_SECOND: Final = 2
EVERY_THIRD: Final = 3


def lay_around(town: LaidTown, *, since: datetime) -> None:
    """Papers seen, cards printed and vetoes noted when everybody was entered; absences of these days."""
    with tenant(town.organisation.id):
        change_practice(
            town.administrator,
            insured_through="Unfall- und Haftpflichtversicherung der Stadt für Ehrenamtliche (Rahmenvertrag)",
            desk_hours="Montag bis Freitag 8 bis 12 Uhr, Donnerstag auch 14 bis 17 Uhr",
            nobody_ended_after=120,
            address_hours=24,
            cascade_minutes=60,
            laid_days=14,
            at=since,
        )
        _papers(town, since)
        for client, helper, side, note in VETOES:
            add_veto(town.coordinator, town.clients[client], town.helpers[helper], said_by=side, note=note, at=since)


def lay_absences(town: LaidTown) -> None:
    """Who is away these days, and whose hours are different: noted while the town is awake."""
    today = clock.local(town.at).date()
    people = {one.person.name: one.person for one in town.clients.values()}
    people |= {one.person.name: one.person for one in town.helpers.values()}
    weeks = timedelta(days=7)
    away = (
        ("Adam Steinmetz", today - timedelta(days=4), today + weeks, AbsenceReason.HOSPITAL, 3000),
        ("Elisabeth Massoth", today + timedelta(days=1), today + 2 * weeks, AbsenceReason.HOLIDAY, 1200),
        ("Rudolf Gliem", today + timedelta(days=1), None, AbsenceReason.OTHER, 900),
        ("Olena Kovalchuk", today - timedelta(days=1), today + weeks, AbsenceReason.HOLIDAY, 2000),
        ("Sophie Lutz", today, today + 2 * weeks, AbsenceReason.ILL, 200),
        ("Ute Gremm", next_weekday(today + timedelta(days=1), 0), None, AbsenceReason.ILL, 130),
    )
    with tenant(town.organisation.id):
        for name, first, last, reason, minutes in away:
            noted = DESK.ago(town.at, minutes)
            last_day = first + timedelta(days=1) if name == "Ute Gremm" else last
            note_absence(town.coordinator, people[name], first_day=first, last_day=last_day, reason=reason, at=noted)
        for name, days, hours, is_free in (
            ("Brigitte Hofmann", 1, (9, 12), True),
            ("Reza Ahmadi", 2, (14, 20), False),
            ("Khaled Darwish", 4, (9, 12), False),
            ("Jonas Heinz", 3, (8, 12), True),
        ):
            set_other_hours(
                town.coordinator,
                town.helpers[name],
                on=day_after(today, days),
                begins=time(hours[0]),
                ends=time(hours[1]),
                is_free=is_free,
                at=DESK.ago(town.at, 400),
            )


def _papers(town: LaidTown, since: datetime) -> None:
    seen = clock.local(since).date()
    active = [one for one in town.helpers.values() if one.status == VolunteerStatus.ACTIVE]
    for number, helper in enumerate(active):
        kinds = [FactKind.INTRODUCED, FactKind.CONFIDENTIALITY]
        if number % EVERY_THIRD == 0:
            kinds.append(FactKind.CONDUCT)
        if helper.travel_mode == TravelMode.CAR:
            kinds.append(FactKind.DRIVING_LICENCE)
        if helper.person.name in {"Farhad Karimi", "Mebrahtu Haile", "Farid Rahimi"}:
            kinds.append(FactKind.FOOD_HYGIENE)
        for kind in kinds:
            is_paper = kind in {FactKind.CONDUCT, FactKind.FOOD_HYGIENE}
            see_fact(
                town.coordinator,
                helper,
                kind=kind,
                seen_on=seen,
                issued_on=seen - timedelta(days=21 + number) if is_paper else None,
                # One runs out soon, so that the desk has something to look at.
                valid_until=seen + timedelta(days=60 if number == 0 else 700) if is_paper else None,
                at=since,
            )
        if number % EVERY_SECOND == 0:
            issue_card(town.coordinator, helper, valid_until=seen + timedelta(days=365), at=since)


def beginning(since: datetime) -> datetime:
    """The first morning at the desk."""
    return on(day_after(clock.local(since).date(), 0), time(8, 30))

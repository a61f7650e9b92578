"""Courses: one that is running, one that is announced, one that has ended with certificates, and a reflection talk."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, day_after, on
from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import QualificationKind
from lotsenwerk.domain.training.actions.attendance import note_attendance
from lotsenwerk.domain.training.actions.certify import issue_certificates
from lotsenwerk.domain.training.actions.keep_course import About, announce, end_course, make_course
from lotsenwerk.domain.training.actions.keep_session import UNIT, Date
from lotsenwerk.domain.training.actions.take_part import be_here, join_course
from lotsenwerk.domain.training.models import Course, CourseKind, Module, NotedWay, Reach, Session
from lotsenwerk.domain.training.queries import participants, sessions_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown

MODULES: Final = tuple(module for module in Module if module != Module.OTHER)
SATURDAY: Final = 5
HELD: Final = 4
"""So many dates of the running course lie behind."""
COMPACT: Final = (27, 24, 20, 17, 13)
"""So many days ago were the dates of the course that has ended."""
MISSES: Final = 5
"""Everybody misses about one date in so many."""
GUEST_NUMBER: Final = 171

BASIC: Final = About(
    CourseKind.BASIC_GUIDE,
    "Basisqualifizierung Integrationslotsinnen und -lotsen",
    about="Acht Abende rund um die Aufgabe: wegweisen, begleiten, die eigenen Grenzen kennen. Getränke stehen bereit.",
    place="Rathaus Bürstadt, Sitzungssaal",
    led_by="Renate Kissel",
    grants=QualificationKind.BASIC_GUIDE,
)
IN_THE_RUNNING: Final = (
    *("Amira Haddad", "Tesfay Gebremariam", "Yusuf Demirel", "Zeynep Arslan", "Hassan Saleh", "Azad Barzani"),
    *("Olena Kovalchuk", "Khaled Darwish", "Reza Ahmadi", "Farid Rahimi"),
)
IN_THE_ENDED: Final = (
    *("Brigitte Hofmann", "Dieter Molitor", "Ahmad Wardak", "Gabriele Schuster", "Ingrid Ehret", "Viktor Lehmann"),
)
FOR_INTERPRETERS: Final = ("Mebrahtu Haile", "Farhad Karimi", "Elif Öztürk", "Yulia Marchenko")


@dataclass(slots=True)
class _Laid:
    """What was laid of one course, for the events that follow."""

    town: LaidTown
    course: Course | None = None
    names: Sequence[str] = field(default=())

    def it(self) -> Course:
        """The course; it is made before anything else happens to it."""
        if self.course is None:
            raise LookupError(self)
        return self.course


def put_courses(town: LaidTown, agenda: Agenda, *, since: datetime) -> None:
    """Put four courses on the agenda, laid around the present."""
    carrier = list_partner(system(town.organisation.id), kind=Kind.CARRIER, name="Lotsenbüro Ried e. V.", at=since)
    morning = since + timedelta(hours=1)
    _put_ended(town, agenda, morning)
    _put_running(town, agenda, morning, carrier)
    _put_announced(town, agenda)


def _put_ended(town: LaidTown, agenda: Agenda, made: datetime) -> None:
    today = clock.local(town.at).date()
    begins = [on(today - timedelta(days=days), time(17)) for days in COMPACT]
    dates = [_date(begin, 4, module) for begin, module in zip(begins, MODULES[1:6], strict=True)]
    laid = _Laid(town, names=IN_THE_ENDED)
    about = replace(BASIC, title="Basisqualifizierung kompakt")
    _make(agenda, laid, (about, Terms(seats=8), dates), made)
    for number, date in enumerate(dates):
        agenda.put(date.begins + timedelta(minutes=4), partial(_come, laid, number))
    # Viktor was there too seldom: the page says how many units he lacks.
    agenda.put(dates[0].ends, partial(_was_away, laid, "Viktor Lehmann"))
    agenda.put(dates[1].ends, partial(_was_away, laid, "Viktor Lehmann"))
    after = DESK.first_from(dates[-1].ends)
    agenda.put(after, lambda at: end_course(town.coordinator, laid.it(), at=at))
    agenda.put(after + timedelta(minutes=9), lambda at: issue_certificates(town.coordinator, laid.it(), at=at))


def _put_running(town: LaidTown, agenda: Agenda, made: datetime, carrier: Organisation) -> None:
    begins = _around_now(town.at)
    dates = [_date(begin, 3, module) for begin, module in zip(begins, MODULES, strict=True)]
    laid = _Laid(town, names=IN_THE_RUNNING)
    about = replace(BASIC, carrier=carrier, reach=Reach.JOINT, senders=[town.organisation, carrier])
    _make(agenda, laid, (about, Terms(seats=10, most_companions=1, childcare_seats=4), dates), made)
    for minutes, (name, number) in enumerate((("Sabine Blum", 0), ("Dawit Tekle", 1)), start=50):
        guest = Party(guest_name=name, guest_contact=shown(fictional_mobile(GUEST_NUMBER + number)), sent_by=carrier)
        agenda.put(made + timedelta(minutes=minutes), partial(_is_sent, laid, guest))
    for number, date in enumerate(dates[:HELD]):
        agenda.put(date.begins + timedelta(minutes=4), partial(_come, laid, number))


def _put_announced(town: LaidTown, agenda: Agenda) -> None:
    today = clock.local(town.at).date()
    first = today + timedelta(weeks=3)
    first += timedelta(days=(SATURDAY - first.weekday()) % 7)
    days = [first + timedelta(weeks=number) for number in range(6)]
    about = About(
        CourseKind.INTERPRETER,
        "Kurs für Laiendolmetscherinnen und Laiendolmetscher",
        about="Sechs Samstage: genau übersetzen, unparteiisch bleiben, verschwiegen sein.",
        place="Bürgerhaus, Raum 2",
        grants=QualificationKind.INTERPRETER,
        is_public=True,
    )
    dates = [_date(on(day, time(9)), 4, Module.OTHER) for day in days]
    interpreters = _Laid(town, names=FOR_INTERPRETERS)
    _make(agenda, interpreters, (about, Terms(seats=15), dates), DESK.ago(town.at, 1500))
    begins = [on(day + timedelta(days=3), time(18)) for day in (*days, days[-1] + timedelta(weeks=1))]
    evenings = [_date(begin, 3, module) for begin, module in zip(begins, MODULES, strict=False)]
    basic = replace(BASIC, title="Basisqualifizierung im Winter", is_public=True)
    terms = Terms(seats=14, most_companions=1, childcare_seats=5)
    _make(agenda, _Laid(town), (basic, terms, evenings), DESK.ago(town.at, 1300))
    evening = on(day_after(today, 7), time(18))
    talk = About(CourseKind.REFLECTION, "Reflexionsgespräch", place="Rathaus, Besprechungsraum", led_by="Renate Kissel")
    dates = [replace(_date(evening, 2, Module.OTHER), topic="Was mich in letzter Zeit beschäftigt hat")]
    _make(agenda, _Laid(town, names=IN_THE_ENDED[:3]), (talk, Terms(seats=8), dates), DESK.ago(town.at, 1100))


def _around_now(at: datetime) -> list[datetime]:
    """Eight beginnings: four behind, and the fifth now where people are awake, else tomorrow evening."""
    wall = clock.local(at)
    awake = time(8) <= wall.time() < time(20)
    fifth = wall.replace(minute=wall.minute // 30 * 30) if awake else on(wall.date() + timedelta(days=1), time(17))
    # Six days apart, so that the first one lies after everybody was entered.
    return [on((fifth + timedelta(days=6 * (number - HELD))).date(), fifth.time()) for number in range(len(MODULES))]


def _date(begins: datetime, units: int, module: Module) -> Date:
    return Date(begins, begins + units * UNIT + timedelta(minutes=15), units, module)


def _make(agenda: Agenda, laid: _Laid, what: tuple[About, Terms, Sequence[Date]], made: datetime) -> None:
    about, terms, dates = what

    def make(at: datetime) -> None:
        laid.course = make_course(laid.town.coordinator, about, terms, dates=dates, at=at)
        announce(laid.town.coordinator, laid.course, at=at)

    agenda.put(made, make)
    for number, name in enumerate(laid.names, start=1):
        agenda.put(made + timedelta(minutes=4 * number), partial(_signs_up, laid, name, about.kind))


def _signs_up(laid: _Laid, name: str, kind: CourseKind, at: datetime) -> None:
    town = laid.town
    actor = town.coordinator if kind == CourseKind.REFLECTION else town.as_helper(name)
    children = 2 if name == "Zeynep Arslan" and laid.it().sign_up_list.childcare_seats else 0
    join_course(actor, laid.it(), Party(person=town.helpers[name].person, children=children), at=at)


def _is_sent(laid: _Laid, guest: Party, at: datetime) -> None:
    join_course(laid.town.coordinator, laid.it(), guest, at=at)


def _come(laid: _Laid, number: int, at: datetime) -> None:
    """Most are there, by the code or by a tap; somebody misses a date now and then."""
    session = _session(laid, number)
    for place, name in enumerate(laid.names):
        if (place + 2 * number) % MISSES:
            way = NotedWay.QR if place % 2 else NotedWay.PHONE
            be_here(laid.town.as_helper(name), session, way=way, at=at + timedelta(seconds=11 * place))


def _was_away(laid: _Laid, name: str, at: datetime) -> None:
    """The desk corrects it: at one date somebody left before it began."""
    town, course = laid.town, laid.it()
    sessions = sessions_of(course)
    person_id = town.helpers[name].person_id
    for session in sessions:
        if session.ends == at:
            row = next(
                one.signed
                for one in participants(town.coordinator, course, sessions, at).seated
                if one.signed.person_id == person_id
            )
            note_attendance(town.coordinator, session, {row.pk: 0}, at=at)


def _session(laid: _Laid, number: int) -> Session:
    return sessions_of(laid.it())[number]

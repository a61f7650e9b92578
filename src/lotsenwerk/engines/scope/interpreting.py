"""May a lay interpreter be asked for this? In words: docs/rules/scope.md, IG1 to IG8, IP1 to IP7, ID1 to ID4.

Days are those of the Hessian calendar, lengths are minutes. Nothing here knows names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.engines.calendar.working_days import add_working_days
from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight

OF_AGE: Final = 18
MOST_OTHER_DATES: Final = 2


class Body(StrEnum):
    """What kind of institution the talk takes place at."""

    KITA = "kita"
    SCHOOL = "school"
    YOUTH_OFFICE = "youth_office"
    SOCIAL_OFFICE = "social_office"
    HEALTH_OFFICE = "health_office"
    FOREIGNERS_OFFICE = "foreigners_office"
    FEDERAL_OFFICE = "federal_office"
    JOBCENTRE = "jobcentre"
    EMPLOYMENT_AGENCY = "employment_agency"
    TOWN_HALL = "town_hall"
    ADVICE_SERVICE = "advice_service"
    PREGNANCY_ADVICE = "pregnancy_advice"
    DOCTOR = "doctor"
    HOSPITAL = "hospital"
    THERAPIST = "therapist"
    COURT = "court"
    POLICE = "police"
    HOUSING = "housing"
    CLUB = "club"
    OTHER = "other"


class Subject(StrEnum):
    """What is talked about."""

    PARENTS_TALK = "parents_talk"
    ENROLMENT = "enrolment"
    CARE = "care"
    ADVICE = "advice"
    APPLICATION = "application"
    HEALTH = "health"
    OPERATION = "operation"
    DIAGNOSIS = "diagnosis"
    THERAPY = "therapy"
    HEARING = "hearing"
    TRIAL = "trial"
    CONTRACT = "contract"
    LESSON = "lesson"
    EXCURSION = "excursion"
    OTHER = "other"


class Way(StrEnum):
    """How the interpreter takes part."""

    ON_THE_SPOT = "on_the_spot"
    TELEPHONE = "telephone"
    VIDEO = "video"


class Asker(StrEnum):
    """Who asks: somebody alone, an institution, or a partner of the pool. Each may what those before her may."""

    PRIVATE = "private"
    INSTITUTION = "institution"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day and a length. ``has_begun`` is for the clock, which these rules do not know."""

    on: date
    minutes: int
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Wished:
    """Somebody whom the requester would bring or have: her age where it is known, and whether she is family."""

    age: int | None = None
    is_family: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What an institution asks for.

    ``funded_before`` are the funded deployments of the same client, or, without a number of the client, of the same
    institution.
    """

    received: date
    asker: Asker
    body: Body
    subject: Subject
    way: Way
    appointment: Appointment
    other_dates: Sequence[Appointment] = ()
    is_urgent: bool = False
    urgent_because: str = ""
    has_consent: bool = True
    has_client_number: bool = True
    funded_before: int = 0
    wished: Wished | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a pool does not serve, or serves unwillingly, with its printable reason."""

    weight: Weight
    words: str = ""
    turn_to: TurnTo = TurnTo.NOBODY


@dataclass(frozen=True, slots=True)
class Terms:
    """What one pool says for itself, as it counts on a day. None: no bound."""

    may_ask: Asker = Asker.PARTNER
    lead_working_days: int = 5
    takes_urgent: bool = True
    answer_working_days: int = 3
    ways: Sequence[Way] = (Way.ON_THE_SPOT, Way.TELEPHONE, Way.VIDEO)
    bodies: Mapping[Body, Exclusion] = field(default_factory=dict)
    subjects: Mapping[Subject, Exclusion] = field(default_factory=dict)
    most_funded: int | None = 5
    most_minutes: int | None = None
    has_neighbour: bool = False

    def __post_init__(self) -> None:
        if min(self.lead_working_days, self.answer_working_days, self.most_funded or 0, self.most_minutes or 0) < 0:
            raise ValueError("Days, lengths and counts are not negative")
        if not self.ways:
            raise ValueError("A pool works in one way at least")


def judge(request: Request, terms: Terms) -> tuple[Finding, ...]:
    """Everything that speaks against this request, stops first; empty where it can be served on its first date."""
    found = [*_never(request), *_of_the_pool(request, terms), *_dates(request, terms)]
    return tuple(sorted(found, key=lambda one: one.weight != Weight.STOP))


def answer_by(received: date, terms: Terms) -> date:
    """The last day on which the pool answers (IP7)."""
    return add_working_days(received, terms.answer_working_days)


def first_day(received: date, terms: Terms) -> date:
    """The first day that keeps the lead time (IP2): so many working days lie wholly between."""
    return add_working_days(received, terms.lead_working_days + 1)


def date_to_serve(request: Request, terms: Terms) -> Appointment | None:
    """The first date named, in the order named, that keeps the lead time and has not begun (ID3)."""
    begins = first_day(request.received, terms)
    return next((one for one in _dates_named(request) if one.on >= begins and not one.has_begun), None)


class Instead(StrEnum):
    """What is offered where nobody is found (ID4)."""

    OTHER_DATE = "other_date"
    TELEPHONE = "telephone"
    VIDEO = "video"
    NEIGHBOUR = "neighbour"


def instead(request: Request, terms: Terms) -> tuple[Instead, ...]:
    """What can be offered where nobody is found, the likeliest first."""
    offers = {
        Instead.OTHER_DATE: len(_dates_named(request)) > 1,
        Instead.TELEPHONE: Way.TELEPHONE in terms.ways and request.way != Way.TELEPHONE,
        Instead.VIDEO: Way.VIDEO in terms.ways and request.way != Way.VIDEO,
        Instead.NEIGHBOUR: terms.has_neighbour,
    }
    return tuple(one for one, is_possible in offers.items() if is_possible)


def _never(request: Request) -> Iterator[Finding]:
    """What no pool may allow."""
    sworn, professional = TurnTo.SWORN_INTERPRETERS, TurnTo.PROFESSIONAL_INTERPRETERS
    if request.body == Body.COURT or request.subject == Subject.TRIAL:
        yield Finding("IG1", Weight.STOP, sworn)
    if request.body == Body.POLICE:
        yield Finding("IG2", Weight.STOP, sworn)
    if request.body == Body.THERAPIST or request.subject == Subject.THERAPY:
        yield Finding("IG3", Weight.STOP, professional)
    if request.subject in {Subject.OPERATION, Subject.DIAGNOSIS}:
        yield Finding("IG4", Weight.STOP, professional)
    wished = request.wished
    if wished is not None and wished.age is not None and wished.age < OF_AGE:
        yield Finding("IG5", Weight.STOP, TurnTo.INTERPRETER_POOL)
    if wished is not None and wished.is_family:
        yield Finding("IG6", Weight.STOP, TurnTo.INTERPRETER_POOL)
    if not request.has_consent:
        yield Finding("IG7", Weight.STOP)


def _of_the_pool(request: Request, terms: Terms) -> Iterator[Finding]:
    """What the pool says for itself."""
    order = list(Asker)
    if order.index(request.asker) < order.index(terms.may_ask):
        yield Finding("IP1", Weight.STOP, params={"may_ask": terms.may_ask})
    for excluded in (terms.bodies.get(request.body), terms.subjects.get(request.subject)):
        if excluded is not None:
            yield Finding("IP3", excluded.weight, excluded.turn_to, words=excluded.words)
    if request.way not in terms.ways:
        yield Finding("IP4", Weight.STOP, params={"ways": " ".join(terms.ways)})
    if terms.most_funded is not None and request.funded_before >= terms.most_funded:
        rule = "IP5" if request.has_client_number else "IP5/institution"
        yield Finding(rule, Weight.WARNING, params={"before": request.funded_before, "most": terms.most_funded})
    if terms.most_minutes is not None and request.appointment.minutes > terms.most_minutes:
        yield Finding("IP6", Weight.WARNING, params={"most": terms.most_minutes})


def _dates(request: Request, terms: Terms) -> Iterator[Finding]:
    if request.appointment.has_begun:
        yield Finding("ID1", Weight.STOP)
    others = [one for one in request.other_dates if one != request.appointment]
    if len(set(others)) != len(request.other_dates) or len(others) > MOST_OTHER_DATES:
        yield Finding("ID2", Weight.WARNING, params={"most": MOST_OTHER_DATES})
    if date_to_serve(request, terms) is None:
        begins = first_day(request.received, terms)
        facts: Mapping[str, int | date] = {"days": terms.lead_working_days, "from": begins}
        if not request.is_urgent:
            yield Finding("IP2", Weight.STOP, params=facts)
        elif not terms.takes_urgent:
            yield Finding("IP2/not_urgent", Weight.STOP, params=facts)
        elif not request.urgent_because.strip():
            yield Finding("IP2/reason", Weight.STOP, params=facts)
        else:
            yield Finding("IP2/urgent", Weight.WARNING, params=facts)


def _dates_named(request: Request) -> Sequence[Appointment]:
    """The first date and at most two others, each once."""
    others = [one for one in dict.fromkeys(request.other_dates) if one != request.appointment]
    return [request.appointment, *others[:MOST_OTHER_DATES]]

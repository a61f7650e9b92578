"""The county of the demonstration: its pools of guides and interpreters, all invented, in twenty languages and more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, next_weekday, on
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.inquiries.terms import Excluded, Says, change_terms
from lotsenwerk.domain.assistance.actions.office_hours import (
    Hour,
    confirm_sitting,
    open_office_hour,
    put_on_duty,
    say_i_sat_there,
)
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.assistance.office_days import is_day_of
from lotsenwerk.domain.people.actions.climb import climb, join_pool, name_lead
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.register import Contact, Stretch, register_volunteer
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import Person, Pool, PoolKind, TravelMode, Volunteer
from lotsenwerk.domain.places.queries import municipalities_of_county, municipality_by_ags
from lotsenwerk.engines.funding.pay import Pay
from lotsenwerk.engines.scope.findings import TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Body, Subject
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.names import fold
from lotsenwerk.kit.phone_numbers import fictional_mobile

TABLE: Final = "bergstrasse_pools"
SEAT: Final = "06431011"
"""Heppenheim, the seat of the county."""
FIRST_MOBILE: Final = 115
NAMES: Final[Mapping[str, str]] = {
    PoolKind.GUIDES: "Integrationslotsen Bergstraße",
    PoolKind.INTERPRETERS: "Laiendolmetscher Bergstraße",
}
LEAD: Final = "Rula Nassar"
RULES: Final[Mapping[str, Requires]] = {
    kind: Requires(talk=False, adult=False, german="B1") for kind in (PoolKind.GUIDES, PoolKind.INTERPRETERS)
}
"""The county took its people over from a list: what they learned before stands in their files."""
SAYS: Final = Says(
    lead_working_days=5,
    answer_working_days=3,
    most_funded=5,
    neighbour="Gemeindedolmetschdienst der Nachbarkreise",
    pay=Pay(cents_a_deployment=2000, fee=1000),
    exclusions=(
        Excluded(
            body=Body.DOCTOR,
            weight=Weight.WARNING,
            words="Bei Arztpraxen geht es um Termine und Anmeldung, nicht um Diagnosen.",
            turn_to=TurnTo.SWORN_INTERPRETERS,
        ),
        Excluded(
            subject=Subject.OPERATION,
            weight=Weight.STOP,
            words="Vor Operationen braucht es vereidigte Dolmetscherinnen oder Dolmetscher.",
            turn_to=TurnTo.SWORN_INTERPRETERS,
        ),
    ),
)
ANY_DAY: Final = date(2026, 1, 1)
"""Stands where the day on which an office hour is opened will stand."""
SITTINGS: Final[Sequence[tuple[Hour, str, int]]] = (
    (Hour("Landratsamt", 1, time(9), time(13), ANY_DAY, Body.TOWN_HALL, room="Foyer", town="Heppenheim"), LEAD, 9),
    (
        Hour("Jobcenter Bensheim", 3, time(8), time(16), ANY_DAY, Body.JOBCENTRE, room="Wartebereich", town="Bensheim"),
        "Hiwa Rashid",
        38,
    ),
    (Hour("Schule am Stadtpark", 0, time(9), time(11), ANY_DAY, Body.SCHOOL, town="Bensheim"), "Zoriana Melnyk", 4),
)
"""Where guides sit, on which day of the week, who, and since how many weeks."""
BEHIND: Final = timedelta(weeks=39)
"""The county has been at it since the winter: hours of a year have gathered."""


@dataclass(slots=True)
class County:
    """The county as it is laid: its desk, its two pools, and who is in them by name."""

    town: LaidTown
    agenda: Agenda
    since: datetime
    pools: dict[str, Pool] = field(default_factory=dict)
    members: dict[str, Volunteer] = field(default_factory=dict)
    interpreters: dict[str, list[Volunteer]] = field(default_factory=dict)
    """Who interprets which language."""

    @property
    def desk(self) -> Actor:
        """The coordinator."""
        return self.town.coordinator

    @property
    def stranger(self) -> Actor:
        """Somebody on the public pages."""
        return Actor(came=Came.PUBLIC, organisation_id=self.town.organisation.id)

    def asker(self, works: Cooperation) -> Actor:
        """Somebody of an institution, logged in."""
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.town.organisation.id,
            roles=frozenset({Role.PARTNER}),
            user_id=0,
            partner_id=works.partner_id,
        )

    def herself(self, person: Person) -> Actor:
        """Somebody who helps, logged in."""
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.town.organisation.id,
            roles=frozenset({Role.VOLUNTEER}),
            user_id=person.user_id,
            person_id=person.id,
            language=person.language,
        )


def lay_pools(county: County) -> None:
    """Open both pools, enter everybody, and let guides sit where they sit."""
    day = clock.local(county.since).date()
    for kind, name in NAMES.items():
        pool = open_pool(county.desk, kind=kind, name=name, answer_days=3, at=county.since)
        set_pool_rule(county.desk, pool, RULES[kind], valid_from=day, at=county.since)
        county.pools[kind] = pool
    change_terms(county.desk, county.pools[PoolKind.INTERPRETERS], SAYS, valid_from=day, at=county.since)
    seat = municipality_by_ags(SEAT)
    places = {one.name: one for one in municipalities_of_county(seat.county)}
    box = f"helfen.{county.town.organisation.slug}.example"
    for number, (kind, one) in enumerate(tables.members(TABLE)):
        place = places.get(one.street)
        contact = Contact(
            given_name=one.given,
            family_name=one.family,
            gender=one.gender,
            language=one.language,
            mobile=fictional_mobile(FIRST_MOBILE + number),
            email=f"{fold(one.given)}.{fold(one.family)}@{box}".replace(" ", ""),
            town=one.street,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            notice_given_on=day,
        )
        made = county.members[one.name] = _enter(county, kind, one, contact)
        if kind == PoolKind.INTERPRETERS:
            for language, _level in one.speaks:
                county.interpreters.setdefault(language, []).append(made)
    for about, name, weeks in SITTINGS:
        _sit(county, about, county.members[name], weeks)


def _enter(county: County, kind: str, one: tables.Helper, contact: Contact) -> Volunteer:
    desk, at = county.desk, county.since
    made = register_volunteer(
        desk,
        contact,
        travel_mode=TravelMode(one.travel),
        languages=one.speaks,
        availability=[Stretch(day, one.begins, one.ends) for day in one.days],
        at=at,
    )
    made = move_volunteer(desk, made, "activate", at=at)
    member = climb(desk, join_pool(desk, county.pools[kind], made, at=at), "begin", at=at)
    if one.name == LEAD:
        name_lead(desk, member, is_lead=True, at=at)
    return made


def _sit(county: County, about: Hour, her: Volunteer, weeks: int) -> None:
    """She sits there week by week, says so on her phone, and all but the last time are confirmed."""
    today = clock.local(county.town.at).date()
    first = next_weekday(today - timedelta(weeks=weeks), about.weekday)
    opened = DESK.first_from(on(first - timedelta(days=3), time(9)))
    desk, made = county.desk, []
    herself = Actor(came=Came.LOGIN, organisation_id=county.town.organisation.id, person_id=her.person_id)
    minutes = (about.ends.hour - about.begins.hour) * 60

    def begin(at: datetime) -> None:
        hour = open_office_hour(desk, county.pools[PoolKind.GUIDES], replace(about, first_day=first), at=at)
        put_on_duty(desk, hour, her, first_day=first, at=at)
        made.append(hour)

    def tell(day: date, at: datetime) -> None:
        if not is_day_of(made[0], day):
            return
        told = say_i_sat_there(herself, made[0], her, on=day, minutes=minutes, clients=4, at=at)
        if county.town.at - at > timedelta(days=8):
            confirm_sitting(desk, told, at=at)

    county.agenda.put(opened, begin)
    for week in range(weeks + 1):
        day = first + timedelta(weeks=week)
        county.agenda.put(on(day, about.ends) + timedelta(minutes=30), partial(tell, day))

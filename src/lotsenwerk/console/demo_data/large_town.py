"""A larger town: as many helpers and visits on one Thursday as the planner was measured with.

Its people are put together from the names and streets of the tables and laid as rows, not by verbs: who looks at it
looks at the planner, and is not to wait for a thousand lines of the journal.
"""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.console.demo_data.busy_day import HOURS, KINDS, MINUTES, SHOPS
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import on
from lotsenwerk.console.demo_data.scene import next_thursday
from lotsenwerk.console.demo_data.weeks import ERRAND, SHOP, WALK
from lotsenwerk.console.demo_data.wishes import wish_for
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.people.models import Availability, Client, LanguageSkill, Person, SearchKey, Volunteer
from lotsenwerk.domain.people.models import VolunteerStatus as Status
from lotsenwerk.domain.people.search_keys import keys_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.phone_numbers import fictional_landline
from lotsenwerk.kit.refs import new_ref

HELPERS: Final = 150
"""Active helpers in all."""
VISITS: Final = 300
"""Visits asked for on the busy Thursday, in all."""
FIRST_LANDLINE: Final = 2000
HOUSES: Final = 60
OFTEN_FOREIGN: Final = 7
"""Every so-manieth client speaks what one of the helpers speaks."""


def grow(town: LaidTown, *, since: datetime) -> None:
    """Add helpers, clients and visits until the town is large."""
    chance = random.Random(150_300)  # noqa: S311 - the same town each time
    told = tables.helpers("buerstadt")
    active = Volunteer.objects.filter(status=Status.ACTIVE).count()
    people = [_person(town, told[number % len(told)], chance, since) for number in range(max(HELPERS - active, 0))]
    _helpers(town, people, told, chance, since)
    day = on(clock.local(next_thursday(town.at)).date(), time())
    asked = Need.objects.filter(earliest__gte=day, earliest__lt=day + timedelta(days=1)).count()
    _visits(town, max(VISITS - asked, 0), day, told, chance, since)


def _person(town: LaidTown, like: tables.Helper, chance: random.Random, since: datetime) -> Person:
    """Somebody who is called like two people of the tables and lives somewhere in town."""
    families = [one.family for one in tables.neighbours("buerstadt")]
    families += [one.family for one in tables.helpers("buerstadt")]
    family, street = chance.choice(families), chance.choice(tables.streets_of(town.organisation.name))
    house = str(chance.randrange(1, HOUSES))
    spot = tables.spot_of(town.organisation.name, street, house)
    return Person(
        ref=new_ref(),
        given_name=like.given,
        family_name=family,
        sort_key=sort_key(f"{family} {like.given}"),
        gender=like.gender,
        language=like.language,
        street=street,
        house_number=house,
        postcode="68642",
        town=tables.town_with_district(town.organisation.name, street),
        lat=spot.lat,
        lon=spot.lon,
        created_at=since,
    )


def _enter(people: Sequence[Person]) -> Sequence[Person]:
    entered = Person.objects.bulk_create(people)
    SearchKey.objects.bulk_create(
        SearchKey(person=person, key=key) for person in entered for key in sorted(keys_of(person))
    )
    return entered


def _helpers(
    town: LaidTown, people: Sequence[Person], told: Sequence[tables.Helper], chance: random.Random, since: datetime
) -> None:
    thursday = clock.local(next_thursday(town.at)).weekday()
    helpers = Volunteer.objects.bulk_create(
        Volunteer(
            person=person,
            status=Status.ACTIVE,
            status_since=since,
            travel_mode=told[number % len(told)].travel,
            rides_cargo_bicycle=chance.random() < 0.1,  # noqa: PLR2004 - one in ten
            most_visits_a_week=chance.choice((None, None, 2, 3, 4, 6)),
        )
        for number, person in enumerate(_enter(people))
    )
    hours, skills = [], []
    for number, helper in enumerate(helpers):
        like = told[number % len(told)]
        begins = time(chance.choice((7, 8, 9, 9, 12, 13)))
        ends = time(begins.hour + chance.choice((4, 5, 6, 8)))
        days = {*like.days, thursday}
        hours += [Availability(volunteer=helper, weekday=day, begins=begins, ends=ends) for day in sorted(days)]
        skills += [LanguageSkill(person_id=helper.person_id, language=code, level=level) for code, level in like.speaks]
    Availability.objects.bulk_create(hours)
    LanguageSkill.objects.bulk_create(skills)


def _visits(  # noqa: PLR0917 - what a day is made from
    town: LaidTown,
    count: int,
    day: datetime,
    told: Sequence[tables.Helper],
    chance: random.Random,
    since: datetime,
) -> None:
    people = []
    for number in range(count):
        person = _person(town, told[chance.randrange(len(told))], chance, since)
        person.language = told[number % len(told)].language if number % OFTEN_FOREIGN == 0 else "de"
        person.phone = fictional_landline(FIRST_LANDLINE + number)
        people.append(person)
    clients = Client.objects.bulk_create(Client(person=person) for person in _enter(people))
    needs = []
    for number, client in enumerate(clients):
        kind = KINDS[number % len(KINDS)]
        shop = town.shop("Rathaus-Apotheke" if kind == ERRAND else SHOPS[number % len(SHOPS)])
        begin = on(clock.local(day).date(), time(chance.choice(HOURS)))
        needs.append(
            Need(
                ref=new_ref(),
                client=client,
                kind=kind,
                earliest=begin,
                latest=begin + timedelta(hours=2 if kind == WALK else 3),
                minutes=MINUTES[kind],
                wish=wish_for(kind, number),
                shop=shop if kind != WALK else None,
                ceiling_cents=4500 if kind == SHOP else None,
                taken_at=town.at - timedelta(hours=number % 40),
                taken_by_user_id=town.coordinator.user_id,
            )
        )
    Need.objects.bulk_create(needs)

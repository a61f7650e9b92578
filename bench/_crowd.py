"""Two towns with 20,000 invented people each, the same on every machine: names as frequent as names are."""
# ruff: noqa: SIM905 - lists of words, as one reads them

import os
import random
from collections.abc import Sequence
from datetime import UTC, datetime

import psycopg

from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.people.models import Client, Person, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.search_keys import keys_of
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.phone_numbers import FICTIONAL_LANDLINES, FICTIONAL_MOBILES, fictional_landline, fictional_mobile
from lotsenwerk.kit.tenancy import tenant

PEOPLE = 20_000
TOWNS = ("06431022", "06431020")
"""Zwingenberg, where one searches, and Viernheim beside it: neither is a town of the demonstration."""
A_BATCH = 2_000
EVERY_FOURTH_HELPS = 4

_GIVEN = (
    "Erna Helga Ingrid Renate Ursula Monika Karin Gisela Brigitte Christa Elfriede Hannelore Anneliese Ilse Gerda"
    " Heinrich Karl Werner Günther Horst Hans Klaus Dieter Manfred Helmut Gerhard Jürgen Wolfgang Peter Rolf"
    " Amira Yusuf Tesfay Olena Oksana Iryna Mykola Layla Hassan Ahmad Fatma Ayşe Mehmet Zeynep Mahmoud Farida Reza"
    " Selam Abeba Marie François Agnieszka Piotr Ioana Andrei Giulia Matteo Sofia Lukas Anna Leon Emma Jonas Lea"
).split()
_FAMILY = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf"
    " Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier"
    " Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller"
    " Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke"
    " Yılmaz Kaya Demir Öztürk Haddad Khalil Nguyen Kowalski Nowak Popescu Shevchenko Kovalenko Tesfamariam Rossi"
).split()
_FIRST_HALVES = (
    "Acker Alten Berg Birken Blumen Brunn Buch Burg Dorn Eber Eichen Eisen Feld Fern Frei Gold Grün Hain Hasel Heiden"
    " Hirsch Holz Kalten Kirch Kron Linden Mühl Neu Nieder Ober Ott Rauschen Reben Rosen Schön Sieben Stein Wald Wiesen"
).split()
_SECOND_HALVES = (
    "acker bach bauer beck berg born brecht bruch dorf eck feld fels fuchs hagen hardt hauer haus heim heimer hofer"
    " huber kamp mann meier müller rath rieder schmidt stein thaler wald wirth"
).split()
_LANES = (
    "Amsel Bahnhof Birken Burg Dom Erlen Feld Garten Hasen Kapellen Kirch Linden Main Mühl Nibelungen Ring Rosen Schul"
).split()
_WAYS = "straße weg gasse platz allee ring pfad graben".split()
_STREETS = [f"{lane}{way}" for lane in _LANES for way in _WAYS]
COMMON = 0.25
"""Share of people with one of the frequent names: in Germany the hundred most frequent ones are 16 of 100."""


def lay(progress: Progress) -> Organisation:
    """The town in which one searches; both towns are laid where they are not there yet."""
    towns = [town_of(ags) for ags in TOWNS]
    laid = 0
    for number, town in enumerate(towns):
        with tenant(town.id):
            people = Person.objects.count()
        if people < PEOPLE:
            _fill(town, seed=number, first=people, progress=progress)
            laid += 1
    if laid:
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")
    return towns[0]


def names(seed: int, count: int) -> list[tuple[str, str]]:
    """Given and family names; the frequent family names as frequent as in Germany, about one in a hundred a Müller."""
    dice = random.Random(seed)
    weights = [1 / (place + 8) for place in range(len(_FAMILY))]
    common = dice.choices(_FAMILY, weights, k=count)
    rare = [f"{dice.choice(_FIRST_HALVES)}{dice.choice(_SECOND_HALVES)}" for _ in range(count)]
    return [
        (dice.choice(_GIVEN), one if dice.random() < COMMON else other) for one, other in zip(common, rare, strict=True)
    ]


def town_of(ags: str) -> Organisation:
    """A town with a coordinator, founded where it is not there yet."""
    municipality = Municipality.objects.get(ags=ags)
    town = tenants().filter(municipality=municipality).first()
    if town is None:
        now = clock.now()
        town = found_tenant(municipality=municipality, at=now)
        with tenant(town.id):
            give_role(
                system(town.id),
                email=f"koordination@{town.slug}.example",
                display_name="Renate Kissel",
                role=Role.COORDINATOR,
                at=now,
                language="de",
            )
    return town


def _fill(town: Organisation, *, seed: int, first: int, progress: Progress) -> None:
    made = names(seed, PEOPLE)
    for begin in range(first, PEOPLE, A_BATCH):
        progress.show(town.name, begin, PEOPLE)
        _batch(town, begin, made[begin : begin + A_BATCH])


def _batch(town: Organisation, begin: int, made: Sequence[tuple[str, str]]) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with tenant(town.id):
        people = Person.objects.bulk_create(
            Person(
                ref=f"{number:010d}",
                given_name=given,
                family_name=family,
                sort_key=sort_key(f"{family} {given}"),
                phone=fictional_landline(number % FICTIONAL_LANDLINES),
                mobile=fictional_mobile(number % FICTIONAL_MOBILES) if number % 3 == 0 else "",
                street=_STREETS[number % len(_STREETS)],
                house_number=str(number % 90 + 1),
                town=town.name,
                created_at=at,
            )
            for number, (given, family) in enumerate(made, start=begin)
        )
        helping = [person for person in people if person.pk % EVERY_FOURTH_HELPS == 0]
        Volunteer.objects.bulk_create(
            Volunteer(person=person, status=VolunteerStatus.ACTIVE, status_since=at) for person in helping
        )
        Client.objects.bulk_create(Client(person=person) for person in people if person.pk % EVERY_FOURTH_HELPS)
    # COPY knows no policies, so the owner lays the keys.
    with (
        psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner,
        owner.cursor().copy("COPY people_searchkey (organisation_id, person_id, key) FROM STDIN") as keys,
    ):
        for person in people:
            for key in sorted(keys_of(person)):
                keys.write_row((town.id, person.pk, key))

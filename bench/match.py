"""Who can go, asked of a pool of 100,000 volunteers as the program's own role behind the wall: ranked, with reasons.

With ``--large`` of 1,000,000 too, which takes some minutes and 2 GB to lay.

Half of the pool lives in the county, half all over the state; everybody is free on some hours of the week and speaks
two languages. The whole answer is timed that the desk gets: the statement, the rules and the sentences.

Peer, in the same run: the twenty nearest of all active volunteers by one statement without a box around the client, the
usual way to write it, and without any rule.
"""

import os
import statistics
import time
from collections.abc import Sequence
from datetime import timedelta

import psycopg
from django.db import connection

from lotsenwerk.console.benches import Options, Row, with_demo_data
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.assistance.models import Need, NeedKind
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client, Person, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.tenancy import tenant

from . import _crowd

POOLS = ((100_000, "06431002", 15.0), (1_000_000, "06431014", 100.0))
"""Volunteers, the town whose pool it is (Bensheim, Lautertal), and the most milliseconds.

Neither is a town of the demonstration, nor of the other benches.
"""
NEEDS = 60
WARM_UP = 60
TOP = 20
_PEOPLE = """
INSERT INTO people_person (organisation_id, ref, given_name, family_name, sort_key, gender, language, phone, mobile,
                           email, street, house_number, postcode, town, lat, lon, created_at)
SELECT %(org)s, lpad(n::text, 10, '0'), 'Vorname' || n, 'Name' || n, 'name' || n,
       CASE n %% 3 WHEN 0 THEN 'male' ELSE 'female' END, 'de', '', '', '', '', '', '', '',
       CASE n %% 2 WHEN 0 THEN 49.55 + 0.25 * north ELSE 49.4 + 2.2 * north END,
       CASE n %% 2 WHEN 0 THEN 8.35 + 0.35 * east ELSE 7.8 + 2.4 * east END, now()
  FROM generate_series(1::bigint, %(count)s) n,
       LATERAL (SELECT (hashint8(n) & 65535) / 65536.0 AS north, (hashint8(-n) & 65535) / 65536.0 AS east) place
"""
_VOLUNTEERS = """
INSERT INTO people_volunteer (organisation_id, person_id, status, status_since, travel_mode, engagement,
                              rides_cargo_bicycle, avoids)
SELECT organisation_id, id, 'active', now(), (ARRAY['walk', 'bicycle', 'car'])[1 + id %% 3], 'volunteer', false, '{}'
  FROM people_person WHERE organisation_id = %(org)s
"""
_HOURS = """
INSERT INTO people_availability (organisation_id, volunteer_id, weekday, begins, ends)
SELECT organisation_id, id, (id + d) %% 7, make_time(8 + (id %% 4)::int, 0, 0), make_time(14 + (id %% 5)::int, 0, 0)
  FROM people_volunteer, unnest(ARRAY[0, 2, 3]) d WHERE organisation_id = %(org)s
"""
_LANGUAGES = """
INSERT INTO people_languageskill (organisation_id, person_id, language, level)
SELECT organisation_id, id, l, CASE l WHEN 'deu' THEN (ARRAY['A2', 'B1', 'B2', 'C1'])[1 + id %% 4] ELSE 'native' END
  FROM people_person,
       unnest(ARRAY['deu', (ARRAY['ara', 'fas', 'ukr', 'tur', 'tir', 'rus'])[1 + (hashint8(id) & 65535) %% 6]]) l
 WHERE organisation_id = %(org)s
"""
_NEAREST = """
SELECT v.id FROM people_volunteer v JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
 WHERE v.organisation_id = %s AND v.status = 'active'
 ORDER BY (p.lat - %s) * (p.lat - %s) + (p.lon - %s) * (p.lon - %s) * 0.42 LIMIT 20
"""


def run(progress: Progress, options: Options) -> list[Row]:
    """A row for each size of pool: how long a ranked answer takes."""
    with_demo_data(progress)
    return [measured(progress, *pool) for pool in POOLS[: 2 if options.large else 1]]


def measured(progress: Progress, volunteers: int, ags: str, most_ms: float) -> Row:
    """How long a ranked answer takes in a pool of this size."""
    with progress.step(f"{volunteers:,} volunteers"):
        town = lay(progress, volunteers, ags)
    with progress.step("Who can go?"), tenant(town.id):
        needs = needs_of(town)
        ours, found = asked(town, needs)
        peer = nearest(town, needs)
    more = {"p50_ms": at(ours, 50), "proposed": statistics.median(found), "volunteers": volunteers}
    holds = at(ours, 95) <= most_ms and min(found) >= TOP
    return Row(f"match p95, {volunteers:,}", at(ours, 95), "ms", holds, at(peer, 95), more)


def lay(progress: Progress, volunteers: int, ags: str) -> Organisation:
    """The town with its pool, laid once; as the owner, since so many rows behind the wall take long one by one."""
    town = _crowd.town_of(ags)
    with tenant(town.id):
        known = Volunteer.objects.exists()
    if not known:
        facts = {"org": town.id, "count": volunteers}
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
            for number, statement in enumerate((_PEOPLE, _VOLUNTEERS, _HOURS, _LANGUAGES)):
                progress.show(town.name, number, 5)
                owner.execute(statement, facts)
            owner.execute("VACUUM ANALYZE")
    return town


def needs_of(town: Organisation) -> Sequence[Need]:
    """Needs that nobody has saved, all over the county, on the next days."""
    now = clock.now()
    morning = clock.local(now).replace(hour=9, minute=0, second=0, microsecond=0)
    needs = []
    for number in range(WARM_UP + NEEDS):
        share = (number * 37 % 101) / 101
        language = ("de", "ar", "uk", "fa")[number % 4]
        client = Client(id=0, person=Person(id=0, lat=49.57 + 0.2 * share, lon=8.38 + 0.29 * share, language=language))
        begin = morning + timedelta(days=1 + number % 5)
        needs.append(
            Need(
                client=client,
                kind=NeedKind.ERRAND,
                earliest=begin,
                latest=begin + timedelta(hours=4),
                minutes=60,
                organisation_id=town.id,
            )
        )
    return needs


def asked(town: Organisation, needs: Sequence[Need]) -> tuple[Sequence[float], Sequence[int]]:
    """Milliseconds of each whole answer, and how many were proposed."""
    desk = Actor(came=Came.LOGIN, organisation_id=town.id, roles=frozenset({"coordinator"}), user_id=1)
    times, found = [], []
    for need in needs:
        began = time.perf_counter()
        proposals = propose(desk, need, at=clock.now())
        shown = [(one.volunteer.person.name, one.begin, list(one.reasons)) for one in proposals.can[:TOP]]
        times.append((time.perf_counter() - began) * 1000)
        found.append(len(shown))
    return times[WARM_UP:], found[WARM_UP:]


def nearest(town: Organisation, needs: Sequence[Need]) -> Sequence[float]:
    """Milliseconds of the statement without a box."""
    times = []
    for need in needs[: WARM_UP + 15]:
        place = need.client.person
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(_NEAREST, [town.id, place.lat, place.lat, place.lon, place.lon])
            cursor.fetchall()
        times.append((time.perf_counter() - began) * 1000)
    return times[WARM_UP:]


def at(times: Sequence[float], percent: int) -> float:
    """The time within which so many of a hundred answers were there."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) * percent // 100, len(ordered) - 1)], 2)

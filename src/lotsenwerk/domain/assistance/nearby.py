"""Whom the planner looks at: everybody in a town's pool, the nearest in a large one.

For what is asked of a pool (of guides, of interpreters) its members are, wherever they live.

In words: docs/rules/matching.md, L1 to L5. The statement names only leakproof operators, so that the indexes work
behind the policy.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

LARGE: Final = 400
"""From how many active volunteers on a pool is large."""
NEAREST: Final = 120
"""How many of the nearest are looked at who speak the client's language, and a third as many whatever they speak."""
ENOUGH: Final = 40
"""With fewer than that, one looks farther away."""
ENOUGH_WHO_SPEAK: Final = 10
"""The same for those who speak the client's language."""
FIRST_KM: Final = 0.5
MOST_KM: Final = 70.0
WIDER: Final = 1.3
"""The surroundings begin at so many kilometres and grow by so much, until enough people live there."""
PEOPLE: Final = (300, 2_000, 1_000_000_000)
"""How many people are to live in the surroundings, at first and where too few were found: at last all within reach."""
KM_A_DEGREE: Final = 111.2

ON_DAYS: Final = "f.weekday = ANY(%(weekdays)s)"
_CAN_BE_FREE: Final = f"""
      AND (EXISTS (SELECT FROM people_availability f WHERE f.organisation_id = %(here)s AND f.volunteer_id = v.id
                      AND {ON_DAYS} AND f.begins < %(until_hour)s AND f.ends > %(since_hour)s)
           OR EXISTS (SELECT FROM people_otherhours o WHERE o.organisation_id = %(here)s AND o.volunteer_id = v.id
                         AND o."on" BETWEEN %(first_day)s AND %(last_day)s AND o.is_free))"""  # noqa: S608 - see POOL
_FACTS: Final = """v.id, v.person_id, v.travel_mode, v.engagement, v.most_visits_a_week, v.most_hours_a_week,
           v.avoids, p.given_name, p.family_name, p.gender, p.lat, p.lon, p.erased_at,
           (SELECT k.level FROM people_languageskill k
             WHERE k.organisation_id = %(here)s AND k.person_id = p.id AND k.language = %(language)s) AS level"""
_AROUND: Final = f"""
    SELECT {_FACTS},
           (p.lat - %(lat)s) ^ 2 + ((p.lon - %(lon)s) * %(shrunk)s) ^ 2 AS far
      FROM people_person p
      JOIN people_volunteer v ON v.organisation_id = p.organisation_id AND v.person_id = p.id
     WHERE (SELECT is_large FROM size) AND p.organisation_id = %(here)s AND v.status = %(active)s
       AND p.lat BETWEEN (SELECT south FROM box) AND (SELECT north FROM box)
       AND p.lon BETWEEN (SELECT west FROM box) AND (SELECT east FROM box)"""  # noqa: S608 - see POOL
_WIDER: Final = f"w.km * {WIDER} / {KM_A_DEGREE}"
_SURROUNDINGS: Final = f"""
    SELECT %(first_km)s::float8 AS km, 0::bigint AS people
    UNION ALL
    SELECT w.km * {WIDER}, (
        SELECT count(*) FROM people_person g
         WHERE g.organisation_id = %(here)s
           AND g.lat BETWEEN %(lat)s - {_WIDER} AND %(lat)s + {_WIDER}
           AND g.lon BETWEEN %(lon)s - {_WIDER} / %(shrunk)s AND %(lon)s + {_WIDER} / %(shrunk)s)
      FROM wide w
     WHERE w.people < %(people)s AND w.km < %(most_km)s AND (SELECT is_large FROM size)"""  # noqa: S608 - see POOL
_BOX: Final = f"""
    SELECT %(lat)s - km / {KM_A_DEGREE} AS south, %(lat)s + km / {KM_A_DEGREE} AS north,
           %(lon)s - km / {KM_A_DEGREE} / %(shrunk)s AS west, %(lon)s + km / {KM_A_DEGREE} / %(shrunk)s AS east
      FROM (SELECT max(km) AS km FROM wide) widest"""  # noqa: S608 - see POOL

POOL: Final = f"""WITH RECURSIVE few AS MATERIALIZED (
    SELECT f.id FROM people_volunteer f
     WHERE f.organisation_id = %(here)s AND f.status = %(active)s ORDER BY f.status, f.id LIMIT %(large)s + 1
), size AS MATERIALIZED (SELECT count(*) > %(large)s AS is_large FROM few
), wide AS ({_SURROUNDINGS}
), box AS MATERIALIZED ({_BOX}
), around AS MATERIALIZED ({_AROUND}{_CAN_BE_FREE}
), near AS MATERIALIZED (
    SELECT ranked.* FROM (
        SELECT around.*, row_number() OVER (PARTITION BY level IS NULL ORDER BY far, id) AS among_who_speak,
               row_number() OVER (ORDER BY far, id) AS among_all FROM around) ranked
     WHERE level IS NOT NULL AND among_who_speak <= %(nearest)s OR among_all <= %(nearest)s / 3
), beside AS (
    (SELECT id FROM few WHERE NOT (SELECT is_large FROM size)
     UNION SELECT y.volunteer_id FROM people_standingyes y
            WHERE y.organisation_id = %(here)s AND y.client_id = %(client)s AND y.ended_at IS NULL
     UNION SELECT b.volunteer_id FROM assistance_need m
             JOIN assistance_assignment b ON b.organisation_id = m.organisation_id AND b.need_id = m.id
            WHERE m.organisation_id = %(here)s AND m.client_id = %(client)s AND b.state = ANY(%(been)s)
     UNION SELECT r.volunteer_id FROM assistance_offer r WHERE r.organisation_id = %(here)s AND r.need_id = %(need)s
     UNION (SELECT id FROM few ORDER BY id LIMIT 1))
    EXCEPT SELECT id FROM near
), pool AS MATERIALIZED (
    SELECT id, person_id, travel_mode, engagement, most_visits_a_week, most_hours_a_week, avoids, given_name,
           family_name, gender, lat, lon, erased_at, level FROM near
    UNION ALL
    SELECT {_FACTS}
      FROM beside
      JOIN people_volunteer v ON v.organisation_id = %(here)s AND v.id = beside.id AND v.status = %(active)s
      JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
)
"""  # noqa: S608 - put together from words of this file alone
"""Those who are looked at, as ``pool``: what stands in their own rows, and ``level``, how well they speak the language.

One of them is there whenever anybody is active.
"""
IS_LARGE: Final = "(SELECT is_large FROM size)"
MEMBERS: Final = f"""WITH members AS MATERIALIZED (
    SELECT {_FACTS}
      FROM people_poolmember m
      JOIN people_volunteer v ON v.organisation_id = m.organisation_id AND v.id = m.volunteer_id
      JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
     WHERE m.organisation_id = %(here)s AND m.pool_id = %(pool)s AND m.rung = %(in_pool)s AND v.status = %(active)s
), size AS MATERIALIZED (SELECT count(*) > %(large)s AS is_large FROM members
), pool AS MATERIALIZED (
    SELECT * FROM members WHERE level IS NOT NULL OR NOT (SELECT is_large FROM size)
)
"""  # noqa: S608 - put together from words of this file alone
"""The members of one pool, as ``pool``; of a large one those who speak the language."""


def bounds() -> Mapping[str, Any]:
    """What :data:`POOL` is told whatever the place; it is written into the statement (see ``kit.kept_plans``)."""
    return {"large": LARGE, "nearest": NEAREST, "most_km": MOST_KM}


def surroundings(lat: float | None, lon: float | None) -> Iterator[Mapping[str, Any]]:
    """What :data:`POOL` is told of the place, from the nearest surroundings to the farthest.

    Where the place is unknown nobody is near: then those whom the client knows are looked at.
    """
    if lat is None or lon is None:
        yield {"lat": 0.0, "lon": 0.0, "shrunk": 1.0, "first_km": 0.0, "people": 0}
        return
    shrunk = math.cos(math.radians(lat))
    for people in PEOPLE:
        yield {"lat": lat, "lon": lon, "shrunk": shrunk, "first_km": FIRST_KM, "people": people}

"""Whom the planner looks at: everybody in a town's pool, the nearest in a large one.

In words: docs/rules/matching.md, L1 to L4. The statement names only leakproof operators, so that the indexes work
behind the policy.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

LARGE: Final = 400
"""From how many active volunteers on a pool is large."""
NEAREST: Final = 150
"""How many of the nearest are looked at who speak the client's language, and a third as many whatever they speak."""
ENOUGH: Final = 60
"""With fewer than that, one looks farther away."""
RADII_KM: Final = (1.0, 3.0, 10.0, 70.0)
KM_A_DEGREE: Final = 111.2

_CAN_BE_FREE: Final = """
      AND (EXISTS (SELECT FROM people_availability f WHERE f.organisation_id = %(here)s AND f.volunteer_id = v.id
                      AND f.weekday = ANY(%(weekdays)s) AND f.begins < %(until_hour)s AND f.ends > %(since_hour)s)
           OR EXISTS (SELECT FROM people_otherhours o WHERE o.organisation_id = %(here)s AND o.volunteer_id = v.id
                         AND o."on" BETWEEN %(first_day)s AND %(last_day)s AND o.is_free))"""
_AROUND: Final = """
    SELECT v.id, (p.lat - %(lat)s) * (p.lat - %(lat)s) + (p.lon - %(lon)s) * (p.lon - %(lon)s) * %(narrow)s AS far,
           EXISTS (SELECT FROM people_languageskill k WHERE k.organisation_id = %(here)s AND k.person_id = p.id
                      AND k.language = %(language)s) AS speaks
      FROM people_person p
      JOIN people_volunteer v ON v.organisation_id = p.organisation_id AND v.person_id = p.id
     WHERE (SELECT count(*) FROM few) > %(large)s AND p.organisation_id = %(here)s AND v.status = %(active)s
       AND p.lat BETWEEN %(south)s AND %(north)s AND p.lon BETWEEN %(west)s AND %(east)s"""

POOL: Final = f"""WITH few AS MATERIALIZED (
    SELECT f.id FROM people_volunteer f
     WHERE f.organisation_id = %(here)s AND f.status = %(active)s ORDER BY f.id LIMIT %(large)s + 1
), around AS MATERIALIZED ({_AROUND}{_CAN_BE_FREE}
), pool AS MATERIALIZED (
    SELECT id FROM few WHERE (SELECT count(*) FROM few) <= %(large)s
    UNION (SELECT id FROM around WHERE speaks ORDER BY far, id LIMIT %(nearest)s)
    UNION (SELECT id FROM around ORDER BY far, id LIMIT %(nearest)s / 3)
    UNION SELECT y.volunteer_id FROM people_standingyes y
           WHERE y.organisation_id = %(here)s AND y.client_id = %(client)s AND y.ended_at IS NULL
    UNION SELECT b.volunteer_id FROM assistance_need m
            JOIN assistance_assignment b ON b.organisation_id = m.organisation_id AND b.need_id = m.id
           WHERE m.organisation_id = %(here)s AND m.client_id = %(client)s AND b.state = ANY(%(been)s)
    UNION SELECT r.volunteer_id FROM assistance_offer r WHERE r.organisation_id = %(here)s AND r.need_id = %(need)s
    UNION (SELECT id FROM few ORDER BY id LIMIT 1)
)
"""  # noqa: S608 - put together from words of this file alone
"""The ids of those who are looked at, as ``pool``; one of them is there whenever anybody is active."""
IS_LARGE: Final = "(SELECT count(*) FROM few) > %(large)s"


def boxes(lat: float | None, lon: float | None) -> Iterator[Mapping[str, Any]]:
    """What :data:`POOL` is told of the place, from the nearest surroundings to the farthest.

    Where the place is unknown nobody is near: then those whom the client knows are looked at.
    """
    if lat is None or lon is None:
        nowhere = dict.fromkeys(("lat", "lon", "south", "north", "west", "east"), 0.0)
        yield {**nowhere, "narrow": 1.0, "large": LARGE, "nearest": NEAREST}
        return
    narrow = math.cos(math.radians(lat))
    for radius in RADII_KM:
        high, wide = radius / KM_A_DEGREE, radius / KM_A_DEGREE / narrow
        yield {
            "lat": lat,
            "lon": lon,
            "south": lat - high,
            "north": lat + high,
            "west": lon - wide,
            "east": lon + wide,
            "narrow": narrow * narrow,
            "large": LARGE,
            "nearest": NEAREST,
        }

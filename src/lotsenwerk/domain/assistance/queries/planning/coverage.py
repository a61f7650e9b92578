"""Who is asked for in which language on which weekday, and who is there for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection

from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.spoken import LEVELS, Said, languages_of_client, languages_of_helper
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.tenancy import current_organisation_id

TOO_MANY: Final = 2
"""So many visits on one weekday for each helper who is there are more than can be done."""

_NEEDS: Final = """SELECT n.earliest, p.language,
       (SELECT json_agg(json_build_array(k.language, k.level)) FROM people_languageskill k
         WHERE k.organisation_id = n.organisation_id AND k.person_id = p.id),
       CASE WHEN n.pool_id IS NOT NULL THEN n.language ELSE '' END, n.level
  FROM assistance_need n
  JOIN people_client c ON c.organisation_id = n.organisation_id AND c.id = n.client_id
  JOIN people_person p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
 WHERE n.organisation_id = %(here)s AND n.earliest >= %(begin)s AND n.earliest < %(end)s AND n.state <> %(cancelled)s
"""

_HELPERS: Final = """SELECT p.language,
       (SELECT json_agg(json_build_array(k.language, k.level)) FROM people_languageskill k
         WHERE k.organisation_id = v.organisation_id AND k.person_id = p.id),
       ARRAY(SELECT DISTINCT f.weekday FROM people_availability f
         WHERE f.organisation_id = v.organisation_id AND f.volunteer_id = v.id)
  FROM people_volunteer v
  JOIN people_person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id AND p.erased_at IS NULL
 WHERE v.organisation_id = %(here)s AND v.status = %(active)s
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One language on one weekday (Monday is 0): visits asked for, and helpers who speak it and are there."""

    weekday: int
    requests: int
    helpers: int

    @property
    def is_gap(self) -> bool:
        """Whether more is asked for than those who are there can do."""
        return self.requests > TOO_MANY * self.helpers


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language through the week."""

    language: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def requests(self) -> int:
        """Visits asked for in this language."""
        return sum(cell.requests for cell in self.cells)

    @property
    def gaps(self) -> tuple[int, ...]:
        """The weekdays on which helpers are missing."""
        return tuple(cell.weekday for cell in self.cells if cell.is_gap)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The languages that are asked for, those with the most visits first."""

    rows: tuple[LanguageRow, ...]

    @property
    def gaps(self) -> tuple[LanguageRow, ...]:
        """The languages for which somebody is missing on some weekday."""
        return tuple(row for row in self.rows if row.gaps)


def coverage(actor: Actor, first_day: date, last_day: date) -> Coverage:
    """Language coverage of the needs whose window begins on these days, both included. Two queries.

    What was asked of a pool counts in the language that it was asked for; who speaks it as well as the least of them
    needs counts as there.
    """
    if not may_plan(actor):
        return Coverage(())
    begin = datetime.combine(first_day, time(), tzinfo=clock.BERLIN)
    end = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=clock.BERLIN)
    here = current_organisation_id()
    asked: Counter[tuple[str, int]] = Counter()
    there: Counter[tuple[str, int]] = Counter()
    least: dict[str, int] = {}
    facts = {"here": here, "begin": begin, "end": end, "cancelled": NeedState.CANCELLED}
    for earliest, letters, skills, of_pool, wanted in _rows(_NEEDS, facts):
        weekday = clock.local(earliest).weekday()
        needed = {of_pool: LEVELS.get(wanted, 1)} if of_pool else languages_of_client(Said(letters, skills))
        for language, level in needed.items():
            asked[language, weekday] += 1
            least[language] = min(level, least.get(language, level))
    for letters, skills, weekdays in _rows(_HELPERS, {"here": here, "active": VolunteerStatus.ACTIVE}):
        for language, level in languages_of_helper(Said(letters, skills)).items():
            if level >= least.get(language, level + 1):
                there.update((language, weekday) for weekday in weekdays)
    return Coverage(_table(asked, there))


def _rows(statement: str, facts: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return list(cursor.fetchall())


def _table(asked: Counter[tuple[str, int]], there: Counter[tuple[str, int]]) -> tuple[LanguageRow, ...]:
    rows = [
        LanguageRow(
            code,
            language_name(code),
            tuple(Cell(weekday, asked[code, weekday], there[code, weekday]) for weekday in range(7)),
        )
        for code in {code for code, _ in asked}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.requests, row.name)))

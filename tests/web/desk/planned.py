"""A town with something to plan, and a plan of it that was really looked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.models import Need, Plan
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.models import Volunteer
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer

TUESDAY = date(2026, 11, 17)
AT = {"day": TUESDAY.isoformat()}


@dataclass
class Planned:
    """Needs, helpers, and the plan of Tuesday."""

    needs: list[Need]
    helpers: list[Volunteer]
    plan: Plan


def fill(town: Town, count: int) -> tuple[list[Need], list[Volunteer]]:
    """So many needs of Tuesday morning and so many helpers, each on the map."""
    needs, helpers = [], []
    for number in range(count):
        client = make_client(town, family_name=f"Weber{number}")
        place_person(town.coordinator, client.person, lat=49.64, lon=8.45 + number / 1000, at=MONDAY)
        needs.append(make_need(town, client, in_hours=24, window_hours=4, minutes=45))
        helper = make_volunteer(town, given_name=f"Helper{number}")
        place_person(town.coordinator, helper.person, lat=49.642, lon=8.45 + number / 1000, at=MONDAY)
        helpers.append(helper)
    return needs, helpers


def make_plan(town: Town, *, days: int = 1, seconds: int = 1) -> Plan:
    """A plan from Tuesday on, looked for at once."""
    with town.open():
        last_day = TUESDAY + timedelta(days=days - 1)
        plan = start_plan(town.coordinator, first_day=TUESDAY, last_day=last_day, seconds=seconds, at=MONDAY)
    search_plan(town.id, plan.pk)
    with town.open():
        return Plan.objects.get(pk=plan.pk)


def make_planned(town: Town, count: int = 1) -> Planned:
    """All of it."""
    with town.open():
        needs, helpers = fill(town, count)
    return Planned(needs, helpers, make_plan(town))

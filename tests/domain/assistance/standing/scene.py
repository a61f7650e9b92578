"""Mrs Weber, for whom something comes again on Thursdays, and her regular Amira. It is ten o'clock on a Monday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked
from lotsenwerk.domain.assistance.models import Assignment, Every, Need, NeedKind, NeedState, Rhythm
from lotsenwerk.domain.people.models import Absence, Client, Person, StandingYes, Volunteer
from lotsenwerk.kit import clock
from tests.factories import MONDAY, Town, make_client, make_town, make_volunteer

THURSDAY = date(2026, 11, 19)
WEEK = timedelta(days=7)
SHOPPING = Asked(NeedKind.SHOP_AND_DELIVER, minutes=60, wish="2 × Milch", ceiling_cents=4000)


def rule(**facts: object) -> Rule:
    """Every Thursday from nine to twelve, but for what is said."""
    usual = {"every": Every.WEEK, "first_day": THURSDAY, "begins": time(9), "ends": time(12)}
    return Rule(**(usual | facts))  # type: ignore[arg-type]


@dataclass
class Scene:
    """A town with a client and two helpers."""

    town: Town
    client: Client
    amira: Volunteer
    tesfay: Volunteer

    @property
    def desk(self):  # noqa: ANN201 - the coordinator
        return self.town.coordinator

    def every_thursday(self, *, at: datetime = MONDAY, **facts: object) -> Rhythm:
        return make_rhythm(self.desk, client=self.client, rule=rule(**facts), asked=SHOPPING, at=at)

    def is_regular(self, volunteer: Volunteer) -> StandingYes:
        return StandingYes.objects.create(client=self.client, volunteer=volunteer, since=MONDAY)


def make_scene() -> Scene:
    town = make_town()
    with town.open():
        client = make_client(town)
        return Scene(town, client, make_volunteer(town), make_volunteer(town, given_name="Tesfay", family_name="Abebe"))


def is_away(person: Person, first: date, last: date | None = None, *, noted: datetime = MONDAY) -> Absence:
    return Absence.objects.create(person=person, first_day=first, last_day=last, noted_at=noted)


def laid() -> list[tuple[date, date, int]]:
    """What stands: regular day, day and hour on the wall of each need that is not cancelled."""
    needs = Need.objects.exclude(state=NeedState.CANCELLED).order_by("earliest")
    walls = [(need, clock.local(need.earliest)) for need in needs]
    return [(need.for_day, wall.date(), wall.hour) for need, wall in walls if need.for_day]


def days() -> list[date]:
    """The regular days that stand."""
    return [regular for regular, _day, _hour in laid()]


def visits() -> list[tuple[date, str, int]]:
    """Who goes when: day, given name and hour on the wall."""
    rows = Assignment.objects.filter(state="accepted").select_related("volunteer__person").order_by("during")
    walls = [(row, clock.local(row.during.lower)) for row in rows]
    return [(wall.date(), row.volunteer.person.given_name, wall.hour) for row, wall in walls]

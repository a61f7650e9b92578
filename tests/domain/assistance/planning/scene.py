"""A small town with places, helpers and visits on one Thursday."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count

from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Need, NeedKind, Plan
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import Availability, Client, Person, Volunteer
from lotsenwerk.kit import clock
from tests.factories import MONDAY, Town, make_client, make_town, make_volunteer

THURSDAY = date(2026, 11, 19)
BERLIN = clock.BERLIN
_names = count(1)


def on(day: date, hour: float) -> datetime:
    """A time of a day on the wall."""
    begin = datetime.combine(day, time(int(hour), round(hour % 1 * 60)), tzinfo=BERLIN)
    return begin.astimezone(UTC)


@dataclass
class Scene:
    """A town that is open, with what a test has put into it."""

    town: Town
    at: datetime = MONDAY
    day: date = THURSDAY
    helpers: list[Volunteer] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)

    @property
    def desk(self):  # noqa: ANN201
        return self.town.coordinator

    def helper(
        self, name: str, *, begins: float = 8, ends: float = 18, north: float = 0.0, mode: str = "bicycle"
    ) -> Volunteer:
        """Somebody who is there every day of the week, some metres north of the middle."""
        made = make_volunteer(self.town, given_name=name, family_name=f"Helfer{next(_names)}", at=self.at)
        Person.objects.filter(pk=made.person_id).update(lat=49.64 + north / 111_000, lon=8.45)
        Volunteer.objects.filter(pk=made.pk).update(travel_mode=mode)
        Availability.objects.filter(volunteer=made).update(begins=time(int(begins)), ends=time(int(ends)))
        made = Volunteer.objects.select_related("person").get(pk=made.pk)
        self.helpers.append(made)
        return made

    def client(self, name: str, *, north: float = 0.0, language: str = "de") -> Client:
        """Somebody who phones, some metres north of the middle."""
        made = make_client(self.town, family_name=name, at=self.at)
        Person.objects.filter(pk=made.person_id).update(lat=49.64 + north / 111_000, lon=8.46, language=language)
        return Client.objects.select_related("person").get(pk=made.pk)

    def need(
        self,
        client: Client | str,
        *,
        begins: float = 9,
        ends: float = 12,
        minutes: int = 60,
        kind: NeedKind = NeedKind.ACCOMPANY,
        shop: Organisation | None = None,
        day: date | None = None,
    ) -> Need:
        """A visit of this day."""
        who = self.client(client) if isinstance(client, str) else client
        made = take_in(
            self.desk,
            client=who,
            kind=kind,
            earliest=on(day or self.day, begins),
            latest=on(day or self.day, ends),
            minutes=minutes,
            shop_id=shop.id if shop else None,
            at=self.at,
        )
        self.needs.append(made)
        return made

    def shop(self, *, north: float = 500.0) -> Organisation:
        """A shop that is open on weekdays."""
        return Organisation.objects.create(
            kind=Kind.SHOP,
            name=f"Markt {next(_names)}",
            sort_key="markt",
            slug=f"markt-{next(_names)}",
            kept_by=self.town.organisation,
            lat=49.64 + north / 111_000,
            lon=8.455,
        )

    def plan(
        self, *, seconds: int = 1, first: date | None = None, last: date | None = None, at: datetime | None = None
    ) -> Plan:
        """A plan of the day that was searched for."""
        plan = start_plan(
            self.desk, first_day=first or self.day, last_day=last or self.day, seconds=seconds, at=at or self.at
        )
        assert search_plan(self.town.id, plan.id)
        plan.refresh_from_db()
        return plan


def make_scene(*, at: datetime = MONDAY) -> Scene:
    return Scene(make_town(at=at), at=at)

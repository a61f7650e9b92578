"""A food bank with what the tests of its verbs and of its pages need."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Assignment, Household, Need, NeedKind, PickUp, PickUpSlot
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import Actor, Came, system
from tests.factories import MONDAY, Town, make_client, make_volunteer

TODAY = MONDAY.date()
THURSDAY = TODAY + timedelta(days=3)
AT_THE_COUNTER = MONDAY + timedelta(days=3, hours=3)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bank:
    """A town with a food bank that gives out on Thursdays at one (few places) and at two."""

    town: Town
    organisation: Organisation
    early: PickUpSlot
    late: PickUpSlot

    @property
    def desk(self) -> Actor:
        return self.town.coordinator

    @property
    def counter(self) -> Actor:
        """A member of the food bank."""
        return member(self.town, self.organisation)

    def home(self, *, seen: bool = True, **facts: int) -> Household:
        client = make_client(self.town, family_name=f"Gast{Household.objects.count()}")
        made = enter_household(self.desk, food_bank_id=self.organisation.id, client=client, **facts, at=MONDAY)
        if seen:
            see_entitlement(self.desk, made, seen_on=TODAY, valid_until=TODAY + 300 * DAY, at=MONDAY)
            made.refresh_from_db()
        return made

    def plan(self, home: Household, *, slot: PickUpSlot | None = None, on: date = THURSDAY) -> PickUp:
        return plan_pick_up(self.desk, home, slot=slot or self.early, on=on, at=MONDAY)

    def need(
        self, client: Client, *, hours: tuple[int, int] = (11, 15), on: date = THURSDAY, at: datetime = MONDAY
    ) -> Need:
        midnight = datetime.combine(on, time(), tzinfo=MONDAY.tzinfo)
        return take_in(
            self.desk,
            client=client,
            kind=NeedKind.FOOD_BANK,
            earliest=midnight + timedelta(hours=hours[0]),
            latest=midnight + timedelta(hours=hours[1]),
            at=at,
        )

    def going(self, home: Household, given_name: str = "Amira", *, on: date = THURSDAY) -> Assignment:
        """A helper has said yes to fetch for the household."""
        return self.accepted(self.need(home.client, on=on), given_name)

    def accepted(self, need: Need, given_name: str) -> Assignment:
        helper = make_volunteer(self.town, given_name=given_name)
        offer = make_offer(self.desk, need, volunteer=helper, at=MONDAY)
        assignment = accept_offer(self.town.volunteer_actor(helper), offer, at=MONDAY)
        assignment.refresh_from_db()
        return assignment


def member(town: Town, of: Organisation) -> Actor:
    roles = frozenset({str(Role.PARTNER)})
    return Actor(came=Came.LOGIN, organisation_id=town.id, roles=roles, user_id=4711, partner_id=of.id)


def make_bank(town: Town, *, places: int = 2, weekday: int = 3) -> Bank:
    with town.open():
        listed = list_partner(system(town.id), kind=Kind.FOOD_BANK, name="Tafel", at=MONDAY)
        facts = {"food_bank_id": listed.id, "weekday": weekday, "at": MONDAY}
        early = add_slot(town.coordinator, begins=time(13), ends=time(14), places=places, **facts)
        late = add_slot(town.coordinator, begins=time(14), ends=time(15), places=20, **facts)
    return Bank(town, listed, early, late)

"""A town with a carrier that has a page."""

from dataclasses import dataclass, replace

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.write import Contact, make_page
from lotsenwerk.domain.publishing.documents import Facts, Item, Words
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.kit.actor import Actor, Came
from tests.factories import MONDAY, Town, make_town

WORDS = Words(
    title="Fahrradwerkstatt am Bahnhof",
    summary="Wir reparieren Räder, und wer mag, lernt es dabei.",
    sections={"detail": "Jeden Samstag ab zehn.", "join": "Kommen Sie einfach vorbei."},
    goals=(Item("Begegnung", "Alte und neue Nachbarn schrauben zusammen."),),
    milestones=(Item("Mai 2025", "Das erste Rad fährt wieder."),),
    partners=("Bauhof",),
)
FACTS = Facts(ags="06431005", place="Bahnhofstraße 1", field="repair", speaks=("deu", "ara"), seeks_helpers=True)
CONTACT = Contact("Petra Lang", "Werkstattleitung", "+49 30 23125 101", "werkstatt@example.org")


@dataclass(frozen=True)
class Scene:
    town: Town
    carrier: Organisation
    member: Actor
    stranger: Actor
    """A member of another partner of the same town."""
    page: Page

    @property
    def desk(self) -> Actor:
        return self.town.coordinator


def member_of(town: Town, carrier: Organisation) -> Actor:
    roles = frozenset({str(Role.PARTNER)})
    return Actor(came=Came.LOGIN, organisation_id=town.id, roles=roles, user_id=900 + carrier.pk, partner_id=carrier.pk)


def make_scene(town: Town | None = None) -> Scene:
    """Inside the town's scope the page is a draft of the carrier's member."""
    town = town or make_town()
    with town.open():
        keeper = town.actor(Role.ADMINISTRATOR)
        carrier = list_partner(keeper, kind=Kind.CARRIER, name="Radverein Ried", at=MONDAY)
        other = list_partner(keeper, kind=Kind.MIGRANT_ORGANISATION, name="Brücke e. V.", at=MONDAY)
        member = member_of(town, carrier)
        page = make_page(member, PageKind.PROJECT, FACTS, WORDS, carrier=carrier, contact=CONTACT, at=MONDAY)
    return Scene(town, carrier, member, member_of(town, other), page)


def published(scene: Scene) -> Page:
    """The page, published by the desk as it is now."""
    return publish(scene.desk, scene.page, number=Page.objects.get(pk=scene.page.pk).number, at=MONDAY)


def titled(title: str) -> Words:
    return replace(WORDS, title=title)

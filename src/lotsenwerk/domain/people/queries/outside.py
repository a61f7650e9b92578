"""What stands outside the wall: one-time links and helpers' cards, found by a hash."""

from dataclasses import dataclass
from datetime import date, datetime

from lotsenwerk.domain.people.models import HelperCard, Link, Person, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.domain.people.search_keys import card_hash, card_number, token_hash
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.tenancy import current_organisation_id, tenant


def link_of_token(token: str, at: datetime) -> Link | None:
    """The one-time link behind a token, unless it has expired or never was."""
    return Link.objects.filter(token_hash=token_hash(token), expires_at__gt=at).first()


def link(link_id: int, at: datetime) -> Link | None:
    """A link that was opened before, unless it has expired since."""
    return Link.objects.filter(pk=link_id, expires_at__gt=at).first()


def person_of_link(opened: Link) -> Person | None:
    """The person to whom a link was sent, unless she was forgotten since. Needs the scope of the link."""
    return Person.objects.filter(pk=opened.person_id, erased_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class Valid:
    """What everybody may know who holds a card in her hand: for which town, who in short, until when."""

    organisation_id: int
    name: str
    valid_until: date


def check_card(typed: str, at: datetime) -> Valid | None:
    """Whether a card counts at this instant, for anybody who asks; opens the scope of the card's town for it.

    The name is the given name and one letter. None for a card that ended, that never was, or of somebody who does not
    help at the moment: these sound the same.
    """
    today = clock.local(at).date()
    card = HelperCard.objects.filter(
        number_hash=card_hash(typed), ended_at__isnull=True, valid_until__gte=today
    ).first()
    if card is None:
        return None
    with tenant(card.organisation_id):
        helping = Volunteer.objects.filter(status=VolunteerStatus.ACTIVE, person__erased_at__isnull=True)
        volunteer = helping.filter(pk=card.volunteer_id).select_related("person").first()
        return Valid(card.organisation_id, short_name(volunteer.person), card.valid_until) if volunteer else None


def short_name(person: Person) -> str:
    """The given name and the first letter of the family name: "Amira H."."""
    if not person.given_name:
        return person.family_name
    return f"{person.given_name} {person.family_name[:1]}.".strip(" .") + ("." if person.family_name else "")


def card_of(actor: Actor, volunteer: Volunteer) -> HelperCard | None:
    """The running card of a volunteer, also one that is out of date; none where she has none."""
    if not may_see_people(actor):
        return None
    cards = HelperCard.objects.filter(organisation_id=current_organisation_id(), volunteer_id=volunteer.pk)
    return cards.filter(ended_at__isnull=True).order_by("-id").first()


def number_of_card(card: HelperCard) -> str:
    """The number as it is printed: two groups of four."""
    number = card_number(card.organisation_id, card.volunteer_id, card.made_at)
    return f"{number[:4]} {number[4:]}"


def helper_of_card(actor: Actor, typed: str) -> tuple[HelperCard, Volunteer] | None:
    """The card of this number in the open organisation and whose it is, ended or not: for the telephone."""
    if not may_see_people(actor):
        return None
    here = current_organisation_id()
    card = HelperCard.objects.filter(number_hash=card_hash(typed), organisation_id=here).first()
    volunteer = Volunteer.objects.filter(pk=card.volunteer_id).select_related("person").first() if card else None
    return (card, volunteer) if card is not None and volunteer is not None else None

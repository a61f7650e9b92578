"""The card that a volunteer shows at the door, and its number, which anybody may check."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import HelperCard, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_admit_volunteers
from lotsenwerk.domain.people.search_keys import card_hash, card_number
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.tenancy import current_organisation_id

LONGEST = timedelta(days=366)
"""A card is looked through once a year at least."""
KEPT_AFTER_THE_END = timedelta(days=30)
"""So long the desk can still tell an old card from a forged one: proposal of docs/rules/retention.md."""


def issue_card(actor: Actor, volunteer: Volunteer, *, valid_until: date, at: datetime) -> HelperCard:
    """A new card with a number of its own; the one before ends in the same moment.

    The number itself is kept nowhere: it is made from the card's ids and instant whenever it is printed.
    """
    if not may_admit_volunteers(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    still_there(volunteer.person_id)
    if volunteer.status != VolunteerStatus.ACTIVE:
        raise WrongState(_("Only somebody who is active gets a card."))
    today = clock.local(at).date()
    if not today <= valid_until <= today + LONGEST:
        raise BadInput(_("Please choose a day between today and one year from now."), field="valid_until")
    _end(volunteer, at)
    here = current_organisation_id()
    number = card_number(here, volunteer.pk, at)
    made = HelperCard.objects.create(
        number_hash=card_hash(number),
        organisation_id=here,
        volunteer_id=volunteer.pk,
        made_at=at,
        valid_until=valid_until,
    )
    _noted(actor, "issue_card", made, volunteer, at)
    return made


def end_card(actor: Actor, volunteer: Volunteer, *, at: datetime) -> None:
    """The card of a volunteer does not count any more: lost, or given back."""
    if not may_admit_volunteers(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    card = HelperCard.objects.filter(
        organisation_id=current_organisation_id(), volunteer_id=volunteer.pk, ended_at__isnull=True
    ).first()
    if card is None:
        raise WrongState(_("There is no card that could end."))
    _end(volunteer, at)
    _noted(actor, "end_card", card, volunteer, at)


def delete_old_cards(*, at: datetime) -> int:
    """Delete the cards of the open organisation that ended long ago; answers how many."""
    here = HelperCard.objects.filter(organisation_id=current_organisation_id())
    gone = at - KEPT_AFTER_THE_END
    return here.filter(ended_at__lt=gone).delete()[0] + here.filter(valid_until__lt=gone.date()).delete()[0]


def _end(volunteer: Volunteer, at: datetime) -> None:
    cards = HelperCard.objects.filter(organisation_id=current_organisation_id(), volunteer_id=volunteer.pk)
    cards.filter(ended_at__isnull=True).update(ended_at=at)


def _noted(actor: Actor, verb: str, card: HelperCard, volunteer: Volunteer, at: datetime) -> None:
    person_id = volunteer.person_id
    subject = ("people", "helper_card", card.pk)
    record(actor, verb, subject, at=at, story=("people", "person", person_id), about=person_id)

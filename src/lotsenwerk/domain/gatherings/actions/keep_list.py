"""Lists to sign up: open one, change its seats, end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.sign_up import Subject, move_up
from lotsenwerk.domain.gatherings.models import SignUp, SignUpList
from lotsenwerk.domain.gatherings.permissions import may_keep_lists
from lotsenwerk.domain.gatherings.seats import seats_taken
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

MOST_SEATS: Final = 500
MOST_COMPANIONS: Final = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """How many may come, and between when people sign themselves up. No ``seats``: as many as like."""

    seats: int | None = None
    most_companions: int = 0
    childcare_seats: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def open_list(actor: Actor, terms: Terms, *, at: datetime) -> SignUpList:
    """Make a list to sign up. What it is for stands in a room above, whose verb writes the line of the journal."""
    _check(actor, terms)
    return SignUpList.objects.create(**_facts(terms), made_at=at)


def change_seats(
    actor: Actor, places: SignUpList, terms: Terms, *, story: Subject | None = None, at: datetime
) -> Sequence[SignUp]:
    """Change how many may come and until when; answers those who have moved up by it.

    Fewer seats than are taken are refused: nobody loses hers.
    """
    _check(actor, terms)
    places = lock(SignUpList.objects.all(), pk=places.pk)
    if places.ended_at is not None:
        raise WrongState(_("This has ended."))
    seats, childcare = seats_taken(SignUp.objects.filter(list=places))
    if terms.seats is not None and terms.seats < seats:
        raise BadInput(_("%(count)d seats are taken."), field="seats", params={"count": seats})
    if terms.childcare_seats < childcare:
        raise BadInput(_("%(count)d seats are taken."), field="childcare_seats", params={"count": childcare})
    facts = _facts(terms)
    if all(getattr(places, name) == value for name, value in facts.items()):
        return []
    for name, value in facts.items():
        setattr(places, name, value)
    places.save(update_fields=list(facts))
    record(actor, "change_seats", ("gatherings", "sign_up_list", places.pk), at=at, story=story)
    return move_up(actor, places, story=story, at=at)


def end_list(actor: Actor, places: SignUpList, *, at: datetime) -> SignUpList:
    """Nobody signs up and nobody withdraws any more; its verb in a room above writes the line of the journal."""
    if not may_keep_lists(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    places = lock(SignUpList.objects.all(), pk=places.pk)
    if places.ended_at is None:
        places.ended_at = at
        places.save(update_fields=["ended_at"])
    return places


def _facts(terms: Terms) -> dict[str, object]:
    return {name: getattr(terms, name) for name in Terms.__slots__}


def _check(actor: Actor, terms: Terms) -> None:
    if not may_keep_lists(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    for name, fewest, most in (
        ("seats", 1, MOST_SEATS),
        ("most_companions", 0, MOST_COMPANIONS),
        ("childcare_seats", 0, MOST_SEATS),
    ):
        value = getattr(terms, name)
        if value is not None and not fewest <= value <= most:
            limits = {"fewest": fewest, "most": most}
            raise BadInput(_("Please enter between %(fewest)d and %(most)d."), field=name, params=limits)
    if terms.opens_at is not None and terms.closes_at is not None and terms.closes_at <= terms.opens_at:
        raise BadInput(_("The end must be later than the beginning."), field="closes_at")

"""Somebody wants to come, or does not come after all; the row of those who wait moves up by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import SignUp, SignUpList, SignUpState
from lotsenwerk.domain.gatherings.permissions import may_keep_lists, may_sign_up
from lotsenwerk.domain.gatherings.seats import COMES, Room, free, who_moves_up
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref

MOST_CHILDREN: Final = 10
LONGEST: Final = {"guest_name": 120, "guest_contact": 120}
Subject = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Party:
    """Who comes: a person of this town, or a guest by her name; with how many companions and children.

    ``sent_by`` is the body that sends her.
    """

    person: Person | None = None
    guest_name: str = ""
    guest_contact: str = ""
    language: str = "de"
    companions: int = 0
    children: int = 0
    sent_by: Organisation | None = None


def sign_up(actor: Actor, places: SignUpList, party: Party, *, story: Subject | None = None, at: datetime) -> SignUp:
    """Give somebody a seat, or a place in the row where not all who come with her fit.

    ``story`` is what the list is for, in a room above.
    """
    if not may_sign_up(actor, party.person.pk if party.person else None):
        raise NotAllowed(_("Only coordinators may do this."))
    return enter(actor, places, party, story=story, late=may_keep_lists(actor), at=at)


def enter(actor: Actor, places: SignUpList, party: Party, *, story: Subject | None, late: bool, at: datetime) -> SignUp:
    """The same for verbs that have asked who may: ``late`` is whether the closing does not count."""
    person = party.person
    if person is not None:
        stays(person.pk)
    places = lock(SignUpList.objects.all(), pk=places.pk)
    _check_open(places, at, late=late)
    _check(places, party)
    rows = _rows(places)
    if person is not None and any(row.person_id == person.pk for row in rows):
        raise WrongState(_("This person is on the list already."))
    fits = free(places, rows).holds(party.companions, party.children)
    made = SignUp.objects.create(
        ref=new_ref(),
        list=places,
        person=person,
        guest_name="" if person else party.guest_name.strip(),
        guest_contact="" if person else party.guest_contact.strip(),
        language=person.language if person else party.language,
        companions=party.companions,
        children=party.children,
        sent_by=party.sent_by,
        state=SignUpState.SIGNED_UP if fits else SignUpState.WAITING,
        asked_at=at,
        made_by_user_id=actor.user_id,
    )
    record(actor, "sign_up", _subject(made), at=at, story=story, about=made.person_id)
    return made


def withdraw(actor: Actor, signed: SignUp, *, story: Subject | None = None, at: datetime) -> Sequence[SignUp]:
    """Somebody does not come after all. Answers those who have moved up by it."""
    if not may_sign_up(actor, signed.person_id):
        raise NotAllowed(_("Only coordinators may do this."))
    return take_off(actor, signed, story=story, at=at)


def take_off(actor: Actor, signed: SignUp, *, story: Subject | None, at: datetime) -> Sequence[SignUp]:
    """The same for verbs that have asked who may."""
    places = lock(SignUpList.objects.all(), pk=signed.list_id)
    if places.ended_at is not None:
        raise WrongState(_("This has ended."))
    signed = SignUp.objects.get(pk=signed.pk)
    if signed.state not in COMES:
        raise WrongState(_("This person is not on the list any more."))
    signed.state, signed.withdrawn_at = SignUpState.WITHDRAWN, at
    signed.save(update_fields=["state", "withdrawn_at"])
    record(actor, "withdraw_sign_up", _subject(signed), at=at, story=story, about=signed.person_id)
    return move_up(actor, places, story=story, at=at)


def move_up(actor: Actor, places: SignUpList, *, story: Subject | None = None, at: datetime) -> Sequence[SignUp]:
    """Give free seats to those who wait, by the time of asking; nothing moves once the list is closed.

    For verbs that have locked the list.
    """
    if places.ended_at is not None or (places.closes_at is not None and places.closes_at <= at):
        return []
    moved = who_moves_up(places, _rows(places))
    for row in moved:
        _seat(actor, row, story, at)
    return moved


def give_seat(actor: Actor, signed: SignUp, *, story: Subject | None = None, at: datetime) -> SignUp:
    """The desk gives a free seat to somebody who waits, also after the list has closed."""
    if not may_keep_lists(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    return seat(actor, signed, story=story, at=at)


def seat(actor: Actor, signed: SignUp, *, story: Subject | None, at: datetime) -> SignUp:
    """The same for verbs that have asked who may."""
    places = lock(SignUpList.objects.all(), pk=signed.list_id)
    signed = SignUp.objects.select_related("person").get(pk=signed.pk)
    if places.ended_at is not None or signed.state != SignUpState.WAITING:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    if not free(places, _rows(places)).holds(signed.companions, signed.children):
        raise WrongState(_("There is no seat for all of them."))
    _seat(actor, signed, story, at)
    return signed


def _seat(actor: Actor, row: SignUp, story: Subject | None, at: datetime) -> None:
    row.state, row.moved_up_at = SignUpState.SIGNED_UP, at
    row.save(update_fields=["state", "moved_up_at"])
    record(actor, "move_up", _subject(row), at=at, story=story, about=row.person_id)


def _rows(places: SignUpList) -> list[SignUp]:
    return list(SignUp.objects.filter(list=places, state__in=COMES).select_related("person"))


def _subject(row: SignUp) -> Subject:
    return ("gatherings", "sign_up", row.pk)


def _check_open(places: SignUpList, at: datetime, *, late: bool) -> None:
    if places.ended_at is not None:
        raise WrongState(_("This has ended."))
    if late:
        return
    if places.opens_at is not None and at < places.opens_at:
        raise WrongState(_("Nobody can sign up yet."))
    if places.closes_at is not None and places.closes_at <= at:
        raise WrongState(_("Nobody can sign up any more. Please call us."))


def _check(places: SignUpList, party: Party) -> None:
    if party.person is None and not party.guest_name.strip():
        raise BadInput(_("Please enter a name."), field="guest_name")
    for name, limit in LONGEST.items():
        if len(getattr(party, name).strip()) > limit:
            raise BadInput(_("Please use at most %(limit)d characters."), field=name, params={"limit": limit})
    if not 0 <= party.companions <= places.most_companions:
        most = {"most": places.most_companions}
        raise BadInput(_("At most %(most)d companions can come along."), field="companions", params=most)
    whole = Room(places.seats, places.childcare_seats)
    if not 0 <= party.children <= min(places.childcare_seats, MOST_CHILDREN):
        most = {"most": min(places.childcare_seats, MOST_CHILDREN)}
        raise BadInput(_("There are %(most)d places in the childcare."), field="children", params=most)
    if not whole.holds(party.companions, party.children):
        raise BadInput(_("There are not so many seats."), field="companions")

"""Somebody signs a declaration: herself by a tap, or on paper before a coordinator."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import DeclarationText, SignedDeclaration, SignedWay, Volunteer
from lotsenwerk.domain.people.permissions import may_answer_interest
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def sign_declaration(
    actor: Actor, volunteer: Volunteer, text: DeclarationText, *, signed_on: date | None = None, at: datetime
) -> SignedDeclaration:
    """She has signed this text, in this version and language. Once: a second time is refused.

    By herself it is a tap of today; at the desk it is a paper that was seen, signed on ``signed_on``.
    """
    is_herself = actor.person_id is not None and actor.person_id == volunteer.person_id
    if not (is_herself or may_answer_interest(actor)):
        raise NotAllowed(_("Only you yourself or the office may do this."))
    today = clock.local(at).date()
    day = today if is_herself else signed_on or today
    if day > today:
        raise BadInput(_("This day has not come yet."), field="signed_on")
    if text.valid_from > today:
        raise WrongState(_("This text does not count yet."))
    still_there(volunteer.person_id)
    signed, is_new = SignedDeclaration.objects.get_or_create(
        volunteer=volunteer,
        text=text,
        defaults={
            "kind": text.kind,
            "way": SignedWay.TAP if is_herself else SignedWay.PAPER,
            "signed_on": day,
            "seen_by_user_id": None if is_herself else actor.user_id,
        },
    )
    if not is_new:
        raise WrongState(_("This is signed already."))
    person_id = volunteer.person_id
    subject = ("people", "signed_declaration", signed.id)
    record(actor, "sign_declaration", subject, story=("people", "person", person_id), at=at, about=person_id)
    return signed

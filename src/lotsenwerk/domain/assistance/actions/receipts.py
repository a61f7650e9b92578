"""Keep the photo of a till receipt, made anew and without what the camera wrote into it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.cash import locked
from lotsenwerk.domain.assistance.actions.cash_lines import about
from lotsenwerk.domain.assistance.models import Assignment, ReceiptPhoto
from lotsenwerk.domain.assistance.permissions import may_settle
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.pictures import reencode

MOST_PHOTOS = 5


def keep_receipt(actor: Actor, assignment: Assignment, upload: bytes, *, at: datetime) -> ReceiptPhoto:
    """Keep a photo for a visit; what is no picture or too large is refused with a sentence."""
    need, assignment = locked(assignment)
    if not may_settle(actor, assignment):
        raise NotAllowed(_("Only the person who goes or the desk may note this money."))
    if ReceiptPhoto.objects.filter(assignment=assignment).count() >= MOST_PHOTOS:
        raise BadInput(_("There are %(most)d photos already."), field="photo", params={"most": MOST_PHOTOS})
    try:
        picture = reencode(upload)
    except BadInput as refused:
        raise BadInput(refused.raw, field="photo", params=refused.params) from None
    kept = ReceiptPhoto.of(picture, at=at, assignment=assignment)
    kept.save()
    record(actor, "keep_receipt", **about(need, assignment), at=at)
    return kept

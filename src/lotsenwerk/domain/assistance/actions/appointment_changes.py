"""Keep that an appointment was cancelled or moved, by which side and why; never why somebody is biased."""

from datetime import datetime

from lotsenwerk.domain.assistance.models import ChangeKind, DoneBy, Inquiry, InquiryChange, Reason
from lotsenwerk.kit.actor import Actor


def note_change(
    actor: Actor,
    inquiry: Inquiry,
    kind: ChangeKind,
    *,
    side: DoneBy,
    reason: str,
    was: datetime,
    becomes: datetime | None = None,
    at: datetime,
) -> InquiryChange:
    """Add the row. A reason that is not on the list, or is nobody's business, is kept as another one."""
    is_kept = reason in Reason.values and reason != Reason.BIASED
    return InquiryChange.objects.create(
        inquiry=inquiry,
        kind=kind,
        side=side,
        reason=reason if is_kept else Reason.OTHER,
        was=was,
        becomes=becomes,
        at=at,
        by_user_id=actor.user_id,
    )

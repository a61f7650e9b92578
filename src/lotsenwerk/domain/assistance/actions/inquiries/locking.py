"""Hold an inquiry for the length of a step, its need before it as in every verb of this room, and write its line."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Inquiry, Need
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.locking import lock

_WITH = ("pool", "number", "client__person", "cooperation__partner", "cooperation__client__person")


def locked(inquiry: Inquiry) -> tuple[Need | None, Inquiry]:
    """The need, if there is one, and the inquiry as they are now.

    ``WrongState`` where somebody else took it in since it was read.
    """
    need = None
    if inquiry.need_id is not None:
        need = lock(Need.objects.select_related("client__person", "shop"), pk=inquiry.need_id)
    held = lock(Inquiry.objects.select_related(*_WITH), pk=inquiry.pk)
    if held.need_id != inquiry.need_id:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    held.need = need
    return need, held


def going_to(need: Need) -> Assignment | None:
    """Who goes there, locked; none where nobody does yet. The need is locked."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("volunteer__person")
    going = rows.filter(need=need, state=AssignmentState.ACCEPTED).first()
    if going is not None:
        going.need = need
    return going


def note_line(actor: Actor, verb: str, inquiry: Inquiry, at: datetime) -> None:
    """Write what was done with an inquiry into its story: the need's, once there is one."""
    client = inquiry.cooperation.client if inquiry.cooperation else inquiry.client
    subject = ("assistance", "inquiry", inquiry.id)
    story = ("assistance", "need", inquiry.need_id) if inquiry.need_id else subject
    record(actor, verb, subject, story=story, at=at, about=client.person_id if client else None)

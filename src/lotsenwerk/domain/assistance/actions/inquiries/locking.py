"""Hold an inquiry for the length of a step: its need before it, as every verb of this room does."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Inquiry, Need
from lotsenwerk.kit.errors import WrongState
from lotsenwerk.kit.tenancy import lock

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

"""No order of a guide is taken in that does not say what is to be reached, what not, and when it ends."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit.errors import WrongState


def refuse_without_scope(inquiry: Inquiry) -> None:
    """``WrongState`` where an order does not say what is to be reached, what not, or when it ends (GG7).

    An institution has accepted the rules of the pool, which say what a guide does not do. Interpreters have no order.
    """
    if inquiry.pool.kind != PoolKind.GUIDES:
        return
    if not inquiry.about.strip():
        raise WrongState(_("Please say first what is to be reached."), field="about")
    if not inquiry.not_about.strip() and inquiry.accepted_rules_at is None:
        raise WrongState(_("Please say first what the guide does not do."), field="not_about")
    if inquiry.until is None:
        raise WrongState(_("Please say first when the order ends."), field="until")

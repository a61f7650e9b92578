"""Somebody of an institution hears that she may ask a pool for it, and how to log in."""

from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.assistance.permissions import may_keep_cooperations
from lotsenwerk.domain.notifications.actions.logins import write_to_member
from lotsenwerk.kit.actor import Actor

INVITED = "assistance.member_invited"


def tell_member(actor: Actor, cooperation: Cooperation, member: Membership) -> bool:
    """Write to her at once; answers whether the letter has certainly left. She is no person here, so nothing is kept.

    The login is open either way: where it did not leave, whoever invited her tells her.
    """
    if not may_keep_cooperations(actor):
        return False
    told = {"institution": cooperation.name, "pool": cooperation.pool.name}
    return write_to_member(INVITED, member, told, ref=cooperation.ref)

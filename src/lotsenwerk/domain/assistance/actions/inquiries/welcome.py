"""Somebody of an institution hears that she may ask a pool for it, and how to log in."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.assistance.permissions import may_keep_cooperations
from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.channels import way_for
from lotsenwerk.domain.notifications.models import Channel
from lotsenwerk.domain.notifications.port import Outgoing
from lotsenwerk.kit.actor import Actor

INVITED = "assistance.member_invited"
_NUMBERS = -1_000_000_000
"""Letters of the outbox have positive numbers, those to people of institutions numbers below this one."""


def tell_member(actor: Actor, cooperation: Cooperation, member: Membership) -> bool:
    """Write to her at once; answers whether the letter has certainly left. She is no person here, so nothing is kept.

    The login is open either way: where it did not leave, whoever invited her tells her.
    """
    if not may_keep_cooperations(actor):
        return False
    message, user = messages()[INVITED], member.user
    told = {
        "name": user.display_name,
        "institution": cooperation.name,
        "pool": cooperation.pool.name,
        "email": user.email,
        "link": settings.PUBLIC_URL + reverse(message.route, kwargs={"ref": cooperation.ref}),
    }
    with translation.override(user.language):
        letter = Outgoing(_NUMBERS - member.pk, user.email, str(message.subject), str(message.body) % told)
    try:
        way_for(Channel.MAIL).send(letter)
    except Exception:  # noqa: BLE001 - whatever a mail server says, the login stands, and somebody can call
        return False
    return True

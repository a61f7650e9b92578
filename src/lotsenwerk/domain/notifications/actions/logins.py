"""Write to somebody who has a login and is no person here: to members of institutions, carriers and associations."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.channels import way_for
from lotsenwerk.domain.notifications.models import Channel
from lotsenwerk.domain.notifications.port import Outgoing

_NUMBERS: Final = -1_000_000_000
"""Letters of the outbox have positive numbers, those to members numbers below this one."""


def write_to_member(message_key: str, member: Membership, told: Mapping[str, object], *, ref: str = "") -> bool:
    """Write to her at once by mail; answers whether the letter has certainly left. Nothing of it is kept.

    ``told`` are the places of the message beside her name, her address and the link.
    """
    message, user = messages()[message_key], member.user
    link = settings.PUBLIC_URL + reverse(message.route, kwargs={"ref": ref}) if message.route else ""
    places = {"name": user.display_name, "email": user.email, "link": link, **told}
    with translation.override(user.language):
        letter = Outgoing(_NUMBERS - member.pk, user.email, str(message.subject), str(message.body) % places)
    try:
        way_for(Channel.MAIL).send(letter)
    except Exception:  # noqa: BLE001 - whatever a mail server says, what was done stands, and somebody can call
        return False
    return True

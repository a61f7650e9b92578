"""Send a letter once more that did not arrive."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions.outbox import way_to
from lotsenwerk.domain.notifications.models import Channel, Letter
from lotsenwerk.domain.notifications.permissions import may_say_not_arrived, may_send_again
from lotsenwerk.domain.notifications.states import LETTER
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, Refused
from lotsenwerk.kit.locking import lock


def send_again(actor: Actor, letter: Letter, *, at: datetime) -> Letter:
    """Put a failed letter back into the outbox, due at once, by the way that leads to the person today."""
    if not may_send_again(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if letter.to_id is not None:
        stays(letter.to_id)
    letter = lock(Letter.objects.select_related("to"), pk=letter.pk)
    after = LETTER.after("send_again", letter.state)
    if letter.told is None:
        raise Refused(_("The words of this letter are forgotten already. Please call instead."))
    channel = Channel(letter.channel) if letter.to is None else way_to(letter.to)
    if channel is None:
        raise Refused(_("Neither a mobile number nor an e-mail address is known. Please call instead."))
    letter.state, letter.channel = after, channel
    letter.language = letter.to.language if letter.to else letter.language
    letter.attempts, letter.fault, letter.moved_at, letter.due_at = 0, "", at, at
    letter.save(update_fields=["state", "channel", "language", "attempts", "fault", "moved_at", "due_at"])
    record(actor, "send_again", ("notifications", "letter", letter.id), at=at, about=letter.to_id)
    return letter


def say_not_arrived(actor: Actor, letter: Letter, *, at: datetime) -> Letter:
    """Call a letter failed of which nobody knew: somebody has asked the person. From then on it can be sent again."""
    if not may_say_not_arrived(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    letter = lock(Letter.objects.select_related("to"), pk=letter.pk)
    letter.state = LETTER.after("say_not_arrived", letter.state)
    letter.moved_at = at
    letter.save(update_fields=["state", "moved_at"])
    record(actor, "say_not_arrived", ("notifications", "letter", letter.id), at=at, about=letter.to_id)
    return letter

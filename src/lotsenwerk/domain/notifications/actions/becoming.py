"""Write to those who would like to help: where she stands, or, in friendly words, that it does not fit.

They are lifted into this room from ``people``, which knows no letters. In words: docs/rules/becoming-one.md.
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.channels import way_for
from lotsenwerk.domain.notifications.models import Channel, Letter
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.climb import climb
from lotsenwerk.domain.people.actions.interests import decline
from lotsenwerk.domain.people.models import Declined, Interest, PoolMember, Volunteer
from lotsenwerk.domain.people.permissions import may_answer_interest
from lotsenwerk.domain.people.refusals import ToWhom, paragraphs_of, to_interest, to_member
from lotsenwerk.domain.people.states import is_on_the_way
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.tenancy import all_or_nothing

WAY = "people.way"
REFUSAL = "people.refusal"


def tell_way(actor: Actor, volunteer: Volunteer, *, at: datetime) -> Letter | None:
    """Send her the link to the page that says where she stands; none where no way leads to her: somebody calls then.

    It goes by mail, and by SMS where no mail address is known. It needs no account. Sent again, a letter that has not
    left yet is taken back, so that she gets one.
    """
    if not may_answer_interest(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    about, person = ("people", "volunteer", volunteer.pk), volunteer.person
    outbox.withdraw(about, at=at, message_key=WAY)
    told = {"name": person.given_name or person.name}
    by = Channel.MAIL if person.email else None
    letter = outbox.put(WAY, to=person, about=about, told=told, ref=person.ref, at=at, by=by)
    if letter is not None:
        story = ("people", "person", person.pk)
        record(actor, "tell_way", ("notifications", "letter", letter.pk), story=story, at=at, about=person.pk)
    return letter


def decline_by_mail(actor: Actor, interest: Interest, *, reason: str, at: datetime) -> bool:
    """Decline an interest and send the letter that was read; answers whether it has certainly left.

    She is no person here, so nothing of her enters the outbox: the mail leaves at once. Where it certainly did not,
    ``WrongState`` says so and nothing has changed.
    """
    whom = to_interest(interest)
    if not whom.email:
        raise WrongState(_("We know no e-mail address of hers. Please call her."))
    with all_or_nothing():
        declined = decline(actor, interest, reason=reason, at=at)
        has_left = _send_at_once(declined, whom, reason)
        told = {"has_left": has_left}
        record(actor, "write_refusal", ("people", "interest", interest.pk), at=at, told=told)
    return has_left


def refuse_member(actor: Actor, member: PoolMember, *, reason: str, at: datetime) -> Letter | None:
    """Somebody on the way is not taken into the pool: she leaves it, and the letter that was read goes out by mail.

    None where no mail leads to her: the letter is read out on the telephone then. Who is active is not refused.
    """
    if reason not in Declined.values:
        raise BadInput(_("Please choose one of the list."), field="reason")
    if not is_on_the_way(member.rung):
        raise WrongState(_("She is not on the way into this pool any more."))
    whom, person = to_member(member), member.volunteer.person
    with all_or_nothing():
        climb(actor, member, "leave", at=at)
        if not whom.email:
            return None
        about = ("people", "pool_member", member.pk)
        told = {"letter": _letter(whom, reason)}
        letter = outbox.put(REFUSAL, to=person, about=about, told=told, at=at, by=Channel.MAIL)
        record(actor, "write_refusal", about, story=("people", "person", person.pk), at=at, about=person.pk)
    return letter


def _letter(whom: ToWhom, reason: str) -> str:
    return "\n\n".join(paragraphs_of(whom, reason, this_organisation()))


def _send_at_once(interest: Interest, whom: ToWhom, reason: str) -> bool:
    with translation.override(whom.language):
        subject = str(messages()[REFUSAL].subject)
    # Letters of the outbox have positive numbers.
    outgoing = Outgoing(-interest.pk, whom.email, subject, _letter(whom, reason))
    try:
        way_for(Channel.MAIL).send(outgoing)
    except NotDelivered:
        raise WrongState(
            _("The letter could not be sent, and nothing has changed. Please try again, or call.")
        ) from None
    except Exception:  # noqa: BLE001 - whatever a mail server says, nobody knows whether the letter left
        return False
    return True

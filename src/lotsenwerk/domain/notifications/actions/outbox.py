"""Put a letter into the outbox, take it back, send what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.channels import way_for
from lotsenwerk.domain.notifications.models import Channel, Letter, LetterState
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Unclear
from lotsenwerk.domain.notifications.queries import sending_hours
from lotsenwerk.domain.notifications.states import LETTER
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.errors import Refused, WrongState
from lotsenwerk.kit.locking import lock

PAUSES = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))
"""After each try that certainly failed; so the fifth and last one falls into the same day, quiet hours aside."""
MOST_ATTEMPTS = len(PAUSES) + 1
LONGEST_PAUSE = timedelta(hours=12)
"""A gateway may ask for more patience than ours, up to this."""
SOON = timedelta(hours=3)
"""What begins so soon is told at night too."""
Subject = tuple[str, str, int]


def put(
    message_key: str,
    *,
    to: Person,
    about: Subject,
    told: Mapping[str, object],
    at: datetime,
    ref: str = "",
    begins: datetime | None = None,
    by: Channel | None = None,
) -> Letter | None:
    """Put one letter into the outbox; none where no way leads to the person: then somebody has to call.

    SMS goes before mail, unless the caller says ``by`` which way it has to go. The letter is due when the step behind
    it can no longer be taken back, and within the hours in which the town writes. An urgent one does not wait for the
    morning: its message says so, or what it is about ``begins`` within three hours or before the morning.
    """
    channel = way_to(to) if by is None else by
    if channel is None:
        return None
    room, kind, subject_id = about
    soonest = at + clock.STEP_BACK
    morning = sending_hours().first_from(soonest)
    urgent = messages()[message_key].urgent or (begins is not None and (begins <= morning or begins - at <= SOON))
    return Letter.objects.create(
        to=to,
        channel=channel,
        message=message_key,
        language=to.language,
        told={"params": dict(told), "ref": ref},
        room=room,
        kind=kind,
        subject_id=subject_id,
        made_at=at,
        due_at=soonest if urgent else morning,
        urgent=urgent,
    )


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who signed up without being a person of this town: one way leads to her, a number or an address.

    ``link`` stands below a mail; a message to a telephone has no room for it.
    """

    name: str
    contact: str
    language: str
    link: str = ""


def put_for_guest(
    message_key: str, guest: Guest, *, about: Subject, told: Mapping[str, object], at: datetime, begins: datetime
) -> Letter | None:
    """The same for a guest; none where neither a mobile number nor an e-mail address was left: then somebody calls."""
    channel, address = way_to_guest(guest.contact)
    if channel is None:
        return None
    room, kind, subject_id = about
    soonest = at + clock.STEP_BACK
    morning = sending_hours().first_from(soonest)
    urgent = messages()[message_key].urgent or begins <= morning or begins - at <= SOON
    return Letter.objects.create(
        channel=channel,
        message=message_key,
        language=guest.language,
        told={
            "params": dict(told),
            "ref": "",
            "guest": {"name": guest.name, "address": address, "link": guest.link if channel == Channel.MAIL else ""},
        },
        room=room,
        kind=kind,
        subject_id=subject_id,
        made_at=at,
        due_at=soonest if urgent else morning,
        urgent=urgent,
    )


def way_to_guest(contact: str) -> tuple[Channel | None, str]:
    """The way that leads to what a guest typed, and the address as it is written to."""
    if "@" in contact:
        return Channel.MAIL, contact.strip()
    try:
        number = phone_numbers.parse(contact)
    except Refused:
        return None, ""
    rings = settings.SMS_ENABLED and phone_numbers.is_mobile(number)
    return (Channel.SMS, number) if rings else (None, "")


def way_to(person: Person) -> Channel | None:
    """The way that leads to a person today, SMS before mail; none where somebody has to call."""
    return Channel.SMS if person.mobile and settings.SMS_ENABLED else Channel.MAIL if person.email else None


def withdraw(about: Subject, *, at: datetime, message_key: str | None = None) -> int:
    """Take back what has not left yet about a subject; answers how many letters."""
    room, kind, subject_id = about
    waiting = Letter.objects.filter(room=room, kind=kind, subject_id=subject_id, state=LetterState.WAITING)
    if message_key is not None:
        waiting = waiting.filter(message=message_key)
    return waiting.update(state=LetterState.WITHDRAWN, moved_at=at)


def begin(letter_id: int, *, at: datetime) -> Outgoing | None:
    """Take a due letter in hand and make its text; none where it was sent, withdrawn or is in somebody's hands.

    The state is committed before the letter leaves: if the worker dies in between, the letter is found in the state
    ``sending`` and becomes ``unclear`` instead of being sent twice.
    """
    letter = lock(Letter.objects.select_related("to"), pk=letter_id)
    if letter.due_at > at or not LETTER.allows("begin", letter.state):
        return None
    letter.state = LETTER.after("begin", letter.state)
    letter.attempts += 1
    letter.moved_at = at
    letter.save(update_fields=["state", "attempts", "moved_at"])
    return compose(letter, at=at)


def compose(letter: Letter, *, at: datetime) -> Outgoing:
    """The text of a letter in its receiver's language, with the link it leads to."""
    message = messages()[letter.message]
    params = dict(letter.told["params"])
    ref, below = letter.told["ref"], ""
    if letter.to is None:
        address, below = letter.told["guest"]["address"], letter.told["guest"]["link"]
    elif letter.channel == Channel.SMS:
        address = letter.to.mobile
    else:
        address = letter.to.email
    if message.link_purpose and letter.to_id is not None:
        token = make_link(
            person_id=letter.to_id,
            purpose=message.link_purpose,
            subject_id=letter.subject_id,
            route=message.route,
            ref=ref,
            at=at,
        )
        params["link"] = settings.PUBLIC_URL + reverse("entrance:link", kwargs={"token": token})
    elif message.route:
        params["link"] = settings.PUBLIC_URL + reverse(message.route, kwargs={"ref": ref})
    with translation.override(letter.language):
        return Outgoing(
            number=letter.id,
            address=address,
            subject=str(message.subject),
            body=str(message.body) % params + (f"\n\n{below}" if below else ""),
        )


def hand_over(letter_id: int, outgoing: Outgoing, *, at: datetime) -> LetterState:
    """Send a letter that :func:`begin` took in hand, and record how it ended."""
    letter = lock(Letter.objects.all(), pk=letter_id)
    if letter.state != LetterState.SENDING:
        raise WrongState("The letter is in other hands.")
    fault, pause = "", timedelta()
    try:
        way_for(letter.channel).send(outgoing)
        verb = "sent"
    except NotDelivered as problem:
        fault = problem.fault
        verb = "retry" if problem.again and letter.attempts < MOST_ATTEMPTS else "fail"
        pause = problem.pause
    except Unclear as problem:
        fault, verb = problem.fault, "lose"
    except Exception as problem:  # noqa: BLE001 - whatever a gateway raises, nobody knows whether the letter left
        fault = type(problem).__name__
        verb = "lose"
    letter.state = LETTER.after(verb, letter.state)
    letter.fault = fault[:80]
    letter.moved_at = at
    if verb == "retry":
        again = at + max(PAUSES[letter.attempts - 1], min(pause, LONGEST_PAUSE))
        letter.due_at = again if letter.urgent else sending_hours().first_from(again)
    letter.save(update_fields=["state", "fault", "moved_at", "due_at"])
    return LetterState(letter.state)


def lose_abandoned(*, before: datetime, at: datetime) -> int:
    """Call unclear what somebody took in hand and never brought to an end; answers how many letters."""
    abandoned = Letter.objects.filter(state=LetterState.SENDING, moved_at__lt=before)
    return abandoned.update(state=LetterState.UNCLEAR, fault="abandoned", moved_at=at)

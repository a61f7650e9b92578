"""Reads of the outbox."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, QuerySet

from lotsenwerk.domain.notifications.hours import Hours
from lotsenwerk.domain.notifications.models import Letter, LetterState, SendingHours
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


def due_letters(at: datetime) -> QuerySet[Letter]:
    """What may leave now, oldest first."""
    return Letter.objects.filter(state=LetterState.WAITING, due_at__lte=at).order_by("due_at", "id")


def letters_about(room: str, kind: str, subject_id: int) -> QuerySet[Letter]:
    """The letters about one thing, oldest first."""
    rows = Letter.objects.filter(room=room, kind=kind, subject_id=subject_id)
    return rows.select_related("to").order_by("made_at", "id")


def troubled_letters(actor: Actor) -> QuerySet[Letter]:
    """Letters that failed or of which nobody knows, newest first: the desk calls these people."""
    if not actor.has("coordinator", "assistant"):
        return Letter.objects.none()
    rows = Letter.objects.filter(state__in=[LetterState.FAILED, LetterState.UNCLEAR])
    return rows.select_related("to").order_by("-moved_at", "-id")


def letter_for(actor: Actor, letter_id: int) -> Letter:
    """One letter that did not arrive for certain; ``NotThere`` where it is another or the actor may not see it."""
    letter = troubled_letters(actor).filter(pk=letter_id).first()
    if letter is None:
        raise NotThere
    return letter


def counts_by_state() -> dict[str, int]:
    """How many letters of the open organisation are in which state."""
    return dict(Letter.objects.values_list("state").annotate(Count("id")))


def sending_hours() -> Hours:
    """The hours in which the open organisation writes to people; where it has said nothing, those of the settings."""
    said = SendingHours.objects.values_list("begins", "ends").first()
    return Hours(*said) if said else Hours(*settings.SENDING_HOURS)


def may_write_at(at: datetime) -> bool:
    """Whether the open organisation writes to people at this instant; what is urgent leaves all the same."""
    return sending_hours().hold(at)

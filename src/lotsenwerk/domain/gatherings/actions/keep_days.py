"""One day of a date is different: left out, moved, cancelled, or as always again."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.in_hand import day_row, locked, story_of
from lotsenwerk.domain.gatherings.actions.show_days import show_days
from lotsenwerk.domain.gatherings.actions.tell_guests import mark_all
from lotsenwerk.domain.gatherings.models import CallAbout, Series, SeriesDay, SignUp, Turn
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one day. Moved it needs a day and both hours, cancelled a reason that the public may read."""

    turn: str
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    reason: str = ""


def change_day(actor: Actor, series: Series, regular_day: date, change: Change, *, at: datetime) -> SeriesDay:
    """Change one day; everybody who has a seat or waits is told, or called. Only what still lies ahead is changed."""
    series = locked(actor, series)
    row = day_row(series, regular_day)
    _check(row, change, at)
    moved = change.turn == Turn.MOVED
    row.turn, row.reason = change.turn, change.reason.strip()
    row.moved_to, row.begins, row.ends = (change.day, change.begins, change.ends) if moved else (None, None, None)
    row.changes += 1
    row.save()
    _to_tell(row, at)
    record(actor, f"day_{change.turn}", ("gatherings", "day", row.pk), at=at, story=story_of(series))
    show_days(series, at)
    return row


def _to_tell(row: SeriesDay, at: datetime) -> None:
    about = CallAbout.CHANGED if row.turn in {Turn.MOVED, Turn.AS_ALWAYS} else CallAbout.CANCELLED
    if row.sign_up_list_id:
        mark_all(SignUp.objects.filter(list_id=row.sign_up_list_id, state__in=COMES), about, row, at=at)


def _check(row: SeriesDay, change: Change, at: datetime) -> None:
    today = clock.local(at).date()
    refuse_too_long(change.reason.strip(), LONGEST_REASON, "reason")
    if max(row.regular_day, row.moved_to or row.regular_day) < today:
        raise WrongState(_("This day is over."))
    if change.turn not in Turn.values:
        raise BadInput(_("Please choose one of the list."), field="turn")
    if change.turn == Turn.CANCELLED and not change.reason.strip():
        raise BadInput(_("Please say in a few words why. Visitors read it."), field="reason")
    if change.turn == Turn.DROPPED and _comes_somebody(row):
        raise WrongState(_("Somebody is signed up for this day. Please cancel it, so that its reason is read."))
    if change.turn == Turn.MOVED:
        _check_move(change, today)


def _check_move(change: Change, today: date) -> None:
    if change.day is None or change.begins is None or change.ends is None:
        raise BadInput(_("Please say to which day and which hours."), field="day")
    if not today <= change.day <= today + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="day")
    if change.ends <= change.begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")


def _comes_somebody(row: SeriesDay) -> bool:
    return (
        SignUp.objects.filter(list_id=row.sign_up_list_id, state__in=COMES).exists() if row.sign_up_list_id else False
    )

"""Single days of a standing need that are different: left out, moved, brought back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.laying import free_day, lay, take_away
from lotsenwerk.domain.assistance.actions.standing import check_hours
from lotsenwerk.domain.assistance.models import (
    CallBack,
    CallBackReason,
    CallBackState,
    Need,
    NeedState,
    Rhythm,
    RhythmException,
)
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.rhythm_days import names, window
from lotsenwerk.domain.assistance.states import CALL_BACK
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock

MOST_MOVED = timedelta(days=28)
_OVER = (NeedState.DONE, NeedState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Instead:
    """On which day a visit takes place instead, and between which wall times."""

    day: date
    begins: time
    ends: time


def skip_day(actor: Actor, rhythm: Rhythm, *, day: date, reason: str = "", at: datetime) -> RhythmException:
    """One day is left out. What was laid for it is cancelled, whoever would have gone is told, the client is called.

    She counts on somebody because it comes again, also the first time and where nobody has said yet who comes.
    """
    rhythm = _locked(actor, rhythm, day)
    laid = _take_away(actor, rhythm, day, reason, at)
    if laid is not None and not _cancelled(laid).filter(state=CallBackState.DUE).exists():
        CallBack.objects.create(need=laid, reason=CallBackReason.CANCELLED, made_at=at)
    exception = _except(actor, rhythm, day, None, at)
    _record(actor, "skip_day", rhythm, day, at)
    return exception


def move_day(actor: Actor, rhythm: Rhythm, *, day: date, instead: Instead, at: datetime) -> RhythmException:
    """One day takes place on another, or at other hours. What was laid for it is cancelled and laid anew."""
    rhythm = _locked(actor, rhythm, day)
    check_hours(instead.begins, instead.ends, rhythm.minutes)
    if abs(instead.day - day) > MOST_MOVED:
        raise BadInput(_("Please choose a day within four weeks of the usual one."), field="day")
    if window(instead.day, instead.begins, instead.ends)[1] <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="day")
    _take_away(actor, rhythm, day, "", at)
    exception = _except(actor, rhythm, day, instead, at)
    _record(actor, "move_day", rhythm, day, at)
    lay(actor, rhythm, at=at)
    return exception


def bring_back_day(actor: Actor, rhythm: Rhythm, *, day: date, at: datetime) -> None:
    """A day is again as the rhythm says it, whatever was said of it before; it is laid anew where it is near.

    That it is left out need not be said any more to a client who has not heard it; who has heard it is called again.
    """
    rhythm = _locked(actor, rhythm, day)
    exceptions = RhythmException.objects.filter(rhythm=rhythm, day=day)
    cancelled = Need.objects.filter(rhythm=rhythm, for_day=day, state=NeedState.CANCELLED)
    if not exceptions.exists() and not cancelled.exists():
        raise WrongState(_("This day is as always already."))
    _take_away(actor, rhythm, day, "", at)
    exceptions.delete()
    _record(actor, "bring_back_day", rhythm, day, at)
    for need in lay(actor, rhythm, at=at):
        _say_it_takes_place(need, at)


def _say_it_takes_place(need: Need, at: datetime) -> None:
    """What was said, or was to be said, of the cancelled need in whose place this one stands is put right."""
    before = CallBack.objects.filter(
        need__rhythm=need.rhythm,
        need__state=NeedState.CANCELLED,
        need__earliest=need.earliest,
        reason=CallBackReason.CANCELLED,
    )
    last = before.order_by("-need_id", "-id").first()
    if last is None:
        return
    if last.state == CallBackState.DUE:
        last.state = CALL_BACK.after("needless", last.state)
        last.save(update_fields=["state"])
    elif need.state == NeedState.STAFFED and not need.call_backs.exists():
        CallBack.objects.create(need=need, reason=CallBackReason.WHO_COMES, made_at=at)


def _cancelled(need: Need) -> QuerySet[CallBack]:
    return CallBack.objects.filter(need=need, reason=CallBackReason.CANCELLED)


def _locked(actor: Actor, rhythm: Rhythm, day: date) -> Rhythm:
    rhythm = lock(Rhythm.objects.select_related("client__person"), pk=rhythm.pk)
    if not may_take_in(actor):
        raise NotAllowed(_("Only coordinators may change what comes again."))
    if rhythm.ended_at is not None:
        raise WrongState(_("This has ended already. Please look at it again."))
    if not names(rhythm, day):
        raise NotThere
    return rhythm


def _take_away(actor: Actor, rhythm: Rhythm, day: date, reason: str, at: datetime) -> Need | None:
    """Cancel what was laid for a day; answers it, none where nothing stood."""
    laid = Need.objects.filter(rhythm=rhythm, for_day=day).first()
    if laid is None:
        return None
    if laid.state in _OVER:
        raise WrongState(_("This visit has taken place already."))
    is_cancelled = take_away(actor, laid, reason=reason, at=at)
    free_day(rhythm, day)
    return laid if is_cancelled else None


def _except(actor: Actor, rhythm: Rhythm, day: date, instead: Instead | None, at: datetime) -> RhythmException:
    exception, _is_new = RhythmException.objects.update_or_create(
        rhythm=rhythm,
        day=day,
        defaults={
            "moved_to": instead.day if instead else None,
            "begins": instead.begins.replace(second=0, microsecond=0) if instead else None,
            "ends": instead.ends.replace(second=0, microsecond=0) if instead else None,
            "made_at": at,
            "made_by_user_id": actor.user_id,
        },
    )
    return exception


def _record(actor: Actor, verb: str, rhythm: Rhythm, day: date, at: datetime) -> None:
    subject = ("assistance", "rhythm", rhythm.id)
    record(actor, verb, subject, at=at, about=rhythm.client.person_id, told={"day": day.isoformat()})

"""Standing needs: what comes again every week, every other week or every month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.laying import lay, take_away
from lotsenwerk.domain.assistance.actions.take_in import Asked, check_asked
from lotsenwerk.domain.assistance.models import Every, Need, NeedState, Rhythm, RhythmException
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.queries.standing import exceptions_of
from lotsenwerk.domain.assistance.rhythm_days import days_of, names
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock

ONE_DAY = timedelta(days=1)
_GOES_ON = (NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED)


@dataclass(frozen=True, slots=True)
class Rule:
    """How often, from which day to which (none: until further notice), and between which wall times of the day."""

    every: Every
    first_day: date
    begins: time
    ends: time
    last_day: date | None = None


def make_rhythm(actor: Actor, *, client: Client, rule: Rule, asked: Asked, at: datetime) -> Rhythm:
    """Note down what comes again, and lay the days that are near.

    The weekday of ``rule.first_day`` is the weekday; monthly means the same weekday of the month. Raises
    ``NotAllowed`` or ``BadInput`` with the field.
    """
    _check(actor, rule, asked, at)
    stays(client.person_id)
    rhythm = _make(actor, client, rule, asked, at)
    record(actor, "make_rhythm", ("assistance", "rhythm", rhythm.id), at=at, about=client.person_id)
    lay(actor, rhythm, at=at)
    return rhythm


def change_rhythm(actor: Actor, rhythm: Rhythm, *, rule: Rule, asked: Asked, at: datetime) -> Rhythm:
    """From ``rule.first_day`` on it is different: the old one ends the day before, and a new one begins.

    What was laid for the same day at the same hours stays with whoever goes, and learns what is asked for now; what
    was laid otherwise is cancelled. Exceptions of days that both name stay. Answers the new one.
    """
    old = _going_on(rhythm)
    _check(actor, rule, asked, at)
    new = _make(actor, old.client, rule, asked, at)
    for exception in RhythmException.objects.filter(rhythm=old, day__gte=rule.first_day):
        if names(new, exception.day):
            exception.rhythm = new
            exception.save(update_fields=["rhythm"])
    _carry_over(actor, old, new, at)
    before = rule.first_day - ONE_DAY
    _end(old, min(before, old.last_day or before), at)
    told = {"new": new.id}
    record(actor, "change_rhythm", ("assistance", "rhythm", old.id), at=at, about=old.client.person_id, told=told)
    lay(actor, new, at=at)
    return new


def end_rhythm(actor: Actor, rhythm: Rhythm, *, last_day: date, at: datetime) -> Rhythm:
    """It ends with ``last_day``, today or later; what was laid for later days is cancelled with all that belongs."""
    rhythm = _going_on(rhythm)
    if not may_take_in(actor):
        raise NotAllowed(_("Only coordinators may change what comes again."))
    if last_day < clock.local(at).date():
        raise BadInput(_("Please choose today or a later day."), field="last_day")
    later = Need.objects.filter(rhythm=rhythm, for_day__gt=last_day, state__in=_GOES_ON).order_by("id")
    for need in later:
        take_away(actor, need, reason="", at=at)
    _end(rhythm, last_day, at)
    record(actor, "end_rhythm", ("assistance", "rhythm", rhythm.id), at=at, about=rhythm.client.person_id)
    return rhythm


def _going_on(rhythm: Rhythm) -> Rhythm:
    rhythm = lock(Rhythm.objects.select_related("client__person"), pk=rhythm.pk)
    if rhythm.ended_at is not None:
        raise WrongState(_("This has ended already. Please look at it again."))
    return rhythm


def _check(actor: Actor, rule: Rule, asked: Asked, at: datetime) -> None:
    if not may_take_in(actor):
        raise NotAllowed(_("Only coordinators may change what comes again."))
    today = clock.local(at).date()
    if not today <= rule.first_day <= today + MOST_AHEAD:
        raise BadInput(_("Please choose a day from today on, within one year."), field="first_day")
    if rule.last_day is not None and not rule.first_day <= rule.last_day <= rule.first_day + 10 * MOST_AHEAD:
        raise BadInput(_("The last day lies before the first, or more than ten years later."), field="last_day")
    check_asked(asked)
    check_hours(rule.begins, rule.ends, asked.minutes)


def check_hours(begins: time, ends: time, minutes: int) -> None:
    """Refuse hours in which a visit of so many minutes cannot take place; ``BadInput`` with the field."""
    if ends <= begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")
    if (ends.hour - begins.hour) * 60 + ends.minute - begins.minute < minutes:
        raise BadInput(_("This takes longer than the time between beginning and end."), field="minutes")


def _make(actor: Actor, client: Client, rule: Rule, asked: Asked, at: datetime) -> Rhythm:
    return Rhythm.objects.create(
        client=client,
        every=rule.every,
        first_day=rule.first_day,
        last_day=rule.last_day,
        begins=rule.begins.replace(second=0, microsecond=0),
        ends=rule.ends.replace(second=0, microsecond=0),
        kind=asked.kind,
        minutes=asked.minutes,
        wish=asked.wish.strip(),
        shop_id=asked.shop_id,
        ceiling_cents=asked.ceiling_cents,
        money=asked.money,
        made_at=at,
        made_by_user_id=actor.user_id,
    )


def _carry_over(actor: Actor, old: Rhythm, new: Rhythm, at: datetime) -> None:
    """What was laid from the change on becomes the new one's where it fits, and is cancelled where it does not."""
    needs = list(Need.objects.select_for_update().filter(rhythm=old, for_day__gte=new.first_day).order_by("id"))
    if not needs:
        return
    last = max(need.for_day for need in needs if need.for_day)
    exceptions = exceptions_of([new.id])[new.id]
    days = {day.regular: day for day in days_of(new, exceptions, first=new.first_day, last=max(last, new.first_day))}
    for need in needs:
        day = days.get(need.for_day) if need.for_day else None
        if need.state not in _GOES_ON:
            if day is not None:
                _hand_over(need, {"rhythm": new})
        elif day is not None and _is_same(need, new) and (day.earliest, day.latest) == (need.earliest, need.latest):
            now_asked = {"wish": new.wish, "shop_id": new.shop_id, "ceiling_cents": new.ceiling_cents}
            _hand_over(need, {"rhythm": new, "money": new.money, **now_asked})
        else:
            take_away(actor, need, reason="", at=at)


def _is_same(need: Need, rhythm: Rhythm) -> bool:
    return need.kind == rhythm.kind and need.minutes == rhythm.minutes


def _hand_over(need: Need, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(need, name, value)
    need.save(update_fields=[name.removesuffix("_id") for name in facts])


def _end(rhythm: Rhythm, last_day: date, at: datetime) -> None:
    """Let the last day be this one; what would end before it begins is over at once."""
    if last_day < rhythm.first_day or last_day < clock.local(at).date():
        rhythm.ended_at = at
    if last_day >= rhythm.first_day:
        rhythm.last_day = last_day
    rhythm.save(update_fields=["last_day", "ended_at"])

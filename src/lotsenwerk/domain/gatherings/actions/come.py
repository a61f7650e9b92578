"""Somebody comes to one day of a date, or does not come after all. She needs no account."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.in_hand import day_row, story_of
from lotsenwerk.domain.gatherings.actions.show_days import show_days
from lotsenwerk.domain.gatherings.actions.sign_up import Party, enter, seat, take_off
from lotsenwerk.domain.gatherings.actions.tell_guests import mark_all
from lotsenwerk.domain.gatherings.days import Taking, one_day
from lotsenwerk.domain.gatherings.models import CallAbout, Series, SeriesDay, SignUp, SignUpList, Turn
from lotsenwerk.domain.gatherings.permissions import may_keep
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.models import PageState
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock

_NEAR: Final = timedelta(days=400)


def come(actor: Actor, series: Series, regular_day: date, party: Party, *, at: datetime) -> SignUp:
    """Sign a guest up for one day: she has a seat, or waits. The list of a day is made with the first who comes.

    Whoever keeps the date may do it as long as the day is not over, the public until it closes.
    """
    keeps = may_keep(actor, series)
    if not keeps and actor.came != Came.PUBLIC:
        raise NotAllowed(_("Only those who work here may keep dates."))
    series = lock(Series.objects.select_related("page"), pk=series.pk)
    if not series.takes_sign_ups or (not keeps and series.page.state != PageState.PUBLISHED):
        raise WrongState(_("Nobody has to sign up for this. Just come along."))
    if not party.guest_contact.strip():
        raise BadInput(_("Please leave a telephone number or an e-mail address."), field="guest_contact")
    row = day_row(series, regular_day)
    taking = one_day(series, row.regular_day, row)
    _check_day(row, taking, at)
    made = enter(actor, _list_of(series, row, taking, at), party, story=story_of(series), late=keeps, at=at)
    show_days(series, at)
    return made


def stay_away(actor: Actor, signed: SignUp, *, at: datetime) -> SignUp:
    """A guest does not come after all; those who move up by it are marked to be told.

    The public comes here only by the link that the guest was given.
    """
    series = _series_of(actor, signed)
    mark_all(take_off(actor, signed, story=story_of(series), at=at), CallAbout.MOVED_UP, _row_of(signed), at=at)
    SignUp.objects.filter(pk=signed.pk).update(call_about=CallAbout.NOTHING)
    show_days(series, at)
    return signed


def give(actor: Actor, signed: SignUp, *, at: datetime) -> SignUp:
    """Whoever keeps the date gives a free seat to somebody who waits, also after it has closed."""
    series = _series_of(actor, signed, keeps=True)
    row = seat(actor, signed, story=story_of(series), at=at)
    mark_all([row], CallAbout.MOVED_UP, _row_of(signed), at=at)
    show_days(series, at)
    return row


def told(actor: Actor, signed: SignUp, *, at: datetime) -> SignUp:
    """She has been called: nothing is left to tell her."""
    series = _series_of(actor, signed, keeps=True)
    signed.call_about = CallAbout.NOTHING
    signed.save(update_fields=["call_about"])
    record(actor, "told_guest", ("gatherings", "sign_up", signed.pk), at=at, story=story_of(series))
    return signed


def _series_of(actor: Actor, signed: SignUp, *, keeps: bool = False) -> Series:
    series = _row_of(signed).series
    if not may_keep(actor, series) and (keeps or actor.came != Came.PUBLIC):
        raise NotAllowed(_("Only those who work here may keep dates."))
    return lock(Series.objects.select_related("page"), pk=series.pk)


def _row_of(signed: SignUp) -> SeriesDay:
    row = SeriesDay.objects.select_related("series__page").filter(sign_up_list_id=signed.list_id).first()
    if row is None:
        raise NotThere
    return row


def _check_day(row: SeriesDay, taking: Taking | None, at: datetime) -> None:
    if taking is None or row.turn in {Turn.CANCELLED, Turn.DROPPED}:
        raise WrongState(_("This day does not take place. Please choose another one."))
    if taking.ends <= at:
        raise WrongState(_("This day is over."))
    if taking.begins > at + _NEAR:
        raise NotThere


def _list_of(series: Series, row: SeriesDay, taking: Taking | None, at: datetime) -> SignUpList:
    """The list of a day, with the terms that count now; it closes when the day begins, or hours before."""
    begins = taking.begins if taking else at
    closes = begins - timedelta(hours=series.closes_hours_before)
    if row.sign_up_list is not None:
        if row.sign_up_list.closes_at != closes:
            row.sign_up_list.closes_at = closes
            row.sign_up_list.save(update_fields=["closes_at"])
        return row.sign_up_list
    row.sign_up_list = SignUpList.objects.create(
        seats=series.seats,
        most_companions=series.most_companions,
        childcare_seats=series.childcare_seats,
        closes_at=closes,
        made_at=at,
    )
    row.save(update_fields=["sign_up_list"])
    return row.sign_up_list

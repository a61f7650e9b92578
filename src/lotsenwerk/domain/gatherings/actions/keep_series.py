"""Dates: make one with its page, change how often and on which terms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.in_hand import locked, story_of
from lotsenwerk.domain.gatherings.actions.keep_list import MOST_COMPANIONS, MOST_SEATS
from lotsenwerk.domain.gatherings.actions.show_days import show_days
from lotsenwerk.domain.gatherings.days import When, in_calendar, is_regular, said_of
from lotsenwerk.domain.gatherings.models import Form, Series, SignUp
from lotsenwerk.domain.gatherings.permissions import may_keep
from lotsenwerk.domain.gatherings.seats import COMES
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.actions.approve import approve
from lotsenwerk.domain.publishing.actions.write import Contact, make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.engines.calendar.types import BadRhythm
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState

MOST_HOURS: Final = 168


@dataclass(frozen=True, slots=True)
class Held:
    """What is done there, and on which terms people come. Without sign-ups whoever comes is only counted."""

    form: str = Form.PLAIN
    link: str = ""
    takes_sign_ups: bool = False
    seats: int | None = None
    most_companions: int = 0
    childcare_seats: int = 0
    closes_hours_before: int = 0


def make_series(
    actor: Actor,
    facts: Facts,
    words: Words,
    when: When,
    held: Held | None = None,
    *,
    carrier: Organisation | None = None,
    contact: Contact | None = None,
    at: datetime,
) -> Series:
    """Begin a date: its page is a draft until the desk publishes it. A partner's members make their partner's alone."""
    page = make_page(actor, PageKind.DATE, facts, words, carrier=carrier, contact=contact, at=at)
    return add_series(actor, page, when, held or Held(), at=at)


def publish_date(actor: Actor, page: Page, *, number: int, at: datetime) -> Page:
    """Approve and publish a page with the days on which it takes place, where it has any; every page may come so."""
    page = approve(actor, page, number=number, at=at)
    series = Series.objects.filter(page=page).first()
    if series is not None:
        show_days(series, at)
    return page


def add_series(actor: Actor, page: Page, when: When, held: Held, *, at: datetime) -> Series:
    """Say when the date of a page takes place that has been written already."""
    if page.kind != PageKind.DATE:
        raise WrongState(_("Only a date has days."))
    series = Series(page=page, made_at=at)
    if not may_keep(actor, series):
        raise NotAllowed(_("Only those who work here may keep dates."))
    _check_when(when, at)
    _check_held(held)
    if Series.objects.filter(page=page).exists():
        raise WrongState(_("This date has its days already."))
    _fill(series, when, held)
    series.save()
    record(actor, "make_series", story_of(series), at=at)
    show_days(series, at)
    return series


def change_series(actor: Actor, series: Series, when: When, held: Held, *, at: datetime) -> Series:
    """Change how often, when and on which terms. Days ahead for which somebody is signed up must stay days of it."""
    series = locked(actor, series)
    _check_when(when, at, begun=series.first_day == when.first_day)
    _check_held(held)
    before, after = said_of(series), when
    _fill(series, when, held)
    if before != after:
        _nobody_is_left_standing(series, at)
    series.changes += 1
    series.save()
    record(actor, "change_series", story_of(series), at=at)
    show_days(series, at)
    return series


def _fill(series: Series, when: When, held: Held) -> None:
    for source in (when, held):
        for name in source.__slots__:
            setattr(series, name, getattr(source, name))


def _nobody_is_left_standing(series: Series, at: datetime) -> None:
    today = clock.local(at).date()
    signed = SignUp.objects.filter(state__in=COMES).values("list_id")
    days = series.days.filter(regular_day__gte=today, sign_up_list__in=signed).values_list("regular_day", flat=True)
    left = next((day for day in days if not is_regular(series, day)), None)
    if left is not None:
        raise WrongState(_("Somebody is signed up for %(day)s. Please cancel this day first."), params={"day": left})


def _check_when(when: When, at: datetime, *, begun: bool = False) -> None:
    today = clock.local(at).date()
    if when.ends <= when.begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")
    if when.last_day is not None and when.last_day < when.first_day:
        raise BadInput(_("The last day must not lie before the first."), field="last_day")
    if when.first_day < today and not begun:
        raise BadInput(_("This day is over. Please choose a later one."), field="first_day")
    if when.first_day > today + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="first_day")
    try:
        in_calendar(when)
    except BadRhythm:
        raise BadInput(_("Please look at day and time once more."), field="first_day") from None


def _check_held(held: Held) -> None:
    limits = (
        ("seats", 1, MOST_SEATS),
        ("most_companions", 0, MOST_COMPANIONS),
        ("childcare_seats", 0, MOST_SEATS),
        ("closes_hours_before", 0, MOST_HOURS),
    )
    for name, fewest, most in limits:
        value = getattr(held, name)
        if value is not None and not fewest <= value <= most:
            numbers = {"fewest": fewest, "most": most}
            raise BadInput(_("Please enter between %(fewest)d and %(most)d."), field=name, params=numbers)

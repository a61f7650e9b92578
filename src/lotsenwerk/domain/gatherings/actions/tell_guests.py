"""Write to guests: a seat has become free, a day has changed or is cancelled, the evening before. Others are called.

What a telephone shows has two parts at most, so names are shortened; a mail has the link to the sign-up below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from lotsenwerk.domain.gatherings.days import one_day
from lotsenwerk.domain.gatherings.models import CallAbout, SeriesDay, SignUp, SignUpState, Turn
from lotsenwerk.domain.gatherings.tickets import ticket_of
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.queries import letters_about
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.kit import clock

FROM: Final = time(18)
UNTIL: Final = time(21)
MESSAGES: Final = {
    CallAbout.MOVED_UP: "gatherings.moved_up",
    CallAbout.CHANGED: "gatherings.changed",
    CallAbout.CANCELLED: "gatherings.cancelled",
}
REMINDER: Final = "gatherings.reminder"
_TITLE: Final = 32
_NAME: Final = 14


@dataclass(frozen=True, slots=True)
class About:
    """What a guest is told of: its name, when it begins, and the route of the page that shows her sign-up."""

    title: str
    begins: datetime
    route: str = "portal:date_mine"


def tell_guest(row: SignUp, about: str, what: About, *, at: datetime) -> bool:
    """Put a letter for a guest into the outbox; answers whether a way leads to her. Otherwise she is to be called."""
    return bool(about) and _put(MESSAGES[CallAbout(about)], row, what, at)


def mark(row: SignUp, about: str, what: About | None, *, at: datetime) -> None:
    """She is to be told something: by a letter, else she is marked, and somebody calls her."""
    is_told = what is not None and row.person_id is None and tell_guest(row, about, what, at=at)
    row.call_about = CallAbout.NOTHING if is_told else about
    row.save(update_fields=["call_about"])


def about_day(row: SeriesDay) -> About | None:
    """What can be told of a day; of one that is cancelled, when it would have been."""
    taking = one_day(row.series, row.regular_day, row)
    if taking is None or row.turn == Turn.DROPPED:
        return None
    return About(german_of(row.series.page).title, taking.begins)


def mark_all(rows: Iterable[SignUp], about: str, day: SeriesDay, *, at: datetime) -> None:
    """The same for everybody of a day."""
    what = about_day(day)
    for row in rows:
        mark(row, about, what, at=at)


def remind_guests(*, at: datetime) -> int:
    """Remind those who come tomorrow, once each, between 18 and 21 o'clock; answers how many letters were written."""
    wall = clock.local(at)
    if not FROM <= wall.time() < UNTIL:
        return 0
    tomorrow = wall.date() + timedelta(days=1)
    days = SeriesDay.objects.filter(sign_up_list__isnull=False, sign_up_list__ended_at__isnull=True)
    days = days.exclude(turn__in=[Turn.CANCELLED, Turn.DROPPED]).select_related("series__page")
    return sum(_remind(day, at) for day in days if (day.moved_to or day.regular_day) == tomorrow)


def _remind(day: SeriesDay, at: datetime) -> int:
    what = about_day(day)
    rows = SignUp.objects.filter(list_id=day.sign_up_list_id, state=SignUpState.SIGNED_UP, person__isnull=True)
    return sum(remind_guest(row, what, at=at) for row in rows if what is not None)


def remind_guest(row: SignUp, what: About, *, at: datetime) -> bool:
    """Remind one guest, once a day; answers whether a letter was written."""
    today = datetime.combine(clock.local(at).date(), time(), clock.BERLIN)
    about = letters_about("gatherings", "sign_up", row.pk).filter(message=REMINDER, made_at__gte=today)
    return not about.exists() and _put(REMINDER, row, what, at)


def _put(key: str, row: SignUp, what: About, at: datetime) -> bool:
    with translation.override(row.language):
        begins = clock.local(what.begins)
        told = {
            "name": _short(row.guest_name.split(" ")[0], _NAME),
            "what": _short(what.title, _TITLE),
            "when": f"{date_format(begins, 'SHORT_DATE_FORMAT')} {begins:%H:%M}",
        }
        ticket = ticket_of(row.organisation_id, row.pk)
        link = settings.PUBLIC_URL + reverse(what.route, kwargs={"language": row.language, "ticket": ticket})
    guest = outbox.Guest(row.guest_name, row.guest_contact, row.language, link)
    about = ("gatherings", "sign_up", row.pk)
    return outbox.put_for_guest(key, guest, about=about, told=told, at=at, begins=what.begins) is not None


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}."

"""A need as a card, as a row and as a slot on the board: written as text, as lists have dozens of them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Need, NeedState
from lotsenwerk.domain.assistance.queries.on_board import OnBoard
from lotsenwerk.kit import clock
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.templatetags.kit import SHAPES, icon, pill, waits
from lotsenwerk.web.desk.wording import KINDS, begins, called, need_word, state_of, window_in_words


def _opens_beside(need: Need | OnBoard) -> str:
    """Attributes of a link that opens the need: beside the page with script, else as a page."""
    place = address("desk:need", need.id)
    return f'href="{place}" hx-get="{place}" hx-target="#side-panel"'


def _what(need: Need | OnBoard) -> str:
    """What is to be done and, where it is said, in which shop."""
    shop = f", {escape(need.shop.name)}" if need.shop else ""
    return f"{escape(need_word(need))}{shop}"


def _keys(need: Need | OnBoard) -> str:
    """Links that only single keys reach: to ask somebody, and to call."""
    ask = call = ""
    if need.state in {NeedState.OPEN, NeedState.OFFERED}:
        place = f"{address('desk:need', need.id)}#who"
        ask = _key_link(place, "a", _("Ask somebody"))
    number = need.client.person.phone or need.client.person.mobile
    if number:
        call = _key_link(f"tel:{number}", "c", _("Call"))
    return ask + call


def _key_link(place: str, key: str, word: str) -> str:
    return (
        f'<a class="for-readers" href="{escape(place)}" tabindex="-1" aria-hidden="true" data-key="{key}">'
        f"{escape(word)}</a>"
    )


def row(need: Need | OnBoard, now: datetime, *, only_time: bool = False) -> SafeString:
    """One line of a list: when, what, for whom and how it stands."""
    begin = clock.local(begins(need))
    moment = "" if only_time else " row-item__time--moment"
    day = "" if only_time else f"{escape(date_format(begin, 'D j.n.'))} "
    tone, word = state_of(need, now)
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<li class="keyed"><a class="row-item" {_opens_beside(need)} id="row-{need.id}" data-list-item>\n'
        f'<span class="row-item__time{moment}">{day}{begin:%H:%M}</span>\n'
        f"{icon(KINDS[need.kind][1])}\n"
        f'<span class="row-item__main"><strong><bdi>{escape(called(need.client.person))}</bdi></strong> '
        f'<span class="soft">{_what(need)}</span></span>\n'
        f"{pill(tone, word)}\n</a>{_keys(need)}</li>"  # type: ignore[arg-type]
    )


def job(need: Need | OnBoard, now: datetime) -> SafeString:
    """The card of a need for which somebody is missing."""
    tone, word = state_of(need, now)
    late = " job--late" if tone == "late" else ""
    day = escape(date_format(clock.local(need.earliest), "D j.n."))
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<li class="keyed">\n<a class="job tone-{tone}{late}" id="need-{need.id}" {_opens_beside(need)} '
        "data-list-item>\n"
        f'<span class="job__time">{day} {window_in_words(need)}</span>\n'
        f'<span class="job__name"><bdi>{escape(called(need.client.person))}</bdi></span>\n'
        f'<span class="drawn">{icon(KINDS[need.kind][1])}<span>{_what(need)}</span></span>\n'
        f'<span class="row">{pill(tone, word)}{waits(need.taken_at, now=now)}</span>\n'  # type: ignore[arg-type]
        f"</a>{_keys(need)}\n</li>"
    )


def slot(need: Need | OnBoard, now: datetime, begin: datetime, end: datetime, place: str) -> SafeString:
    """A visit on the board of the day; ``place`` are the classes that say where it stands."""
    tone, word = state_of(need, now)
    late = " slot--late" if tone == "late" else ""
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<a class="slot tone-{tone}{late} {place}" id="slot-{need.id}" {_opens_beside(need)} '
        f'title="{conditional_escape(word)}"><strong>{icon(SHAPES[tone], label=word)} '
        f"<bdi>{escape(called(need.client.person))}</bdi></strong>"
        f"<span>{clock.local(begin):%H:%M}–{clock.local(end):%H:%M} {escape(need_word(need))}</span></a>"
    )


def week_day(needs: Sequence[OnBoard], more: int, day: date, now: datetime) -> SafeString:
    """One helper's day in the week: its visits with their times; beyond a few only how many more."""
    visits = "".join(_week_visit(need, now) for need in needs)
    rest = f'<span class="soft small">{escape(_("and %(count)d more") % {"count": more})}</span>' if more else ""
    empty = "" if needs else '<span class="soft" aria-hidden="true">·</span>'
    return mark_safe(f'<td data-label="{escape(date_format(day, "D j.n."))}">{visits}{rest}{empty}</td>')  # noqa: S308 - escaped


def _week_visit(need: OnBoard, now: datetime) -> str:
    tone, word = state_of(need, now)
    late = " slot--late" if tone == "late" else ""
    return (
        f'<a class="week__booking tone-{tone}{late}" id="slot-{need.id}" {_opens_beside(need)} '
        f'title="{conditional_escape(word)}" data-list-item><strong>{icon(SHAPES[tone], label=word)} '
        f"{clock.local(begins(need)):%H:%M}</strong> <bdi>{escape(called(need.client.person))}</bdi></a>"
    )

"""The timeline as text: a day has dozens of visits, and a template for each is slow."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lotsenwerk.kit import clock
from lotsenwerk.kit.templatetags.kit import icon
from lotsenwerk.web.desk.plan.pieces import STATES, Moments, Row, Visit
from lotsenwerk.web.desk.plan.timeline import NARROW, TINY, Scale, Span, gaps, with_room

if TYPE_CHECKING:
    from lotsenwerk.web.desk.plan.arranged import WeekRow

MOST_IN_A_CELL: Final = 4
DRAWINGS: Final = ("basket", "walking", "crate", "errand", "office", "talk", "person", "clock")
"""Drawings that stand in the blocks: the page names each once, the blocks refer to it."""


def drawings() -> SafeString:
    """The drawings by short names, for ``timeline``."""
    named = "".join(f'<g id="k-{name}">{_only_use(name)}</g>' for name in DRAWINGS)
    return mark_safe(f'<svg class="for-readers" aria-hidden="true"><defs>{named}</defs></svg>')  # noqa: S308 - our own


def _only_use(name: str) -> str:
    drawn = icon(name)
    return drawn[drawn.index("<use") : drawn.index("</svg>")]


def timeline(rows: Sequence[Row], scale: Scale, *, open_need: int = 0) -> SafeString:
    """Hours across, helpers down; ``open_need`` is the need that stands in the panel."""
    hours = "".join(f"<li>{hour}</li>" for hour in scale.hours)
    drawn = "".join(_row(row, scale, open_need) for row in rows)
    return mark_safe(  # noqa: S308 - every part is escaped
        f'<div class="timeline__inside hours-{scale.last - scale.first}">'
        f'<div class="timeline__hours" aria-hidden="true"><ol>{hours}</ol></div>{drawn}</div>'
    )


def _row(row: Row, scale: Scale, open_need: int) -> str:
    shut = "".join(f'<i class="shut {span.classes}"></i>' for span in gaps(scale, row.free))
    shown = [(visit, span) for visit in row.visits if (span := scale.span(visit.begin, visit.end))]
    taken = [span for begin, end in row.shops if (span := scale.span(begin, end))]
    spans = with_room([span for _one, span in shown], taken, scale.columns)
    visits = "".join(_visit(row, visit, span, open_need) for (visit, _true), span in zip(shown, spans, strict=True))
    is_kept = row.is_ordered and not row.lost_order
    order = f" {icon('lock', label=_('The order is held'))}" if is_kept else ""
    lost = f"<small>{icon('alert')} {escape(_('Not in the order laid'))}</small>" if row.lost_order else ""
    return (
        f'<section class="timeline__row" aria-labelledby="who-{row.person_id}" data-helper="{row.person_id}" '
        f'data-name="{escape(row.short)}"><div class="timeline__who">'
        f'<span class="timeline__number" aria-hidden="true">{row.number}</span>'
        f'<div><h3 id="who-{row.person_id}"><bdi>{escape(row.name)}</bdi>{order}</h3>'
        f'<small>{escape(row.sum)}</small>{lost}</div></div><div class="timeline__lane">{shut}'
        f"{_marks('leg', row.legs, scale)}{_marks('stop', row.shops, scale)}{visits}</div></section>"
    )


def _marks(kind: str, stretches: Sequence[Moments], scale: Scale) -> str:
    spans = [scale.span(begin, end) for begin, end in stretches]
    return "".join(f'<i class="{kind} {span.classes}"></i>' for span in spans if span is not None)


def _visit(row: Row, visit: Visit, span: Span, open_need: int) -> str:
    narrow = " visit--narrow" if span.columns <= NARROW else ""
    narrow += " visit--tiny" if span.columns <= TINY else ""
    here = ' aria-current="true"' if visit.need_id == open_need else ""
    words = escape(visit_in_words(row.short, visit))
    pins = [name for name, is_held in (("person", visit.holds_person), ("time", visit.holds_time)) if is_held]
    held = f' data-held="{" ".join(pins)}"' if pins else ""
    return (
        f'<a class="visit visit--{visit.state}{narrow} {span.classes}" href="{escape(visit.url)}" '
        f'id="row-{visit.need_id}"{here}{held} data-need="{visit.need_id}" aria-label="{words}">'
        f'<span class="visit__time"><i class="shape"></i>{_small(visit.drawing)}<span class="visit__hour">'
        f'{clock.local(visit.begin):%H:%M}</span></span><bdi class="visit__who">{escape(visit.short)}</bdi>'
        f"{_pins(pins)}</a>"
    )


def _small(name: str) -> str:
    return f'<svg class="icon"><use href="#k-{name}"/></svg>'


def _pins(pins: Sequence[str]) -> str:
    drawn = "".join(_small("clock" if pin == "time" else pin) for pin in pins)
    return f'<span class="visit__held">{drawn}</span>' if pins else ""


def visit_in_words(helper: str, visit: Visit) -> str:
    """All that a block says by its place, its frame and its marks."""
    told = {
        "helper": helper,
        "begin": f"{clock.local(visit.begin):%H:%M}",
        "end": f"{clock.local(visit.end):%H:%M}",
        "who": visit.who,
        "what": visit.what,
        "state": str(STATES[visit.state]),
    }
    words = [_("%(begin)s–%(end)s %(who)s, %(what)s: %(helper)s, %(state)s") % told]
    words += [visit.shop] if visit.shop else []
    words += [_("person held")] if visit.holds_person else []
    words += [_("time held")] if visit.holds_time else []
    return ", ".join(words)


def week_cells(row: "WeekRow", days: Sequence[tuple[date, str]]) -> SafeString:
    """One helper's week: her visits with their times; of a full day the first, and the way to the others."""
    cells = [_cell(row.name, visits, *day) for visits, day in zip(row.days, days, strict=True)]
    return mark_safe("".join(cells))  # noqa: S308 - every part is escaped


def _cell(name: str, visits: Sequence[Visit], day: date, url: str) -> str:
    shown = "".join(_in_week(name, visit) for visit in visits[:MOST_IN_A_CELL])
    left = len(visits) - MOST_IN_A_CELL
    more = _("and %(count)d more") % {"count": left}
    rest = f'<a class="small" href="{escape(url)}" hx-boost="false">{escape(more)}</a>' if left > 0 else ""
    empty = "" if visits else '<span class="soft" aria-hidden="true">·</span>'
    return f'<td data-label="{escape(date_format(day, "D j.n."))}">{shown}{rest}{empty}</td>'


def _in_week(name: str, visit: Visit) -> str:
    words = escape(visit_in_words(name, visit))
    return (
        f'<a class="week__booking visit--{visit.state}" href="{escape(visit.url)}" id="row-{visit.need_id}" '
        f'aria-label="{words}" data-list-item><strong><i class="shape"></i> {clock.local(visit.begin):%H:%M}</strong> '
        f"<bdi>{escape(visit.short)}</bdi></a>"
    )

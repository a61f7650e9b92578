"""What the pages of a plan draw: ``{% load plan %}``."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from lotsenwerk.domain.assistance.models import Offer
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.plan import drawn
from lotsenwerk.web.desk.plan.pieces import Row
from lotsenwerk.web.desk.plan.timeline import Scale
from lotsenwerk.web.desk.plan.wording import what_in_words

if TYPE_CHECKING:
    from lotsenwerk.web.desk.plan.arranged import WeekRow

register = template.Library()
register.filter("what_in_words", what_in_words)


@register.filter
def whole_day(offer: Offer) -> str:
    """The page on which the desk answers for the whole day that an offer belongs to; nothing where it is one alone."""
    if offer.day_id is None:
        return ""
    begin = clock.local(offer.begins_at or offer.need.earliest)
    return reverse("desk:plan_whole_day", args=[offer.volunteer.person_id, begin.date()])


@register.simple_tag
def timeline_drawings() -> SafeString:
    """The drawings of the visits, once on a page."""
    return drawn.drawings()


@register.simple_tag
def timeline_of(rows: Sequence[Row], scale: Scale) -> SafeString:
    """Hours across, helpers down."""
    return drawn.timeline(rows, scale)


@register.simple_tag
def plan_week_days(row: "WeekRow", days: Sequence[tuple[date, str]]) -> SafeString:
    """One helper's week, a cell for each day."""
    return drawn.week_cells(row, days)

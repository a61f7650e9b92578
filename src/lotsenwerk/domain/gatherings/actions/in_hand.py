"""A date or one day of it in hand, for the verbs about it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.days import is_regular
from lotsenwerk.domain.gatherings.models import Series, SeriesDay
from lotsenwerk.domain.gatherings.permissions import may_keep
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, NotThere
from lotsenwerk.kit.locking import lock

Subject = tuple[str, str, int]


def story_of(series: Series) -> Subject:
    """The story to which every line of the journal about a date belongs."""
    return ("gatherings", "series", series.pk)


def locked(actor: Actor, series: Series) -> Series:
    """The row in hand; refused to those who may not keep it."""
    if not may_keep(actor, series):
        raise NotAllowed(_("Only those who work here may keep dates."))
    return lock(Series.objects.select_related("page"), pk=series.pk)


def day_row(series: Series, regular_day: date) -> SeriesDay:
    """The row of a day, made where nothing was known of it. For verbs that have locked the series.

    A day that the rhythm does not name is ``NotThere``.
    """
    found = series.days.filter(regular_day=regular_day).first()
    if found is None:
        if not is_regular(series, regular_day):
            raise NotThere
        found = SeriesDay.objects.create(series=series, regular_day=regular_day)
    return found

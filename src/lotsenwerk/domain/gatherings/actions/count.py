"""Who was there, without names: visitors, tables by level, and what was brought to be mended."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.in_hand import day_row, locked, story_of
from lotsenwerk.domain.gatherings.models import Form, Level, LoggedItem, Outcome, Series, SeriesDay, TableCount, Turn
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.typed import refuse_too_long

MOST_VISITORS: Final = 2000
HEAVIEST: Final = 200_000
"""Grams: what is heavier nobody carries in."""
LONGEST_WHAT: Final = 80


def count_visitors(actor: Actor, series: Series, regular_day: date, *, more: int, at: datetime) -> SeriesDay:
    """Somebody more came, or one less: ``more`` may be negative. Never below none."""
    row = _day(actor, series, regular_day, at)
    row.visitors = _within(row.visitors + more)
    row.save(update_fields=["visitors"])
    record(actor, "count_visitors", ("gatherings", "day", row.pk), at=at, story=story_of(row.series))
    return row


def count_table(actor: Actor, series: Series, regular_day: date, *, level: str, more: int, at: datetime) -> TableCount:
    """Somebody more sits at the table of a level, or one less; of a language café alone."""
    row = _day(actor, series, regular_day, at)
    if row.series.form != Form.LANGUAGE_CAFE or level not in Level.values:
        raise WrongState(_("Only a language café has tables by level."))
    table, _made = TableCount.objects.get_or_create(day=row, level=level)
    table.people = _within(table.people + more)
    table.save(update_fields=["people"])
    record(actor, "count_table", ("gatherings", "day", row.pk), at=at, story=story_of(row.series))
    return table


def log_item(
    actor: Actor, series: Series, regular_day: date, *, what: str, grams: int | None, outcome: str, at: datetime
) -> LoggedItem:
    """Note what was brought to be mended and how it ended; of a Repair Café or a sewing room alone."""
    row = _day(actor, series, regular_day, at)
    if row.series.form != Form.REPAIR:
        raise WrongState(_("Only a Repair Café or a sewing room notes things."))
    if not what.strip():
        raise BadInput(_("Please say what it is."), field="what")
    refuse_too_long(what.strip(), LONGEST_WHAT, "what")
    if grams is not None and not 1 <= grams <= HEAVIEST:
        raise BadInput(_("Please enter a weight up to 200 kg."), field="weight")
    if outcome not in Outcome.values:
        raise BadInput(_("Please choose one of the list."), field="outcome")
    made = LoggedItem.objects.create(day=row, what=what.strip(), grams=grams, outcome=outcome, noted_at=at)
    record(actor, "log_item", ("gatherings", "day", row.pk), at=at, story=story_of(row.series))
    return made


def strike_item(actor: Actor, item: LoggedItem, *, at: datetime) -> None:
    """It was noted by mistake."""
    series = locked(actor, item.day.series)
    LoggedItem.objects.filter(pk=item.pk).delete()
    record(actor, "strike_item", ("gatherings", "day", item.day_id), at=at, story=story_of(series))


def _day(actor: Actor, series: Series, regular_day: date, at: datetime) -> SeriesDay:
    """The day in hand: nobody is counted before it has come, nor where it does not take place."""
    series = locked(actor, series)
    row = day_row(series, regular_day)
    if row.turn in {Turn.CANCELLED, Turn.DROPPED}:
        raise WrongState(_("This day does not take place."))
    if (row.moved_to or row.regular_day) > clock.local(at + timedelta(hours=1)).date():
        raise WrongState(_("This day has not come yet."))
    return row


def _within(number: int) -> int:
    return max(0, min(number, MOST_VISITORS))

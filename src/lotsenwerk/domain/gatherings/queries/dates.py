"""Reads of dates: for those who keep them, and what the public may know of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from lotsenwerk.domain.gatherings.days import Taking, is_regular, one_day, takings
from lotsenwerk.domain.gatherings.models import (
    LoggedItem,
    Material,
    Outcome,
    Series,
    SeriesDay,
    SignUp,
    SignUpState,
    TableCount,
    Turn,
)
from lotsenwerk.domain.gatherings.permissions import may_see_dates
from lotsenwerk.domain.gatherings.seats import COMES, free
from lotsenwerk.domain.publishing.models import Page, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import titles_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere

AHEAD: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Listed:
    """A date in the list: its next time, who comes to it and who waits."""

    series: Series
    title: str
    next: Taking | None
    comes: int
    waits: int
    to_call: int


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day with everything known of it. ``left`` are the free seats; none where as many come as like."""

    regular: date
    taking: Taking | None
    row: SeriesDay | None
    comes: Sequence[SignUp]
    waits: Sequence[SignUp]
    left: int | None
    tables: Mapping[str, int]
    items: Sequence[LoggedItem]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a date has come to so far: days with somebody counted, visitors, things and what was saved, in grams."""

    visitors: int
    items: int
    fixed: int
    grams: int


def series_of(actor: Actor) -> QuerySet[Series]:
    """The dates that the actor may keep."""
    if not may_see_dates(actor):
        raise NotThere
    rows = Series.objects.select_related("page__carrier")
    if may_publish(actor) or actor.has("assistant"):
        return rows
    return rows.filter(page__carrier_id=actor.partner_id)


def series_for(actor: Actor, series_id: int) -> Series:
    """One date that the actor may keep; ``NotThere`` otherwise."""
    found = series_of(actor).filter(pk=series_id).first()
    if found is None:
        raise NotThere
    return found


def of_page(page: Page) -> Series | None:
    """When the date of a page takes place; none where nobody has said so yet."""
    return Series.objects.filter(page=page).first()


def listed(actor: Actor, *, at: datetime) -> Sequence[Listed]:
    """Every date that the actor may keep, by its next time; those that are over stand last. Five queries."""
    series = list(series_of(actor).exclude(page__state=PageState.WITHDRAWN))
    titles = titles_of([one.page for one in series])
    today = clock.local(at).date()
    rows = _rows_by_series(series)
    nexts = {one.pk: _next(one, rows[one.pk], today, at) for one in series}
    counts = _counts(one.row for one in nexts.values() if one is not None and one.row is not None)
    found = [_listed(one, titles.get(one.page_id, ""), nexts[one.pk], counts) for one in series]
    return sorted(found, key=lambda one: (one.next is None, one.next.begins if one.next else at, one.title))


def days_ahead(series: Series, *, at: datetime, most: int = 5) -> Sequence[Taking]:
    """The next days of a date, with those that were cancelled. One query."""
    today = clock.local(at).date()
    rows = {row.regular_day: row for row in series.days.select_related("sign_up_list")}
    ahead = takings(series, rows, first=today, last=today + AHEAD)
    return [one for one in ahead if one.ends > at][:most]


def days_behind(series: Series, *, at: datetime, most: int = 6) -> Sequence[Taking]:
    """The days that were, the last one first; the row of each knows how many came, in ``people``."""
    today = clock.local(at).date()
    counted = series.days.annotate(people=F("visitors") + Coalesce(Sum("tables__people"), 0))
    rows = {row.regular_day: row for row in counted}
    behind = takings(series, rows, first=today - AHEAD, last=today)
    return [one for one in reversed(behind) if one.ends <= at][:most]


def day_of(series: Series, regular_day: date) -> DayShown:
    """One day of a date; ``NotThere`` where the rhythm does not name it. At most five queries."""
    row = series.days.select_related("sign_up_list").filter(regular_day=regular_day).first()
    if row is None and not is_regular(series, regular_day):
        raise NotThere
    signed = _signed(row)
    left = free(row.sign_up_list, signed).seats if row and row.sign_up_list else series.seats
    return DayShown(
        regular=regular_day,
        taking=one_day(series, regular_day, row),
        row=row,
        comes=[one for one in signed if one.state == SignUpState.SIGNED_UP],
        waits=[one for one in signed if one.state == SignUpState.WAITING],
        left=left if series.takes_sign_ups else None,
        tables=dict(TableCount.objects.filter(day=row).values_list("level", "people")) if row else {},
        items=list(LoggedItem.objects.filter(day=row).order_by("-id")) if row else [],
    )


def guest_of(series: Series, sign_up_id: int) -> SignUp:
    """Somebody on a list of this date; ``NotThere`` otherwise."""
    found = SignUp.objects.filter(pk=sign_up_id, list__days__series=series).first()
    if found is None:
        raise NotThere
    return found


def item_of(series: Series, item_id: int) -> LoggedItem:
    """Something that was brought to this date; ``NotThere`` otherwise."""
    found = LoggedItem.objects.select_related("day__series__page").filter(pk=item_id, day__series=series).first()
    if found is None:
        raise NotThere
    return found


def figures_of(series: Series) -> Figures:
    """How many came and what was saved so far: only what was fixed counts by its weight. Three queries."""
    visitors = series.days.aggregate(all=Sum("visitors"))["all"] or 0
    seated = TableCount.objects.filter(day__series=series).aggregate(all=Sum("people"))["all"] or 0
    items = list(LoggedItem.objects.filter(day__series=series).values_list("outcome", "grams"))
    fixed = [grams or 0 for outcome, grams in items if outcome == Outcome.FIXED]
    return Figures(visitors + seated, len(items), len(fixed), sum(fixed))


def materials_of(series: Series) -> Sequence[Material]:
    """What is handed out with a date, in the order in which it was added, without the files themselves."""
    return list(series.materials.defer("content").order_by("id"))


def material_of(series: Series, ref: str) -> Material:
    """One file of this date; ``NotThere`` otherwise."""
    found = Material.objects.select_related("series__page").filter(series=series, ref=ref).first()
    if found is None:
        raise NotThere
    return found


def public_series(ref: str) -> Series | None:
    """The date behind an entry of the shop window, in its tenant's scope; none where it has no days yet."""
    return Series.objects.select_related("page").filter(page__ref=ref, page__state=PageState.PUBLISHED).first()


def reasons_of(series: Series) -> Mapping[date, str]:
    """Why days were cancelled, by the day that names each. One query."""
    rows = series.days.filter(turn=Turn.CANCELLED).values_list("regular_day", "reason")
    return {day: reason for day, reason in rows}  # noqa: C416 - typed rows


def public_sign_up(sign_up_id: int) -> tuple[Series, SeriesDay, SignUp]:
    """What a guest's own link shows: her place on the list of a day. ``NotThere`` once her name is forgotten."""
    found = SignUp.objects.select_related("list").filter(pk=sign_up_id, person__isnull=True).first()
    row = found and SeriesDay.objects.select_related("series__page").filter(sign_up_list=found.list_id).first()
    if not found or not row or not found.guest_name:
        raise NotThere
    return row.series, row, found


def _signed(row: SeriesDay | None) -> list[SignUp]:
    if row is None or row.sign_up_list_id is None:
        return []
    rows = SignUp.objects.filter(list_id=row.sign_up_list_id, state__in=COMES).select_related("person")
    return list(rows.order_by("asked_at", "id"))


def _rows_by_series(series: Sequence[Series]) -> dict[int, dict[date, SeriesDay]]:
    rows: dict[int, dict[date, SeriesDay]] = {one.pk: {} for one in series}
    for row in SeriesDay.objects.filter(series__in=rows):
        rows[row.series_id][row.regular_day] = row
    return rows


def _next(series: Series, rows: Mapping[date, SeriesDay], today: date, at: datetime) -> Taking | None:
    ahead = takings(series, rows, first=today, last=today + AHEAD)
    return next((one for one in ahead if one.ends > at), None)


def _counts(rows: Iterable[SeriesDay]) -> dict[int, dict[str, int]]:
    lists = [row.sign_up_list_id for row in rows if row.sign_up_list_id]
    counts: dict[int, dict[str, int]] = {}
    found = SignUp.objects.filter(list__in=lists, state__in=COMES) if lists else ()
    for one in found:
        of_list = counts.setdefault(one.list_id, {"comes": 0, "waits": 0, "to_call": 0})
        of_list["waits" if one.state == SignUpState.WAITING else "comes"] += 1 + one.companions
        of_list["to_call"] += bool(one.call_about)
    return counts


def _listed(series: Series, title: str, taking: Taking | None, counts: Mapping[int, Mapping[str, int]]) -> Listed:
    list_id = taking.row.sign_up_list_id if taking and taking.row else None
    nobody = {"comes": 0, "waits": 0, "to_call": 0}
    return Listed(series, title, taking, **counts.get(list_id or 0, nobody))

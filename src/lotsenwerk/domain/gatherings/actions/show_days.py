"""Put the days of a published date into the shop window, or bring them up to date there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from lotsenwerk.domain.gatherings.days import LAID_AHEAD, Taking, one_day, takings
from lotsenwerk.domain.gatherings.models import Series, SeriesDay, SignUp
from lotsenwerk.domain.gatherings.seats import COMES, free
from lotsenwerk.domain.publishing.models import Entry, EntryDay
from lotsenwerk.kit import clock

_FACTS = ("begins", "ends", "is_cancelled", "seats_left")


def show_days(series: Series, at: datetime) -> int:
    """Make the window say of a series what is so now, from yesterday to 400 days ahead; answers how many days.

    Nothing is written where the page is not published.
    """
    entry = Entry.objects.filter(ref=series.page.ref, is_shown=True).first()
    if entry is None:
        return 0
    today = clock.local(at).date()
    rows = {row.regular_day: row for row in series.days.select_related("sign_up_list")}
    ahead = takings(series, rows, first=today - timedelta(days=1), last=today + LAID_AHEAD)
    left = _seats_left(series, rows.values())
    wanted = {one.regular: _row(entry, one, left.get(one.regular, series.seats)) for one in ahead}
    _bring(entry, wanted, at)
    return len(wanted)


def extend(at: datetime) -> int:
    """The nightly work: every published date shows its days ahead; answers how many dates."""
    shown = Series.objects.filter(page__published_number__isnull=False).select_related("page")
    return sum(show_days(one, at) > 0 for one in shown)


def end_what_is_over(at: datetime) -> int:
    """End the lists of days that lie behind, so that guests' names are forgotten in time; answers how many lists."""
    ended = 0
    days = SeriesDay.objects.filter(sign_up_list__isnull=False, sign_up_list__ended_at__isnull=True)
    for row in days.select_related("series", "sign_up_list"):
        taking = one_day(row.series, row.regular_day, row)
        if (row.moved_to or row.regular_day) < clock.local(at).date() and row.sign_up_list is not None:
            row.sign_up_list.ended_at = taking.ends if taking else at
            row.sign_up_list.save(update_fields=["ended_at"])
            ended += 1
    return ended


def _row(entry: Entry, one: Taking, left: int | None) -> EntryDay:
    return EntryDay(
        entry=entry,
        organisation_id=entry.organisation_id,
        regular_day=one.regular,
        begins=one.begins,
        ends=one.ends,
        is_cancelled=one.is_cancelled,
        seats_left=left,
    )


def _seats_left(series: Series, rows: Iterable[SeriesDay]) -> dict[date, int | None]:
    """For each day that has a list, the seats that are free. One query."""
    lists = {row.sign_up_list_id: row for row in rows if row.sign_up_list_id}
    signed: dict[int, list[SignUp]] = {key: [] for key in lists}
    for one in SignUp.objects.filter(list__in=lists, state__in=COMES) if series.takes_sign_ups else ():
        signed[one.list_id].append(one)
    return {
        row.regular_day: free(row.sign_up_list, signed[row.sign_up_list_id]).seats
        for row in lists.values()
        if row.sign_up_list and row.sign_up_list_id
    }


def _bring(entry: Entry, wanted: dict[date, EntryDay], at: datetime) -> None:
    here = {row.regular_day: row for row in entry.days.all()}
    gone = [row.pk for day, row in here.items() if day not in wanted]
    new = [row for day, row in wanted.items() if day not in here]
    changed = []
    for day, row in here.items():
        if day in wanted and any(getattr(row, name) != getattr(wanted[day], name) for name in _FACTS):
            for name in _FACTS:
                setattr(row, name, getattr(wanted[day], name))
            changed.append(row)
    if not (gone or new or changed):
        return
    EntryDay.objects.filter(pk__in=gone).delete()
    EntryDay.objects.bulk_create(new)
    EntryDay.objects.bulk_update(changed, _FACTS)
    Entry.objects.filter(pk=entry.pk).update(changed_at=at)

"""What the first public page shows of the window: dates ahead, projects that run, and news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lotsenwerk.domain.publishing.models import Entry, EntryDay, PageKind
from lotsenwerk.domain.publishing.queries.window import Asked, Shown, far, fitting, shown_rows
from lotsenwerk.kit.maps import Spot

MOST_DATES: Final = 5
MOST_PROJECTS: Final = 3
MOST_NEWS: Final = 3
NEAR_KM: Final = 30


@dataclass(frozen=True, slots=True)
class Front:
    """Dates with a day on which they take place, projects and news."""

    dates: Sequence[tuple[EntryDay, Shown]]
    projects: Sequence[Shown]
    news: Sequence[Shown]


def front(language: str, here: Spot | None, *, at: datetime) -> Front:
    """What is near ``here``, otherwise of all Hesse; news are for everybody. Five queries."""
    projects = Asked((PageKind.PROJECT,), language, here=here, radius_km=NEAR_KM, state="running")
    dates = Asked((PageKind.DATE,), language, here=here, radius_km=NEAR_KM)
    rows = EntryDay.objects.filter(fitting(dates, at, "entry__"), ends__gte=at, is_cancelled=False)
    days = list(rows.order_by("begins", "entry_id")[:MOST_DATES])
    ids = {
        PageKind.PROJECT: _nearest(projects, at, MOST_PROJECTS),
        PageKind.NEWS: _newest(Asked((PageKind.NEWS,), language), at, MOST_NEWS),
    }
    wanted = [day.entry_id for day in days] + [pk for of_kind in ids.values() for pk in of_kind]
    shown = {one.entry.pk: one for one in shown_rows(wanted, projects)}
    return Front(
        [(day, shown[day.entry_id]) for day in days if day.entry_id in shown],
        [shown[pk] for pk in ids[PageKind.PROJECT] if pk in shown],
        [shown[pk] for pk in ids[PageKind.NEWS] if pk in shown],
    )


def _nearest(asked: Asked, at: datetime, most: int) -> Sequence[int]:
    rows = Entry.objects.filter(fitting(asked, at))
    order = ("far", "-published_at", "id") if asked.here else ("-seeks_helpers", "-published_at", "id")
    return list(rows.annotate(far=far(asked.here, "")).order_by(*order).values_list("pk", flat=True)[:most])


def _newest(asked: Asked, at: datetime, most: int) -> Sequence[int]:
    rows = Entry.objects.filter(fitting(asked, at)).order_by("-published_at", "id")
    return list(rows.values_list("pk", flat=True)[:most])

"""Dates for somebody's calendar: one with its rhythm, one day of it, or all that is ahead near a place."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lotsenwerk.domain.gatherings.calendar_file import Told, calendar_of_days, calendar_of_series
from lotsenwerk.domain.gatherings.queries.dates import public_series
from lotsenwerk.domain.publishing.models import Entry
from lotsenwerk.domain.publishing.queries.days import date_entry, day_of_entry, days_ahead, next_days
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.dates.finding import sought_days
from lotsenwerk.web.portal.dates.showing import told_of
from lotsenwerk.web.portal.entry import public

MOST_DAYS: Final = 400


@require_safe
@public
def town(request: HttpRequest, language: str) -> HttpResponse:
    """All that is ahead, narrowed as the list is: ``?town=`` or ``?where=`` names the place."""
    now = clock.now()
    rows, _more = days_ahead(sought_days(request.GET, language, now).asked, at=now, most=MOST_DAYS)
    told = {one.day.entry_id: told_of(one.day.entry, one.text, language) for one in rows}
    return _file(calendar_of_days([one.day for one in rows], told), "dates")


@require_safe
@public
def series(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A date with its rhythm; with ``?on=`` that day alone."""
    try:
        entry, text = date_entry(slug, language, at=clock.now())
    except NotThere:
        raise Http404 from None
    told = told_of(entry, text, language)
    if "on" in request.GET:
        day = day_of_entry(entry, _day(request.GET["on"]))
        if day is None:
            raise Http404
        return _file(calendar_of_days([day], {entry.pk: told}), slug)
    return _file(_whole(entry, told), slug)


def _whole(entry: Entry, told: Told) -> str:
    """A date with its rhythm; one that was read of others has days and no rhythm of ours."""
    with tenant(entry.organisation_id):
        shown = public_series(entry.ref)
        if shown is not None:
            return calendar_of_series(shown, told, at=entry.changed_at)
    return calendar_of_days(next_days(entry, at=clock.now(), most=MOST_DAYS), {entry.pk: told})


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Http404 from None


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response

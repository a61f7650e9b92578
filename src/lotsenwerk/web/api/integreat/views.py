"""Our towns as regions of Integreat's public interface, version 3."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.utils import translation

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenant_by_slug, tenants
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.given import languages_of, own_services, own_texts
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.api.entry import given, window
from lotsenwerk.web.api.integreat.dates import events_of
from lotsenwerk.web.api.integreat.places import location_of_entry, location_of_service
from lotsenwerk.web.api.integreat.regions import language_rows, region_of
from lotsenwerk.web.api.integreat.texts import page_of
from lotsenwerk.web.api.integreat.tongues import ours

PAGES: Final = (PageKind.TEXT, PageKind.NEWS, PageKind.PROJECT, PageKind.OFFER)
PLACES: Final = (PageKind.PROFILE, PageKind.SITE)
Rows = Sequence[dict[str, Any]]


@given
def regions(request: HttpRequest) -> Rows:  # noqa: ARG001 - every view takes it
    """Every town and county that keeps its records here."""
    listed = list(tenants().select_related("municipality"))
    spoken = languages_of([one.pk for one in listed])
    return [region_of(one, spoken[one.pk]) for one in listed]


@given
def region(request: HttpRequest, region: str) -> dict[str, Any]:  # noqa: ARG001 - every view takes it
    """One of them."""
    body = tenant_by_slug(region)
    return region_of(body, languages_of([body.pk])[body.pk])


@given
def languages(request: HttpRequest, region: str) -> Rows:  # noqa: ARG001 - every view takes it
    """In which languages it says something."""
    body = tenant_by_slug(region)
    return language_rows(languages_of([body.pk])[body.pk])


@window
def pages(request: HttpRequest, region: str, language: str) -> Rows:  # noqa: ARG001 - every view takes it
    """Texts, news, projects and offers to volunteer."""
    body, code = _asked(region, language)
    with tenant(body.pk):
        rows = own_texts(PAGES, code, at=clock.now(), of=body.pk)
    return [page_of(row, place) for place, row in enumerate(rows, start=1)]


@window
def events(request: HttpRequest, region: str, language: str) -> Rows:
    """Dates with their days ahead; ``combine_recurring=True`` makes one row of a weekly one, with its rule."""
    body, code = _asked(region, language)
    with tenant(body.pk):
        rows = own_texts((PageKind.DATE,), code, at=clock.now(), of=body.pk)
    is_combined = request.GET.get("combine_recurring", "").lower() in {"true", "1", "yes"}
    return events_of(rows, is_combined=is_combined)


@given
def locations(request: HttpRequest, region: str, language: str) -> Rows:  # noqa: ARG001 - every view takes it
    """Sites, organisations with a page of their own, and listed advice services and clubs."""
    body, code = _asked(region, language)
    with tenant(body.pk):
        rows, services = own_texts(PLACES, code, at=clock.now(), of=body.pk), own_services()
    have_a_page = {row.entry.carrier_id for row in rows}
    with translation.override(code):
        listed = [location_of_service(one, code) for one in services if one.pk not in have_a_page]
        return [*(location_of_entry(row) for row in rows), *listed]


def _asked(region: str, language: str) -> tuple[Organisation, str]:
    """The body and our code of the language; ``NotThere`` where it says nothing in it."""
    body, code = tenant_by_slug(region), ours(language)
    if code not in languages_of([body.pk])[body.pk]:
        raise NotThere
    return body, code

"""Files of a date: those for everybody on its page, the others behind the link of somebody who is signed up."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lotsenwerk.domain.gatherings.models import Material, Series, SignUpState
from lotsenwerk.domain.gatherings.queries.dates import material_of, materials_of, public_series, public_sign_up
from lotsenwerk.domain.gatherings.tickets import read_ticket
from lotsenwerk.domain.publishing.queries.days import date_entry
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.entry import public


@require_safe
@public
def date_material(request: HttpRequest, language: str, slug: str, ref: str) -> HttpResponse:
    """A file: for everybody, or for whoever brings the ticket of a seat at this date (``?of=``)."""
    try:
        entry, _text = date_entry(slug, language, at=clock.now())
        with tenant(entry.organisation_id):
            found = _readable(entry.ref, ref, request.GET.get("of", ""))
    except NotThere:
        raise Http404 from None
    response = HttpResponse(bytes(found.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.ref}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _readable(page: str, ref: str, ticket: str) -> Material:
    series = public_series(page)
    found = material_of(series, ref) if series is not None else None
    if series is None or found is None or not (found.is_public or _has_seat(ticket, series)):
        raise NotThere
    return found


def _has_seat(ticket: str, series: Series) -> bool:
    try:
        organisation_id, sign_up_id = read_ticket(ticket)
        own, _row, signed = public_sign_up(sign_up_id)
    except NotThere:
        return False
    return organisation_id == series.organisation_id and own == series and signed.state == SignUpState.SIGNED_UP


def files_of(series: Series | None, language: str, slug: str, ticket: str = "") -> Sequence[tuple[Material, str]]:
    """The files that somebody may read, with their addresses; with a ticket those for the signed up too. One query."""
    rows = materials_of(series) if series is not None else []
    return [(one, _url(one, language, slug, ticket)) for one in rows if one.is_public or ticket]


def _url(one: Material, language: str, slug: str, ticket: str) -> str:
    url = reverse("portal:date_material", kwargs={"language": language, "slug": slug, "ref": one.ref})
    return url if one.is_public else f"{url}?of={ticket}"

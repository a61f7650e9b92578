"""What others keep reading of us: Atom feeds of projects, offers and news, and the offers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import tenant_by_slug
from lotsenwerk.domain.publishing.models import EntryText, PageKind
from lotsenwerk.domain.publishing.queries.given import texts
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.portal.entry import window
from lotsenwerk.web.portal.feeds.atom import feed_of
from lotsenwerk.web.portal.feeds.table import table_of

NEWEST: Final = 50
MOST_OFFERS: Final = 5000


@dataclass(frozen=True, slots=True)
class Shelf:
    """One feed: which kind of page it tells of, and what it is called."""

    kind: PageKind
    title: Promise


SHELVES: Final[Mapping[str, Shelf]] = {
    "projects": Shelf(PageKind.PROJECT, pgettext_lazy("public pages", "Projects")),
    "offers": Shelf(PageKind.OFFER, gettext_lazy("Where you can help")),
    "news": Shelf(PageKind.NEWS, pgettext_lazy("feed", "News")),
}


@require_safe
@window
def feed(request: HttpRequest, language: str, shelf: str) -> HttpResponse:
    """The newest of one shelf, in one language, of all Hesse or of one town (``?town=``)."""
    one = SHELVES.get(shelf)
    if one is None:
        raise Http404
    body = _town(request)
    title = f"{one.title} – {body.name}" if body else str(one.title)
    home = reverse("portal:home", kwargs={"language": language})
    rows = _shown(one.kind, language, body, NEWEST)
    text = feed_of(rows, title=title, language=language, path=request.get_full_path(), home=home)
    return _open(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


@require_safe
@window
def offers_table(request: HttpRequest, language: str) -> HttpResponse:
    """Offers to volunteer as engagement portals take them in: a table with semicolons."""
    text = table_of(_shown(PageKind.OFFER, language, _town(request), MOST_OFFERS))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="offers-{language}.csv"'
    return _open(response)


def _shown(kind: PageKind, language: str, body: Organisation | None, most: int) -> Sequence[EntryText]:
    return list(texts((kind,), language, at=clock.now(), of=body.pk if body else None)[:most])


def _town(request: HttpRequest) -> Organisation | None:
    """The town that is asked for; all of Hesse where none is, nothing where there is none of this name."""
    slug = request.GET.get("town", "")
    try:
        return tenant_by_slug(slug) if slug else None
    except NotThere:
        raise Http404 from None


def _open(response: HttpResponse) -> HttpResponse:
    """Also for a page of somebody else, in a visitor's browser."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response

"""What there is to read: news, how it all works, and where guides and interpreters are."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lotsenwerk.web.portal.directory.showing import shown_entry, shown_list
from lotsenwerk.web.portal.entry import window
from lotsenwerk.web.shown.shelves import NEWS, SITES, TEXTS


@require_safe
@window
def news(request: HttpRequest, language: str) -> HttpResponse:
    """What is new."""
    return shown_list(request, language, NEWS)


@require_safe
@window
def news_one(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One of them."""
    return shown_entry(request, language, slug, NEWS)


@require_safe
@window
def texts(request: HttpRequest, language: str) -> HttpResponse:
    """How it works."""
    return shown_list(request, language, TEXTS)


@require_safe
@window
def text(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One of them."""
    return shown_entry(request, language, slug, TEXTS)


@require_safe
@window
def sites(request: HttpRequest, language: str) -> HttpResponse:
    """Offices that send guides and interpreters, on the map of Hesse."""
    return shown_list(request, language, SITES)


@require_safe
@window
def site(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One of them."""
    return shown_entry(request, language, slug, SITES)

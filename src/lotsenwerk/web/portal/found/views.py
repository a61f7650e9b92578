"""What search engines find: the public pages in every language, and nothing else. A demonstration is found nowhere."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lotsenwerk.domain.publishing.queries.entries import addresses
from lotsenwerk.kit import clock
from lotsenwerk.web.shown.shelves import SHELVES

MOST_SHOWN: Final = 40_000
"""A list for search engines ends at 50,000 addresses."""
FOUND: Final = (
    "portal:home",
    "portal:advice",
    "portal:asking",
    "portal:guides",
    "portal:funding",
    "portal:dates",
    "portal:help",
    "portal:imprint",
    "portal:privacy",
    "portal:accessibility",
    *(shelf.route for shelf in SHELVES.values()),
)
"""The pages that are listed, each in every language."""
_EASY: Final = "de-simple"
"""Found as a page of its own: search engines know no code for it."""


@cache_control(max_age=86_400, public=True)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Each public page with the same page in the other languages."""
    if settings.DEMO:
        raise Http404
    entries = "\n".join([*(_entry(route, code) for route in FOUND for code, _name in settings.LANGUAGES), *_shown()])
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}\n</urlset>\n"
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _entry(route: str, code: str) -> str:
    others = "" if code == _EASY else "".join(_alternates(route))
    return f"<url><loc>{escape(_whole(route, code))}</loc>{others}</url>"


def _shown() -> Sequence[str]:
    """What the shop window shows, in German: its other languages stand on each page itself."""
    listed = addresses(list(SHELVES), at=clock.now())[:MOST_SHOWN]
    whole = settings.PUBLIC_URL.rstrip("/")
    return [
        f"<url><loc>{escape(whole + SHELVES[kind].url_of('de', slug))}</loc><lastmod>{changed:%Y-%m-%d}</lastmod></url>"
        for kind, slug, changed in listed
    ]


def _alternates(route: str) -> Sequence[str]:
    codes = [(code, code) for code, _name in settings.LANGUAGES if code != _EASY]
    return [
        f'<xhtml:link rel="alternate" hreflang={quoteattr(said)} href={quoteattr(_whole(route, code))}/>'
        for said, code in [*codes, ("x-default", "de")]
    ]


def _whole(route: str, code: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(route, kwargs={"language": code})

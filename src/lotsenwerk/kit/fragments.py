"""Parts of pages that are asked for again while the page is open."""

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, which swaps in a part of the page."""
    return request.headers.get("HX-Request") == "true"

"""The public list of offers to volunteer, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lotsenwerk.web.portal.directory.showing import shown_entry, shown_list
from lotsenwerk.web.portal.entry import window
from lotsenwerk.web.shown.shelves import OFFERS


@require_safe
@window
def offers(request: HttpRequest, language: str) -> HttpResponse:
    """The list, narrowed by what stands in the address."""
    return shown_list(request, language, OFFERS)


@require_safe
@window
def offer(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One of them."""
    return shown_entry(request, language, slug, OFFERS)

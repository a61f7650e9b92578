"""The public list of organisations, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lotsenwerk.web.portal.directory.showing import shown_entry, shown_list
from lotsenwerk.web.portal.entry import window
from lotsenwerk.web.shown.shelves import ORGANISATIONS


@require_safe
@window
def organisations(request: HttpRequest, language: str) -> HttpResponse:
    """The list, narrowed by what stands in the address."""
    return shown_list(request, language, ORGANISATIONS)


@require_safe
@window
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One of them."""
    return shown_entry(request, language, slug, ORGANISATIONS)

"""Pages for what went wrong: in the reader's language, with what to do next, and never with the program's insides."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    response = render(request, f"entrance/errors/{name}.html", status=status)
    add_never_cache_headers(response)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 for more than the program takes at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _page(request, "too_large", 413)
    return _page(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403."""
    return _page(request, "forbidden", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form whose sign of origin is missing or too old: it is to be sent again from a fresh page."""
    return _page(request, "form_too_old", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404, also for what is there and not for this person."""
    return _page(request, "not_found", 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: somebody tries too often."""
    return _page(request, "too_many", 429)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """500: the same for everybody, without a request in its context, so that it asks neither database nor session."""
    return HttpResponse(render_to_string("entrance/errors/server_error.html"), status=500)

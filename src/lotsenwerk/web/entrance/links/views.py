"""One-time links of letters. Opening one changes nothing and logs nobody in: it only shows the one page it is for."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from lotsenwerk.domain.people.queries import link_of_token
from lotsenwerk.kit import clock, link_cookie
from lotsenwerk.web.entrance.telephone import only_town

OPENS = "/mine/"


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Put the token aside in a cookie and go on to an address without it; friendly words where it opens nothing."""
    found = link_of_token(token, clock.now())
    if found is None:
        return _over(request)
    try:
        response = HttpResponseRedirect(reverse(found.route, kwargs={"ref": found.ref}))
    except NoReverseMatch:
        return _over(request)
    link_cookie.give(response, found.pk, path=OPENS, is_secure=request.is_secure())
    return _quietly(response)


def _over(request: HttpRequest) -> HttpResponse:
    return _quietly(render(request, "entrance/links/over.html", {**only_town()}, status=404))


def _quietly(response: HttpResponse) -> HttpResponse:
    """The address holds a token: no page hears of it, no search engine keeps it, no cache stores it."""
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

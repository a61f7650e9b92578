"""How views of the desk answer: the page before after a verb, one page of a long list."""

from collections.abc import Sequence
from typing import TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from lotsenwerk.kit.prepared import Lines

M = TypeVar("M", bound=Model)
T = TypeVar("T")
A_PAGE = 25
LONGEST_SEARCH = 100


def searched(request: HttpRequest) -> str:
    """What was typed into a search box. It is sent in the body: names and numbers of people stand in no address."""
    return request.POST.get("q", "").strip()[:LONGEST_SEARCH]


def back(request: HttpRequest, route: str, *args: object) -> HttpResponse:
    """Go on to where the form said, if that is a page of ours, else to the route."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(address if address and is_ours else resolve_url(route, *args))


def one_page(request: HttpRequest, rows: QuerySet[M] | Lines[M] | Sequence[M]) -> Page[M]:
    """The page of a list that the address asks for; what is no number is the first one."""
    return Paginator(cast("QuerySet[M]", rows), A_PAGE).get_page(request.GET.get("page"))


def one_page_of(request: HttpRequest, rows: Sequence[T]) -> Page[T]:
    """The same for what is a list already."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))

"""The frame in which every view of a door runs: who comes, in which town, one transaction, one kind of "not there"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.tenancy import tenant

P = ParamSpec("P")
May = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes through a door: as whom, to which town, and with what the page's frame shows.

    ``town`` is the organisation's name; ``single_keys`` says whether shortcuts of one key are wanted;
    ``modules`` is what the organisation has switched on: what belongs to others is not there;
    ``towns`` are (id, name) of every town the visitor could choose. ``allowed`` is set for a visit by one-time link:
    the purpose, and the id of the one thing that it opens.
    """

    actor: Actor
    town: str
    name: str = ""
    single_keys: bool = True
    towns: tuple[tuple[int, str], ...] = field(default_factory=tuple)
    modules: frozenset[str] = frozenset()
    allowed: tuple[str, int] | None = None
    recognise: "Callable[[Visit], Visit] | None" = None
    """What is still to be found out about the visitor, asked once the rows of the town are open."""


class VisitRequest(HttpRequest):
    """A request that has come through a door."""

    visit: Visit
    actor: Actor


class Doorkeeper(Protocol):
    """Says who comes: a visit, or an answer for somebody who has to go elsewhere first (to log in, say)."""

    def __call__(self, request: HttpRequest) -> Visit | HttpResponse:
        """Look at the request; raise ``Http404`` for somebody to whom the door does not exist."""


View = Callable[Concatenate[VisitRequest, P], HttpResponse]
Parts = Mapping[str, frozenset[str]]
"""The modules of which one has to be switched on, by the name of a door's folder; none at all for the core."""
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Guard(Protocol):
    """What stands before a view: the view stays as it is, and takes a plain request."""

    def __call__(self, view: View[P], /) -> Guarded[P]:
        """Wrap one view."""


def guard(doorkeeper: Doorkeeper, may: May, belongs: Parts | frozenset[str] = frozenset()) -> Guard:
    """Let a view run only for those who may, inside the scope of their town.

    ``belongs`` says to which modules the view belongs, or the parts of its door do: without one of them it is not
    there. What is not there and what is not theirs are answered alike. A refusal that the view does not catch itself
    becomes a message on the page the visitor came from; nothing has changed then. ``guarded_by`` and ``belongs_to`` on
    the view tell the house tests that, and by what, it is guarded; ``belongs_to`` is None where nobody has said it.
    """

    def wrap(view: View[P]) -> Guarded[P]:
        modules = belongs if isinstance(belongs, frozenset) else belongs.get(part_of(view.__module__))

        @wraps(view)
        def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            visit = doorkeeper(request)
            if isinstance(visit, HttpResponse):
                return visit
            if modules and modules.isdisjoint(visit.modules):
                raise Http404
            if visit.recognise is None and not may(visit.actor):
                raise Http404
            with translation.override(visit.actor.language):
                response = _answer(view, may, visit, cast("VisitRequest", request), *args, **kwargs)
                response.headers["Content-Language"] = visit.actor.language
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
            return response

        cast("Any", enter).guarded_by = may
        cast("Any", enter).belongs_to = modules
        return cast("Guarded[P]", enter)

    return wrap


def part_of(module: str) -> str:
    """The folder of a door in which a view's module lies: ``courses`` for ``lotsenwerk.web.desk.courses.views``."""
    return module.split(".")[-2]


def _answer(
    view: View[P], may: May, visit: Visit, request: VisitRequest, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    try:
        with tenant(visit.actor.organisation_id):
            _come_in(request, visit, may)
            return view(request, *args, **kwargs)
    except NotThere:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, refused.sentence)
        return HttpResponseRedirect(_page_before(request))


def _come_in(request: VisitRequest, visit: Visit, may: May) -> None:
    request.visit = visit.recognise(visit) if visit.recognise is not None else visit
    request.actor = request.visit.actor
    if not may(request.actor):
        raise NotThere


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before
    return reverse("entrance:arrive")

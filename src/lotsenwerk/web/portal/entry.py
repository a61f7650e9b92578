"""Everybody may come to the public pages: no login, no session. The address says the language."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.views.decorators.gzip import gzip_page

from lotsenwerk.domain.publishing.queries.entries import last_change
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.appearance import THEME_COOKIE

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, str, P], HttpResponse]
A_MINUTE: Final = 60
PERSONAL: Final = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
"""Cookies of a login, and of a message that one page leaves for the next."""


class LanguageInAddress:
    """One of the languages that we offer."""

    regex = "|".join(sorted((code for code, _name in settings.LANGUAGES), key=len, reverse=True))

    def to_python(self, value: str) -> str:
        """The code of the language."""
        return value

    def to_url(self, value: str) -> str:
        """The same."""
        return value


def public(view: View[P]) -> Callable[..., HttpResponse]:
    """A page for everybody, in the language of its address. It knows nobody, and no cache keeps it."""

    @wraps(view)
    def enter(request: HttpRequest, language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override(language):
            response = view(request, language, *args, **kwargs)
        response.headers["Content-Language"] = language
        add_never_cache_headers(response)
        return response

    # A fifth as long on its way. The token of a form is another one each time: no length tells anybody anything.
    return gzip_page(enter)


def kept(changed: Callable[[], object]) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """A page that says the same until something changes: who reads it again hears with 304 that nothing has (PU47).

    It knows nobody, so a stranger's answer may be kept for a minute. Whoever brings a login or a message of ours gets
    an answer that no cache keeps.
    """

    def keep(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            mark = _mark(request, language, changed())
            response = get_conditional_response(request, etag=mark)
            if response is None or response.status_code != HTTPStatus.NOT_MODIFIED:
                with translation.override(language):
                    response = view(request, language, *args, **kwargs)
                response.headers["Content-Language"] = language
            if PERSONAL.isdisjoint(request.COOKIES):
                patch_cache_control(response, public=True, max_age=A_MINUTE)
                patch_vary_headers(response, ["Cookie"])
            else:
                patch_cache_control(response, private=True, no_cache=True)
            response.headers["ETag"] = mark
            return response

        return gzip_page(enter)

    return keep


def window(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of the shop window: it says the same until something in the window changes."""
    return kept(last_change)(view)


def _mark(request: HttpRequest, language: str, changed: object) -> str:
    """What an answer depends on: what was changed last, the hour (something ends), the address, and light or dark."""
    hour = clock.local(clock.now()).strftime("%Y-%m-%dT%H")
    parts = (changed, hour, _files(), language, request.get_full_path(), request.COOKIES.get(THEME_COOKIE))
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _files() -> str:
    """Which styles and drawings belong to this program: after an update an old page would ask for those of before."""
    return str(getattr(staticfiles_storage, "manifest_hash", ""))


def somebody(organisation_id: int, language: str) -> Actor:
    """The public itself, at the door of the body that is responsible: it may only leave word."""
    return Actor(came=Came.PUBLIC, organisation_id=organisation_id, language=language)

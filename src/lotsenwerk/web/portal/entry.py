"""Everybody may come to the public pages: no login, no session. The address says the language."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from lotsenwerk.kit.actor import Actor, Came

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


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

    return enter


def somebody(organisation_id: int, language: str) -> Actor:
    """The public itself, at the door of the body that is responsible: it may only leave word."""
    return Actor(came=Came.PUBLIC, organisation_id=organisation_id, language=language)

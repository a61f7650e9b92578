"""A person's choice of light or dark, of shortcuts and of language: three cookies, no account needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

THEME_COOKIE: Final = "lotsenwerk_theme"
SHORTCUTS_COOKIE: Final = "lotsenwerk_shortcuts"
THEMES: Final = frozenset({"light", "dark"})
ONE_YEAR: Final = 365 * 24 * 3600


def language_choices() -> list[tuple[str, str]]:
    """List (code, own name): a language is found by the name its speakers give it, whatever the page speaks."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def _back_to(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(address if allowed else "/")


def _remember(response: HttpResponse, request: HttpRequest, cookie: str, value: str, choices: frozenset[str]) -> None:
    if value in choices:
        # Not HttpOnly: theme.js sets the same cookie so that the page need not load again.
        response.set_cookie(cookie, value, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(cookie, samesite="Lax")


def single_keys_off(request: HttpRequest) -> bool:
    """Whether shortcuts of one key are off: in this browser, or for the visitor wherever she logs in."""
    visit = getattr(request, "visit", None)
    return request.COOKIES.get(SHORTCUTS_COOKIE) == "off" or (visit is not None and not visit.single_keys)


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark; any other value means: as the device is set."""
    response = _back_to(request)
    _remember(response, request, THEME_COOKIE, request.POST.get("theme", ""), THEMES)
    return response


@require_POST
def set_shortcuts(request: HttpRequest) -> HttpResponse:
    """Switch single-key shortcuts off ("off") or on again (anything else)."""
    response = _back_to(request)
    _remember(response, request, SHORTCUTS_COOKIE, request.POST.get("shortcuts", ""), frozenset({"off"}))
    return response

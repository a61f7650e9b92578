"""Addresses of routes. A route is looked up once; afterwards only the keys are put in."""

from functools import cache

from django.urls import get_script_prefix, get_urlconf, reverse

_STAND_IN = 7_340_000_017


def address(route: str, *keys: int) -> str:
    """The address of a route with keys of rows in it, as ``reverse`` says it. Raises ``NoReverseMatch``."""
    if any(key < 0 for key in keys):
        return reverse(route, args=keys)
    return _pattern(route, len(keys), get_script_prefix(), get_urlconf()).format(*keys)


@cache
def _pattern(route: str, count: int, _prefix: str, urlconf: str | None) -> str:
    """The address with a gap for each key."""
    stand_ins = range(_STAND_IN, _STAND_IN + count)
    found = reverse(route, urlconf, args=list(stand_ins)).replace("{", "{{").replace("}", "}}")
    for stand_in in stand_ins:
        found = found.replace(str(stand_in), "{}", 1)
    return found

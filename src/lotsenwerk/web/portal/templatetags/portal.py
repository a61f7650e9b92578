"""What every public page has: the ways to the others."""

from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """One link of the navigation, and the pages behind it by the names of their addresses."""

    to: str
    word: Promise
    drawing: str
    behind: frozenset[str] = frozenset()


WAYS: Final = (
    Way("projects", pgettext_lazy("ways", "Projects"), "people", frozenset({"project"})),
    Way("dates", pgettext_lazy("ways", "Dates"), "calendar", frozenset({"date", "date_mine"})),
    Way("sites", pgettext_lazy("ways", "Places"), "map-pin", frozenset({"site", "organisations", "organisation"})),
    Way("advice", pgettext_lazy("ways", "Help"), "phone", frozenset({"guides", "guides_thanks"})),
    Way("offers", pgettext_lazy("ways", "Join in"), "heart", frozenset({"offer", "help", "thanks"})),
    Way("news", pgettext_lazy("ways", "News"), "bell", frozenset({"news_one"})),
)


@register.inclusion_tag("portal/_ways.html", takes_context=True)
def ways(context: Context) -> dict[str, Any]:
    """The navigation; the page that one is on is marked, and the way that led to it."""
    language, here = context["language"], _here(context)
    return {"ways": [(way, reverse(f"portal:{way.to}", args=[language]), _marked(way, here)) for way in WAYS]}


def _here(context: Context) -> str:
    """The name of this page's address; empty where there is none, as on a page of errors."""
    match = getattr(context.get("request"), "resolver_match", None)
    return str(match.url_name) if match and match.app_name == "portal" else ""


def _marked(way: Way, here: str) -> str:
    return "page" if here == way.to else "true" if here in way.behind else ""

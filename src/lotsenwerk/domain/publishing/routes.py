"""Where the page of an entry stands on the public site, for whoever tells others of it."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from lotsenwerk.domain.publishing.models import PageKind

ROUTES: Final[Mapping[str, str]] = {
    PageKind.PROJECT: "portal:project",
    PageKind.OFFER: "portal:offer",
    PageKind.PROFILE: "portal:organisation",
    PageKind.DATE: "portal:date",
    PageKind.NEWS: "portal:news_one",
    PageKind.TEXT: "portal:text",
    PageKind.SITE: "portal:site",
    PageKind.COURSE: "portal:course",
}
"""The route of one page of each kind, with ``language`` and ``slug``."""


def path_of(kind: str, slug: str, language: str) -> str:
    """The path of an entry's page; of a kind that has no pages of its own, a place on the first page."""
    try:
        return reverse(ROUTES.get(kind, ""), kwargs={"language": language, "slug": slug})
    except NoReverseMatch:
        return f"{reverse('portal:home', kwargs={'language': language})}#{kind}-{slug}"


def absolute(path: str) -> str:
    """An address as it is said to others."""
    return settings.PUBLIC_URL.rstrip("/") + path

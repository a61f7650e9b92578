"""The lists of the directory: projects, offers, organisations, news, texts, sites. What is the same for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.publishing.models import PageKind


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its kind of page, the routes of the list and of one page, and which filters it leaves out."""

    kind: PageKind
    route: str
    route_of_one: str
    title: Promise
    lead: Promise
    drawing: str
    without: frozenset[str] = frozenset()

    def url(self, language: str) -> str:
        """Where the list stands."""
        return reverse(self.route, kwargs={"language": language})

    def url_of(self, language: str, slug: str) -> str:
        """Where one page of it stands."""
        return reverse(self.route_of_one, kwargs={"language": language, "slug": slug})


PROJECTS: Final = Shelf(
    PageKind.PROJECT,
    "portal:projects",
    "portal:project",
    pgettext_lazy("public pages", "Projects"),
    _("What people in Hesse do together: find what is near you, and somebody whom you can ask."),
    "people",
)
OFFERS: Final = Shelf(
    PageKind.OFFER,
    "portal:offers",
    "portal:offer",
    _("Where you can help"),
    _("Here somebody is looking for volunteers. You need no experience unless it says so."),
    "heart",
    without=frozenset({"state", "helpers"}),
)
ORGANISATIONS: Final = Shelf(
    PageKind.PROFILE,
    "portal:organisations",
    "portal:organisation",
    _("Clubs and organisations"),
    _("Migrants' organisations, clubs and carriers: who they are, which languages they speak, and how you reach them."),
    "home",
    without=frozenset({"state", "helpers", "time", "digital"}),
)
_NO_FILTERS: Final = frozenset({"state", "helpers", "time", "digital", "speaks"})
NEWS: Final = Shelf(
    PageKind.NEWS,
    "portal:news",
    "portal:news_one",
    _("News"),
    _("What has changed, and what is new."),
    "flag",
    without=_NO_FILTERS,
)
TEXTS: Final = Shelf(
    PageKind.TEXT,
    "portal:texts",
    "portal:text",
    _("How it works"),
    _("Guides, interpreters, the state's programme: explained in plain words."),
    "book",
    without=_NO_FILTERS,
)
SITES: Final = Shelf(
    PageKind.SITE,
    "portal:sites",
    "portal:site",
    _("Where guides and interpreters are"),
    _("Offices that send guides and interpreters, with telephone, languages and hours."),
    "map-pin",
    without=frozenset({"state", "helpers", "time", "digital"}),
)
COURSES: Final = Shelf(
    PageKind.COURSE,
    "portal:courses",
    "portal:course",
    pgettext_lazy("public pages", "Courses"),
    _("Become a guide or an interpreter: here you learn it. The courses cost nothing, and you need no account."),
    "book",
    without=frozenset({"state", "helpers", "time", "speaks", "field"}),
)
SHELVES: Final[Mapping[str, Shelf]] = {
    shelf.kind: shelf for shelf in (PROJECTS, OFFERS, ORGANISATIONS, NEWS, TEXTS, SITES, COURSES)
}

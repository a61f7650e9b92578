"""The two pages that every list of the directory has: the list with its map, and one entry."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lotsenwerk.domain.organisations.queries import state_centre, switched_on_somewhere
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.domain.publishing.actions.miss import record_miss
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.days import days_beside
from lotsenwerk.domain.publishing.queries.entries import Whole, whole_entry
from lotsenwerk.domain.publishing.queries.window import PAGE, Found, search
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.directory.finding import Sought, chips, query_of, sought
from lotsenwerk.web.portal.directory.land import label, map_of
from lotsenwerk.web.portal.directory.linked import absolute, as_block, of_detail, of_list
from lotsenwerk.web.portal.help.words import offered
from lotsenwerk.web.portal.tongues import InLanguage, in_every_language
from lotsenwerk.web.shown.cards import card_of
from lotsenwerk.web.shown.days import row_of
from lotsenwerk.web.shown.details import detail_of
from lotsenwerk.web.shown.shelves import OFFERS, Shelf

HAS_DATES = frozenset({PageKind.PROJECT, PageKind.OFFER, PageKind.PROFILE})
"""Beside these stand the next dates of whoever they are of."""
EASY = "de-simple"
"""No code that search engines know."""


def shown_list(request: HttpRequest, language: str, shelf: Shelf) -> HttpResponse:
    """What fits, with the map beside it; where nothing does, what there is near by and whom one can call."""
    at = clock.now()
    one = sought(request, language, shelf)
    found = search(one.asked, at=at)
    if not found.count and one.asked.words:
        record_miss(shelf.kind, language, one.asked.words, at=at)
    return render(request, "portal/directory/list.html", _list(one, found, language, shelf))


def shown_entry(request: HttpRequest, language: str, slug: str, shelf: Shelf) -> HttpResponse:
    """One entry with all that is told of it; 404 where it is not shown, or not any more."""
    try:
        whole = whole_entry(shelf.kind, slug, language, at=clock.now())
    except NotThere:
        raise Http404 from None
    return render(request, "portal/directory/detail.html", _entry(whole, language, slug, shelf))


def _entry(whole: Whole, language: str, slug: str, shelf: Shelf) -> dict[str, Any]:
    detail = detail_of(whole, language, today=clock.local(clock.now()).date())
    languages = in_every_language(shelf.route_of_one, slug=slug)
    days = days_beside(whole.entry, language, at=clock.now()) if shelf.kind in HAS_DATES else []
    return _page(language, shelf, languages) | {
        "one": detail,
        "dates": [row_of(one, language) for one in days],
        "linked": as_block(of_detail(detail, language)),
        "back": shelf.url(language),
        "card": absolute(f"{shelf.url_of(language, slug)}card.png"),
        # Pages that say the same in German have one address for search engines.
        "canonical": absolute(shelf.url_of(whole.text.language, slug)),
        "alternates": [each for each in _alternates(languages) if each.code in whole.languages],
    }


def _list(one: Sought, found: Found, language: str, shelf: Shelf) -> dict[str, Any]:
    cards = [card_of(row, language) for row in found.rows]
    languages = in_every_language(shelf.route, query=one.query)
    first = (found.asked.page - 1) * PAGE + 1
    centre = None if found.count else state_centre()
    return _page(language, shelf, languages) | {
        "form": one.form,
        "sought": one,
        "chips": chips(one),
        "found": found,
        "cards": cards,
        "near_by": [card_of(row, language) for row in found.near_by],
        "map": map_of(one, found.heaps) if found.count else None,
        "map_label": label(),
        "map_notice": NOTICE,
        "pages": _pages(one, found),
        "centre": centre,
        "phone": phone_numbers.shown(centre.phone) if centre and centre.phone else "",
        "linked": as_block(of_list(str(shelf.title), cards, first)) if cards else "",
        "canonical": absolute(shelf.url(language)),
        "alternates": [] if one.query else _alternates(languages),
        "is_filtered": bool(one.query) or found.asked.page > 1,
        "may_help": shelf is OFFERS and bool(offered(switched_on_somewhere())),
    }


def _page(language: str, shelf: Shelf, languages: Sequence[InLanguage]) -> dict[str, Any]:
    """What every page of the directory needs. It has no form that is sent, so no token either: it may be kept."""
    return {
        "language": language,
        "languages": languages,
        "is_reviewed": is_reviewed(language),
        "shelf": shelf,
        "csrf_token": "",
        "public_url": settings.PUBLIC_URL.rstrip("/"),
    }


def _alternates(languages: Sequence[InLanguage]) -> Sequence[InLanguage]:
    return [one for one in languages if one.code != EASY]


def _pages(one: Sought, found: Found) -> Sequence[tuple[str, str]]:
    """The way to the page before and to the next one."""
    page = found.asked.page
    around = [(_("Page before"), page - 1), (_("Next page"), page + 1)]
    return [(word, f"?{query_of(one.said, page=number)}") for word, number in around if 1 <= number <= found.pages]

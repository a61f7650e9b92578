"""What other sites show of our lists: as JSON, as a script that draws it into their page, as a picture."""

from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from lotsenwerk.domain.publishing.queries.entries import whole_entry
from lotsenwerk.domain.publishing.queries.window import Found, search
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.share_card import can_join
from lotsenwerk.kit.share_card import share_card as painted
from lotsenwerk.web.portal.directory.finding import Sought, sought
from lotsenwerk.web.portal.directory.linked import absolute
from lotsenwerk.web.portal.entry import window
from lotsenwerk.web.shown.cards import Card, card_of, place_of
from lotsenwerk.web.shown.shelves import SHELVES, Shelf

SCRIPT: Final = Path(__file__).parent / "elsewhere.js"
A_DAY: Final = 24 * 3600
_BY_NAME: Final = {shelf.route.partition(":")[2]: shelf for shelf in SHELVES.values()}


class ShelfInAddress:
    """One of the lists by its name."""

    regex = "|".join(_BY_NAME)

    def to_python(self, value: str) -> Shelf:
        """The list."""
        return _BY_NAME[value]

    def to_url(self, value: str) -> str:
        """Its name."""
        return value


@require_safe
@window
def list_as_json(request: HttpRequest, language: str, shelf: Shelf) -> HttpResponse:
    """A page of the list, narrowed as the list itself is; any site may read it."""
    one = sought(request, language, shelf)
    told = _list_told(one, search(one.asked, at=clock.now()), language, shelf)
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def list_elsewhere(request: HttpRequest, language: str, shelf: Shelf) -> HttpResponse:  # noqa: ARG001 - in the address
    """The script that draws the list into another site's page, without a frame."""
    address = reverse("portal:list_as_json", kwargs={"language": language, "shelf": shelf.route.partition(":")[2]})
    text = SCRIPT.read_text(encoding="utf-8").replace("{{ address }}", absolute(address))
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


@require_safe
@window
def share_card(request: HttpRequest, language: str, shelf: Shelf, slug: str) -> HttpResponse:  # noqa: ARG001 - every view
    """The picture that is shown where somebody passes the page on."""
    try:
        whole = whole_entry(shelf.kind, slug, language if can_join(language) else "de", at=clock.now())
    except NotThere:
        raise Http404 from None
    return HttpResponse(painted(whole.text.title, place_of(whole.entry), whole.text.language), content_type="image/png")


def _list_told(one: Sought, found: Found, language: str, shelf: Shelf) -> dict[str, Any]:
    entries = [_told(card_of(row, language)) for row in found.rows]
    more = absolute(shelf.url(language)) + (f"?{one.query}" if one.query else "")
    return {"title": str(shelf.title), "url": more, "count": found.count, "page": found.asked.page, "entries": entries}


def _told(card: Card) -> dict[str, Any]:
    told = {
        "title": card.text.title,
        "summary": card.text.summary,
        "url": absolute(card.url),
        "language": card.text.language,
        "town": card.place,
        "by": card.by,
        "field": card.field,
        "status": card.status,
        "languages": list(card.entry.speaks),
        "seeks_helpers": card.entry.seeks_helpers,
        "picture": absolute(f"/pictures/{card.picture.ref}/small/") if card.picture else "",
        "alt": card.picture.alt if card.picture else "",
    }
    return {name: value for name, value in told.items() if value not in ("", [], False)}

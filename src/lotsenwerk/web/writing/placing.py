"""Choose where a page takes place: the map is cut into fields, and a chosen field becomes the map."""

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners, this_organisation
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.domain.publishing.actions.write import save_page
from lotsenwerk.domain.publishing.documents import Facts
from lotsenwerk.domain.publishing.queries.pages import page_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.map_layers import Map, Point, placed, readable, whole
from lotsenwerk.kit.maps import Sheet, Spot
from lotsenwerk.kit.typed import place_to_keep
from lotsenwerk.web.writing.choosing import DEPTHS_M, SIDE, PlaceForm, cells_of, chosen
from lotsenwerk.web.writing.door import done, door_of, go_to, show
from lotsenwerk.web.writing.land import ags_of, corners, ground, overview
from lotsenwerk.web.writing.screens import posted
from lotsenwerk.web.writing.versions import content_of


@require_http_methods(["GET", "HEAD", "POST"])
def page_place(request: VisitRequest, ref: str) -> HttpResponse:
    """Choose the place: field by field without script, with a click where there is one."""
    shown, (spot, depth) = page_for(request.actor, ref), chosen(request.GET)
    words, facts = content_of(shown)
    form = PlaceForm(posted(request), initial={"lat": spot.lat, "lon": spot.lon} if spot else {})

    def act() -> None:
        at = place_to_keep(**form.cleaned_data)
        placed_at = replace(facts, lat=at.lat, lon=at.lon)
        save_page(request.actor, shown, placed_at, words, after=shown.number, at=clock.now())

    if done(request, form, act, _("The place is kept.")):
        return go_to(request, "page", ref)
    here = reverse(f"{door_of(request)}:page_place", args=[ref])
    about = {"page": shown, "facts": facts, "title": words.title, "again": here, "notice": NOTICE}
    return show(request, "place", {**about, "form": form, "depth": depth, "map": _map(facts, spot, depth, here)})


def _map(facts: Facts, spot: Spot | None, depth: int, page: str) -> Map:
    """The sheet at this depth, with fields to choose from and the houses that everybody knows."""
    town, home = this_organisation(), Spot(facts.lat, facts.lon) if facts.lat and facts.lon else None
    here, depth = spot or home, depth if spot or home is None else 1
    sheet = _sheet(town, here, depth)
    areas, names = ground(sheet, ags_of(town))
    known = [
        Point(Spot(one.lat, one.lon), one.name, drawing="office", label=one.name)
        for one in partners()
        if one.lat is not None and one.lon is not None
    ]
    signs = placed(sheet, known)
    pin = whole(sheet.place(here)) if here is not None else None
    small = overview(sheet, town) if depth else None
    cells = cells_of(sheet, page, depth)
    return Map(
        sheet, areas=areas, names=readable(names, beside=signs), signs=signs, cells=cells, pin=pin, overview=small
    )


def _sheet(town: Organisation, here: Spot | None, depth: int) -> Sheet:
    around = [here] if here is not None and depth else corners(town)
    return Sheet.showing(around, width=SIDE, height=SIDE, least_metres=DEPTHS_M[depth], margin=0.03)

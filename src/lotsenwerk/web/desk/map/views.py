"""The day on a map and in a list beside it, and the place of one person."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.map import around_here, free_helpers, needs_of_day
from lotsenwerk.domain.journal.queries import change_stamp
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.domain.people.queries import person_for
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.fragments import wants_fragment
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.map.arranged import PARTNERS, drawn, hours_in_words, rows_of
from lotsenwerk.web.desk.map.choices import Choice, choice_of, kinds, tabs
from lotsenwerk.web.desk.map.placing import map_to_choose
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.writing.choosing import PlaceForm, chosen

A_PAGE = 20
"""So many marks can be told apart on a map, and so many rows be read beside it."""
MOST_HELPERS = 24


@desk(may_run_journeys)
def town_map(request: VisitRequest) -> HttpResponse:
    """A day: whom somebody goes to or not, the shops, and who is still free."""
    actor, now, stamp = request.actor, clock.now(), str(change_stamp())
    if wants_fragment(request) and request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    choice = choice_of(request.GET, clock.local(now).date())
    context = {"choice": choice, "kinds": kinds(), "stamp": stamp, "notice": NOTICE}
    context |= _day(actor, choice, request.GET.get("page", "1"), now)
    return render(request, "desk/map/_day.html" if wants_fragment(request) else "desk/map/map.html", context)


def _day(actor: Actor, choice: Choice, page_number: str, now: datetime) -> dict[str, Any]:
    day, helpers, (town, places) = (
        needs_of_day(actor, choice.day),
        free_helpers(actor, choice.day),
        around_here(*PARTNERS),
    )
    rows = rows_of([one for one in day if choice.shows(one)], now)
    page, shown = Paginator(rows, A_PAGE).get_page(page_number), helpers[:MOST_HELPERS]
    return {
        "tabs": tabs(choice, day),
        "page": page,
        "map": drawn(actor, town, list(page), shown, places),
        "without_place": sum(row.spot is None for row in rows),
        "helpers": [(helper, hours_in_words(helper)) for helper in shown],
        "helpers_count": len(helpers),
        "partners": places,
    }


@desk(may_keep_people)
def person_place(request: VisitRequest, person_id: int) -> HttpResponse:
    """Choose the place of a person: field by field without script, with a click where there is one."""
    person, spot, depth = person_for(request.actor, person_id), *chosen(request.GET)
    form = PlaceForm(posted(request), initial={"lat": spot.lat, "lon": spot.lon} if spot else {})
    if form.is_valid():
        with refusals_at(form):
            place_person(request.actor, person, **form.cleaned_data, at=clock.now())
            messages.success(request, _("The place is kept."))
            return redirect("desk:person", person_id)
    plan = map_to_choose(request.actor, person, spot, depth)
    context = {"person": person, "form": form, "map": plan, "depth": depth, "notice": NOTICE}
    return render(request, "desk/map/place.html", context)

"""One partner: what is said of it, when it is open, where it is, and its end; and how the town itself is reached."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.organisations.actions.keep_partner import (
    Open,
    change_partner,
    change_town,
    end_partner,
    place_partner,
    set_opening_hours,
)
from lotsenwerk.domain.organisations.models import OpeningHours
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.organisations.queries import opening_hours, this_organisation
from lotsenwerk.domain.organisations.queries import partner as partner_of
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.map.placing import map_to_choose
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.town.forms import FactsForm, facts_of
from lotsenwerk.web.desk.week_of_hours import WeekOfHours, known_week
from lotsenwerk.web.writing.choosing import PlaceForm, chosen


@desk(may_administer)
def partner(request: VisitRequest, partner_id: int) -> HttpResponse:
    """What is said of a partner."""
    shown = partner_of(partner_id)
    form = FactsForm(posted(request), initial=facts_of(shown))
    if form.is_valid():
        with refusals_at(form):
            change_partner(request.actor, shown, form.facts(), at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:partner", shown.id)
    context = {"partner": shown, "form": form, "days": by_day(opening_hours(shown))}
    return render(request, "desk/town/partner.html", context)


def by_day(hours: Iterable[OpeningHours]) -> Sequence[tuple[str, str]]:
    """For each day with hours its name and its hours, as they stand on a door."""
    return [
        (str(WEEKDAYS[day]), ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in of_day))
        for day, of_day in groupby(hours, key=lambda one: one.weekday)
    ]


@desk(may_administer)
def partner_hours(request: VisitRequest, partner_id: int) -> HttpResponse:
    """When a partner is open."""
    shown = partner_of(partner_id)
    known, rows = known_week((one.weekday, one.opens, one.closes) for one in opening_hours(shown))
    form = WeekOfHours(posted(request), initial=known, stretches=rows)
    if form.is_valid():
        with refusals_at(form):
            set_opening_hours(request.actor, shown, [Open(*one) for one in form.hours()], at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:partner", shown.id)
    return render(request, "desk/town/hours.html", {"partner": shown, "form": form})


@desk(may_administer)
def partner_place(request: VisitRequest, partner_id: int) -> HttpResponse:
    """Choose the place of a partner: field by field without script, with a click where there is one."""
    shown, spot, depth = partner_of(partner_id), *chosen(request.GET)
    form = PlaceForm(posted(request), initial={"lat": spot.lat, "lon": spot.lon} if spot else {})
    if form.is_valid():
        with refusals_at(form):
            place_partner(request.actor, shown, **form.cleaned_data, at=clock.now())
            messages.success(request, _("The place is kept."))
            return redirect("desk:partner", shown.id)
    plan = map_to_choose(request.actor, shown, spot, depth)
    context = {"partner": shown, "form": form, "map": plan, "depth": depth, "notice": NOTICE}
    return render(request, "desk/town/place.html", context)


@desk(may_administer)
@require_POST
def partner_end(request: VisitRequest, partner_id: int) -> HttpResponse:
    """Not list it any more."""
    ended = end_partner(request.actor, partner_of(partner_id), at=clock.now())
    messages.success(request, _("%(name)s is not listed any more.") % {"name": ended.name})
    return redirect("desk:partners")


@desk(may_administer)
def town_about(request: VisitRequest) -> HttpResponse:
    """How the town itself is reached."""
    here = this_organisation()
    form = FactsForm(posted(request), initial=facts_of(here))
    if form.is_valid():
        with refusals_at(form):
            change_town(request.actor, form.facts(), at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:town_about")
    return render(request, "desk/town/about.html", {"form": form})

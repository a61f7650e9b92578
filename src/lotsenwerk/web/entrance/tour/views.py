"""In five minutes through the Thursday: a sheet with seven steps, in the demonstration only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.accounts.queries import members_of, partner_of, roles_in
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.people.queries import volunteer_of_user
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.entrance.landing.views import be, is_from_here
from lotsenwerk.web.entrance.tour.stops import COORDINATOR, STEPS, STOPS, Stop


@never_cache
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The sheet."""
    if not settings.DEMO:
        raise Http404
    return render(request, "entrance/tour/tour.html", {"steps": STEPS, "may_become": is_from_here(request)})


@never_cache
@require_POST
def tour_stop(request: HttpRequest, stop: str) -> HttpResponse:
    """Become whom the step is about, and open her page."""
    found = STOPS.get(stop)
    if not settings.DEMO or not is_from_here(request) or found is None:
        raise Http404
    membership = member(found.who)
    be(request, membership, town_id=membership.organisation_id)
    return redirect(page_of(found, membership))


def member(name: str) -> Membership:
    """Somebody of the town through which the tour leads: the one whose coordinator it begins with."""
    for town in tenants():
        members = {one.user.display_name: one for one in members_of(town.id)}
        if COORDINATOR in members and name in members:
            return members[name]
    raise Http404


def page_of(stop: Stop, membership: Membership) -> str:
    """The address of a step's page, found as the person herself may find it."""
    user, here = membership.user, membership.organisation_id
    with tenant(here):
        volunteer = volunteer_of_user(user.pk)
        actor = Actor(
            came=Came.LOGIN,
            organisation_id=here,
            roles=roles_in(user.pk, here),
            user_id=user.pk,
            person_id=volunteer.person_id if volunteer else None,
            partner_id=partner_of(user.pk, here),
        )
        return stop.find(actor, clock.now())

"""The first page that anyone sees: in a real town the way in, in the demonstration the people one can become."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.accounts.models import Membership, Role, User
from lotsenwerk.domain.accounts.queries import members_by_name, members_of
from lotsenwerk.domain.accounts.visits import CHOSEN
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.web.entrance.telephone import only_town

WHAT_THEY_DO: dict[str, tuple[str, str | Promise, str | Promise]] = {
    Role.COORDINATOR: ("phone", _("Coordinator"), _("answers the telephone and finds somebody who goes")),
    Role.ASSISTANT: ("people", _("Assistant (voluntary service)"), _("helps at the desk and calls people back")),
    Role.ADMINISTRATOR: ("key", _("Administration"), _("gives roles and looks after the settings of the town")),
    Role.CLERK: ("coins", _("Clerk"), _("sees what was confirmed, for the proof of use")),
    Role.VOLUNTEER: ("heart", _("Volunteer"), _("is asked on the phone, and says yes or not today")),
    Role.PARTNER: ("office", _("Partner"), _("gives out at the food bank, and sees its list of the day")),
    Role.STATE_VIEWER: ("book", _("State view"), _("sees figures of all towns, and no names")),
    Role.OPERATOR: ("settings", _("Operator"), _("keeps the installation running")),
}
"""For each role: a drawing, its name, and what somebody in it does here. The order is the order on the page."""
OF_AN_INSTITUTION = _("asks for interpreters and guides, and confirms that they were there")
"""What a partner does that is no food bank."""
OF_A_CARRIER = _("writes the pages of an association, and its dates")
CARRIERS = frozenset({Kind.CARRIER, Kind.MIGRANT_ORGANISATION, Kind.CLUB})
SHOWN_AT_ONCE = 14
"""Volunteers of a town on the page; the others are one click away."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody of the demonstration whom one can become."""

    user: User
    drawing: str
    role: str | Promise
    does: str | Promise


@dataclass(frozen=True, slots=True)
class DemoTown:
    """A town of the demonstration: its staff, and its volunteers."""

    organisation: Organisation
    staff: Sequence[Figure]
    volunteers: Sequence[Figure]
    more: Sequence[Figure]
    """Volunteers beyond the first ones, shown when somebody asks for them."""


@never_cache
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what this is, and lead in."""
    if settings.DEMO:
        shown = [demo_town(town) for town in tenants()]
        return render(request, "entrance/landing/demo.html", {"towns": shown, "may_become": is_from_here(request)})
    return render(request, "entrance/landing/landing.html", {**only_town()})


@never_cache
@require_POST
def become(request: HttpRequest, user_id: int) -> HttpResponse:
    """Become an invented person, on the computer on which the demonstration runs."""
    if not settings.DEMO or not is_from_here(request):
        raise Http404
    membership = next((one for town in tenants() for one in members_of(town.id) if one.user_id == user_id), None)
    if membership is None:
        raise Http404
    chosen = request.POST.get("town", "")
    be(request, membership, town_id=int(chosen) if chosen.isascii() and chosen.isdigit() else None)
    return redirect("entrance:arrive")


def be(request: HttpRequest, membership: Membership, *, town_id: int | None = None) -> None:
    """Log in as somebody of the demonstration, in one of her towns; nothing stays of whoever one was before."""
    request.session.flush()
    login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if town_id is not None:
        request.session[CHOSEN] = town_id


def is_from_here(request: HttpRequest) -> bool:
    """Whether the request comes from this computer, and through nobody's hands."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def demo_town(organisation: Organisation) -> DemoTown:
    """Who can be met in one town, in the order of the roles."""
    order = list(WHAT_THEY_DO)
    members = sorted(members_by_name(organisation.id), key=lambda one: order.index(one.role))
    staff = [figure(one) for one in members if one.role != Role.VOLUNTEER]
    volunteers = [figure(one) for one in members if one.role == Role.VOLUNTEER]
    return DemoTown(organisation, staff, volunteers[:SHOWN_AT_ONCE], volunteers[SHOWN_AT_ONCE:])


def figure(membership: Membership) -> Figure:
    """One person to become."""
    drawing, role, does = WHAT_THEY_DO[membership.role]
    if membership.partner is not None and membership.partner.kind != Kind.FOOD_BANK:
        does = OF_A_CARRIER if membership.partner.kind in CARRIERS else OF_AN_INSTITUTION
    return Figure(membership.user, drawing, role, does)

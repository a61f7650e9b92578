"""After the login: lead everybody to where her work is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lotsenwerk.domain.accounts.models import DESK_ROLES, STAFF_ROLES, Role, User
from lotsenwerk.domain.accounts.queries import visits_of
from lotsenwerk.domain.accounts.visits import CHOSEN, owes_second_factor
from lotsenwerk.domain.organisations.queries import tenants

PLACES = (
    (DESK_ROLES, "desk:today"),
    ({Role.PARTNER}, "partner:start"),
    ({Role.VOLUNTEER}, "mine:home"),
    ({Role.OPERATOR}, "entrance:support"),
    ({Role.STATE_VIEWER}, "entrance:state"),
)
"""Where the work of which roles is; the first that fits."""


@never_cache
@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """Lead to the desk, to one's own pages, to the choice of a town or to the second factor."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    towns = visits_of(user)
    chosen = request.session.get(CHOSEN)
    if chosen not in towns and len(towns) > 1:
        return redirect("entrance:town")
    roles = towns[chosen if chosen in towns else next(iter(towns))][1] if towns else frozenset()
    if not roles.isdisjoint(STAFF_ROLES) and owes_second_factor(user):
        return redirect("mfa_index")
    place = next((page for those, page in PLACES if not roles.isdisjoint(those)), None)
    return redirect(place) if place else render(request, "entrance/arriving/nowhere.html")


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """What the state sees: which towns take part, and that it is never shown a person. For others nothing is here."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    if not any(Role.STATE_VIEWER in roles for _name, roles in visits_of(user).values()):
        raise Http404
    if owes_second_factor(user):
        return redirect("mfa_index")
    shown = tenants().select_related("municipality__county")
    return render(request, "entrance/arriving/state.html", {"towns": shown})


@never_cache
def town(request: HttpRequest) -> HttpResponse:
    """Choose one of the towns in which one has a role."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    towns = visits_of(user)
    chosen = request.POST.get("town", "")
    if request.method == "POST" and chosen.isascii() and chosen.isdigit() and int(chosen) in towns:
        request.session[CHOSEN] = int(chosen)
        return redirect("entrance:arrive")
    shown = [(pk, name) for pk, (name, _roles) in towns.items()]
    return render(request, "entrance/arriving/town.html", {"towns": shown, "chosen": request.session.get(CHOSEN)})

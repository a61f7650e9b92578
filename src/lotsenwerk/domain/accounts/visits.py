"""Who a logged-in user is in the town she chose: what every door asks first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lotsenwerk.domain.accounts.models import STAFF_ROLES, Role, User
from lotsenwerk.domain.accounts.queries import modules_of, speaks_for, visits_of
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.entry import Visit

CHOSEN = "organisation_id"
"""Key of the session under which the chosen town stands."""


def visit_of(request: HttpRequest, roles: frozenset[str]) -> Visit | HttpResponse | None:
    """The visit of a logged-in user who has one of these roles in the chosen town.

    Without a choice, or where the choice does not fit, the first town in which one of the roles is held. None for
    somebody without such a role; a redirect for somebody who is not logged in or still owes a second factor.
    """
    user = request.user
    if not isinstance(user, User):
        return redirect(f"{_login()}?next={request.get_full_path()}")
    towns = {pk: (name, held) for pk, (name, held) in visits_of(user).items() if not held.isdisjoint(roles)}
    if not towns:
        return None
    chosen = request.session.get(CHOSEN)
    organisation_id = chosen if chosen in towns else next(iter(towns))
    name, held = towns[organisation_id]
    if not held.isdisjoint(STAFF_ROLES) and owes_second_factor(user):
        return redirect("mfa_index")
    actor = Actor(
        came=Came.LOGIN,
        organisation_id=organisation_id,
        roles=held,
        user_id=user.pk,
        partner_id=speaks_for(user, organisation_id) if Role.PARTNER in held else None,
        language=user.language,
    )
    return Visit(
        actor=actor,
        town=name,
        name=user.display_name,
        single_keys=user.single_keys,
        modules=modules_of(user, organisation_id),
        towns=tuple((pk, town) for pk, (town, _held) in towns.items()),
    )


def owes_second_factor(user: User) -> bool:
    """Whether a member of staff has not set up a second factor yet. In the demonstration nobody owes one."""
    from allauth.mfa.utils import is_mfa_enabled
    from django.conf import settings

    return not settings.DEMO and not is_mfa_enabled(user)


def _login() -> str:
    from django.urls import reverse

    return reverse("account_login")

"""The language of screens: a cookie for strangers, and for somebody with a login her own from now on."""

from contextlib import suppress
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions import preferences
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.accounts.queries import visits_of
from lotsenwerk.domain.people.actions.own_language import choose_own_language
from lotsenwerk.domain.people.queries import volunteer_of_user
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import tenant


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page it was chosen on. An unknown one changes nothing."""
    if isinstance(request.user, User):
        with suppress(Refused):
            _remember(request.user, request.POST.get("language", ""))
    return i18n.set_language(request)


def _remember(user: User, language: str) -> None:
    """The user's screens, and a volunteer's letters in each of her towns, one scope after the other."""
    preferences.set_language(user, language)
    for organisation_id, (_name, roles) in visits_of(user).items():
        if Role.VOLUNTEER not in roles:
            continue
        actor = Actor(came=Came.LOGIN, organisation_id=organisation_id, roles=roles, user_id=user.pk)
        with tenant(organisation_id):
            volunteer = volunteer_of_user(user.pk)
            if volunteer is not None:
                choose_own_language(replace(actor, person_id=volunteer.person_id), language, at=clock.now())

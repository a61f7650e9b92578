"""The language of screens: a cookie for strangers, and for somebody with a login her own from now on."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions import preferences
from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit.errors import Refused


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back to the page it was chosen on. An unknown one changes nothing."""
    if isinstance(request.user, User):
        with suppress(Refused):
            preferences.set_language(request.user, request.POST.get("language", ""))
    return i18n.set_language(request)

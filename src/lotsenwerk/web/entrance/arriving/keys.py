"""Shortcuts of one key: a cookie for strangers, and for somebody with a login her own choice from now on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions import preferences
from lotsenwerk.domain.accounts.models import User
from lotsenwerk.kit import appearance


@require_POST
def set_shortcuts(request: HttpRequest) -> HttpResponse:
    """Remember whether single keys are wanted, and go back to the page it was chosen on."""
    if isinstance(request.user, User):
        preferences.set_single_keys(request.user, on=request.POST.get("shortcuts") != "off")
    return appearance.set_shortcuts(request)

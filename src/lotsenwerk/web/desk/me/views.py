"""One's own place at the desk: which town, which language, which keys."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions import preferences
from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.permissions import may_work_at_desk
from lotsenwerk.domain.accounts.visits import CHOSEN
from lotsenwerk.kit.appearance import single_keys_off
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk


@desk(may_work_at_desk)
def me(request: VisitRequest) -> HttpResponse:
    """The choices that go with one's login."""
    context = {"keys": not single_keys_off(request), "languages": [("de", "Deutsch"), ("en", "English")]}
    return render(request, "desk/me/me.html", context)


@desk(may_work_at_desk)
@require_POST
def me_town(request: VisitRequest) -> HttpResponse:
    """Go to another town in which one works."""
    chosen = {str(town_id): town_id for town_id, _name in request.visit.towns}.get(request.POST.get("town", ""))
    if chosen is None:
        raise Http404
    request.session[CHOSEN] = chosen
    return redirect("desk:today")


@desk(may_work_at_desk)
@require_POST
def me_language(request: VisitRequest) -> HttpResponse:
    """Speak another language to this user from now on."""
    language = request.POST.get("language", "")
    preferences.set_language(_user(request), language)
    with translation.override(language):
        messages.success(request, _("Saved."))
    return redirect("desk:me")


def _user(request: VisitRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user

"""The operator of the installation opens a town for half an hour, and closes it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions.support import close_support, open_support
from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.queries import is_operator, open_support_sessions
from lotsenwerk.domain.accounts.visits import CHOSEN, owes_second_factor
from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.web.entrance.support.forms import OpenTownForm


@never_cache
def support(request: HttpRequest) -> HttpResponse:
    """Which towns are open for me now, and the form to open one. For everybody else there is nothing here."""
    user = _operator(request)
    if owes_second_factor(user):
        return redirect("mfa_index")
    form = OpenTownForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _open(request, user, form):
        return redirect("desk:town")
    opened = open_support_sessions(user.pk, clock.now())
    return render(request, "entrance/support/support.html", {"form": form, "opened": opened})


@never_cache
@require_POST
def support_end(request: HttpRequest) -> HttpResponse:
    """Close every town again."""
    if close_support(_operator(request), at=clock.now()):
        messages.success(request, _("Closed. The town's record says from when until when it was open."))
    request.session.pop(CHOSEN, None)
    return redirect("entrance:support")


def _open(request: HttpRequest, user: User, form: OpenTownForm) -> bool:
    chosen = organisation(form.cleaned_data["town"])
    try:
        open_support(user, chosen, reason=form.cleaned_data["reason"], at=clock.now())
    except BadInput as bad:
        form.add_error(bad.field, bad.sentence)
        return False
    request.session[CHOSEN] = chosen.pk
    return True


def _operator(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not is_operator(request.user):
        raise Http404
    return request.user

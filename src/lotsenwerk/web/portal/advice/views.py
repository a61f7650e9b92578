"""Advice near me: office hours of guides, advice services and clubs of a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.queries import Responsible, responsible_for, state_centre
from lotsenwerk.kit import clock
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.advice.forms import NearForm
from lotsenwerk.web.portal.advice.near import near
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.help.forms import plain_digits
from lotsenwerk.web.portal.tongues import in_every_language
from lotsenwerk.web.portal.which_place import choose_yours, chosen


@require_safe
@public
def advice(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the postcode, and show what is near."""
    typed = request.GET if "postcode" in request.GET else None
    found = responsible_for(plain_digits(request.GET.get("postcode", "")[:10]))
    form = NearForm(typed, places=found.bodies)
    context = {
        "form": form,
        "language": language,
        "languages": in_every_language("portal:advice"),
        "is_reviewed": is_reviewed(language),
        **(_found(form, found) if form.is_valid() else {}),
    }
    return render(request, "portal/advice/advice.html", context)


def _found(form: NearForm, found: Responsible) -> dict[str, object]:
    """What is near; otherwise the form says what is to be done, and the page whom one can ask."""
    given = form.cleaned_data
    if body := chosen(found.bodies, given["place"]):
        return {"found": near(body, speaks=given["speaks"], step_free=given["step_free"], at=clock.now())}
    if found.bodies:
        form.add_error("place", choose_yours())
        return {}
    form.add_error("postcode", _why_nothing(found))
    return {"centre": state_centre()}


def _why_nothing(found: Responsible) -> str:
    if not found.places:
        return _("We know no place in Hessen with this postcode. Please look at it again.")
    return _("In %(place)s nobody takes part yet. Please ask at the town hall.") % {"place": found.places[0].name}

"""Somebody stands at the door and shows a card: does it count today? For everybody, without login."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.domain.people.queries import Valid, check_card
from lotsenwerk.domain.places.models import Municipality, MunicipalityKind
from lotsenwerk.kit import clock
from lotsenwerk.web.entrance.check.forms import NumberForm
from lotsenwerk.web.entrance.telephone import only_town


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """A field for the number; the answer is given on POST alone, so that a link by itself asks nothing."""
    if request.method != "POST":
        return _page(request, NumberForm(initial={"number": request.GET.get("number", "")[:20]}))
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not ratelimit.consume(request, action="check_card"):
        form.add_error("number", _("Too many tries. Please wait five minutes, or call us."))
        return _page(request, form, status=429)
    found = check_card(form.cleaned_data["number"], clock.now())
    return _page(request, form, is_asked=True, found=found)


def for_whom(organisation_id: int) -> str:
    """For which body somebody helps, as one says it: "die Stadt Bürstadt"."""
    body = organisation(organisation_id)
    municipality: Municipality | None = body.municipality
    if municipality is None:
        return body.name
    if municipality.kind == MunicipalityKind.TOWN:
        return _("the town of %(name)s") % {"name": municipality.name}
    return _("the municipality of %(name)s") % {"name": municipality.name}


def _page(
    request: HttpRequest, form: NumberForm, *, status: int = 200, is_asked: bool = False, found: Valid | None = None
) -> HttpResponse:
    answer = {"is_asked": is_asked, "found": found, "for_whom": for_whom(found.organisation_id) if found else ""}
    return render(request, "entrance/check/check.html", {"form": form, **only_town(), **answer}, status=status)

"""What the town reads of others: regions of Integreat, whether the last reading worked, and what came of it."""

from collections.abc import Mapping
from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.publishing.actions.follow import ask_for_reading, follow_region, stop_following
from lotsenwerk.domain.publishing.queries.elsewhere import source_for, sources
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at

FAULTS: Final[Mapping[str, Promise]] = {
    "address": gettext_lazy("The address is none that may be read. The operator can look at the settings."),
    "unreachable": gettext_lazy("The server could not be reached, or broke off."),
    "status": gettext_lazy("The server answered that this is not there, or that it does not work just now."),
    "moved": gettext_lazy("The server sent us to another address."),
    "slow": gettext_lazy("The server did not answer in time."),
    "huge": gettext_lazy("The answer was larger than anything that a town could mean."),
    "form": gettext_lazy("The answer was in a form that we do not know."),
    "region": gettext_lazy("Integreat knows no region of this name. Please look at the address there."),
}


class RegionForm(forms.Form):
    region = forms.CharField(
        label=gettext_lazy("Name in the address"),
        max_length=80,
        help_text=gettext_lazy("What stands behind integreat.app/ when you open your region there."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages beside German"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code != "de"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@desk(may_administer)
def elsewhere(request: VisitRequest) -> HttpResponse:
    """Which regions are read, and how the last reading went; read one more."""
    form = RegionForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            follow_region(request.actor, **form.cleaned_data, at=clock.now())
            messages.success(request, _("It will be read within the next minutes."))
            return redirect("desk:elsewhere")
    names = dict(settings.LANGUAGES)
    rows = [
        (one, FAULTS.get(one.fault, ""), [names[code] for code in one.languages if code in names])
        for one in sources(request.actor)
    ]
    return render(request, "desk/town/elsewhere.html", {"form": form, "rows": rows})


@desk(may_administer)
@require_POST
def elsewhere_read(request: VisitRequest) -> HttpResponse:
    """Read all of them soon."""
    ask_for_reading(request.actor)
    messages.success(request, _("It will be read within the next minutes."))
    return redirect("desk:elsewhere")


@desk(may_administer)
@require_POST
def elsewhere_stop(request: VisitRequest, source_id: int) -> HttpResponse:
    """Read one of them no longer."""
    stop_following(request.actor, source_for(request.actor, source_id), at=clock.now())
    messages.success(request, _("It is read no longer. What came from there is not shown any more."))
    return redirect("desk:elsewhere")

"""Where a guide sits herself: when next, and "I sat there"."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.assistance.actions.office_hours import say_i_sat_there
from lotsenwerk.domain.assistance.office_days import length
from lotsenwerk.domain.assistance.queries.office_hours import Own, own_duties, own_duty
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.steady import attempt_form
from lotsenwerk.web.mine.words import length_in_words


class SatForm(forms.Form):
    """On which day, how long, and how many came."""

    on = forms.TypedChoiceField(label=gettext_lazy("Which day?"), coerce=str)
    minutes = forms.IntegerField(label=gettext_lazy("How many minutes?"))
    clients = forms.IntegerField(label=gettext_lazy("How many people came?"), initial=0)

    def __init__(self, *args: object, own: Own, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # Sent again after it was written down, the day is no more to be told of; that the verb answers.
        known = [*own.to_tell, *(one.on for one in own.told)] if self.is_bound else own.to_tell
        days = [(day.isoformat(), date_format(day, _("l, j F"))) for day in known]
        self.fields["on"].choices = days  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb wants to know."""
        return {**self.cleaned_data, "on": date.fromisoformat(self.cleaned_data["on"])}


@require_safe
@mine()
def office_hours(request: VisitRequest) -> HttpResponse:
    """Every place where she sits."""
    own = [_row(one) for one in own_duties(request.actor, at=clock.now())]
    return render(request, "mine/office_hours/office_hours.html", {"rows": own})


@require_http_methods(["GET", "HEAD", "POST"])
@mine()
def office_hour(request: VisitRequest, ref: str) -> HttpResponse:
    """One of them; POST writes down that she sat there."""
    now = clock.now()
    own = own_duty(request.actor, ref, at=now)
    sent = request.POST if request.method == "POST" else None
    form = SatForm(sent, own=own, initial={"minutes": length(own.hour)})
    if form.is_valid():
        tell = partial(say_i_sat_there, request.actor, own.hour, own.volunteer, **form.facts(), at=now)
        if attempt_form(request, form, lambda: {"id": tell().pk}, at=now):
            messages.success(request, _("Thank you, it is written down."))
            return redirect("mine:office_hour", ref=ref)
    told = [(one, length_in_words(one.minutes)) for one in own.told]
    context = {**_row(own), "told": told, "form": form, "action_id": action_id(request) or new_action_id()}
    return render(request, "mine/office_hours/office_hour.html", context)


def _row(own: Own) -> dict[str, object]:
    hour = own.hour
    return {
        "own": own,
        "hour": hour,
        "when": f"{WEEKDAYS[hour.weekday]}, {hour.begins:%H:%M}–{hour.ends:%H:%M}",
        "address": hour.address,
    }

"""How this town does it: insurance, hours, and how long things take here."""

from django import forms
from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.actions.practice import LONGEST, change_practice
from lotsenwerk.domain.assistance.permissions import may_change_practice
from lotsenwerk.domain.assistance.queries import book
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at


class PracticeForm(forms.Form):
    insured_through = forms.CharField(
        label=gettext_lazy("How helpers are insured"),
        max_length=LONGEST["insured_through"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence that every helper reads at her visit, with a number to call."),
    )
    desk_hours = forms.CharField(
        label=gettext_lazy("When the desk is there"),
        max_length=LONGEST["desk_hours"],
        required=False,
        help_text=gettext_lazy("For example: Monday to Friday, 9 to 12, telephone 06206 7010."),
    )
    nobody_ended_after = forms.IntegerField(
        label=gettext_lazy("After how many minutes do we ask where no word has come?"),
        help_text=gettext_lazy("Counted from the end of a visit that nobody has reported."),
    )
    address_hours = forms.IntegerField(
        label=gettext_lazy("How many hours after a visit can a helper still see the address?")
    )
    cascade_minutes = forms.IntegerField(
        label=gettext_lazy("After how many minutes is the next one asked, one after the other?")
    )
    laid_days = forms.IntegerField(label=gettext_lazy("How many days ahead are standing needs laid?"))


@desk(may_change_practice)
def practice(request: VisitRequest) -> HttpResponse:
    """How this town does it."""
    form = PracticeForm(posted(request), initial=model_to_dict(book.practice()))
    if form.is_valid():
        with refusals_at(form):
            change_practice(request.actor, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:practice")
    return render(request, "desk/town/practice.html", {"form": form})

"""Hints to advice services and clubs: what became of them, as a list and in figures without names."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.guiding.signposting import tell_outcome
from lotsenwerk.domain.assistance.bodies import SUBJECTS
from lotsenwerk.domain.assistance.guide_words import OUTCOMES
from lotsenwerk.domain.assistance.models import Signpost
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.queries.signposts import figures_of_signposts, signpost_for, signposts
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk

FIRST_YEAR = 2000


class OutcomeForm(forms.Form):
    """What became of a hint."""

    outcome = forms.ChoiceField(label=gettext_lazy("What became of it?"), choices=list(OUTCOMES.items()))


@desk(may_keep_orders)
def signposts_listed(request: VisitRequest) -> HttpResponse:
    """The figures of a year, and every hint."""
    this_year = clock.local(clock.now()).year
    year = _year(request.GET.get("year", ""), this_year)
    page = one_page(request, signposts(request.actor))
    context = {
        "figures": figures_of_signposts(request.actor, year),
        "year": year,
        "before": year - 1,
        "after": year + 1 if year < this_year else None,
        "page": page,
        "rows": [(one, OUTCOMES[one.outcome], SUBJECTS.get(one.subject, "")) for one in page],
        "outcomes": OUTCOMES.items(),
    }
    return render(request, "desk/signposts/signposts.html", context)


@require_POST
@desk(may_keep_orders)
def signpost_outcome(request: VisitRequest, ref: str) -> HttpResponse:
    """Somebody told the desk what became of it."""
    hint: Signpost = signpost_for(request.actor, ref)
    form = OutcomeForm(request.POST)
    try:
        tell_outcome(request.actor, hint, form.cleaned_data["outcome"] if form.is_valid() else "", at=clock.now())
        messages.success(request, _("Written down."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("desk:signposts")


def _year(typed: str, this_year: int) -> int:
    """The year of the address; what is none is this one."""
    year = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else this_year  # noqa: PLR2004
    return year if FIRST_YEAR <= year <= this_year else this_year

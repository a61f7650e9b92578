"""Numbers that stand for people: made in batches, printed on cards, handed out on paper."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.actions.inquiries.numbers import hand_out_numbers
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.pool_papers import facts_of_cards
from lotsenwerk.domain.assistance.queries.inquiry_desk import batch_for, batches_of, languages_of_pool
from lotsenwerk.domain.people.queries.becoming import pool_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


class NumbersForm(forms.Form):
    """How many cards."""

    many = forms.IntegerField(
        label=gettext_lazy("How many cards?"), initial=24, help_text=gettext_lazy("Eight fit on a sheet.")
    )


@desk(may_run_inquiries)
def pool_numbers(request: VisitRequest, pool_id: int) -> HttpResponse:
    """Make a batch; when how many were made. Which number somebody has is written down nowhere."""
    pool, now = pool_for(request.actor, pool_id), clock.now()
    form = NumbersForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            many = form.cleaned_data["many"]
            act_once(request, lambda: {"id": hand_out_numbers(request.actor, pool, many, at=now)[0].id}, at=now)
            messages.success(request, _("The numbers are made. Please print the cards."))
            return redirect("desk:pool_numbers", pool_id)
    made = {"batches": batches_of(request.actor, pool), "action_id": id_of_form(request)}
    return render(request, "desk/terms/numbers.html", {"pool": pool, "form": form, **made})


@require_safe
@desk(may_run_inquiries)
def pool_cards(request: VisitRequest, pool_id: int, first_id: int) -> HttpResponse:
    """The cards of a batch, to be cut out."""
    pool = pool_for(request.actor, pool_id)
    numbers = batch_for(request.actor, pool, first_id)
    facts = facts_of_cards(pool, numbers, languages_of_pool(pool), clock.local(numbers[0].made_at).date())
    named = {"Content-Disposition": 'inline; filename="nummern.pdf"'}
    return HttpResponse(make_pdf("number_cards", facts, "de"), content_type="application/pdf", headers=named)

"""What a pool promises: read in sentences, changed from a day on, and tried on what was asked before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.inquiries.terms import Says, change_terms
from lotsenwerk.domain.assistance.models import PoolTerms
from lotsenwerk.domain.assistance.permissions import may_keep_terms
from lotsenwerk.domain.assistance.queries.terms import terms_of, terms_on, would_be_refused
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.domain.people.permissions import may_see_pools
from lotsenwerk.domain.people.queries.becoming import pool_for, rules_on
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.inquiries.arranged import Row, found_in_words
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.terms.forms import (
    ExclusionSet,
    TermsForm,
    excluded_of,
    like_exclusions,
    like_terms,
    scope_of_says,
)
from lotsenwerk.web.desk.terms.words import excluded_in_words, in_sentences


@desk(may_see_pools)
def pool_terms(request: VisitRequest, pool_id: int) -> HttpResponse:
    """What counts today, what will, and what did."""
    pool, today = pool_for(request.actor, pool_id), clock.local(clock.now()).date()
    laid = terms_of(request.actor, pool)
    now = next((one for one in laid if one.valid_from <= today), None)
    context = {
        "pool": pool,
        "is_laid": now is not None,
        "today": _told(now or terms_on(pool.id, today)),
        "ahead": [_told(one) for one in reversed(laid) if one.valid_from > today],
        "before": [_told(one) for one in laid if one.valid_from <= today and one is not now],
        "rule": rules_on([pool.id], today).get(pool.id),
        "may_keep": may_keep_terms(request.actor),
    }
    return render(request, "desk/terms/terms.html", context)


def _told(terms: PoolTerms) -> dict[str, object]:
    return {"terms": terms, "sentences": in_sentences(terms), "excluded": excluded_in_words(terms)}


@desk(may_keep_terms)
def pool_terms_change(request: VisitRequest, pool_id: int) -> HttpResponse:
    """Change what counts from a day on; first one may look at whom it would have refused."""
    pool, today = pool_for(request.actor, pool_id), clock.local(clock.now()).date()
    terms = terms_on(pool.id, today)
    form = TermsForm(posted(request), initial={**like_terms(terms), "valid_from": today})
    rows = ExclusionSet(posted(request), initial=like_exclusions(terms), prefix="not")
    context: dict[str, object] = {"pool": pool, "form": form, "rows": rows}
    if form.is_valid() and rows.is_valid():
        says = form.says(excluded_of(rows))
        if "try" in request.POST:
            context["tried"] = _tried(request, pool, says)
        elif _changed(request, pool, form, says):
            return redirect("desk:pool_terms", pool_id)
    return render(request, "desk/terms/change.html", context)


def _changed(request: VisitRequest, pool: Pool, form: TermsForm, says: Says) -> bool:
    """Let it count from its day on; false where it is refused, and then it says why."""
    with refusals_at(form):
        change_terms(request.actor, pool, says, valid_from=form.cleaned_data["valid_from"], at=clock.now())
        messages.success(request, _("Saved. What was asked before keeps what it was promised."))
    return not form.errors


def _tried(request: VisitRequest, pool: Pool, says: Says) -> dict[str, object]:
    """Whom of the last requests this would refuse, and why."""
    many, stopped = would_be_refused(request.actor, pool, scope_of_says(says))
    now = clock.now()
    return {"many": many, "stopped": [(Row.of(one, now), found_in_words(found)) for one, found in stopped]}

"""An institution calls: its request is written down while it speaks, and answered at once where it can be."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.inquiries.ask import Stopped, ask, ask_first
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.inquiries import cooperations
from lotsenwerk.domain.journal.actions.once import Answer
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.queries.becoming import counted_pools
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.inquiries.arranged import Found, found_in_words
from lotsenwerk.web.desk.inquiries.request_form import PLACES, InstitutionForm, KnownForm, RequestForm
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_run_inquiries, of=BEHIND[PoolKind.INTERPRETERS])
def inquiry_new(request: VisitRequest) -> HttpResponse:
    """An institution calls that works with a pool already."""
    known = [one for one in cooperations(request.actor) if one.pool.kind == PoolKind.INTERPRETERS]
    form = KnownForm(posted(request), cooperations=known, initial={"cooperation": request.GET.get("of", "")})
    found: Sequence[Found] = []
    if form.is_valid():
        of = next(one for one in known if one.ref == form.cleaned_data["cooperation"])
        found, answer = _ask(request, form, lambda at: {"ref": ask(request.actor, of, form.wanted(), at=at).ref})
        if answer is not None:
            return answer
    context = {"form": form, "found": found, "known": known, "action_id": id_of_form(request)}
    return render(request, "desk/inquiries/new.html", context)


@desk(may_run_inquiries, of=BEHIND[PoolKind.INTERPRETERS])
def inquiry_first(request: VisitRequest, pool_id: int) -> HttpResponse:
    """An institution calls for the first time: it registers with its first request."""
    pool = _asked(request, pool_id)
    who, form = InstitutionForm(posted(request), prefix="who"), RequestForm(posted(request))
    found: Sequence[Found] = []
    if who.is_valid() and form.is_valid():
        institution = who.institution(accepts_rules=form.cleaned_data["accepts_rules"])
        found, answer = _ask(
            request,
            form,
            lambda at: {"ref": ask_first(request.actor, pool, institution, form.wanted(), at=at).ref},
            who=who,
        )
        if answer is not None:
            return answer
    context = {"who": who, "form": form, "found": found, "pool": pool, "action_id": id_of_form(request)}
    return render(request, "desk/inquiries/first.html", context)


def _asked(request: VisitRequest, pool_id: int) -> Pool:
    found = next((one for one in interpreting(request) if one.id == pool_id), None)
    if found is None:
        raise NotThere
    return found


def interpreting(request: VisitRequest) -> Sequence[Pool]:
    """The pools that an institution can ask for an interpreter."""
    return [one.pool for one in counted_pools(request.actor) if one.pool.kind == PoolKind.INTERPRETERS]


def _ask(
    request: VisitRequest,
    form: RequestForm,
    do: Callable[[datetime], Answer],
    *,
    who: InstitutionForm | None = None,
) -> tuple[Sequence[Found], HttpResponse | None]:
    """Ask, and lead on to the request; what the guard stops is answered with all that it found."""
    now, made = clock.now(), dict[str, object]()
    with refusals_at(*((who,) if who is not None else ()), form, places=PLACES):
        try:
            with all_or_nothing():
                made |= act_once(request, lambda: do(now), at=now)
        except Stopped as stopped:
            return found_in_words(stopped.findings), None
    if not made:
        return (), None
    messages.success(request, _("Written down. The answer is promised below."))
    return (), redirect("desk:inquiry", made["ref"])

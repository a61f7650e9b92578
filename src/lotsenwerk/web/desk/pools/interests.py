"""One interest: read it, take it up, decline it with a letter in her language, or note that she withdraws."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.actions.interests import decline, take_up, withdraw_interest
from lotsenwerk.domain.people.models import Declined, Interest, InterestState
from lotsenwerk.domain.people.permissions import may_answer_interest, may_see_pools
from lotsenwerk.domain.people.queries import Found, likely_same, person_for
from lotsenwerk.domain.people.queries.becoming import interest_for, pool_for
from lotsenwerk.domain.people.queries.becoming import pools as running_pools
from lotsenwerk.domain.people.sentences import refusal_in_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.pools.arranged import InterestLine, whole_name
from lotsenwerk.web.desk.pools.forms import DeclineForm, TakeUpForm
from lotsenwerk.web.desk.pools.wording import times_of
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_see_pools)
def interest(request: VisitRequest, interest_id: int) -> HttpResponse:
    """What she said, who she may be already, and the three answers; sent, she is taken up."""
    shown, actor = interest_for(request.actor, interest_id), request.actor
    is_new = shown.state == InterestState.NEW
    alike = alike_to(actor, shown) if is_new else ()
    form = TakeUpForm(posted(request), interest=shown, pools=list(running_pools(actor)), alike=alike)
    if form.is_valid():
        with refusals_at(form):
            return _taken_up(request, shown, form)
    line = InterestLine.of(shown, clock.local(clock.now()).date())
    answers = {"form": form, "decline": DeclineForm(), "alike": alike, "is_new": is_new}
    return render(request, "desk/pools/interest.html", {"line": line, "times": times_of(shown), **answers})


def alike_to(actor: Actor, interest: Interest) -> Sequence[Found]:
    """Who may be the same human being: the same number, or a name that sounds alike."""
    return likely_same(actor, phone=interest.phone, given_name=interest.given_name, family_name=interest.family_name)


def _taken_up(request: VisitRequest, shown: Interest, form: TakeUpForm) -> HttpResponse:
    actor, person_id = request.actor, form.person_id()
    volunteer = take_up(
        actor,
        shown,
        pools=[pool_for(actor, pool_id) for pool_id in form.cleaned_data["pools"]],
        person=person_for(actor, person_id) if person_id is not None else None,
        levels=form.levels(),
        note=form.cleaned_data["note"],
        at=clock.now(),
    )
    messages.success(request, _("%(name)s is entered.") % {"name": volunteer.person.name})
    member = volunteer.pools.order_by("-id").first()
    return redirect("desk:member", member.id) if member else redirect("desk:person", volunteer.person_id)


@desk(may_answer_interest)
@require_POST
def interest_decline(request: VisitRequest, interest_id: int) -> HttpResponse:
    """Nothing comes of it; then the letter."""
    shown = interest_for(request.actor, interest_id)
    reason = request.POST.get("reason", "")
    decline(request.actor, shown, reason=reason, at=clock.now())
    return redirect("desk:interest_letter", interest_id, reason)


@desk(may_answer_interest)
@require_POST
def interest_withdraw(request: VisitRequest, interest_id: int) -> HttpResponse:
    """She does not want to any more."""
    withdraw_interest(request.actor, interest_for(request.actor, interest_id), at=clock.now())
    messages.success(request, _("Written down. What she typed is deleted after 90 days."))
    return redirect("desk:pools")


@desk(may_answer_interest)
def interest_letter(request: VisitRequest, interest_id: int, reason: str) -> HttpResponse:
    """The refusal in her language, with the German beside it: to read out, to print, to send."""
    shown = interest_for(request.actor, interest_id)
    if reason not in Declined.values or shown.state != InterestState.DECLINED:
        raise NotThere
    town = this_organisation().name
    letters = []
    for language in dict.fromkeys((shown.language, "de")):
        with translation.override(language):
            is_rtl = translation.get_language_bidi()
            letters.append((language, "rtl" if is_rtl else "ltr", refusal_in_words(shown.given_name, reason, town)))
    context = {"interest": shown, "name": whole_name(shown), "letters": letters}
    return render(request, "desk/pools/letter.html", context)

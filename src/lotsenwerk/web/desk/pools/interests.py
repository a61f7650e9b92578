"""One interest: read it, take it up, decline it with a letter in her language, or note that she withdraws."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.notifications.actions.becoming import decline_by_mail, tell_way
from lotsenwerk.domain.people.actions.interests import decline, take_up, withdraw_interest
from lotsenwerk.domain.people.models import Declined, Interest, InterestState
from lotsenwerk.domain.people.permissions import may_answer_interest, may_see_pools
from lotsenwerk.domain.people.queries import Found, likely_same, person_for
from lotsenwerk.domain.people.queries.becoming import interest_for, ladders_of, pool_for
from lotsenwerk.domain.people.queries.becoming import pools as running_pools
from lotsenwerk.domain.people.refusals import to_interest
from lotsenwerk.domain.people.sentences import RUNGS
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.pools.arranged import InterestLine, whole_name
from lotsenwerk.web.desk.pools.forms import TakeUpForm
from lotsenwerk.web.desk.pools.letters import letter_to_read, reasons_to_choose
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
    ladders = [(one, RUNGS[one.rung]) for one in ladders_of(actor, shown.person_id)]
    answers = {"ladders": ladders, "form": form, "alike": alike, "is_new": is_new, "reason": Declined.NO_PLACE}
    return render(request, "desk/pools/interest.html", {"line": line, "times": times_of(shown), **answers})


def alike_to(actor: Actor, interest: Interest) -> Sequence[Found]:
    """Who may be the same human being: the same number, or a name that sounds alike."""
    return likely_same(actor, phone=interest.phone, given_name=interest.given_name, family_name=interest.family_name)


def _taken_up(request: VisitRequest, shown: Interest, form: TakeUpForm) -> HttpResponse:
    actor, person_id, now = request.actor, form.person_id(), clock.now()
    volunteer = take_up(
        actor,
        shown,
        pools=[pool_for(actor, pool_id) for pool_id in form.cleaned_data["pools"]],
        person=person_for(actor, person_id) if person_id is not None else None,
        levels=form.levels(),
        note=form.cleaned_data["note"],
        at=now,
    )
    messages.success(request, _("%(name)s is entered.") % {"name": volunteer.person.name})
    if form.cleaned_data["pools"] and tell_way(actor, volunteer, at=now):
        messages.success(request, _("She gets a link to the page that says where she stands."))
    member = volunteer.pools.order_by("-id").first()
    return redirect("desk:member", member.id) if member else redirect("desk:person", volunteer.person_id)


@desk(may_answer_interest)
@require_POST
def interest_decline(request: VisitRequest, interest_id: int) -> HttpResponse:
    """Nothing comes of it: with the letter that was read, or without one where it was said on the telephone."""
    shown, now = interest_for(request.actor, interest_id), clock.now()
    reason, told = request.POST.get("reason", ""), _("Written down. What she typed is deleted after 90 days.")
    if "send" not in request.POST:
        decline(request.actor, shown, reason=reason, at=now)
        messages.success(request, told)
    elif decline_by_mail(request.actor, shown, reason=reason, at=now):
        messages.success(request, _("The letter has left. %(then)s") % {"then": told})
    else:
        messages.error(request, _("Nobody knows whether the letter has left. Please call her."))
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
    """The refusal in her language, with the German beside it, before it goes: to read, to send, to print."""
    shown = interest_for(request.actor, interest_id)
    if reason not in Declined.values or shown.state not in {InterestState.NEW, InterestState.DECLINED}:
        raise NotThere
    whom, is_new = to_interest(shown), shown.state == InterestState.NEW
    context = {
        **letter_to_read(whom, reason, name=whole_name(shown), phone=shown.phone),
        "is_open": is_new,
        "back": reverse("desk:interest", args=[shown.id]),
        "answer": reverse("desk:interest_decline", args=[shown.id]),
        "reasons": reasons_to_choose("desk:interest_letter", shown.id) if is_new else [],
    }
    return render(request, "desk/pools/letter.html", context)

"""One member: where she stands, what is missing, and the step that comes next."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.notifications.actions.becoming import refuse_member, tell_way
from lotsenwerk.domain.people.actions.climb import climb, name_lead, plan_next
from lotsenwerk.domain.people.actions.conduct import see_conduct
from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.actions.suitability import see_fact
from lotsenwerk.domain.people.models import Declined, PoolMember
from lotsenwerk.domain.people.permissions import (
    may_answer_interest,
    may_keep_people,
    may_keep_pools,
    may_see_conduct,
    may_see_pools,
)
from lotsenwerk.domain.people.queries.becoming import (
    facts_of,
    member_for,
    text_for,
)
from lotsenwerk.domain.people.refusals import to_member
from lotsenwerk.domain.people.states import MEMBER, is_on_the_way
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import BadInput, NotThere, Refused, WrongState
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.pools.conduct_letter import facts_of_letter
from lotsenwerk.web.desk.pools.drawn import facts_of_page
from lotsenwerk.web.desk.pools.forms import ConductForm, LetterForm, NextForm
from lotsenwerk.web.desk.pools.letters import letter_to_read, reasons_to_choose
from lotsenwerk.web.desk.pools.wording import SEEN_BY_TAP
from lotsenwerk.web.desk.refusals import one_step, posted, refusals_at


@desk(may_see_pools)
def member(request: VisitRequest, member_id: int) -> HttpResponse:
    """Where she stands, what comes next, what is missing; sent, the next action is another one."""
    actor, now = request.actor, clock.now()
    shown, today = member_for(actor, member_id), clock.local(now).date()
    form = NextForm(posted(request), initial={"next_action": shown.next_action, "next_due": shown.next_due})
    if form.is_valid():
        with refusals_at(form):
            plan_next(actor, shown, **form.cleaned_data, at=now)
            messages.success(request, _("Saved."))
            return redirect("desk:member", member_id)
    return render(request, "desk/pools/member.html", {"form": form, **facts_of_page(actor, shown, today)})


@desk(may_keep_pools)
@require_POST
def member_step(request: VisitRequest, member_id: int) -> HttpResponse:
    """One step on the ladder; who may not begin yet hears what is missing, and no typed word is lost."""
    actor, shown, now = request.actor, member_for(request.actor, member_id), clock.now()
    try:
        with all_or_nothing():
            _step(request, shown, now)
    except Refused as refused:
        form = NextForm(initial={"next_action": shown.next_action, "next_due": shown.next_due})
        told = {"refused": refused.sentence, "note": request.POST.get("note", ""), "form": form}
        page = facts_of_page(actor, shown, clock.local(now).date())
        return render(request, "desk/pools/member.html", page | told)
    messages.success(request, _("Written down."))
    return redirect("desk:member", member_id)


def _step(request: VisitRequest, shown: PoolMember, now: datetime) -> None:
    sent = request.POST
    verb = sent.get("verb", "")
    if verb not in MEMBER.moves:
        raise BadInput(_("Please choose one of the list."))
    altogether = sent.get("altogether") == "yes"
    climb(request.actor, shown, verb, note=sent.get("note", ""), leaves_altogether=altogether, at=now)


@desk(may_keep_people)
@require_POST
def member_seen(request: VisitRequest, member_id: int) -> HttpResponse:
    """One tap: seen today."""
    shown, now = member_for(request.actor, member_id), clock.now()
    kind = SEEN_BY_TAP.get(request.POST.get("what", ""))  # type: ignore[call-overload]
    if kind is None:
        raise BadInput(_("Please choose one of the list."))
    see_fact(request.actor, shown.volunteer, kind=kind, seen_on=clock.local(now).date(), at=now)
    messages.success(request, _("Written down."))
    return redirect("desk:member", member_id)


@desk(may_answer_interest)
@require_POST
def member_signed(request: VisitRequest, member_id: int) -> HttpResponse:
    """One tap: the signed paper was seen today."""
    shown, now = member_for(request.actor, member_id), clock.now()
    text = text_for(request.POST.get("what", ""), shown.volunteer.person.language, clock.local(now).date())
    if text is None:
        raise WrongState(_("There is no text of this declaration yet. Please write it first."))
    sign_declaration(request.actor, shown.volunteer, text, at=now)
    messages.success(request, _("Written down."))
    return redirect("desk:member", member_id)


@desk(may_keep_pools)
@require_POST
def member_lead(request: VisitRequest, member_id: int) -> HttpResponse:
    """She coordinates the others, or does so no more."""
    shown = member_for(request.actor, member_id)
    name_lead(request.actor, shown, is_lead=request.POST.get("is_lead") == "yes", at=clock.now())
    messages.success(request, _("Saved."))
    return redirect("desk:member", member_id)


@desk(may_keep_pools)
def member_refusal(request: VisitRequest, member_id: int, reason: str) -> HttpResponse:
    """She is not taken: the letter is read, then it goes and she leaves the pool."""
    shown = member_for(request.actor, member_id)
    if reason not in Declined.values or not is_on_the_way(shown.rung):
        raise NotThere
    if request.method == "POST":
        return _refused(request, shown, reason)
    person, here = shown.volunteer.person, reverse("desk:member_refusal", args=[shown.id, reason])
    context = {
        **letter_to_read(to_member(shown), reason, name=person.name, phone=person.phone or person.mobile),
        "is_open": True,
        "back": reverse("desk:member", args=[shown.id]),
        "answer": here,
        "reasons": reasons_to_choose("desk:member_refusal", shown.id),
    }
    return render(request, "desk/pools/letter.html", context)


def _refused(request: VisitRequest, shown: PoolMember, reason: str) -> HttpResponse:
    now, name = clock.now(), shown.volunteer.person.name
    if "send" in request.POST:
        refuse_member(request.actor, shown, reason=reason, at=now)
        messages.success(request, _("%(name)s gets the letter by mail, and has left the pool.") % {"name": name})
    else:
        climb(request.actor, shown, "leave", at=now)
        messages.success(request, _("%(name)s has left the pool.") % {"name": name})
    return redirect("desk:member", shown.id)


@desk(may_answer_interest)
@require_POST
def member_way(request: VisitRequest, member_id: int) -> HttpResponse:
    """Send her the link to her page once more; it needs no account."""
    shown = member_for(request.actor, member_id)
    if tell_way(request.actor, shown.volunteer, at=clock.now()):
        messages.success(request, _("She gets a link to the page that says where she stands."))
    else:
        messages.error(request, _("No mail address and no mobile number leads to her. Please call her."))
    return redirect("desk:member", member_id)


@desk(may_see_conduct)
def member_conduct(request: VisitRequest, member_id: int) -> HttpResponse:
    """A certificate of conduct was seen; the letter for a new one is printed from here."""
    shown, now = member_for(request.actor, member_id), clock.now()
    form = ConductForm(posted(request), initial={"seen_on": clock.local(now).date()})
    note, said = partial(see_conduct, request.actor, shown.volunteer, at=now), _("Written down. No copy is kept.")
    then = ("desk:member", member_id)
    answer = one_step(request, form, lambda: note(**form.cleaned_data), said=said, then=then)
    context = {
        "member": shown,
        "form": form,
        "letter": LetterForm(),
        "seen": facts_of(request.actor, shown).get("conduct"),
    }
    return answer or render(request, "desk/pools/conduct.html", context)


@desk(may_see_conduct)
@require_POST
def member_letter(request: VisitRequest, member_id: int) -> HttpResponse:
    """The letter with which the certificate is free."""
    shown = member_for(request.actor, member_id)
    facts = facts_of_letter(shown, clock.local(clock.now()).date(), is_extended="is_extended" in request.POST)
    named = {"Content-Disposition": 'inline; filename="fuehrungszeugnis.pdf"'}
    return HttpResponse(make_pdf("conduct_letter", facts, "de"), content_type="application/pdf", headers=named)

"""A request is refused, nobody is found for it, it is taken back, cancelled or moved."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.inquiries.change import (
    cancel_appointment,
    cannot_come,
    move_appointment,
)
from lotsenwerk.domain.assistance.actions.inquiries.decide import (
    nobody_found,
    offered_instead,
    refuse_inquiry,
    withdraw_inquiry,
)
from lotsenwerk.domain.assistance.findings import findings_of
from lotsenwerk.domain.assistance.inquiry_words import finding_in_words, instead_in_words, turn_to_in_words
from lotsenwerk.domain.assistance.models import DoneBy, Inquiry
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.inquiries import goes_to, inquiry_for
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.inquiries.forms import CancelForm, MoveForm, RefuseForm
from lotsenwerk.web.desk.inquiries.words import moment_in_words
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.wording import first_name


@desk(may_run_inquiries)
def inquiry_refuse(request: VisitRequest, ref: str) -> HttpResponse:
    """It cannot be served; the institution reads why."""
    shown = inquiry_for(request.actor, ref)
    form = RefuseForm(posted(request), ready=_ready(shown))

    def refuse() -> None:
        refuse_inquiry(request.actor, shown, because=form.words(), at=clock.now())

    title, below = _("Refuse the request"), _("The institution hears it in these words.")
    return _step(request, shown, form, refuse, (title, below, _("Refuse"), _("Refused.")))


def _ready(shown: Inquiry) -> list[str]:
    found = [f"{finding_in_words(one)} {turn_to_in_words(one)}".strip() for one in findings_of(shown)]
    return [*found, _("At the moment nobody in our pool speaks this language well enough.")]


@desk(may_run_inquiries)
def inquiry_nobody(request: VisitRequest, ref: str) -> HttpResponse:
    """Nobody was found; before it goes the desk reads what the institution will be offered."""
    shown = inquiry_for(request.actor, ref)
    terms = terms_on(shown.pool_id, clock.local(shown.received_at).date())
    offers = [instead_in_words(one, neighbour=terms.neighbour) for one in offered_instead(shown)]
    form = forms.Form(posted(request))
    below = _("The institution hears that we are sorry, and what we can offer instead.")
    told = (_("Nobody found"), below, _("Tell the institution"), _("The institution is told."))

    def tell() -> None:
        nobody_found(request.actor, shown, at=clock.now())

    return _step(request, shown, form, tell, told, offers=offers, is_asked=True)


@desk(may_run_inquiries)
@require_POST
def inquiry_withdraw(request: VisitRequest, ref: str) -> HttpResponse:
    """Whoever asked has called: it is not needed any more."""
    withdraw_inquiry(request.actor, inquiry_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Taken back."))
    return redirect("desk:inquiry", ref)


@desk(may_run_inquiries)
def inquiry_cancel(request: VisitRequest, ref: str) -> HttpResponse:
    """The institution, the pool, or whoever goes cannot keep the appointment."""
    shown = inquiry_for(request.actor, ref)
    going = goes_to(shown)
    form = CancelForm(posted(request), goes=first_name(going.volunteer.person) if going else "")

    def cancel() -> None:
        said, at = form.cleaned_data, clock.now()
        if said["side"] == DoneBy.VOLUNTEER and going is not None:
            cannot_come(request.actor, going, reason=said["reason"], at=at)
        else:
            cancel_appointment(request.actor, shown, reason=said["reason"], side=DoneBy(said["side"]), at=at)

    below = _("Everybody whom it concerns is told.")
    return _step(request, shown, form, cancel, (_("Somebody cannot come"), below, _("Save"), _("Saved.")))


@desk(may_run_inquiries)
def inquiry_move(request: VisitRequest, ref: str) -> HttpResponse:
    """Another day or another time."""
    shown = inquiry_for(request.actor, ref)
    begins = shown.need.earliest if shown.need else shown.begins
    local = clock.local(begins)
    form = MoveForm(posted(request), initial={"day": local.date(), "time": local.time()})

    def move() -> None:
        said = {name: form.cleaned_data[name] for name in ("reason", "is_agreed")}
        move_appointment(request.actor, shown, becomes=form.becomes(), **said, at=clock.now())

    below = _("Until now: %(when)s") % {"when": moment_in_words(begins, shown.minutes)}
    hint = _("Not agreed yet: whoever goes is asked for the new date before anybody else.") if shown.need else ""
    return _step(request, shown, form, move, (_("Move the appointment"), below, _("Move"), _("Moved.")), hint=hint)


def _step(
    request: VisitRequest,
    shown: Inquiry,
    form: forms.Form,
    act: Callable[[], None],
    told: tuple[str, str, str, str],
    *,
    hint: str = "",
    offers: list[str] | None = None,
    is_asked: bool = False,
) -> HttpResponse:
    """A page with one form about a request: its title, what is said below, its button and what is said afterwards."""
    title, below, button, done = told
    if form.is_valid():
        with refusals_at(form, places={"becomes": "day"}):
            act()
            messages.success(request, done)
            return redirect("desk:inquiry", shown.ref)
    context = {"inquiry": shown, "form": form, "title": title, "below": below, "button": button, "hint": hint}
    return render(request, "desk/inquiries/step.html", context | {"offers": offers, "is_asked": is_asked})

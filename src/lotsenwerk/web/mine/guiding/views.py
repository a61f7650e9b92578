"""After a guide's appointment: the report in ticks, the next appointment, a hint to a service and what became of it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.assistance.actions.guiding.agree_next import agree_next
from lotsenwerk.domain.assistance.actions.guiding.report_guided import report_guided
from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way, tell_outcome
from lotsenwerk.domain.assistance.guide_words import OUTCOMES
from lotsenwerk.domain.assistance.models import Assignment, SignpostOutcome, WhatNext
from lotsenwerk.domain.assistance.permissions import may_report
from lotsenwerk.domain.assistance.queries.guiding import appointment_of
from lotsenwerk.domain.assistance.queries.signposts import own_signposts, services, signpost_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.mine.cards import card_of_assignment
from lotsenwerk.web.mine.entry import mine, mine_or_link
from lotsenwerk.web.mine.guiding.forms import GuidedForm, HintForm, NextForm, OutcomeForm
from lotsenwerk.web.mine.opened import opened
from lotsenwerk.web.mine.steady import attempt, attempt_form

_THEN: Mapping[str, str] = {WhatNext.APPOINTMENT: "mine:next", WhatNext.SIGNPOST: "mine:signpost"}


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def guided(request: VisitRequest, ref: str) -> HttpResponse:
    """Report by taps; what comes next is the next page."""
    going, now = _appointment(request, ref), clock.now()
    first = {"minutes": card_of_assignment(going, now).minutes, "took_place": "yes", "did": ["go_along"]}
    form = GuidedForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():

        def do() -> Mapping[str, object]:
            return {"report": report_guided(request.actor, going, form.said(), at=now).pk}

        if attempt_form(request, form, do, at=now):
            messages.success(request, _("Thank you! It is written down."))
            return redirect(_THEN.get(form.cleaned_data["what_next"], "mine:assignment"), ref=ref)
    may = may_report(request.actor, going) and going.during.lower <= now
    return _page(request, "mine/guiding/report.html", going, form, may_report=may)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def next_appointment(request: VisitRequest, ref: str) -> HttpResponse:
    """Enter it on the spot: the same two, agreed."""
    going, now = _appointment(request, ref), clock.now()
    asked = appointment_of(request.actor, going)
    form = NextForm(request.POST or None, initial={"where": asked.meeting_point if asked else "", "minutes": 60})
    if request.method == "POST" and form.is_valid():

        def do() -> Mapping[str, object]:
            return {"ref": agree_next(request.actor, going, form.said(), at=now).ref}

        if attempt_form(request, form, do, at=now):
            messages.success(request, _("It is entered. You go there again."))
            return redirect("mine:home") if request.visit.allowed is None else redirect("mine:assignment", ref=ref)
    return _page(request, "mine/guiding/next.html", going, form, order=asked and (asked.follows or asked))


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def signpost(request: VisitRequest, ref: str) -> HttpResponse:
    """Choose who can help; no name of anybody is kept."""
    going, now = _appointment(request, ref), clock.now()
    listed = {one.pk: one for one in services()}
    form = HintForm(request.POST or None, services=[(one.pk, one.name) for one in listed.values()])
    if request.method == "POST" and form.is_valid():

        def do() -> Mapping[str, object]:
            to = listed[form.cleaned_data["to"]]
            made = show_the_way(request.actor, going, to, errand=form.cleaned_data["errand"], at=now)
            return {"signpost": made.pk}

        if attempt_form(request, form, do, at=now):
            messages.success(request, _("It is written down. Later you can say what became of it."))
            return redirect("mine:signposts") if request.visit.allowed is None else redirect("mine:assignment", ref=ref)
    return _page(request, "mine/guiding/signpost.html", going, form, has_services=bool(listed))


@require_safe
@mine()
def signposts(request: VisitRequest) -> HttpResponse:
    """To whom she showed the way, and what became of it."""
    rows = [(one, OUTCOMES[one.outcome], _answers(one.outcome)) for one in own_signposts(request.actor)]
    return render(request, "mine/guiding/signposts.html", {"rows": rows, "action_id": new_action_id()})


@require_POST
@mine()
def signpost_outcome(request: VisitRequest, ref: str) -> HttpResponse:
    """She has heard what became of it."""
    hint, now = signpost_for(request.actor, ref), clock.now()
    said = OutcomeForm(request.POST)
    outcome = said.cleaned_data["outcome"] if said.is_valid() else ""
    refused = attempt(request, lambda: {"id": tell_outcome(request.actor, hint, outcome, at=now).pk}, at=now)
    if refused is None:
        messages.success(request, _("Thank you! It is written down."))
    else:
        messages.error(request, refused.sentence)
    return redirect("mine:signposts")


def _answers(outcome: str) -> list[tuple[str, object]]:
    """What can be said of a hint now."""
    order = (SignpostOutcome.HELPED, SignpostOutcome.WENT, SignpostOutcome.NOT_GONE)
    if outcome == SignpostOutcome.OPEN:
        return [(one, OUTCOMES[one]) for one in order]
    return [(SignpostOutcome.HELPED, OUTCOMES[SignpostOutcome.HELPED])] if outcome == SignpostOutcome.WENT else []


def _appointment(request: VisitRequest, ref: str) -> Assignment:
    """A guide's own appointment, where it is one."""
    going = opened(request, ref)
    if going.need.kind != "guide":
        raise NotThere
    return going


def _page(request: VisitRequest, template: str, going: Assignment, form: object, **more: object) -> HttpResponse:
    card = card_of_assignment(going, clock.now())
    context = {"card": card, "form": form, "action_id": action_id(request) or new_action_id(), **more}
    return render(request, template, context, status=409 if getattr(form, "errors", None) else 200)

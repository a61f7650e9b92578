"""The ledger of a file: its lines, new ones, those that are taken back, and deployments that are taken over."""

from functools import partial
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lotsenwerk.domain.funding.actions.ledger.pulling import take_over
from lotsenwerk.domain.funding.actions.ledger.writing import reverse_line, write_line
from lotsenwerk.domain.funding.models import Pull
from lotsenwerk.domain.funding.permissions import may_keep_grants, may_see_grants
from lotsenwerk.domain.funding.queries.grants import File, file_for, grant_for
from lotsenwerk.domain.funding.queries.ledger import (
    courses_to_fund,
    deployments_behind,
    last_pull,
    line_for,
    lines_of,
    money_of,
)
from lotsenwerk.domain.funding.states import GRANT
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.grants.forms import BecauseForm
from lotsenwerk.web.desk.grants.lines import BY_HAND, LineForm
from lotsenwerk.web.desk.grants.shown import LineRow, parts_of
from lotsenwerk.web.desk.grants.views import frame_of, today
from lotsenwerk.web.desk.grants.words import PARTS
from lotsenwerk.web.desk.refusals import one_step, posted
from lotsenwerk.web.desk.steady import act_once, id_of_form

KINDS: Final = [(one, PARTS[one]) for one in BY_HAND]
"""What is written by hand, and what it is called."""


@desk(may_see_grants)
def grant_ledger(request: VisitRequest, ref: str) -> HttpResponse:
    """Every line, the newest day first; above it the money part by part, and what waits to be taken over."""
    actor, shown = request.actor, file_for(request.actor, ref)
    part, show = request.GET.get("part", ""), request.GET.get("show", "")
    page = one_page(request, lines_of(actor, shown.grant, part=part, show=show))
    behind = deployments_behind(actor, list(page))
    rows = {"page": page, "rows": [LineRow.of(one, behind) for one in page], "part": part, "show": show}
    return render(request, "desk/grants/ledger.html", rows | _on_top(actor, shown) | frame_of(shown.grant, "ledger"))


def _on_top(actor: Actor, shown: File) -> dict[str, object]:
    money = money_of(actor, shown, today())
    can_spend = GRANT.allows("spend", shown.grant.state)
    return {"money": money, "parts": parts_of(money), "pull": shown.pull, "can_spend": can_spend}


@desk(may_keep_grants)
@require_POST
def grant_take_over(request: VisitRequest, ref: str) -> HttpResponse:
    """Take the confirmed deployments of the pool into the ledger."""
    now, of = clock.now(), grant_for(request.actor, ref)
    made = act_once(request, lambda: {"id": take_over(request.actor, of, at=now).pk}, at=now)
    pull = last_pull(request.actor, of)
    if pull is not None and pull.pk == made["id"] and pull.finished_at is not None:
        messages.success(request, _said(pull))
    return redirect("desk:grant_ledger", ref)


def _said(pull: Pull) -> str:
    words = ngettext("%(count)d line was added.", "%(count)d lines were added.", pull.added) % {"count": pull.added}
    if pull.reversed:
        taken = ngettext("%(count)d was taken back.", "%(count)d were taken back.", pull.reversed)
        words += " " + taken % {"count": pull.reversed}
    if pull.elsewhere:
        left = ngettext(
            "%(count)d is paid for by another file and was left to it.",
            "%(count)d are paid for by another file and were left to it.",
            pull.elsewhere,
        )
        words += " " + left % {"count": pull.elsewhere}
    return words


@desk(may_see_grants)
def grant_taking_over(request: VisitRequest, ref: str) -> HttpResponse:
    """How far it is, asked every second by the page."""
    of = grant_for(request.actor, ref)
    if "HX-Request" not in request.headers:
        return redirect("desk:grant_ledger", ref)
    pull = last_pull(request.actor, of)
    answer = render(request, "desk/grants/_taking_over.html", {"grant": of, "pull": pull})
    if pull is None or pull.finished_at is not None:
        answer.headers["HX-Refresh"] = "true"
    return answer


@desk(may_keep_grants)
def grant_line_new(request: VisitRequest, ref: str, part: str) -> HttpResponse:
    """Write a line by hand; only what this part needs is asked."""
    if part not in BY_HAND:
        raise Http404
    of, now = grant_for(request.actor, ref), clock.now()
    courses = courses_to_fund(request.actor, of) if part == "course" else []
    form = LineForm(posted(request), part=part, courses=courses, initial={"day": min(today(), of.last_day)})

    def enter() -> dict[str, int]:
        return {"id": write_line(request.actor, of, form.spent(), at=now).pk}

    act = partial(act_once, request, enter, at=now)
    if done := one_step(request, form, act, said=_("Saved."), then=("desk:grant_ledger", ref), places=form.PLACES):
        return done
    context = {"form": form, "part": part, "part_word": PARTS[part], "kinds": KINDS, "action_id": id_of_form(request)}
    return render(request, "desk/grants/line_new.html", context | frame_of(of, "ledger"))


@desk(may_keep_grants)
def grant_line_back(request: VisitRequest, ref: str, line_id: int) -> HttpResponse:
    """Take a line back, with a reason."""
    of, now = grant_for(request.actor, ref), clock.now()
    line = line_for(request.actor, of, line_id)
    form = BecauseForm(posted(request))

    def enter() -> object:
        return reverse_line(request.actor, line, **form.cleaned_data, at=now)

    if done := one_step(request, form, enter, said=_("Taken back."), then=("desk:grant_ledger", ref)):
        return done
    below = _("The line stays. Beside it stands another one with its negative sum, and what it paid for is free again.")
    context = {"form": form, "title": _("Take a line back"), "below": below, "line_row": LineRow.of(line, {})}
    return render(request, "desk/grants/step.html", context | frame_of(of))

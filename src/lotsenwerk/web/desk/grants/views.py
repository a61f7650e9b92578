"""The files of a year, one file, and its steps from the draft to the end."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotsenwerk.domain.funding.actions.grants.moving import end, hand_in, refuse, reopen, take_back, withdraw
from lotsenwerk.domain.funding.actions.grants.opening import change_grant, follow_up, keep_codes, open_grant
from lotsenwerk.domain.funding.models import Grant
from lotsenwerk.domain.funding.permissions import may_keep_grants, may_see_grants
from lotsenwerk.domain.funding.queries.grants import (
    File,
    carriers,
    due_next,
    file_for,
    funded_pools,
    grant_for,
    grants_of,
    has_feed,
    years_with_files,
)
from lotsenwerk.domain.funding.queries.ledger import money_of
from lotsenwerk.domain.funding.states import GRANT
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.grants.forms import CodesForm, GrantForm, TaskForm, as_typed
from lotsenwerk.web.desk.grants.shown import FileRow, TaskRow, parts_of, path_of, plan_state, written_of
from lotsenwerk.web.desk.grants.words import STATES, line_word
from lotsenwerk.web.desk.refusals import one_step, posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form

Step = Callable[..., Grant]
STEPS: Final[Mapping[str, tuple[Step, Sentence]]] = {
    "hand_in": (hand_in, gettext_lazy("Handed in. Now the notice is waited for.")),
    "take_back": (take_back, gettext_lazy("It is a draft again.")),
    "withdraw": (withdraw, gettext_lazy("Withdrawn. The file stays to be read.")),
    "refuse": (refuse, gettext_lazy("Noted as refused.")),
    "end": (end, gettext_lazy("Ended. Nothing is written into its ledger any more.")),
    "reopen": (reopen, gettext_lazy("Opened again.")),
}
"""What a button of a file does, and what is said then."""


def today() -> date:
    """The day on a Hessian wall."""
    return clock.local(clock.now()).date()


@desk(may_see_grants)
def grants(request: VisitRequest) -> HttpResponse:
    """The files of a year, each with its state, what is due next, and how much of its money is used."""
    day, actor = today(), request.actor
    years = years_with_files(actor, day)
    year = next((one for one in years if str(one) == request.GET.get("year")), day.year)
    rows = grants_of(actor, year)
    context = {
        "year": year,
        "years": years,
        "rows": [FileRow.of(one, day) for one in rows],
        "due": [TaskRow.of(one, day) for one in due_next(actor)],
        "has_feed": has_feed(actor),
        "granted": sum(one.granted or 0 for one in rows),
        "spent": sum(one.spent for one in rows),
    }
    return render(request, "desk/grants/grants.html", context)


@desk(may_keep_grants)
def grant_new(request: VisitRequest) -> HttpResponse:
    """Open a file."""
    day, now = today(), clock.now()
    begins = {"first_day": date(day.year + 1, 1, 1), "last_day": date(day.year + 1, 12, 31)}
    form = GrantForm(posted(request), initial=begins, **_choices(request))
    if form.is_valid():
        with refusals_at(form):
            made = act_once(request, lambda: {"ref": open_grant(request.actor, form.about(), at=now).ref}, at=now)
            return redirect("desk:grant_write", made["ref"])
    return render(request, "desk/grants/grant_new.html", {"form": form, "action_id": id_of_form(request)})


def _choices(request: VisitRequest) -> dict[str, Any]:
    actor = request.actor
    return {"town": request.visit.town, "carriers": carriers(actor), "pools": funded_pools(actor)}


@desk(may_see_grants)
def grant(request: VisitRequest, ref: str) -> HttpResponse:
    """One file: where it stands, its money, what is due, what was decided."""
    return _shown(request, file_for(request.actor, ref), TaskForm())


def _shown(request: VisitRequest, shown: File, task_form: TaskForm) -> HttpResponse:
    day, of = today(), shown.grant
    money = money_of(request.actor, shown, day)
    tasks = [TaskRow.of(one, day) for one in shown.tasks]
    written, fields = written_of(shown)
    context = {
        "shown": shown,
        "money": money,
        "parts": parts_of(money),
        "path": path_of(shown),
        "plan": plan_state(shown),
        "written": written,
        "fields": fields,
        "open_tasks": [one for one in tasks if one.one.done_at is None],
        "done_tasks": [one for one in tasks if one.one.done_at is not None],
        "task_form": task_form,
        "notice_now": shown.notice_on(day),
        "next": shown.next,
        "may": {verb: GRANT.allows(verb, of.state) for verb in (*STEPS, "write", "note_notice", "receive", "spend")},
    }
    return render(request, "desk/grants/grant.html", context | frame_of(of, "file"))


def frame_of(of: Grant, tab: str = "") -> dict[str, object]:
    """What every page of a file shows on top, and under which tab it stands."""
    tone, state = STATES[of.state]
    return {"grant": of, "tab": tab, "line": line_word(of.line), "tone": tone, "state": state}


@desk(may_keep_grants)
def grant_change(request: VisitRequest, ref: str) -> HttpResponse:
    """Change what a draft says of itself."""
    of, now = grant_for(request.actor, ref), clock.now()
    form = GrantForm(posted(request), initial=as_typed(of), is_new=False, **_choices(request))
    act = lambda: change_grant(request.actor, of, form.about(of), at=now)  # noqa: E731 - the form is asked when it is valid
    if done := one_step(request, form, act, said=_("Saved."), then=("desk:grant", ref)):
        return done
    return render(request, "desk/grants/step.html", {"form": form, "title": _("Change the file")} | frame_of(of))


@desk(may_keep_grants)
def grant_codes(request: VisitRequest, ref: str) -> HttpResponse:
    """Where the cash office books it."""
    of, now = grant_for(request.actor, ref), clock.now()
    form = CodesForm(posted(request), initial={"budget_code": of.budget_code, "cost_centre": of.cost_centre})
    act = lambda: keep_codes(request.actor, of, **form.cleaned_data, at=now)  # noqa: E731 - as above
    if done := one_step(request, form, act, said=_("Saved."), then=("desk:grant", ref)):
        return done
    below = _("They stand first on every payment order for the cash office.")
    context = {"form": form, "title": _("Budget code and cost centre"), "below": below}
    return render(request, "desk/grants/step.html", context | frame_of(of))


@desk(may_keep_grants)
@require_POST
def grant_step(request: VisitRequest, ref: str, verb: str) -> HttpResponse:
    """Hand in, take back, withdraw, refuse, end, open again."""
    if verb not in STEPS:
        raise Http404
    act, said = STEPS[verb]
    act(request.actor, grant_for(request.actor, ref), at=clock.now())
    messages.success(request, str(said))
    return redirect("desk:grant", ref)


@desk(may_keep_grants)
@require_POST
def grant_follow_up(request: VisitRequest, ref: str) -> HttpResponse:
    """Begin the file of the next year with this one's words and figures."""
    of, now, actor = grant_for(request.actor, ref), clock.now(), request.actor
    made = act_once(request, partial(_follow_up, actor, of, now), at=now)
    messages.success(request, _("The draft of the next year is there, with this year's words and figures."))
    return redirect("desk:grant", made["ref"])


def _follow_up(actor: Actor, of: Grant, now: datetime) -> dict[str, str]:
    return {"ref": follow_up(actor, of, at=now).ref}

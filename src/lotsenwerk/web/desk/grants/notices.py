"""What the granting authority decided, and what of it has come."""

from datetime import date
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lotsenwerk.domain.funding.actions.grants.noticing import note_notice, plan_instalment, receive_instalment
from lotsenwerk.domain.funding.models import Part
from lotsenwerk.domain.funding.permissions import may_keep_grants
from lotsenwerk.domain.funding.queries.grants import File, file_for, grant_for, instalment_for
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.grants.forms import InstalmentForm, NoticeForm, ReceivedForm
from lotsenwerk.web.desk.grants.views import frame_of, today
from lotsenwerk.web.desk.refusals import one_step, posted
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_keep_grants)
def grant_notice(request: VisitRequest, ref: str) -> HttpResponse:
    """Enter a notice; the first one begins with what was applied for."""
    shown, now = file_for(request.actor, ref), clock.now()
    form = NoticeForm(posted(request), initial=_proposed(shown, today()), grant=shown.grant)

    def enter() -> dict[str, int]:
        after = form.cleaned_data["after"]
        return {"id": note_notice(request.actor, shown.grant, form.decided(), after=after, at=now).pk}

    act, then = partial(act_once, request, enter, at=now), ("desk:grant", ref)
    if done := one_step(request, form, act, said=_("Saved."), then=then, places={"minutes": "hours"}):
        return done
    below = _("What was entered before stays written down and counts until the new day.") if shown.notices else ""
    context = {"form": form, "title": _("Enter the notice"), "below": below, "action_id": id_of_form(request)}
    return render(request, "desk/grants/step.html", context | frame_of(shown.grant))


def _proposed(shown: File, day: date) -> dict[str, object]:
    """The newest notice, else the plan: whoever enters it changes only what is different."""
    newest = max(shown.notices, key=lambda one: one.pk, default=None)
    grant = shown.grant
    if newest is not None:
        whole, pool, minutes = newest.cents, newest.pool_cents, newest.minutes
    else:
        of = {part: [one for one in shown.items if one.part == part] for part in Part.values}
        whole = sum(one.cents for one in of[Part.GRANT])
        pool = sum(one.cents for one in of[Part.HOURS] + of[Part.DEPLOYMENT])
        minutes = sum(one.quantity or 0 for one in of[Part.HOURS]) * 60
    return {
        "received": day,
        "cents": money.typed_again(money.Cents(whole)) if whole else "",
        "pool_cents": money.typed_again(money.Cents(pool)) if pool else "",
        "hours": minutes // 60 if minutes else None,
        "valid_from": grant.first_day if newest is None else max(min(day, grant.last_day), grant.first_day),
        "after": newest.pk if newest is not None else None,
    }


@desk(may_keep_grants)
def grant_instalment(request: VisitRequest, ref: str) -> HttpResponse:
    """Plan an instalment."""
    of, now = grant_for(request.actor, ref), clock.now()
    form = InstalmentForm(posted(request))

    def enter() -> dict[str, int]:
        return {"id": plan_instalment(request.actor, of, **form.cleaned_data, at=now).pk}

    act = partial(act_once, request, enter, at=now)
    if done := one_step(request, form, act, said=_("Saved."), then=("desk:grant", ref)):
        return done
    context = {"form": form, "title": _("Plan an instalment"), "action_id": id_of_form(request)}
    return render(request, "desk/grants/step.html", context | frame_of(of))


@desk(may_keep_grants)
def grant_received(request: VisitRequest, ref: str, instalment_id: int) -> HttpResponse:
    """An instalment has come."""
    of, now = grant_for(request.actor, ref), clock.now()
    one = instalment_for(request.actor, of, instalment_id)
    known = {"on": today(), "cents": money.typed_again(money.Cents(one.cents))}
    form = ReceivedForm(posted(request), initial=known)

    def enter() -> object:
        return receive_instalment(request.actor, one, **form.cleaned_data, at=now)

    if done := one_step(request, form, enter, said=_("Saved."), then=("desk:grant", ref)):
        return done
    context = {"form": form, "title": _("An instalment has come")}
    return render(request, "desk/grants/step.html", context | frame_of(of))

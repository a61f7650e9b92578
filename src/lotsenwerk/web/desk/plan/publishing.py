"""Two plans compared, one published, and a published one planned anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance.actions.planning.outdated import PlanOutdated
from lotsenwerk.domain.assistance.actions.planning.publish import Published, publish_plan
from lotsenwerk.domain.assistance.actions.planning.replan import replan
from lotsenwerk.domain.assistance.actions.planning.start import start_plan
from lotsenwerk.domain.assistance.models import Plan, PlanState
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.queries.planning import difference, plan_for, progress_of, timeline
from lotsenwerk.domain.journal.actions.once import Answer
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.plan.comparing import between, hearing_of, lines_of, moves_of, side_of, url_of
from lotsenwerk.web.desk.plan.wording import span_in_words
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_plan)
def plan_compare(request: VisitRequest, plan_id: int, other_id: int) -> HttpResponse:
    """Two plans side by side: by their figures, and by who goes elsewhere."""
    one, other = plan_for(request.actor, plan_id), plan_for(request.actor, other_id)
    here, there = timeline(request.actor, one), timeline(request.actor, other)
    now, names = clock.now(), names_of([one.made_by_user_id or 0, other.made_by_user_id or 0])
    context = {
        "sides": [side_of(one, names, now), side_of(other, names, now)],
        "lines": lines_of(here, there),
        "days": span_in_words(min(one.first_day, other.first_day), max(one.last_day, other.last_day)),
        "back": url_of(one),
        **moves_of(between(here, there)),
    }
    return render(request, "desk/plan/compare.html", context)


@desk(may_plan)
def plan_publish(request: VisitRequest, plan_id: int) -> HttpResponse:
    """Say how many people hear of it and who, then ask them. What has changed meanwhile is shown, and nobody asked."""
    found, now = plan_for(request.actor, plan_id), clock.now()
    if found.state != PlanState.READY and request.method != "POST":
        return redirect(url_of(found))
    if request.method != "POST":
        return render(request, "desk/plan/publish.html", _publish_page(request, found))
    try:
        with all_or_nothing():
            answer = act_once(request, lambda: _counted(publish_plan(request.actor, found, at=now)), at=now)
    except PlanOutdated as outdated:
        page = _publish_page(request, found, outdated.sentence, outdated.changes)
        return render(request, "desk/plan/publish.html", page, status=409)
    messages.success(request, _told(answer))
    return redirect(url_of(found))


@desk(may_plan)
@require_POST
def plan_again(request: VisitRequest, plan_id: int) -> HttpResponse:
    """Plan anew: from what is published with as few changes as possible, otherwise from the beginning."""
    found, now = progress_of(request.actor, plan_id), clock.now()
    if found.state == PlanState.PUBLISHED:
        return redirect(f"{url_of(replan(request.actor, found, at=now))}&then=difference")
    first_day = max(found.first_day, clock.local(now).date())
    last_day = max(found.last_day, first_day)
    started = start_plan(request.actor, first_day=first_day, last_day=last_day, seconds=found.seconds, at=now)
    return redirect(url_of(started))


def _counted(published: Published) -> Mapping[str, int]:
    return {"days": len(published.days), "staffed": published.staffed}


def _told(answer: Answer) -> str:
    """What became of it, in a sentence."""
    days, staffed = int(str(answer["days"])), int(str(answer["staffed"]))
    asked = ngettext("%(count)d person is asked now.", "%(count)d people are asked now.", days) % {"count": days}
    told = [asked if days else _("Published. Nobody had to be asked.")]
    if staffed:
        settled = ngettext("%(count)d visit is settled as always.", "%(count)d visits are settled as always.", staffed)
        told.append(settled % {"count": staffed})
    return " ".join(told)


def _publish_page(request: VisitRequest, found: Plan, refused: str = "", changes: Sequence[str] = ()) -> dict[str, Any]:
    shown = timeline(request.actor, found)
    hearing = hearing_of(shown)
    what = difference(request.actor, found)
    is_change = found.changes_id is not None
    return {
        "plan": found,
        "title": _title(is_change=is_change, affected=len(what.people), hearing=len(hearing)),
        "days": span_in_words(found.first_day, found.last_day),
        "back": url_of(found),
        "figures": shown.figures,
        "all": shown.figures.served + shown.figures.unserved,
        "hearing": hearing,
        "is_change": is_change,
        "refused": refused,
        "changes": changes,
        "action_id": id_of_form(request),
        **(moves_of(what) if is_change else {}),
    }


def _title(*, is_change: bool, affected: int, hearing: int) -> str:
    if is_change:
        return ngettext("%(count)d person affected", "%(count)d people affected", affected) % {"count": affected}
    return ngettext("%(count)d person hears of it", "%(count)d people hear of it", hearing) % {"count": hearing}

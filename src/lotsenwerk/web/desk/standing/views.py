"""What comes again: all of it, one with its next dates, made, changed, ended."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.standing import change_rhythm, end_rhythm, make_rhythm
from lotsenwerk.domain.assistance.models import Rhythm
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.queries.journey import last_calls_of
from lotsenwerk.domain.assistance.queries.standing import regulars_by_client, rhythm_for, rhythms
from lotsenwerk.domain.assistance.rhythm_days import next_regular
from lotsenwerk.domain.organisations.modules import NEIGHBOURLY
from lotsenwerk.domain.people.queries import client_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.standing.dates import next_dates
from lotsenwerk.web.desk.standing.forms import PLACES, EndForm, RhythmForm, as_it_is, fresh_rhythm
from lotsenwerk.web.desk.standing.rows import rows_of
from lotsenwerk.web.desk.steady import act_once, id_of_form
from lotsenwerk.web.desk.wording import called_as_object


@desk(may_take_in)
def standing(request: VisitRequest) -> HttpResponse:
    """Everything that comes again, by the names of those for whom it does."""
    now, show = clock.now(), request.GET.get("show", "now")
    page = one_page(request, rhythms(request.actor, at=now, over=show == "over"))
    context = {"page": page, "rows": rows_of(request.actor, page.object_list, at=now), "show": show}
    return render(request, "desk/standing/standing.html", context)


@desk(may_take_in, of=NEIGHBOURLY)
def standing_new(request: VisitRequest, person_id: int) -> HttpResponse:
    """Something comes again from now on, perhaps what was asked for last time."""
    client, now = client_for(request.actor, person_id), clock.now()
    last = next(iter(last_calls_of(request.actor, client.id, most=1)), None)
    form = RhythmForm(posted(request), modules=request.visit.modules, initial=fresh_rhythm(now, last))
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            rule, asked = form.rule(), form.asked()
            make = partial(make_rhythm, request.actor, client=client, rule=rule, asked=asked, at=now)
            answer = act_once(request, lambda: {"rhythm": make().id}, at=now)
            messages.success(request, _("Saved. The next two weeks are planned."))
            return redirect("desk:rhythm", answer["rhythm"])
    context = {"person": client.person, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/standing/new.html", context)


@desk(may_take_in)
def rhythm(request: VisitRequest, rhythm_id: int) -> HttpResponse:
    """One of them, with its next eight dates."""
    shown, now = rhythm_for(request.actor, rhythm_id), clock.now()
    context = {
        "rhythm": shown,
        "dates": next_dates(shown, at=now),
        "regulars": regulars_by_client(request.actor, [shown.client_id])[shown.client_id],
        "now": now,
    }
    return render(request, "desk/standing/rhythm.html", context)


@desk(may_take_in)
def rhythm_change(request: VisitRequest, rhythm_id: int) -> HttpResponse:
    """From a day on it is different."""
    shown, now = rhythm_for(request.actor, rhythm_id), clock.now()
    form = RhythmForm(posted(request), modules=request.visit.modules, initial=as_it_is(shown, _next(shown)))
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            change = partial(change_rhythm, request.actor, shown, rule=form.rule(), asked=form.asked(), at=now)
            answer = act_once(request, lambda: {"new": change().id}, at=now)
            messages.success(request, _("Changed. Whoever is concerned is told."))
            return redirect("desk:rhythm", answer["new"])
    context = {"rhythm": shown, "person": shown.client.person, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/standing/change.html", context)


@desk(may_take_in)
def rhythm_end(request: VisitRequest, rhythm_id: int) -> HttpResponse:
    """It ends with a day."""
    shown, now = rhythm_for(request.actor, rhythm_id), clock.now()
    form = EndForm(posted(request), initial={"last_day": clock.local(now).date()})
    if form.is_valid():
        with refusals_at(form):
            end_rhythm(request.actor, shown, **form.cleaned_data, at=now)
            told = {"name": called_as_object(shown.client.person)}
            messages.success(request, _("It ends for %(name)s.") % told)
            return redirect("desk:person", shown.client.person_id)
    return render(request, "desk/standing/end.html", {"rhythm": shown, "form": form})


def _next(shown: Rhythm) -> date:
    today = clock.local(clock.now()).date()
    return next_regular(shown, max(today, shown.first_day)) or today

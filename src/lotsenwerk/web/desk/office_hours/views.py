"""Office hours at the desk: when guides sit where, who, and what they told of it."""

from collections.abc import Callable
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.office_hours import (
    call_off,
    change_office_hour,
    confirm_sitting,
    end_duty,
    end_office_hour,
    hold_after_all,
    open_office_hour,
    put_on_duty,
    refuse_sitting,
    say_i_sat_there,
)
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.domain.assistance.office_days import length
from lotsenwerk.domain.assistance.permissions import (
    may_confirm_office_hour,
    may_keep_office_hours,
    may_see_office_hours,
)
from lotsenwerk.domain.assistance.queries.office_hours import (
    Sitting,
    duty_of,
    guides_for,
    guides_pools,
    office_hour_for,
    office_hours,
    sitting_told,
    told_at,
)
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.office_hours.forms import (
    DayOffForm,
    DutyForm,
    HourForm,
    LastDayForm,
    NewHourForm,
    SatForm,
    known,
)
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_see_office_hours)
def hours(request: VisitRequest) -> HttpResponse:
    """The week's office hours."""
    shown = office_hours(request.actor, at=clock.now())
    days = [(str(WEEKDAYS[day]), [row(one) for one in shown if one.hour.weekday == day]) for day in range(7)]
    context = {"days": [(name, rows) for name, rows in days if rows], "waits": sum(one.reported for one in shown)}
    return render(request, "desk/office_hours/hours.html", context)


def row(one: Sitting) -> dict[str, object]:
    """An office hour as its card shows it."""
    return {
        "one": one,
        "hour": one.hour,
        "body": BODIES[one.hour.body],
        "speaks": ", ".join(language_name(code) for code in one.speaks),
    }


@desk(may_keep_office_hours)
def office_hour_new(request: VisitRequest) -> HttpResponse:
    """Open one."""
    pools, now = guides_pools(request.actor), clock.now()
    initial = {"first_day": clock.local(now).date(), "town": request.visit.town}
    form = NewHourForm(posted(request), pools=pools, initial=initial)
    if pools and form.is_valid():
        chosen = form.cleaned_data.get("pool", pools[0].pk)
        pool = next(one for one in pools if one.pk == chosen)
        with refusals_at(form):
            made = act_once(
                request, lambda: {"id": open_office_hour(request.actor, pool, form.about(), at=now).pk}, at=now
            )
            messages.success(request, _("Saved. Now say who sits there."))
            return redirect("desk:office_hour", made["id"])
    context = {"form": form, "pools": pools, "action_id": id_of_form(request)}
    return render(request, "desk/office_hours/new.html", context)


@desk(may_see_office_hours)
def office_hour(request: VisitRequest, hour_id: int) -> HttpResponse:
    """One office hour: where, who, when not, and what was told of it."""
    one, now = office_hour_for(request.actor, hour_id, at=clock.now()), clock.now()
    told = told_at(request.actor, one.hour)
    last = one.hour.last_day
    context = {
        **row(one),
        "weekday": str(WEEKDAYS[one.hour.weekday]),
        "told": [(line, may_confirm_office_hour(request.actor, line)) for line in told],
        "has_ended": last is not None and last < clock.local(now).date(),
    }
    return render(request, "desk/office_hours/hour.html", context)


@desk(may_keep_office_hours)
def office_hour_change(request: VisitRequest, hour_id: int) -> HttpResponse:
    """Change where and when."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    form = HourForm(posted(request), initial=known(one.hour))
    title, button = _("Change the office hour"), _("Save")
    return _step(
        request,
        one,
        form,
        lambda: change_office_hour(request.actor, one.hour, form.about(), at=clock.now()),
        title,
        button,
    )


@desk(may_keep_office_hours)
def office_hour_end(request: VisitRequest, hour_id: int) -> HttpResponse:
    """Say when it is held for the last time."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    form = LastDayForm(posted(request), initial={"last_day": one.next_day})

    def end() -> None:
        end_office_hour(request.actor, one.hour, **form.cleaned_data, at=clock.now())

    return _step(request, one, form, end, _("End this office hour"), _("End it"))


@desk(may_keep_office_hours)
def office_duty_new(request: VisitRequest, hour_id: int) -> HttpResponse:
    """Say who sits there."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    members = guides_for(request.actor, one)
    form = DutyForm(posted(request), members=members, initial={"first_day": one.next_day})

    def put() -> None:
        chosen = next(member for member in members if member.pk == form.cleaned_data["volunteer"])
        put_on_duty(request.actor, one.hour, chosen, first_day=form.cleaned_data["first_day"], at=clock.now())

    nobody = "" if members else _("Nobody else is active in this pool yet.")
    return _step(request, one, form, put, _("Who sits there?"), _("Put on the list"), nobody=nobody)


@desk(may_keep_office_hours)
def office_duty_end(request: VisitRequest, hour_id: int, duty_id: int) -> HttpResponse:
    """Say when somebody sits there for the last time."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    duty = duty_of(request.actor, one.hour, duty_id)
    form = LastDayForm(posted(request), initial={"last_day": clock.local(clock.now()).date()})
    title = _("%(name)s stops") % {"name": duty.volunteer.person.name}

    def end() -> None:
        end_duty(request.actor, duty, **form.cleaned_data, at=clock.now())

    return _step(request, one, form, end, title, _("Save"))


@desk(may_keep_office_hours)
def office_day_off(request: VisitRequest, hour_id: int) -> HttpResponse:
    """Call one day off."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    form = DayOffForm(posted(request), initial={"day": one.next_day})
    title, button = _("Call a day off"), _("Call it off")
    return _step(
        request,
        one,
        form,
        lambda: call_off(request.actor, one.hour, **form.cleaned_data, at=clock.now()),
        title,
        button,
    )


@desk(may_keep_office_hours)
@require_POST
def office_day_on(request: VisitRequest, hour_id: int, day: str) -> HttpResponse:
    """It is held after all."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    hold_after_all(request.actor, one.hour, day=on, at=clock.now())
    messages.success(request, _("It is held after all."))
    return redirect("desk:office_hour", hour_id)


@desk(may_keep_office_hours)
def office_sat(request: VisitRequest, hour_id: int) -> HttpResponse:
    """Write down for somebody that she sat there."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    guides = {duty.volunteer_id: duty.volunteer for duty in one.duties}
    last = one.next_day - timedelta(days=7) if one.next_day else None
    form = SatForm(posted(request), guides=list(guides.values()), initial={"on": last, "minutes": length(one.hour)})

    def tell() -> None:
        given = dict(form.cleaned_data)
        say_i_sat_there(request.actor, one.hour, guides[given.pop("volunteer")], **given, at=clock.now())

    nobody = "" if guides else _("Nobody sits there yet.")
    return _step(request, one, form, tell, _("Write down who sat there"), _("Write it down"), nobody=nobody)


@desk(may_see_office_hours)
@require_POST
def office_told(request: VisitRequest, hour_id: int, deployment_id: int) -> HttpResponse:
    """Confirm what was told, or say that it is not right."""
    one = office_hour_for(request.actor, hour_id, at=clock.now())
    told = sitting_told(request.actor, one.hour, deployment_id)
    if "refuse" in request.POST:
        refuse_sitting(request.actor, told, at=clock.now())
        messages.success(request, _("Refused. It can be told again."))
    else:
        confirm_sitting(request.actor, told, at=clock.now())
        messages.success(request, _("Confirmed. It counts now."))
    return redirect("desk:office_hour", hour_id)


def _step(  # noqa: PLR0917 - a page of one form
    request: VisitRequest,
    one: Sitting,
    form: forms.Form,
    act: Callable[[], object],
    title: str,
    button: str,
    *,
    nobody: str = "",
) -> HttpResponse:
    """A page with one form about an office hour; done it leads back to it."""
    if not nobody and form.is_valid():
        with refusals_at(form):
            act()
            messages.success(request, _("Saved."))
            return redirect("desk:office_hour", one.hour.pk)
    context = {"hour": one.hour, "form": form, "title": title, "button": button, "nobody": nobody}
    return render(request, "desk/office_hours/step.html", context)

"""What somebody says of her year, entered at the desk with her signed paper on the table."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.funding.actions.ceilings import choose_ceiling
from lotsenwerk.domain.funding.actions.coordinating import coordinates_from, coordinates_until
from lotsenwerk.domain.funding.actions.elsewhere import say_elsewhere, take_back_elsewhere
from lotsenwerk.domain.funding.actions.telling import agree_to_tell, withdraw_telling
from lotsenwerk.domain.funding.actions.waiving import take_back_waiver, waive
from lotsenwerk.domain.funding.permissions import may_keep_hours
from lotsenwerk.domain.funding.queries.reckoning import YearOf
from lotsenwerk.domain.funding.queries.years import year_for
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.funding.forms import (
    CeilingForm,
    ElsewhereForm,
    FirstDayForm,
    LastDayForm,
    NothingForm,
    SeenForm,
    WaiverForm,
)
from lotsenwerk.web.desk.funding.shown import known_year
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_keep_hours)
def funding_coordinating(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """From when, or until when, she coordinates other guides."""
    one = _year(request, person_id, year)
    is_one = any(stretch["last"] is None for stretch in one.facts.coordinates)
    return _until_when(request, one) if is_one else _from_when(request, one)


def _until_when(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor = clock.now(), request.actor
    form = LastDayForm(posted(request), initial={"last_day": clock.local(now).date()})
    return _step(
        request,
        one,
        form,
        lambda: coordinates_until(actor, one.facts.volunteer, **form.cleaned_data, at=now),
        title=_("Until when does she coordinate?"),
        below=_("From the day after, the lower cap counts again."),
    )


def _from_when(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor = clock.now(), request.actor
    form = FirstDayForm(posted(request), initial={"first_day": clock.local(now).date()})
    return _step(
        request,
        one,
        form,
        lambda: coordinates_from(actor, one.facts.volunteer, **form.cleaned_data, at=now),
        title=_("From when on does she coordinate?"),
        below=_("On these days the higher cap of hours counts."),
    )


@desk(may_keep_hours)
def funding_consent(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """She agrees that organisations tell each other her hours, or takes it back."""
    one = _year(request, person_id, year)
    return _agree(request, one) if one.facts.consent is None else _withdraw(request, one)


def _withdraw(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor = clock.now(), request.actor
    return _step(
        request,
        one,
        NothingForm(posted(request)),
        lambda: withdraw_telling(actor, one.facts.volunteer, at=now),
        title=_("She takes her consent back"),
        below=_("Other organisations do not see her hours any more, from this moment on; nor do we see theirs."),
        button=_("Take it back"),
    )


def _agree(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor = clock.now(), request.actor
    return _step(
        request,
        one,
        SeenForm(posted(request)),
        lambda: agree_to_tell(actor, one.facts.volunteer, at=now),
        title=_("She agrees that organisations tell each other her hours"),
        below=_("Only the sum of a year is told, and only where she agreed in both places."),
    )


@desk(may_keep_hours)
def funding_elsewhere(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """What she says that she worked and received elsewhere."""
    one = _year(request, person_id, year)
    if "take_back" in request.POST:
        take_back_elsewhere(request.actor, one.facts.volunteer, year=year, at=clock.now())
        messages.success(request, _("Nothing of it is kept."))
        return redirect("desk:funding_person", person_id, year)
    return _say_elsewhere(request, one)


def _say_elsewhere(request: VisitRequest, one: YearOf) -> HttpResponse:
    volunteer, said, year, now = one.facts.volunteer, one.facts.said, one.facts.year, clock.now()
    known = {"hours": said["minutes"] // 60, "cents": money.typed_again(said["cents"])} if said else {}
    form = ElsewhereForm(posted(request), initial=known)
    return _step(
        request,
        one,
        form,
        lambda: say_elsewhere(request.actor, volunteer, year=year, **form.said(), at=now),
        title=_("What she says of other places"),
        below=_("Only what organisations do not tell each other already; else it would count twice."),
        take_back=_("Forget what she said") if said else "",
    )


@desk(may_keep_hours)
def funding_waiver(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """She waives the allowance of a year, or takes that back."""
    one = _year(request, person_id, year)
    return _waive(request, one) if one.facts.waiver is None else _take_after_all(request, one)


def _take_after_all(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor, year = clock.now(), request.actor, one.facts.year
    return _step(
        request,
        one,
        NothingForm(posted(request)),
        lambda: take_back_waiver(actor, one.facts.volunteer, year=year, at=now),
        title=_("She takes the allowance after all"),
        below=_("This is possible until something of that time was paid."),
        button=_("Take the waiver back"),
    )


def _waive(request: VisitRequest, one: YearOf) -> HttpResponse:
    now, actor, year = clock.now(), request.actor, one.facts.year
    form = WaiverForm(posted(request), initial={"from_day": date(year, 1, 1)})
    return _step(
        request,
        one,
        form,
        lambda: waive(actor, one.facts.volunteer, year=year, **form.cleaned_data, at=now),
        title=_("She waives the allowance of %(year)d") % {"year": year},
        below=_("What she gives from that day on is not paid for. It uses neither her cap nor the budget."),
    )


@desk(may_keep_hours)
def funding_ceiling(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """Against which ceiling of the tax law her year is shown."""
    one, now, actor = _year(request, person_id, year), clock.now(), request.actor
    form = CeilingForm(posted(request), initial={"ceiling": one.facts.ceiling.value})
    return _step(
        request,
        one,
        form,
        lambda: choose_ceiling(actor, one.facts.volunteer, year=year, **form.cleaned_data, at=now),
        title=_("Which ceiling does she use?"),
        below=_("Whether she may use the second one is for a tax adviser to say. This page only warns."),
    )


def _year(request: VisitRequest, person_id: int, year: int) -> YearOf:
    return year_for(request.actor, person_id, known_year(year), at=clock.now())


def _step(
    request: VisitRequest,
    one: YearOf,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    below: str,
    button: str = "",
    take_back: str = "",
) -> HttpResponse:
    """A page with one form about somebody's year; done it leads back to it."""
    person, year = one.facts.volunteer.person, one.facts.year
    if form.is_valid():
        with refusals_at(form):
            act()
            messages.success(request, _("Saved."))
            return redirect("desk:funding_person", person.pk, year)
    context = {
        "form": form,
        "person": person,
        "year": year,
        "title": title,
        "below": below,
        "button": button or _("Save"),
        "take_back": take_back,
    }
    return render(request, "desk/funding/step.html", context)

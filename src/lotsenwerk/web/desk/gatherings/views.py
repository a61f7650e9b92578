"""Dates of the town: the list, a new one with its next days, one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.gatherings.actions.keep_series import change_series, make_series, publish_date
from lotsenwerk.domain.gatherings.days import Taking, preview, said_of
from lotsenwerk.domain.gatherings.permissions import may_see_dates
from lotsenwerk.domain.gatherings.queries.dates import days_ahead, days_behind, figures_of, listed, series_for
from lotsenwerk.domain.gatherings.sentences import day_in_words, hours, how_often
from lotsenwerk.domain.organisations.queries import partner
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.engines.calendar.types import BadRhythm
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.gatherings.forms import NewForm, WhenForm, known_of
from lotsenwerk.web.desk.gatherings.wording import STATES
from lotsenwerk.web.desk.refusals import one_step, posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@require_safe
@desk(may_see_dates)
def gatherings(request: VisitRequest) -> HttpResponse:
    """Every date, by its next time."""
    rows = [
        (one, said(one.next), how_often(said_of(one.series)), *STATES[one.series.page.state])
        for one in listed(request.actor, at=clock.now())
    ]
    return render(request, "desk/gatherings/gatherings.html", {"rows": rows})


@desk(may_see_dates)
def gathering_new(request: VisitRequest) -> HttpResponse:
    """A new date. The button "which days?" shows the next five, and nothing is kept."""
    form = NewForm(posted(request), town=request.visit.town)
    days = _preview(form) if form.is_bound and form.is_valid() else []
    if form.is_bound and form.is_valid() and "only_days" not in request.POST:
        with refusals_at(form):
            made = act_once(request, lambda: {"id": _made(request, form)}, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:gathering", made["id"])
    context = {"form": form, "days": days, "action_id": id_of_form(request)}
    return render(request, "desk/gatherings/new.html", context)


@require_safe
@desk(may_see_dates)
def gathering(request: VisitRequest, series_id: int) -> HttpResponse:
    """One date: its next days, what was, and what it has come to."""
    series, now = series_for(request.actor, series_id), clock.now()
    tone, word = STATES[series.page.state]
    context = {
        "series": series,
        "title": german_of(series.page).title,
        "often": how_often(said_of(series)),
        "tone": tone,
        "word": word,
        "ahead": [(one, *said(one)) for one in days_ahead(series, at=now)],
        "behind": [(one, *said(one)) for one in days_behind(series, at=now)],
        "figures": figures_of(series),
        "may_publish": may_publish(request.actor) and series.page.published_number != series.page.number,
    }
    return render(request, "desk/gatherings/gathering.html", context)


@desk(may_see_dates)
def gathering_change(request: VisitRequest, series_id: int) -> HttpResponse:
    """Another rhythm, other terms."""
    series = series_for(request.actor, series_id)
    form = WhenForm(posted(request), initial=known_of(series))
    answer = one_step(
        request,
        form,
        lambda: change_series(request.actor, series, form.when(), form.held(), at=clock.now()),
        said=_("Saved."),
        then=("desk:gathering", series.pk),
    )
    context = {"form": form, "series": series, "title": german_of(series.page).title}
    return answer or render(request, "desk/gatherings/change.html", context)


@desk(may_publish)
@require_POST
def gathering_publish(request: VisitRequest, series_id: int) -> HttpResponse:
    """Show it to everybody, with its days."""
    series = series_for(request.actor, series_id)
    publish_date(request.actor, series.page, number=series.page.number, at=clock.now())
    messages.success(request, _("Everybody can read it now."))
    return redirect("desk:gathering", series.pk)


def said(one: Taking | None) -> tuple[str, str]:
    """Day and hours in words; empty where there is no next day."""
    return (day_in_words(one.begins), hours(one.begins, one.ends)) if one else ("", "")


def _made(request: VisitRequest, form: NewForm) -> int:
    carrier = form.cleaned_data["carrier"]
    made = make_series(
        request.actor,
        form.facts(),
        form.words(),
        form.when(),
        form.held(),
        carrier=partner(carrier) if carrier else None,
        at=clock.now(),
    )
    return made.pk


def _preview(form: NewForm) -> list[tuple[str, str]]:
    try:
        return [said(one) for one in preview(form.when(), since=clock.local(clock.now()).date())]
    except BadRhythm:
        form.add_error("ends", _("Please look at day and time once more."))
        return []

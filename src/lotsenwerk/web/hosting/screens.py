"""Dates as those who invite keep them: the list, a new one with its next days, one of them.

Behind the desk's door these are all of the town's, behind the partner's her own partner's.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.gatherings.actions.keep_series import add_series, change_series, make_series, publish_date
from lotsenwerk.domain.gatherings.days import Taking, preview, said_of
from lotsenwerk.domain.gatherings.queries.dates import days_ahead, days_behind, figures_of, listed, of_page, series_for
from lotsenwerk.domain.gatherings.sentences import day_in_words, hours, how_often
from lotsenwerk.domain.organisations.queries import organisation, partner
from lotsenwerk.domain.publishing.models import Page, PageKind, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import german_of, page_for
from lotsenwerk.domain.publishing.states import PAGE
from lotsenwerk.engines.calendar.types import BadRhythm
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.hosting.forms import NewForm, WhenForm, known_of
from lotsenwerk.web.hosting.wording import STATES
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.once import act_once, id_of_form
from lotsenwerk.web.writing.screens import posted


@require_safe
def gatherings(request: VisitRequest) -> HttpResponse:
    """Every date, by its next time."""
    rows = [
        (one, said(one.next), how_often(said_of(one.series)), *STATES[one.series.page.state])
        for one in listed(request.actor, at=clock.now())
    ]
    return show(request, "gatherings", {"rows": rows, "is_hers": request.actor.partner_id is not None}, of="hosting")


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_new(request: VisitRequest) -> HttpResponse:
    """A new date. The button "which days?" shows the next five, and nothing is kept."""
    form = NewForm(posted(request), town=request.visit.town, partner_id=request.actor.partner_id)
    days = _preview(form) if form.is_bound and form.is_valid() else []
    made: list[object] = []

    def act() -> None:
        made.append(act_once(request, lambda: {"id": _made(request, form)}, at=clock.now())["id"])

    if form.is_bound and "only_days" not in request.POST and done(request, form, act, _("Saved.")):
        return go_to(request, "gathering", made[0])
    return show(request, "new", {"form": form, "days": days, "action_id": id_of_form(request)}, of="hosting")


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_of(request: VisitRequest, ref: str) -> HttpResponse:
    """The date of a page; where it has no days yet, the form that says when."""
    page = page_for(request.actor, ref)
    found = of_page(page)
    if page.kind != PageKind.DATE:
        raise NotThere
    form = WhenForm(posted(request))

    def act() -> None:
        add_series(request.actor, page, form.when(), form.held(), at=clock.now())

    if found is None and done(request, form, act, _("Saved.")):
        found = of_page(page)
    if found is not None:
        return go_to(request, "gathering", found.pk)
    return show(request, "change", {"form": form, "page": page, "title": german_of(page).title}, of="hosting")


@require_safe
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
        **_steps(request, series.page),
    }
    return show(request, "gathering", context, of="hosting")


def _steps(request: VisitRequest, page: Page) -> dict[str, bool]:
    """What can be done next with the page that visitors read."""
    is_new, publishes = page.published_number != page.number, may_publish(request.actor)
    hands_in = is_new and not publishes and page.submitted_at is None and PAGE.allows("submit", page.state)
    return {
        "may_publish": is_new and publishes and request.actor.partner_id is None,
        "can_hand_in": hands_in and request.actor.partner_id is not None,
        "is_handed_in": page.submitted_at is not None,
        "is_shown": page.state == PageState.PUBLISHED,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_change(request: VisitRequest, series_id: int) -> HttpResponse:
    """Another rhythm, other terms."""
    series = series_for(request.actor, series_id)
    form = WhenForm(posted(request), initial=known_of(series))

    def act() -> None:
        change_series(request.actor, series, form.when(), form.held(), at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "gathering", series.pk)
    context = {"form": form, "series": series, "title": german_of(series.page).title}
    return show(request, "change", context, of="hosting")


@require_POST
def gathering_publish(request: VisitRequest, series_id: int) -> HttpResponse:
    """Show it to everybody, with its days."""
    series = series_for(request.actor, series_id)
    publish_date(request.actor, series.page, number=series.page.number, at=clock.now())
    messages.success(request, _("Everybody can read it now."))
    return go_to(request, "gathering", series.pk)


def said(one: Taking | None) -> tuple[str, str]:
    """Day and hours in words; empty where there is no next day."""
    return (day_in_words(one.begins), hours(one.begins, one.ends)) if one else ("", "")


def _made(request: VisitRequest, form: NewForm) -> int:
    hers, chosen = request.actor.partner_id, form.cleaned_data.get("carrier")
    made = make_series(
        request.actor,
        form.facts(),
        form.words(),
        form.when(),
        form.held(),
        carrier=organisation(hers) if hers else partner(chosen) if chosen else None,
        at=clock.now(),
    )
    return made.pk


def _preview(form: NewForm) -> list[tuple[str, str]]:
    try:
        return [said(one) for one in preview(form.when(), since=clock.local(clock.now()).date())]
    except BadRhythm:
        form.add_error("ends", _("Please look at day and time once more."))
        return []

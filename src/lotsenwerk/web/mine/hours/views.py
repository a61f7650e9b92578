"""A volunteer's own hours: what counts, what is left, what she said of it."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.funding.actions.elsewhere import say_elsewhere, take_back_elsewhere
from lotsenwerk.domain.funding.actions.telling import agree_to_tell, withdraw_telling
from lotsenwerk.domain.funding.actions.waiving import take_back_waiver, waive
from lotsenwerk.domain.funding.queries.reckoning import YearOf
from lotsenwerk.domain.funding.queries.years import year_for
from lotsenwerk.kit import clock, money
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.hours.forms import WHOLE, ElsewhereForm, WaiverForm
from lotsenwerk.web.mine.hours.shown import shown_year
from lotsenwerk.web.mine.steady import attempt_form


@require_safe
@mine()
def hours(request: VisitRequest) -> HttpResponse:
    """Her year: the meter, what is counted, and what she may say."""
    now = clock.local(clock.now()).year
    year = now - 1 if request.GET.get("year") == str(now - 1) else now
    one = _own(request, year)
    return render(request, "mine/hours/hours.html", {"years": [now, now - 1], **shown_year(one)})


@require_http_methods(["GET", "HEAD", "POST"])
@mine()
def hours_telling(request: VisitRequest, year: int) -> HttpResponse:
    """Organisations may tell each other her hours, or may not any more."""
    one, now = _own(request, _known(year)), clock.now()
    agreed = one.facts.consent is not None
    act = withdraw_telling if agreed else agree_to_tell
    said = _("They do not tell each other any more.") if agreed else _("Thank you, it is written down.")
    form = forms.Form(_sent(request))
    if _done(request, form, lambda: act(request.actor, one.facts.volunteer, at=now), said):
        return _back(year)
    return _page(request, "telling", form, year, agreed=agreed)


@require_http_methods(["GET", "HEAD", "POST"])
@mine()
def hours_elsewhere(request: VisitRequest, year: int) -> HttpResponse:
    """What she worked and received in other places."""
    one, now, actor = _own(request, _known(year)), clock.now(), request.actor
    volunteer, said = one.facts.volunteer, one.facts.said
    if "take_back" in request.POST:
        gone = _("Nothing of it is kept.")
        _done(request, forms.Form(request.POST), lambda: take_back_elsewhere(actor, volunteer, year=year, at=now), gone)
        return _back(year)
    known = {"hours": said["minutes"] // 60, "cents": money.typed_again(said["cents"])} if said else {}
    form = ElsewhereForm(_sent(request), initial=known)
    kept = _("Thank you, it is written down.")
    if _done(request, form, lambda: say_elsewhere(actor, volunteer, year=year, **form.said(), at=now), kept):
        return _back(year)
    return _page(request, "elsewhere", form, year, said=said)


@require_http_methods(["GET", "HEAD", "POST"])
@mine()
def hours_waiver(request: VisitRequest, year: int) -> HttpResponse:
    """She takes no money for her hours, or takes it after all."""
    one, now, actor = _own(request, _known(year)), clock.now(), request.actor
    volunteer, waiver = one.facts.volunteer, one.facts.waiver
    form = forms.Form(_sent(request)) if waiver else WaiverForm(_sent(request), initial={"since": WHOLE})

    def act() -> None:
        if waiver:
            take_back_waiver(actor, volunteer, year=year, at=now)
        else:
            from_day = date(year, 1, 1) if form.cleaned_data["since"] == WHOLE else one.on
            waive(actor, volunteer, year=year, from_day=from_day, at=now)

    if _done(request, form, act, _("You take the money again.") if waiver else _("Thank you, it is written down.")):
        return _back(year)
    return _page(request, "waiver", form, year, waiver=waiver)


def _own(request: VisitRequest, year: int) -> YearOf:
    return year_for(request.actor, request.actor.person_id or 0, year, at=clock.now())


def _known(year: int) -> int:
    """This year or the last one; there is no page of others."""
    if not 0 <= clock.local(clock.now()).year - year <= 1:
        raise Http404
    return year


def _sent(request: VisitRequest) -> dict[str, object] | None:
    return request.POST if request.method == "POST" else None  # type: ignore[return-value]


def _done(request: VisitRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Do a step once and say so; not where nothing was sent or something is not right: that stands in the form then."""

    def once() -> dict[str, object]:
        act()
        return {}

    is_done = form.is_valid() and attempt_form(request, form, once, at=clock.now())
    if is_done:
        messages.success(request, said)
    return is_done


def _back(year: int) -> HttpResponse:
    answer = redirect("mine:hours")
    answer.headers["Location"] += f"?year={year}"
    return answer


def _page(request: VisitRequest, name: str, form: forms.Form, year: int, **more: object) -> HttpResponse:
    context = {"form": form, "year": year, "action_id": action_id(request) or new_action_id(), **more}
    return render(request, f"mine/hours/{name}.html", context)

"""Dates: what is ahead near somebody, one date with its next times, and to sign up without an account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.gatherings.actions.come import come, stay_away
from lotsenwerk.domain.gatherings.days import one_day
from lotsenwerk.domain.gatherings.models import Material, Series, SignUp, SignUpState, Turn
from lotsenwerk.domain.gatherings.queries.dates import public_series, public_sign_up, reasons_of
from lotsenwerk.domain.gatherings.sentences import day_in_words, hours
from lotsenwerk.domain.gatherings.tickets import read_ticket, ticket_of
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.places.shapes import NOTICE
from lotsenwerk.domain.publishing.models import Entry, EntryDay, EntryText
from lotsenwerk.domain.publishing.queries.days import (
    date_entry,
    days_ahead,
    entry_by_ref,
    heaps_of_days,
    next_days,
)
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.action_ids import action_id, id_of_words, new_action_id
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.dates.finding import SoughtDays, sought_days
from lotsenwerk.web.portal.dates.forms import ComeForm
from lotsenwerk.web.portal.dates.materials import files_of
from lotsenwerk.web.portal.dates.showing import by_day, linked, sections_of, spoken_there, who_holds
from lotsenwerk.web.portal.directory.finding import chips
from lotsenwerk.web.portal.directory.land import label, map_of
from lotsenwerk.web.portal.entry import public, somebody
from lotsenwerk.web.portal.tongues import in_every_language
from lotsenwerk.web.shown.days import Time, time_of, where_of


@require_safe
@public
def dates(request: HttpRequest, language: str) -> HttpResponse:
    """What takes place, by day: near a place, in a language, with childcare."""
    now = clock.now()
    return render(
        request, "portal/dates/dates.html", _list(request, language, sought_days(request.GET, language, now), now)
    )


def _list(request: HttpRequest, language: str, one: SoughtDays, now: datetime) -> dict[str, Any]:
    rows, has_more = days_ahead(one.asked, at=now)
    heaps = heaps_of_days(one.asked, at=now) if rows else []
    return {
        "language": language,
        "languages": in_every_language("portal:dates", query=one.sought.query),
        "is_reviewed": is_reviewed(language),
        "form": one.sought.form,
        "sought": one.sought,
        "chips": chips(one.sought),
        "when": request.GET.get("when", ""),
        "days": by_day(rows, language, now),
        "query": one.sought.query,
        "more": one.asked.page + 1 if has_more else None,
        "map": map_of(one.sought, heaps) if any(heap.municipality_id for heap in heaps) else None,
        "map_label": label(),
        "map_notice": NOTICE,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@public
def date_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One date, and the form to come. With ``only_language`` it is shown in another language, and nothing is sent."""
    now = clock.now()
    try:
        entry, text = date_entry(slug, language, at=now)
    except NotThere:
        raise Http404 from None
    series, days, times, files = _times(entry, language, now)
    form = _form(request, series, times) if series and series.takes_sign_ups else None
    if form is not None and form.is_bound and form.is_valid():
        answer = _signed_up(request, form, entry, series, language)
        if answer is not None:
            return answer
    form_facts = {"form": form, "files": files, "action_id": action_id(request) or new_action_id()}
    context = _context(entry, text, times, language) | form_facts | {"linked": linked(entry, text, days, language)}
    return render(request, "portal/dates/date.html", context)


Files = Sequence[tuple[Material, str]]


def _times(entry: Entry, language: str, now: datetime) -> tuple[Series | None, Sequence[EntryDay], list[Time], Files]:
    """The series behind an entry, its next days, these in words, and the files that everybody may read."""
    with tenant(entry.organisation_id):
        series = public_series(entry.ref)
        reasons = reasons_of(series) if series else {}
        files = files_of(series, language, entry.slug)
    days = next_days(entry, at=now)
    return series, days, [time_of(day, reasons.get(day.regular_day, "")) for day in days], files


@require_http_methods(["GET", "HEAD", "POST"])
@public
def date_mine(request: HttpRequest, language: str, ticket: str) -> HttpResponse:
    """A guest's own sign-up: whether she has a seat, and the way to withdraw it. Looking changes nothing."""
    try:
        organisation_id, sign_up_id = read_ticket(ticket)
        with tenant(organisation_id):
            signed = public_sign_up(sign_up_id)[2]
            refused = _stayed_away(signed, organisation_id, language) if request.method == "POST" else ""
            context = _mine(sign_up_id, language, ticket) | {"refused": refused}
    except NotThere:
        raise Http404 from None
    context["languages"] = in_every_language("portal:date_mine", ticket=ticket)
    response = render(request, "portal/dates/mine.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _mine(sign_up_id: int, language: str, ticket: str) -> dict[str, Any]:
    series, row, signed = public_sign_up(sign_up_id)
    taking = one_day(series, row.regular_day, row)
    entry, text = entry_by_ref(series.page.ref, language)
    her_ticket = ticket if signed.state == SignUpState.SIGNED_UP else ""
    return {
        "language": language,
        "entry": entry,
        "files": files_of(series, language, entry.slug, her_ticket) if entry else [],
        "text": text,
        "signed": signed,
        "has_seat": signed.state == SignUpState.SIGNED_UP,
        "waits": signed.state == SignUpState.WAITING,
        "is_off": row.turn in {Turn.CANCELLED, Turn.DROPPED},
        "is_over": taking is None or taking.ends <= clock.now(),
        "reason": row.reason,
        "regular": row.regular_day.isoformat(),
        "day": day_in_words(taking.begins) if taking else "",
        "hours": hours(taking.begins, taking.ends) if taking else "",
        "where": where_of(entry) if entry else "",
        "link": series.link if signed.state == SignUpState.SIGNED_UP else "",
    }


def _stayed_away(signed: SignUp, organisation_id: int, language: str) -> object:
    try:
        stay_away(somebody(organisation_id, language), signed, at=clock.now())
    except Refused as refused:
        return refused.sentence
    return ""


def _form(request: HttpRequest, series: Series, times: list[Time]) -> ComeForm | None:
    """The form with the days on which one can still come; none where there is no such day."""
    days = [(one.regular.isoformat(), f"{one.day}, {one.hours}") for one in times if not one.is_cancelled]
    if not days:
        return None
    if request.method == "POST" and "only_language" not in request.POST:
        return ComeForm(request.POST, places=series, days=days)
    typed = request.POST.dict() if request.method == "POST" else {}
    on = request.GET.get("on", "")
    first = on if on in dict(days) else next((one.regular.isoformat() for one in times if not one.is_full), days[0][0])
    return ComeForm(initial={"day": first, **typed}, places=series, days=days)


def _signed_up(
    request: HttpRequest, form: ComeForm, entry: Entry, series: Series | None, language: str
) -> HttpResponse | None:
    """Keep it once, however often it is sent; none where it is refused, which the form then says."""
    if series is None or form.cleaned_data["website"]:
        return redirect("portal:dates", language=language)
    if not ratelimit.consume(request, action="come_to_date"):
        form.add_error(None, _("Too many messages from this connection. Please wait five minutes, or call us."))
        return None
    now, actor = clock.now(), somebody(entry.organisation_id, language)
    given = form.cleaned_data["day"], form.party(language)
    try:
        with tenant(entry.organisation_id):
            answer = once(id_of_words(request), lambda: {"id": come(actor, series, *given, at=now).pk}, at=now)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None
    except NotThere:
        form.add_error("day", _("Please choose a day."))
        return None
    ticket = ticket_of(entry.organisation_id, int(str(answer["id"])))
    return redirect("portal:date_mine", language=language, ticket=ticket)


def _context(entry: Entry, text: EntryText, times: list[Time], language: str) -> dict[str, Any]:
    phone = str(entry.contact.get("phone", ""))
    return {
        "language": language,
        "languages": in_every_language("portal:date", slug=entry.slug),
        "is_reviewed": is_reviewed(language),
        "entry": entry,
        "text": text,
        "is_german": text.language != language,
        "times": times,
        "where": where_of(entry),
        "holds": who_holds(entry),
        "speaks": spoken_there(entry),
        "sections": sections_of(text),
        "phone": phone,
        "phone_shown": phone_numbers.shown(phone) if phone else "",
    }

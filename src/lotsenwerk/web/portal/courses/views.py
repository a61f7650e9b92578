"""Courses: what begins near somebody, one of them, and to register without an account."""

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.gatherings.tickets import read_ticket, ticket_of
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.entries import Whole, whole_entry
from lotsenwerk.domain.publishing.queries.window import Shown
from lotsenwerk.domain.training.actions.take_part import register, unregister
from lotsenwerk.domain.training.calendar_file import calendar_of
from lotsenwerk.domain.training.models import Course
from lotsenwerk.domain.training.queries import public_course, public_registration, sessions_of
from lotsenwerk.domain.training.sentences import content_of, place_of, when_in_words
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.action_ids import action_id, id_of_words, new_action_id
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.dates.forms import GuestForm
from lotsenwerk.web.portal.directory.linked import absolute
from lotsenwerk.web.portal.directory.showing import shown_entry, shown_list
from lotsenwerk.web.portal.entry import public, somebody, window
from lotsenwerk.web.portal.tongues import in_every_language
from lotsenwerk.web.shown.cards import card_of
from lotsenwerk.web.shown.shelves import COURSES


@require_safe
@window
def courses(request: HttpRequest, language: str) -> HttpResponse:
    """Every course that begins soon, with the map beside the list."""
    return shown_list(request, language, COURSES)


@require_safe
@window
def course(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One course with its days, and the way to register."""
    return shown_entry(request, language, slug, COURSES)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def course_book(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The form: a name and a way to reach her. Another language is one tap, and nothing is sent by it."""
    whole = _whole(slug, language)
    with tenant(whole.entry.organisation_id):
        shown = public_course(whole.entry.ref)
        if shown is None:
            raise Http404
        rows = _rows(shown)
    form = _form(request, shown)
    answer = _registered(request, form, whole, shown, language) if form.is_bound and form.is_valid() else None
    context = _context(request, whole, language) | {"form": form, "rows": rows}
    return answer or render(request, "portal/courses/book.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def course_mine(request: HttpRequest, language: str, ticket: str) -> HttpResponse:
    """A guest's own registration, and the way to withdraw it. Looking changes nothing."""
    try:
        organisation_id, sign_up_id = read_ticket(ticket)
        with tenant(organisation_id):
            refused = _withdrawn(sign_up_id, organisation_id, language) if request.method == "POST" else ""
            context = _mine(sign_up_id) | {"refused": refused, "language": language}
    except NotThere:
        raise Http404 from None
    context["languages"] = in_every_language("portal:course_mine", ticket=ticket)
    response = render(request, "portal/courses/mine.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@public
def course_calendar(request: HttpRequest, language: str, slug: str) -> HttpResponse:  # noqa: ARG001 - every view
    """Its dates for somebody's calendar; the link of what is online only those read who have a seat."""
    whole = _whole(slug, language)
    link = absolute(COURSES.url_of(language, slug))
    with tenant(whole.entry.organisation_id):
        shown = public_course(whole.entry.ref)
        if shown is None:
            raise Http404
        shown.link = ""
        text = calendar_of(shown, sessions_of(shown), link=link, at=whole.entry.changed_at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response


def _whole(slug: str, language: str) -> Whole:
    try:
        return whole_entry(PageKind.COURSE, slug, language, at=clock.now())
    except NotThere:
        raise Http404 from None


def _rows(shown: Course) -> list[tuple[str, str, str, bool]]:
    """When, what about, where, and whether it is called off."""
    return [
        (when_in_words(one), content_of(one), place_of(shown, one), one.cancelled_at is not None)
        for one in sessions_of(shown)
    ]


def _form(request: HttpRequest, shown: Course) -> GuestForm:
    only_language = "only_language" in request.POST
    data = request.POST if request.method == "POST" and not only_language else None
    initial = {name: request.POST[name] for name in request.POST} if only_language else None
    return GuestForm(data, initial=initial, places=shown.sign_up_list)


def _registered(
    request: HttpRequest, form: GuestForm, whole: Whole, shown: Course, language: str
) -> HttpResponse | None:
    """Her own page where it worked; where it did not, the reason stands in the form."""
    if form.cleaned_data["website"]:
        return redirect("portal:courses", language=language)
    if not ratelimit.consume(request, action="come_to_date"):
        form.add_error(None, _("Too many messages from this connection. Please wait five minutes, or call us."))
        return None
    now, body = clock.now(), whole.entry.organisation_id
    try:
        with tenant(body):
            done = once(id_of_words(request), lambda: _id(register_now(shown, form, body, language)), at=now)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None
    return redirect("portal:course_mine", language=language, ticket=ticket_of(body, int(str(done["id"]))))


def register_now(shown: Course, form: GuestForm, body: int, language: str) -> SignUp:
    """The step itself."""
    return register(somebody(body, language), shown, form.party(language), at=clock.now())


def _id(made: SignUp) -> dict[str, object]:
    return {"id": made.pk}


def _context(request: HttpRequest, whole: Whole, language: str) -> dict[str, Any]:
    phone = str(whole.entry.contact.get("phone", ""))
    return {
        "language": language,
        "languages": in_every_language("portal:course_book", slug=whole.entry.slug),
        "is_reviewed": is_reviewed(language),
        "entry": whole.entry,
        "text": whole.text,
        "card": card_of(Shown(whole.entry, whole.text), language),
        "back": COURSES.url_of(language, whole.entry.slug),
        "phone": phone,
        "phone_shown": phone_numbers.shown(phone) if phone else "",
        "action_id": action_id(request) or new_action_id(),
    }


def _withdrawn(sign_up_id: int, organisation_id: int, language: str) -> str:
    shown, signed = public_registration(sign_up_id)
    try:
        unregister(somebody(organisation_id, language), shown, signed, at=clock.now())
    except Refused as refused:
        return refused.sentence
    return ""


def _mine(sign_up_id: int) -> dict[str, Any]:
    shown, signed = public_registration(sign_up_id)
    sessions = [one for one in sessions_of(shown) if one.cancelled_at is None]
    has_seat = signed.state == SignUpState.SIGNED_UP
    return {
        "course": shown,
        "rows": _rows(shown),
        "has_seat": has_seat,
        "waits": signed.state == SignUpState.WAITING,
        "is_over": signed.list.ended_at is not None,
        "is_off": not sessions,
        "link": shown.link if has_seat and shown.is_online else "",
    }

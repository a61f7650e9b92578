"""Courses on a phone: which are open, sign up, say "I am here", take the dates and the certificate along."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.gatherings.models import SignUpState
from lotsenwerk.domain.organisations.modules import CORE
from lotsenwerk.domain.people.queries import person_for
from lotsenwerk.domain.training.actions.take_part import be_here, join_course, leave_course
from lotsenwerk.domain.training.calendar_file import calendar_of
from lotsenwerk.domain.training.models import NotedWay, Session
from lotsenwerk.domain.training.papers import facts_of_certificate
from lotsenwerk.domain.training.queries import (
    Own,
    is_date_of,
    own_certificate,
    own_course,
    own_courses,
    own_units,
    session_of_code,
    sessions_of,
)
from lotsenwerk.domain.training.sentences import place_of, when_in_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.mine.courses.forms import JoinForm
from lotsenwerk.web.mine.courses.shown import page_of, row_of
from lotsenwerk.web.mine.entry import mine, mine_or_link, only_what_was_opened
from lotsenwerk.web.mine.steady import attempt, attempt_form


@require_safe
@mine()
def courses(request: VisitRequest) -> HttpResponse:
    """Courses that she has a place in, and those that she may sign up for."""
    rows = [row_of(own) for own in own_courses(request.actor, clock.now())]
    about = {"mine": [row for row in rows if row["place"]], "open": [row for row in rows if not row["place"]]}
    return render(request, "mine/courses/courses.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def course(request: VisitRequest, ref: str) -> HttpResponse:
    """One course; POST signs her up, takes her off the list, or says that she is here."""
    own = _opened(request, ref)
    do = {"join": _join, "leave": _leave, "here": _here}.get(request.POST.get("do", ""))
    return do(request, own) if do else _show(request, own)


def _opened(request: VisitRequest, ref: str) -> Own:
    own = own_course(request.actor, ref, clock.now())
    purpose, subject = request.visit.allowed or ("", 0)
    if purpose != "course_day" or not is_date_of(own.line.course, subject):
        only_what_was_opened(request.visit, "course", own.line.course.pk)
    return own


def _join(request: VisitRequest, own: Own) -> HttpResponse:
    now, found = clock.now(), own.line.course
    form = JoinForm(request.POST, places=found.sign_up_list)
    person = person_for(request.actor, request.actor.person_id or 0)

    def do() -> Mapping[str, object]:
        return {"sign_up": join_course(request.actor, found, form.party(person), at=now).ref}

    if not form.is_valid() or not attempt_form(request, form, do, at=now):
        return _show(request, own, form=form)
    signed = own_course(request.actor, found.ref, now).signed
    has_seat = signed is not None and signed.state == SignUpState.SIGNED_UP
    said = _("You have a seat. See you there!") if has_seat else _("You are on the waiting list. We will write to you.")
    messages.success(request, said)
    return redirect("mine:course", ref=found.ref)


def _leave(request: VisitRequest, own: Own) -> HttpResponse:
    now, found, signed = clock.now(), own.line.course, own.signed
    if signed is None:
        return redirect("mine:course", ref=found.ref)
    refused = attempt(request, lambda: {"moved": len(leave_course(request.actor, found, signed, at=now))}, at=now)
    if refused is not None:
        return _show(request, own, refused=refused)
    messages.success(request, _("Thank you for telling us."))
    return redirect("mine:courses") if request.visit.allowed is None else redirect("mine:course", ref=found.ref)


def _here(request: VisitRequest, own: Own) -> HttpResponse:
    now, wanted = clock.now(), request.POST.get("date", "")
    session = next((one for one in sessions_of(own.line.course) if str(one.pk) == wanted), None)
    if session is None:
        raise NotThere
    refused = attempt(request, _noting(request, session, NotedWay.PHONE), at=now)
    if refused is not None:
        return _show(request, own, refused=refused)
    messages.success(request, _("Nice that you are here. It is written down."))
    return redirect("mine:course", ref=own.line.course.ref)


def _noting(request: VisitRequest, session: Session, way: NotedWay) -> Callable[[], Mapping[str, object]]:
    return lambda: {"noted": be_here(request.actor, session, way=way, at=clock.now()).pk}


def _show(
    request: VisitRequest, own: Own, *, form: JoinForm | None = None, refused: Refused | None = None
) -> HttpResponse:
    about = {
        **page_of(request.actor, own, clock.now()),
        "form": form or JoinForm(places=own.line.course.sign_up_list),
        "refused": refused.sentence if refused else "",
        "action_id": new_action_id(),
    }
    return render(request, "mine/courses/course.html", about, status=409 if refused or (form and form.errors) else 200)


@require_safe
@mine_or_link()
def course_calendar(request: VisitRequest, ref: str) -> HttpResponse:
    """Every date as a file for her calendar."""
    found = _opened(request, ref).line.course
    link = settings.PUBLIC_URL.rstrip("/") + reverse("mine:course", kwargs={"ref": found.ref})
    text = calendar_of(found, sessions_of(found), link=link, at=clock.now())
    named = {"Content-Disposition": f'attachment; filename="course-{found.ref}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=named)


@require_safe
@mine_or_link(of=CORE)
def course_certificate(request: VisitRequest, ref: str) -> HttpResponse:
    """Her certificate as a paper."""
    found = own_certificate(request.actor, _opened(request, ref).line.course)
    if found is None:
        raise NotThere
    paper = make_pdf("certificate", facts_of_certificate(found), "de")
    named = {"Content-Disposition": f'inline; filename="certificate-{found.ref}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)


@require_http_methods(["GET", "HEAD", "POST"])
@mine()
def here(request: VisitRequest, code: str) -> HttpResponse:
    """What the code on the wall leads to: a button on GET, and only POST writes anything down."""
    session, refused = session_of_code(request.actor, code), None
    if request.POST.get("do") == "here":
        refused = attempt(request, _noting(request, session, NotedWay.QR), at=clock.now())
        if refused is None:
            messages.success(request, _("Nice that you are here. It is written down."))
            return redirect("mine:course", ref=session.course.ref)
    return _show_here(request, session, refused)


def _show_here(request: VisitRequest, session: Session, refused: Refused | None) -> HttpResponse:
    own = own_course(request.actor, session.course.ref, clock.now())
    about = {
        "course": session.course,
        "when": when_in_words(session),
        "where": place_of(session.course, session),
        "is_noted": own.signed is not None and session.pk in own_units(own.signed),
        "refused": refused.sentence if refused else "",
        "action_id": new_action_id(),
    }
    return render(request, "mine/courses/here.html", about, status=409 if refused else 200)

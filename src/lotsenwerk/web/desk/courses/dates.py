"""The dates of a course: add, move, call off, and note who was there."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.training.actions.attendance import note_attendance
from lotsenwerk.domain.training.actions.keep_session import add_session, cancel_session, change_session
from lotsenwerk.domain.training.models import Session
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.domain.training.queries import Participant, course_for, participants, session_for, sessions_of
from lotsenwerk.domain.training.sentences import content_of, when_in_words
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.web.desk.courses.forms import DateForm, known_of_date
from lotsenwerk.web.desk.courses.shown import name_of
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_run_courses)
def course_date_new(request: VisitRequest, course_id: int) -> HttpResponse:
    """Add a date."""
    shown, now = course_for(request.actor, course_id), clock.now()
    form = DateForm(posted(request), initial={"module": "other", "units": 3})
    if form.is_valid():
        with refusals_at(form):
            verb = add_session
            act_once(request, lambda: {"id": verb(request.actor, shown, form.date(), at=now).id}, at=now)
            messages.success(request, _("Saved."))
            return redirect("desk:course", shown.id)
    context = {"course": shown, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/courses/date.html", context)


@desk(may_run_courses)
def course_date(request: VisitRequest, session_id: int) -> HttpResponse:
    """Move a date or say what it is about."""
    session = session_for(request.actor, session_id)
    form = DateForm(posted(request), initial=known_of_date(session))
    if form.is_valid():
        with refusals_at(form):
            change_session(request.actor, session, form.date(), at=clock.now())
            messages.success(request, _("Saved. If the date has moved, everybody who has a seat is told."))
            return redirect("desk:course", session.course_id)
    context = {"course": session.course, "session": session, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/courses/date.html", context)


@desk(may_run_courses)
@require_POST
def course_date_cancel(request: VisitRequest, session_id: int) -> HttpResponse:
    """Call a date off."""
    session = session_for(request.actor, session_id)
    left = cancel_session(request.actor, session, at=clock.now())
    messages.success(request, _("The date is cancelled. Everybody who can be written to is told."))
    if left:
        messages.warning(request, _("Please call those who cannot be written to: they are marked."))
    return redirect("desk:course", session.course_id)


@desk(may_run_courses)
def course_date_here(request: VisitRequest, session_id: int) -> HttpResponse:
    """Tick who was there; a smaller number of units where somebody came late."""
    session, now = session_for(request.actor, session_id), clock.now()
    room = participants(request.actor, session.course, sessions_of(session.course), now)
    typed, refused = posted(request), ""
    if typed is not None:
        refused = _note(request, session, room.seated, typed)
        if not refused:
            messages.success(request, _("Saved."))
            return redirect("desk:course", session.course_id)
    rows = [_row(one, session.pk, session.units, typed) for one in room.seated]
    return render(request, "desk/courses/here.html", {**_about(session, now), "rows": rows, "refused": refused})


def _note(request: VisitRequest, session: Session, seated: Sequence[Participant], typed: QueryDict) -> str:
    """Note what was ticked; answers why not, or nothing."""
    try:
        units = {one.signed.pk: _units(typed, one, session.units) for one in seated}
        with all_or_nothing():
            note_attendance(request.actor, session, units, at=clock.now())
    except ValueError:
        return _("Please enter whole numbers of units.")
    except Refused as refused:
        return refused.sentence
    return ""


def _about(session: Session, now: datetime) -> Mapping[str, object]:
    return {
        "course": session.course,
        "session": session,
        "when": when_in_words(session),
        "content": content_of(session),
        "has_begun": session.begins <= now and session.cancelled_at is None,
    }


def _units(typed: QueryDict, one: Participant, whole: int) -> int:
    """How many units were ticked for somebody; all of them where no number stands beside the tick."""
    if f"here-{one.signed.pk}" not in typed:
        return 0
    return int(typed.get(f"units-{one.signed.pk}") or whole)


def _row(one: Participant, session_id: int, whole: int, typed: QueryDict | None) -> Mapping[str, object]:
    key, noted = one.signed.pk, one.units.get(session_id, 0)
    return {
        "key": key,
        "name": name_of(one.signed),
        "is_here": bool(noted) if typed is None else f"here-{key}" in typed,
        "units": noted or whole if typed is None else typed.get(f"units-{key}", ""),
        "has_certificate": one.certificate is not None,
    }

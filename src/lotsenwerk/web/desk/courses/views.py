"""Courses: the list, one course, how it is made, changed, announced and ended."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lotsenwerk.domain.training.actions.certify import issue_certificates
from lotsenwerk.domain.training.actions.keep_course import (
    announce,
    cancel_course,
    change_course,
    change_terms,
    end_course,
    make_course,
)
from lotsenwerk.domain.training.models import CourseState
from lotsenwerk.domain.training.permissions import may_certify, may_run_courses
from lotsenwerk.domain.training.queries import course_for, senders_of
from lotsenwerk.domain.training.queries import courses as all_courses
from lotsenwerk.domain.training.sentences import KINDS
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page_of
from lotsenwerk.web.desk.courses.forms import CourseForm, known_of
from lotsenwerk.web.desk.courses.shown import page_of
from lotsenwerk.web.desk.courses.suggested import Dates, suggested
from lotsenwerk.web.desk.courses.wording import COMING, OVER, RUNNING, phase, standing
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form

PLACES = {"opens_at": "opens_on", "closes_at": "closes_on"}


@desk(may_run_courses)
def courses(request: VisitRequest) -> HttpResponse:
    """Courses that come, that are running, or that are over."""
    now = clock.now()
    show = request.GET.get("show", "")
    found = [(line, phase(line, now)) for line in all_courses(request.actor)]
    counts = {one: sum(1 for _line, its in found if its == one) for one in (COMING, RUNNING, OVER)}
    show = show if show in counts else RUNNING if counts[RUNNING] else COMING
    lines = [line for line, its in found if its == show]
    page = one_page_of(request, lines[::-1] if show == OVER else lines)
    rows = [
        (line, KINDS[line.course.kind], *standing(line.course.state, is_running=show == RUNNING))
        for line in page.object_list
    ]
    context = {"rows": rows, "page": page, "show": show, "counts": counts, "kinds": list(KINDS.items())}
    return render(request, "desk/courses/courses.html", context)


@desk(may_run_courses)
def course(request: VisitRequest, course_id: int) -> HttpResponse:
    """One course with everybody in it."""
    shown = course_for(request.actor, course_id)
    takes_off = "off" in request.GET and shown.state == CourseState.ANNOUNCED
    context = {**page_of(request.actor, shown, clock.now()), "takes_off": takes_off}
    return render(request, "desk/courses/course.html", context)


@desk(may_run_courses)
def course_new(request: VisitRequest) -> HttpResponse:
    """Make a course with its dates; the form begins with what the guideline knows of its kind."""
    actor, now = request.actor, clock.now()
    facts, rows = suggested(request.GET.get("kind", ""), clock.local(now).date())
    form = CourseForm(posted(request), initial=facts)
    dates = Dates(posted(request), initial=rows, prefix="dates")
    if form.is_valid() and dates.is_valid():
        laid = [row.date() for row in dates.forms if not row.is_left_out]
        verb = partial(make_course, actor, form.facts(), form.terms(), dates=laid, at=now)
        with refusals_at(form, places=PLACES):
            made = act_once(request, lambda: {"id": verb().id}, at=now)
            messages.success(request, _("Saved as a draft. It is seen when you announce it."))
            return redirect("desk:course", made["id"])
    context = {"form": form, "dates": dates, "action_id": id_of_form(request)}
    return render(request, "desk/courses/new.html", context)


@desk(may_run_courses)
def course_change(request: VisitRequest, course_id: int) -> HttpResponse:
    """Change what is said of a course, and its seats."""
    shown, now = course_for(request.actor, course_id), clock.now()
    form = CourseForm(posted(request), initial=known_of(shown, senders_of(shown)))
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            change_course(request.actor, shown, form.facts(), at=now)
            moved = change_terms(request.actor, shown, form.terms(shown.sign_up_list), at=now)
            messages.success(request, _("Saved.") if not moved else _moved(len(moved)))
            return redirect("desk:course", shown.id)
    return render(request, "desk/courses/change.html", {"course": shown, "form": form})


@desk(may_run_courses)
@require_POST
def course_announce(request: VisitRequest, course_id: int) -> HttpResponse:
    """Show it to those who may come."""
    announce(request.actor, course_for(request.actor, course_id), at=clock.now())
    messages.success(request, _("The course is announced: volunteers see it on their phones now."))
    return redirect("desk:course", course_id)


@desk(may_run_courses)
@require_POST
def course_cancel(request: VisitRequest, course_id: int) -> HttpResponse:
    """Call it off."""
    left = cancel_course(request.actor, course_for(request.actor, course_id), at=clock.now())
    messages.success(request, _("The course is cancelled. Everybody who can be written to is told."))
    if left:
        messages.warning(request, _to_call(left))
    return redirect("desk:course", course_id)


@desk(may_certify)
@require_POST
def course_end(request: VisitRequest, course_id: int) -> HttpResponse:
    """It is over."""
    end_course(request.actor, course_for(request.actor, course_id), at=clock.now())
    messages.success(request, _("The course has ended. Now certificates can be issued."))
    return redirect("desk:course", course_id)


@desk(may_certify)
@require_POST
def course_certify(request: VisitRequest, course_id: int) -> HttpResponse:
    """Issue what is due."""
    made = issue_certificates(request.actor, course_for(request.actor, course_id), at=clock.now())
    count = len(made)
    messages.success(
        request,
        ngettext("%(count)d certificate was issued.", "%(count)d certificates were issued.", count) % {"count": count},
    )
    return redirect("desk:course", course_id)


def _moved(count: int) -> str:
    return ngettext(
        "Saved. %(count)d person has moved up and is told.",
        "Saved. %(count)d people have moved up and are told.",
        count,
    ) % {"count": count}


def _to_call(count: int) -> str:
    return ngettext(
        "%(count)d person cannot be written to. Please call.",
        "%(count)d people cannot be written to. Please call.",
        count,
    ) % {"count": count}

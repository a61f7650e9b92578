"""Who comes to a course: sign up by telephone, take off the list, give a seat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUp, SignUpState
from lotsenwerk.domain.gatherings.queries import sign_up_for
from lotsenwerk.domain.people.queries import find_people, person_for
from lotsenwerk.domain.training.actions.keep_course import seat_by_hand
from lotsenwerk.domain.training.actions.take_part import join_course, leave_course
from lotsenwerk.domain.training.models import Course
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.domain.training.queries import course_for, course_of_sign_up
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import searched
from lotsenwerk.web.desk.courses.forms import GuestForm, PartyForm
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_run_courses)
def course_sign_up(request: VisitRequest, course_id: int) -> HttpResponse:
    """Somebody calls who wants to come: find her, or take her down as a guest."""
    shown = course_for(request.actor, course_id)
    typed = searched(request)
    context = {
        "course": shown,
        "typed": typed,
        "found": find_people(request.actor, typed) if typed else [],
        "form": GuestForm(places=shown.sign_up_list),
        "action_id": id_of_form(request),
    }
    return render(request, "desk/courses/for_whom.html", context)


@desk(may_run_courses)
def course_guest(request: VisitRequest, course_id: int) -> HttpResponse:
    """Sign up a guest."""
    shown = course_for(request.actor, course_id)
    form = GuestForm(posted(request), places=shown.sign_up_list)
    if form.is_valid():
        with refusals_at(form):
            return _signed_up(request, shown, form.party())
    context = {"course": shown, "typed": "", "found": [], "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/courses/for_whom.html", context)


@desk(may_run_courses)
def course_sign_up_for(request: VisitRequest, course_id: int, person_id: int) -> HttpResponse:
    """Sign up somebody who is entered here."""
    shown, person = course_for(request.actor, course_id), person_for(request.actor, person_id)
    form = PartyForm(posted(request), places=shown.sign_up_list)
    if form.is_valid():
        with refusals_at(form):
            return _signed_up(request, shown, form.party(person))
    context = {"course": shown, "person": person, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/courses/sign_up.html", context)


def _signed_up(request: VisitRequest, course: Course, party: Party) -> HttpResponse:
    now = clock.now()

    def do() -> dict[str, object]:
        made: SignUp = join_course(request.actor, course, party, at=now)
        return {"has_seat": made.state == SignUpState.SIGNED_UP}

    answer = act_once(request, do, at=now)
    said = _("Signed up.") if answer["has_seat"] else _("There is no seat left: she is on the waiting list.")
    messages.success(request, said)
    return redirect("desk:course", course.id)


@desk(may_run_courses)
@require_POST
def sign_up_off(request: VisitRequest, sign_up_id: int) -> HttpResponse:
    """Somebody does not come after all."""
    signed = sign_up_for(request.actor, sign_up_id)
    shown = course_of_sign_up(request.actor, signed)
    moved = leave_course(request.actor, shown, signed, at=clock.now())
    messages.success(request, _("Taken off the list.") if not moved else _("Taken off the list. Somebody moved up."))
    return redirect("desk:course", shown.id)


@desk(may_run_courses)
@require_POST
def sign_up_seat(request: VisitRequest, sign_up_id: int) -> HttpResponse:
    """Give a free seat to somebody who waits."""
    signed = sign_up_for(request.actor, sign_up_id)
    shown = course_of_sign_up(request.actor, signed)
    seat_by_hand(request.actor, shown, signed, at=clock.now())
    messages.success(request, _("She has a seat now."))
    return redirect("desk:course", shown.id)

"""What the town lends, who has it when, and what is borrowed for a visit."""

from datetime import datetime, timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.gatherings.actions.book import book, cancel_booking
from lotsenwerk.domain.gatherings.actions.borrow import lend, refuse_to_lend
from lotsenwerk.domain.gatherings.actions.keep_thing import add_thing, change_thing, end_thing
from lotsenwerk.domain.gatherings.permissions import may_keep_things, may_lend
from lotsenwerk.domain.gatherings.queries import asked_for, booking_for, bookings_between, ends, thing_for
from lotsenwerk.domain.gatherings.queries import things as things_lent
from lotsenwerk.domain.people.queries import find_people, person_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.food_bank.forms import read_day
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form
from lotsenwerk.web.desk.things.forms import ForAssignmentForm, NotLentForm, ThingForm, like_assignment
from lotsenwerk.web.hosting.things import DRAWINGS, PLACES, BookingForm
from lotsenwerk.web.hosting.weeks import begin_of, stretch, week_of


@desk(may_lend)
def things(request: VisitRequest) -> HttpResponse:
    """A week of bookings."""
    today = clock.local(clock.now()).date()
    monday, lent = begin_of(read_day(request.GET.get("week", ""), today)), things_lent(request.actor)
    booked = bookings_between(request.actor, [one.id for one in lent], *stretch(monday))
    week = week_of(lent, booked, monday, DRAWINGS)
    asked = [(one, ends(one)) for one in asked_for(request.actor, clock.now())]
    return render(request, "desk/things/things.html", {"week": week, "today": today, "asked": asked})


@desk(may_keep_things)
def thing_new(request: VisitRequest) -> HttpResponse:
    """Enter something that is lent."""
    form, actor, now = ThingForm(posted(request)), request.actor, clock.now()
    if form.is_valid():
        with refusals_at(form):
            act_once(request, lambda: {"thing": add_thing(actor, form.about(), at=now).id}, at=now)
            messages.success(request, _("Saved."))
            return redirect("desk:things")
    return render(request, "desk/things/thing.html", {"form": form, "action_id": id_of_form(request)})


@desk(may_keep_things)
def thing(request: VisitRequest, thing_id: int) -> HttpResponse:
    """Change what is said of a thing."""
    shown = thing_for(request.actor, thing_id)
    known = {name: getattr(shown, name) for name in ThingForm.base_fields}
    form = ThingForm(posted(request), initial=known)
    if form.is_valid():
        with refusals_at(form):
            change_thing(request.actor, shown, form.about(), at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:things")
    return render(request, "desk/things/thing.html", {"thing": shown, "form": form, "action_id": id_of_form(request)})


@desk(may_keep_things)
@require_POST
def thing_end(request: VisitRequest, thing_id: int) -> HttpResponse:
    """It is not lent any more."""
    end_thing(request.actor, thing_for(request.actor, thing_id), at=clock.now())
    messages.success(request, _("It is not lent any more."))
    return redirect("desk:things")


@desk(may_lend)
def thing_book(request: VisitRequest, thing_id: int) -> HttpResponse:
    """Find the person for whom it is booked."""
    typed = request.GET.get("name", "")[:100]
    found = find_people(request.actor, typed) if typed else []
    context = {"thing": thing_for(request.actor, thing_id), "typed": typed, "found": found}
    return render(request, "desk/things/for_whom.html", context)


@desk(may_lend)
def thing_book_for(request: VisitRequest, thing_id: int, person_id: int) -> HttpResponse:
    """Say from when until when."""
    shown, person = thing_for(request.actor, thing_id), person_for(request.actor, person_id)
    actor, now = request.actor, clock.now()
    form = BookingForm(posted(request), initial={"day": clock.local(now).date() + timedelta(days=1)})
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            begin, end = form.times()
            act_once(
                request, lambda: {"id": book(actor, shown, person=person, begin=begin, end=end, at=now).id}, at=now
            )
            messages.success(request, _("%(thing)s is booked.") % {"thing": shown.name})
            return _to_week(begin)
    context = {"thing": shown, "person": person, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/things/book.html", context)


@desk(may_lend)
def booking(request: VisitRequest, booking_id: int) -> HttpResponse:
    """Who has it, until when."""
    shown = booking_for(request.actor, booking_id)
    return render(request, "desk/things/booking.html", {"booking": shown, "back_at": ends(shown)})


@desk(may_lend)
@require_POST
def booking_cancel(request: VisitRequest, booking_id: int) -> HttpResponse:
    """It is not needed after all."""
    shown = booking_for(request.actor, booking_id)
    cancel_booking(request.actor, shown, at=clock.now())
    messages.success(request, _("The booking is cancelled."))
    return back(request, "desk:things")


@desk(may_lend)
@require_POST
def booking_lend(request: VisitRequest, booking_id: int) -> HttpResponse:
    """A carrier has it for the time for which it asked."""
    lend(request.actor, booking_for(request.actor, booking_id), at=clock.now())
    messages.success(request, _("Lent. The carrier hears of it."))
    return redirect("desk:things")


@desk(may_lend)
def booking_decline(request: VisitRequest, booking_id: int) -> HttpResponse:
    """A carrier cannot have it, and reads why."""
    shown, form = booking_for(request.actor, booking_id), NotLentForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            refuse_to_lend(request.actor, shown, answer=form.cleaned_data["answer"], at=clock.now())
            messages.success(request, _("Declined. The carrier hears of it."))
            return redirect("desk:things")
    return render(request, "desk/things/decline.html", {"booking": shown, "form": form})


@desk(may_run_journeys)
def assignment_book(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """The helper takes the cargo bicycle."""
    going, actor, now = assignment_for(request.actor, assignment_id=assignment_id), request.actor, clock.now()
    lent = list(things_lent(actor))
    form = ForAssignmentForm(posted(request), things=lent, initial=like_assignment(going))
    if form.is_valid():
        with refusals_at(form, places=PLACES):
            chosen, (begin, end) = thing_for(actor, form.cleaned_data["thing"]), form.times()
            about, person = ("assistance", "assignment", going.id), going.volunteer.person
            verb = partial(book, actor, chosen, person=person, begin=begin, end=end, about=about, at=now)
            act_once(request, lambda: {"id": verb().id}, at=now)
            messages.success(request, _("%(thing)s is booked.") % {"thing": chosen.name})
            return redirect("desk:need", going.need_id)
    context = {"going": going, "form": form, "lent": lent, "action_id": id_of_form(request)}
    return render(request, "desk/things/for_assignment.html", context)


def _to_week(begin: datetime) -> HttpResponse:
    return redirect(reverse("desk:things") + f"?week={clock.local(begin).date().isoformat()}")

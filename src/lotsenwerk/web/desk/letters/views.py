"""What did not arrive, and whom to call instead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.notifications.actions.again import say_not_arrived, send_again
from lotsenwerk.domain.notifications.actions.sending_hours import set_sending_hours
from lotsenwerk.domain.notifications.catalogue import messages as catalogue
from lotsenwerk.domain.notifications.permissions import may_say_not_arrived, may_send_again, may_set_sending_hours
from lotsenwerk.domain.notifications.queries import counts_by_state, letter_for, sending_hours, troubled_letters
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back, one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.letters.forms import HoursForm
from lotsenwerk.web.desk.letters.wording import counts_in_words, fault_in_words, steps_of
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_see_people)
def letters(request: VisitRequest) -> HttpResponse:
    """Letters that failed or of which nobody knows, and how many are in which state."""
    page = one_page(request, troubled_letters(request.actor))
    rows = [
        (letter, catalogue()[letter.message].subject, fault_in_words(letter.fault), steps_of(request.actor, letter))
        for letter in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "counts": counts_in_words(counts_by_state()),
        "hours": sending_hours(),
        "may_set_hours": may_set_sending_hours(request.actor),
    }
    return render(request, "desk/letters/letters.html", context)


@desk(may_set_sending_hours)
def letters_hours(request: VisitRequest) -> HttpResponse:
    """Between which hours this town writes to people."""
    hours = sending_hours()
    form = HoursForm(posted(request), initial={"begins": hours.begins, "ends": hours.ends})
    if form.is_valid():
        with refusals_at(form):
            set_sending_hours(request.actor, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:letters_hours")
    return render(request, "desk/letters/hours.html", {"form": form})


@desk(may_send_again)
@require_POST
def letter_again(request: VisitRequest, letter_id: int) -> HttpResponse:
    """Send it once more."""
    letter = send_again(request.actor, letter_for(request.actor, letter_id), at=clock.now())
    messages.success(request, _("The letter to %(name)s leaves once more.") % {"name": letter.receiver})
    return back(request, "desk:letters")


@desk(may_say_not_arrived)
@require_POST
def letter_not_arrived(request: VisitRequest, letter_id: int) -> HttpResponse:
    """The person was asked: nothing has come."""
    letter = say_not_arrived(request.actor, letter_for(request.actor, letter_id), at=clock.now())
    messages.success(request, _("The letter to %(name)s can be sent again now.") % {"name": letter.receiver})
    return back(request, "desk:letters")

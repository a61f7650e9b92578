"""What went wrong: for coordinators and the administration alone, and each look is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance.actions.incidents import (
    change_incident,
    close_incident,
    look_at_incident,
    note_incident,
)
from lotsenwerk.domain.assistance.permissions import may_note_incident, may_see_incidents
from lotsenwerk.domain.assistance.queries import book
from lotsenwerk.domain.people.queries import person_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.incidents.forms import IncidentForm, MeasuresForm
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_see_incidents)
def incidents(request: VisitRequest) -> HttpResponse:
    """Every incident by day; what happened is read one by one."""
    return render(request, "desk/incidents/incidents.html", {"page": one_page(request, book.incidents(request.actor))})


@desk(may_see_incidents)
def incident(request: VisitRequest, incident_id: int) -> HttpResponse:
    """What happened and what was done about it."""
    now = clock.now()
    shown = book.incident_for(request.actor, incident_id)
    known = {"measures": shown.measures, "is_insurance_told": shown.is_insurance_told}
    form = MeasuresForm(posted(request), initial=known)
    if form.is_valid():
        with refusals_at(form):
            change_incident(request.actor, shown, **form.cleaned_data, at=now)
            messages.success(request, _("Saved."))
            return redirect("desk:incident", incident_id)
    look_at_incident(request.actor, shown, at=now)
    author = names_of([shown.noted_by_user_id or 0]).get(shown.noted_by_user_id or 0, "")
    return render(request, "desk/incidents/incident.html", {"incident": shown, "form": form, "author": author})


@desk(may_see_incidents)
@require_POST
def incident_close(request: VisitRequest, incident_id: int) -> HttpResponse:
    """Everything has been done about it."""
    close_incident(request.actor, book.incident_for(request.actor, incident_id), at=clock.now())
    messages.success(request, _("The incident is closed."))
    return redirect("desk:incidents")


@desk(may_note_incident)
def incident_new(request: VisitRequest, person_id: int) -> HttpResponse:
    """Write down what happened to somebody."""
    now, person = clock.now(), person_for(request.actor, person_id)
    visit = book.visit_in_question(request.actor, person_id, request.GET.get("visit", ""))
    form = IncidentForm(posted(request), initial={"happened_on": clock.local(now).date()})
    if form.is_valid():
        with refusals_at(form):
            told = form.cleaned_data
            act_once(
                request,
                lambda: {"incident": note_incident(request.actor, person, **told, assignment=visit, at=now).id},
                at=now,
            )
            messages.success(request, _("Written down. The administration can read it too."))
            return redirect("desk:incidents")
    context = {"person": person, "visit": visit, "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/incidents/new.html", context)

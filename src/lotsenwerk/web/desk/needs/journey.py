"""The steps after the question: answers on the telephone, taking back, the report, the confirmation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions import finish
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.no_show import no_show
from lotsenwerk.domain.assistance.actions.offers import withdraw_offer
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import assignment_for, offer_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.reasons import ReportForm
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.wording import called_as_object, first_name


@desk(may_run_journeys)
@require_POST
def offer_accept(request: VisitRequest, offer_id: int) -> HttpResponse:
    """The volunteer has said yes on the telephone."""
    offer = offer_for(request.actor, offer_id=offer_id)
    accept_offer(request.actor, offer, at=clock.now())
    told = {"name": first_name(offer.volunteer.person), "client": called_as_object(offer.need.client.person)}
    messages.success(request, _("%(name)s is coming. Please call %(client)s back.") % told)
    return back(request, "desk:need", offer.need_id)


@desk(may_run_journeys)
@require_POST
def offer_decline(request: VisitRequest, offer_id: int) -> HttpResponse:
    """The volunteer has said no on the telephone."""
    offer = offer_for(request.actor, offer_id=offer_id)
    decline_offer(request.actor, offer, at=clock.now())
    messages.success(request, _("%(name)s cannot come this time.") % {"name": first_name(offer.volunteer.person)})
    return back(request, "desk:need", offer.need_id)


@desk(may_run_journeys)
@require_POST
def offer_withdraw(request: VisitRequest, offer_id: int) -> HttpResponse:
    """Take the question back."""
    offer = offer_for(request.actor, offer_id=offer_id)
    withdraw_offer(request.actor, offer, at=clock.now())
    messages.success(
        request, _("The question to %(name)s was taken back.") % {"name": first_name(offer.volunteer.person)}
    )
    return back(request, "desk:need", offer.need_id)


@desk(may_run_journeys)
@require_POST
def assignment_replace(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Somebody else has to go."""
    assignment = assignment_for(request.actor, assignment_id=assignment_id)
    replace_volunteer(request.actor, assignment, reason="desk", at=clock.now())
    messages.success(
        request, _("%(name)s is taken out. Who can go?") % {"name": first_name(assignment.volunteer.person)}
    )
    return redirect("desk:need", assignment.need_id)


@desk(may_run_journeys)
@require_POST
def assignment_no_show(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """The client has said that nobody came."""
    assignment = assignment_for(request.actor, assignment_id=assignment_id)
    no_show(request.actor, assignment, at=clock.now())
    told = {"name": first_name(assignment.volunteer.person), "client": called_as_object(assignment.need.client.person)}
    messages.success(request, _("Written down: %(name)s did not come. Please call %(client)s back.") % told)
    return redirect("desk:need", assignment.need_id)


@desk(may_run_journeys)
def assignment_report(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """The volunteer has told the desk what was done."""
    assignment = assignment_for(request.actor, assignment_id=assignment_id)
    form = ReportForm(posted(request), initial={"minutes": assignment.need.minutes})
    if form.is_valid():
        with refusals_at(form):
            finish.report(request.actor, assignment, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Thank you. It can be confirmed now."))
            return redirect("desk:need", assignment.need_id)
    return render(request, "desk/needs/report.html", {"assignment": assignment, "form": form})


@desk(may_run_journeys)
@require_POST
def assignment_confirm(request: VisitRequest, assignment_id: int) -> HttpResponse:
    """Confirm the reported minutes."""
    assignment = assignment_for(request.actor, assignment_id=assignment_id)
    frozen = finish.confirm(request.actor, assignment, at=clock.now())
    told = {"name": first_name(assignment.volunteer.person), "minutes": frozen.minutes}
    messages.success(request, _("Confirmed: %(name)s, %(minutes)d minutes.") % told)
    return back(request, "desk:need", assignment.need_id)

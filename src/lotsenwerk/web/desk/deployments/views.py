"""What was given and waits to be confirmed: by the signed sheet, or because a coordinator knows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import (
    confirm_deployment,
    keep_sheet,
    refuse_deployment,
)
from lotsenwerk.domain.assistance.models import Deployment
from lotsenwerk.domain.assistance.permissions import (
    may_confirm_deployment,
    may_keep_sheet,
    may_refuse_deployment,
    may_run_inquiries,
    may_see_deployments,
)
from lotsenwerk.domain.assistance.pool_papers import confirmed_in_words, length_in_words, what_in_words
from lotsenwerk.domain.assistance.queries.deployments import deployment_for, sheet_of
from lotsenwerk.domain.assistance.queries.inquiry_desk import deployments_to_confirm
from lotsenwerk.domain.assistance.queries.statements import reckoned
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.months import Month
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.deployments.forms import SheetForm
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_see_deployments)
def deployments(request: VisitRequest) -> HttpResponse:
    """What waits to be confirmed: first what the other side said no to."""
    page = one_page(request, deployments_to_confirm(request.actor))
    month = Month.of(clock.local(clock.now()).date())
    context = {
        "page": page,
        "rows": [(one, what_in_words(one), length_in_words(one.minutes)) for one in page],
        "month": month,
        "may_confirm": may_run_inquiries(request.actor),
    }
    return render(request, "desk/deployments/deployments.html", context)


@desk(may_see_deployments)
def deployment(request: VisitRequest, ref: str) -> HttpResponse:
    """One deployment: what was given, what is paid, the signed sheet, and what is to be done."""
    return _shown(request, deployment_for(request.actor, ref), SheetForm())


def _shown(request: VisitRequest, shown: Deployment, form: SheetForm) -> HttpResponse:
    [given] = reckoned([shown])
    context = {
        "deployment": shown,
        "given": given,
        "what": what_in_words(shown),
        "length": length_in_words(shown.minutes),
        "how": confirmed_in_words(shown),
        "month": Month.of(shown.on),
        "form": form,
        "may_confirm": shown.assignment_id is not None and may_confirm_deployment(request.actor, shown),
        "may_refuse": shown.assignment_id is not None and may_refuse_deployment(request.actor, shown),
        "may_keep": shown.assignment_id is not None and may_keep_sheet(request.actor, shown),
    }
    return render(request, "desk/deployments/deployment.html", context)


@desk(may_run_inquiries)
@require_POST
def deployment_confirm(request: VisitRequest, ref: str) -> HttpResponse:
    """It is right: by the sheet where one is kept, else because she knows."""
    confirm_deployment(request.actor, deployment_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Confirmed. It counts now."))
    return redirect("desk:deployments")


@desk(may_run_inquiries)
@require_POST
def deployment_refuse(request: VisitRequest, ref: str) -> HttpResponse:
    """It was not as it was reported."""
    refuse_deployment(request.actor, deployment_for(request.actor, ref), at=clock.now())
    messages.success(request, _("It counts nowhere until it is confirmed."))
    return redirect("desk:deployment", ref)


@desk(may_run_inquiries)
@require_POST
def deployment_scan(request: VisitRequest, ref: str) -> HttpResponse:
    """Keep the signed sheet. It confirms nothing by itself."""
    shown = deployment_for(request.actor, ref)
    form = SheetForm(posted(request), request.FILES)
    if form.is_valid():
        with refusals_at(form):
            keep_sheet(request.actor, shown, form.upload(), at=clock.now())
            messages.success(request, _("The sheet is kept. Please look at it and confirm."))
            return redirect("desk:deployment", ref)
    return _shown(request, shown, form)


@require_safe
@desk(may_see_deployments)
def deployment_sheet(request: VisitRequest, ref: str) -> HttpResponse:
    """The signed sheet itself."""
    kept = sheet_of(request.actor, ref)
    return HttpResponse(bytes(kept.content), content_type=kept.content_type)

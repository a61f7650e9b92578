"""Who speaks for a partner: give access to her pages, end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.permissions import may_manage_members
from lotsenwerk.domain.accounts.queries import members_of_partners
from lotsenwerk.domain.assistance.queries.own_inquiries import works_with_a_pool
from lotsenwerk.domain.organisations.queries import partner
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.town.forms import AccessForm


@desk(may_manage_members)
def partner_access(request: VisitRequest, partner_id: int) -> HttpResponse:
    """Those who can log in for one partner; invite somebody."""
    shown, form = partner(partner_id), AccessForm(posted(request))
    if form.is_valid():
        with refusals_at(form, places={"role": "email"}):
            has_pages = works_with_a_pool(shown.id)
            given = form.cleaned_data | {"partner_id": shown.id, "has_pages": has_pages}
            give_role(request.actor, role=Role.PARTNER, **given, at=clock.now())
            messages.success(request, _("%(name)s can log in now.") % {"name": form.cleaned_data["display_name"]})
            return redirect("desk:partner_access", shown.id)
    members = members_of_partners(request.actor.organisation_id).filter(partner_id=shown.id)
    context = {"partner": shown, "page": one_page(request, members), "form": form}
    return render(request, "desk/town/access.html", context)

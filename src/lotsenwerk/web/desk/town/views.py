"""What the administration of a town looks after: who works here, what is switched on, partners, the journal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.accounts.actions.membership import end_role, give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.permissions import may_manage_members
from lotsenwerk.domain.accounts.queries import members_of
from lotsenwerk.domain.assistance.queries.own_inquiries import partners_with_pools
from lotsenwerk.domain.organisations.actions.found import list_partner, switch_modules
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.organisations.queries import partners, this_organisation
from lotsenwerk.domain.privacy.permissions import may_see_retention
from lotsenwerk.domain.privacy.queries import due_for_retention
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page, one_page_of
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form
from lotsenwerk.web.desk.town.forms import GIVEN_HERE, MemberForm, ModulesForm, PartnerForm
from lotsenwerk.web.desk.town.switching import parts


@desk(may_manage_members)
def town(request: VisitRequest) -> HttpResponse:
    """Who works here; give a role."""
    form = MemberForm(posted(request))
    if form.is_valid():
        with refusals_at(form):
            given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
            give_role(request.actor, **given, at=clock.now())
            messages.success(request, _("%(name)s can log in now.") % {"name": given["display_name"]})
            return redirect("desk:town")
    members = members_of(request.actor.organisation_id).filter(role__in=GIVEN_HERE)
    return render(request, "desk/town/members.html", {"page": one_page(request, members), "form": form})


@desk(may_manage_members)
@require_POST
def member_end(request: VisitRequest, membership_id: int) -> HttpResponse:
    """End a role."""
    end_role(request.actor, membership_id, at=clock.now())
    messages.success(request, _("The role has ended."))
    return redirect("desk:town")


@desk(may_administer)
def modules(request: VisitRequest) -> HttpResponse:
    """What this town uses, what goes away without it, and what is still there."""
    form, known = ModulesForm(posted(request)), request.visit.modules
    if form.is_valid():
        switch_modules(request.actor, form.modules_beside(known), at=clock.now())
        messages.success(request, _("Saved."))
        return redirect("desk:modules")
    return render(request, "desk/town/modules.html", {"form": form, "parts": parts(request.actor, known)})


@desk(may_administer)
def partners_listed(request: VisitRequest) -> HttpResponse:
    """Shops, food banks, authorities: list them, add one."""
    form = PartnerForm(posted(request), initial={"town": this_organisation().town})
    if form.is_valid():
        with refusals_at(form):
            actor, now = request.actor, clock.now()
            act_once(request, lambda: {"partner": list_partner(actor, **form.facts(), at=now).id}, at=now)
            messages.success(request, _("%(name)s is listed.") % {"name": form.cleaned_data["name"]})
            return redirect("desk:partners")
    context = {"page": one_page(request, partners()), "form": form, "action_id": id_of_form(request)}
    return render(request, "desk/town/partners.html", context | {"with_pools": partners_with_pools()})


@desk(may_see_retention)
def retention(request: VisitRequest) -> HttpResponse:
    """What will be forgotten this night, before it happens."""
    due = due_for_retention(request.actor, clock.now())
    return render(request, "desk/town/retention.html", {"page": one_page_of(request, due)})

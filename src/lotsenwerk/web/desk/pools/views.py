"""Who would like to help and waits for a word; the pools, and who stands on which rung."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.organisations.modules import POOLS
from lotsenwerk.domain.people.actions.climb import join_pool
from lotsenwerk.domain.people.actions.pools import change_pool, end_pool, open_pool, set_pool_rule
from lotsenwerk.domain.people.permissions import may_answer_interest, may_keep_pools, may_see_pools
from lotsenwerk.domain.people.queries import find_people, volunteer_for
from lotsenwerk.domain.people.queries.becoming import (
    counted_pools,
    next_due,
    pool_for,
    rules_of,
    rules_on,
    waiting_interests,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page, searched
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.pools.arranged import InterestLine, MemberLine, columns_of
from lotsenwerk.web.desk.pools.forms import NewPoolForm, PoolForm, RuleForm, like_rule
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form

MOST_SHOWN = 50


@desk(may_see_pools)
def pools(request: VisitRequest) -> HttpResponse:
    """Nobody is forgotten: new interests with their promise, then whoever is due next."""
    today = clock.local(clock.now()).date()
    waiting = waiting_interests(request.actor)[:MOST_SHOWN]
    page = one_page(request, next_due(request.actor))
    context = {
        "interests": [InterestLine.of(one, today) for one in waiting],
        "members": [MemberLine.of(one, today) for one in page],
        "page": page,
        "pools": counted_pools(request.actor),
        "may_keep": may_keep_pools(request.actor),
    }
    return render(request, "desk/pools/pools.html", context)


@desk(may_see_pools)
def pool(request: VisitRequest, pool_id: int) -> HttpResponse:
    """A pool's members, rung by rung."""
    shown = pool_for(request.actor, pool_id)
    today = clock.local(clock.now()).date()
    context = {"pool": shown, "columns": columns_of(request.actor, shown, today), "rule": rules_on([shown.id], today)}
    return render(request, "desk/pools/pool.html", context | {"may_keep": may_keep_pools(request.actor)})


@desk(may_keep_pools, of=POOLS)
def pool_new(request: VisitRequest) -> HttpResponse:
    """Open a pool."""
    form, actor, now = NewPoolForm(posted(request), modules=request.visit.modules), request.actor, clock.now()
    if form.is_valid():
        with refusals_at(form):
            made = act_once(request, lambda: {"id": open_pool(actor, **form.cleaned_data, at=now).id}, at=now)
            messages.success(request, _("The pool is open. Please look at what it requires."))
            return redirect("desk:pool_settings", made["id"])
    return render(request, "desk/pools/new.html", {"form": form, "action_id": id_of_form(request)})


@desk(may_keep_pools)
def pool_settings(request: VisitRequest, pool_id: int) -> HttpResponse:
    """Its name and promise, and what it requires from which day on."""
    shown, today = pool_for(request.actor, pool_id), clock.local(clock.now()).date()
    form = PoolForm(posted(request), initial={"name": shown.name, "answer_days": shown.answer_days})
    if form.is_valid():
        with refusals_at(form):
            change_pool(request.actor, shown, **form.cleaned_data, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:pool_settings", pool_id)
    rule = RuleForm(initial=like_rule(rules_on([pool_id], today).get(pool_id)) | {"valid_from": today})
    context = {"pool": shown, "form": form, "rule": rule, "rules": rules_of(request.actor, shown), "today": today}
    return render(request, "desk/pools/settings.html", context)


@desk(may_keep_pools)
def pool_rule(request: VisitRequest, pool_id: int) -> HttpResponse:
    """From a day on it requires this."""
    shown, today = pool_for(request.actor, pool_id), clock.local(clock.now()).date()
    rule = RuleForm(posted(request), initial=like_rule(rules_on([pool_id], today).get(pool_id)) | {"valid_from": today})
    if rule.is_valid():
        with refusals_at(rule):
            begins = rule.cleaned_data["valid_from"]
            set_pool_rule(request.actor, shown, rule.requires(), valid_from=begins, at=clock.now())
            messages.success(request, _("Saved."))
            return redirect("desk:pool_settings", pool_id)
    form = PoolForm(initial={"name": shown.name, "answer_days": shown.answer_days})
    context = {"pool": shown, "form": form, "rule": rule, "rules": rules_of(request.actor, shown), "today": today}
    return render(request, "desk/pools/settings.html", context)


@desk(may_keep_pools)
@require_POST
def pool_end(request: VisitRequest, pool_id: int) -> HttpResponse:
    """There is no such pool any more."""
    end_pool(request.actor, pool_for(request.actor, pool_id), at=clock.now())
    messages.success(request, _("The pool has ended."))
    return redirect("desk:pools")


@desk(may_answer_interest)
def pool_add(request: VisitRequest, pool_id: int) -> HttpResponse:
    """Find somebody who helps already; a name stands in no address."""
    typed = searched(request)
    found = [one for one in find_people(request.actor, typed) if one.person.volunteer] if typed else []
    context = {"pool": pool_for(request.actor, pool_id), "typed": typed, "found": found}
    return render(request, "desk/pools/add.html", context)


@desk(may_answer_interest)
@require_POST
def pool_add_person(request: VisitRequest, pool_id: int, person_id: int) -> HttpResponse:
    """She is on the way into this pool from now on."""
    into, volunteer = pool_for(request.actor, pool_id), volunteer_for(request.actor, person_id)
    member = join_pool(request.actor, into, volunteer, at=clock.now())
    return redirect("desk:member", member.id)

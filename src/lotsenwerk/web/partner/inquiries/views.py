"""The list of an institution's requests, and the form for a new one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.assistance.actions.inquiries.ask import ask as ask_for_interpreter
from lotsenwerk.domain.assistance.actions.inquiries.order_guide import order_guide
from lotsenwerk.domain.assistance.models import Cooperation, CooperationState, Inquiry
from lotsenwerk.domain.assistance.queries.asked_pools import Promised, promised
from lotsenwerk.domain.assistance.queries.inquiries import cooperation_for, own_cooperations
from lotsenwerk.domain.assistance.queries.own_inquiries import (
    last_like,
    may_be_asked,
    own_lists,
    past_inquiries,
    same_again,
    staged,
)
from lotsenwerk.domain.people.languages import SPOKEN
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.partner.entry import institution
from lotsenwerk.web.partner.inquiries.asking import Answer, send
from lotsenwerk.web.partner.inquiries.filling import from_cooperation, like
from lotsenwerk.web.partner.inquiries.forms import GuideForm, RequestForm
from lotsenwerk.web.partner.inquiries.wording import all_shown, day_in_words, title_of

A_PAGE: Final = 20


@require_safe
@institution()
def inquiries(request: VisitRequest) -> HttpResponse:
    """What waits for her tap on top, then what the pool is busy with, what is agreed, and what is past."""
    now = clock.now()
    lists = own_lists(request.actor, at=now)
    page = Paginator(past_inquiries(request.actor, at=now), A_PAGE).get_page(request.GET.get("page"))
    pools = [one for one in own_cooperations(request.actor) if may_be_asked(one, request.visit.modules)]
    context = {
        "to_confirm": all_shown(lists.to_confirm, at=now),
        "nobody": all_shown(lists.nobody, at=now),
        "waiting": all_shown(lists.waiting, at=now),
        "agreed": all_shown(lists.agreed, at=now),
        "past": all_shown(staged(list(page), at=now), at=now),
        "page": page,
        "pools": pools,
        "today": clock.local(now).date(),
    }
    return render(request, "partner/inquiries/list.html", context)


@require_safe
@institution()
def choose(request: VisitRequest) -> HttpResponse:
    """Which pool to ask, where the institution works with several."""
    pools = [one for one in own_cooperations(request.actor) if may_be_asked(one, request.visit.modules)]
    if len(pools) == 1:
        return redirect("partner:ask", pools[0].ref)
    if not pools:
        messages.info(request, _("No pool takes requests at present. Please call the coordinator."))
        return redirect("partner:inquiries")
    return render(request, "partner/inquiries/choose.html", {"pools": pools})


@require_http_methods(["GET", "HEAD", "POST"])
@institution()
def ask(request: VisitRequest, ref: str) -> HttpResponse:
    """The form. What speaks against it is said before anything is sent, and nothing typed is lost."""
    cooperation, now = cooperation_for(request.actor, ref), clock.now()
    promise = promised(cooperation.pool_id, at=now)
    form = form_for(cooperation.pool, promise, _sent(request), initial=_initial(request, cooperation))
    answer = _asked(request, form, cooperation, now) if form.is_bound else Answer()
    if not answer.ref:
        return render(request, "partner/inquiries/ask.html", shown_form(request, cooperation, promise, form, answer))
    said = _("Your request is there. You hear from the pool by %(day)s at the latest.")
    messages.success(request, said % {"day": day_in_words(promise.answer_by)})
    return redirect("partner:inquiry", answer.ref)


def _sent(request: VisitRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _asked(request: VisitRequest, form: RequestForm | GuideForm, cooperation: Cooperation, now: datetime) -> Answer:
    actor = request.actor

    def do() -> str:
        if isinstance(form, GuideForm):
            return order_guide(actor, cooperation, form.ordered(), at=now).ref
        return ask_for_interpreter(actor, cooperation, form.wanted(), at=now).ref

    return send(form, request, cooperation, do, organisation_id=actor.organisation_id, at=now)


def form_for(
    pool: Pool, promise: Promised, sent: QueryDict | None, *, initial: Mapping[str, Any] | None = None
) -> RequestForm | GuideForm:
    """The form that fits the pool, with what was sent or with what is known."""
    known = dict(initial or {})
    if pool.kind == PoolKind.GUIDES:
        return GuideForm(sent, initial=known)
    return RequestForm(sent, initial=known, ways=promise.ways)


def shown_form(
    request: VisitRequest,
    cooperation: Cooperation,
    promise: Promised,
    form: RequestForm | GuideForm,
    answer: Answer,
) -> dict[str, object]:
    """What the page of the form shows beside the fields."""
    others = own_cooperations(request.actor).exclude(pk=cooperation.pk)
    interpreters = next((one for one in others if one.pool.kind == PoolKind.INTERPRETERS), None)
    is_new = request.method != "POST" and not request.GET.get("like")
    return {
        "form": form,
        "answer": answer,
        "action_id": action_id(request) or new_action_id(),
        "cooperation": cooperation,
        "may_ask": cooperation.state == CooperationState.APPROVED,
        "is_guide": cooperation.pool.kind == PoolKind.GUIDES,
        "promised": promise,
        "interpreters": interpreters,
        "as_before": _as_before(same_again(request.actor, cooperation)) if is_new else [],
        "languages": languages_to_type(),
    }


def languages_to_type() -> list[str]:
    """The names that are offered while one types; German is no language to interpret."""
    return sorted(str(name) for code, name in SPOKEN.items() if code != "deu")


def _as_before(rows: list[Inquiry]) -> list[tuple[str, str]]:
    return [(one.ref, title_of(one)) for one in rows]


def _initial(request: VisitRequest, cooperation: Cooperation) -> dict[str, Any]:
    filled = from_cooperation(cooperation, request.visit.name)
    before = request.GET.get("like", "")
    if before and request.method != "POST":
        as_it_was = like(last_like(request.actor, before), instead=request.GET.get("instead", ""), at=clock.now())
        filled |= as_it_was | {"asked_by": request.visit.name}
    return filled

"""Somebody is asked for a whole day, and answers it with one tap."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lotsenwerk.domain.assistance.actions.planning.answer_day import answer_day
from lotsenwerk.domain.assistance.queries.planning.days import HelpersDay, day_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.day.rows import rows_of
from lotsenwerk.web.mine.entry import mine_or_link, only_what_was_opened
from lotsenwerk.web.mine.steady import attempt
from lotsenwerk.web.mine.words import day_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def day(request: VisitRequest, ref: str) -> HttpResponse:
    """Ask on GET, take the answer on POST. The second tap repeats the first answer."""
    found = day_for(request.actor, ref)
    only_what_was_opened(request.visit, "answer_day", found.day_offer.pk)
    said = request.POST.get("answer")
    if said not in {"yes", "no"}:
        return _show(request, found)
    refused = _answer(request, found, is_yes=said == "yes")
    if refused:
        return _show(request, day_for(request.actor, ref), refused)
    thanks = _("Thank you! Your yes has arrived.") if said == "yes" else _("Thank you for answering quickly.")
    messages.success(request, thanks)
    return redirect("mine:day", ref=ref)


def _answer(request: VisitRequest, asked: HelpersDay, *, is_yes: bool) -> Sequence[str]:
    """Take the answer; the sentences for what was not possible any more."""
    now, left_out, refused = clock.now(), set(request.POST.getlist("without")), list[str]()
    open_now = [visit.offer for visit in asked.open if visit.offer is not None]
    yes = {offer.need_id for offer in open_now if offer.ref not in left_out} if is_yes else set[int]()

    def answer() -> Mapping[str, object]:
        answered = answer_day(request.actor, asked.day_offer, yes=yes, at=now)
        refused.extend(sentence for _offer, sentence in answered.refused)
        return {"going": [assignment.ref for assignment in answered.going]}

    failed = attempt(request, answer, at=now)
    return [failed.sentence] if failed is not None else list(dict.fromkeys(refused))


def _show(request: VisitRequest, shown: HelpersDay, refused: Sequence[str] = ()) -> HttpResponse:
    now = clock.now()
    noon = datetime.combine(shown.day_offer.day, time(12), tzinfo=clock.BERLIN)
    context = {
        "ref": shown.day_offer.ref,
        "day_word": day_in_words(noon, now),
        "rows": rows_of(shown, now),
        "asked": len(shown.open),
        "refused": refused,
        "action_id": new_action_id(),
    }
    return render(request, "mine/day/day.html", context, status=409 if refused else 200)

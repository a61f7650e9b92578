"""A visit: the way as steps, the door on request, the report, and "I can't come"."""

from collections.abc import Mapping
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.assistance.actions import finish
from lotsenwerk.domain.assistance.actions.disclose import Door, disclose
from lotsenwerk.domain.assistance.actions.inquiries.change import cannot_come
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Need, NeedKind, Outcome
from lotsenwerk.domain.assistance.permissions import may_release, may_report, may_see_address
from lotsenwerk.domain.assistance.queries.guiding import appointment_of
from lotsenwerk.domain.assistance.queries.journey import reported_minutes, visits_over
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.action_ids import new_action_id
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Refused
from lotsenwerk.web.mine.arranged.forms import CannotForm
from lotsenwerk.web.mine.arranged.shown import arranged
from lotsenwerk.web.mine.cards import card_of_assignment
from lotsenwerk.web.mine.entry import mine, mine_or_link
from lotsenwerk.web.mine.money.shown import of_visit
from lotsenwerk.web.mine.office import office
from lotsenwerk.web.mine.opened import opened
from lotsenwerk.web.mine.steady import attempt, attempt_form
from lotsenwerk.web.mine.visits.forms import ReportForm
from lotsenwerk.web.mine.visits.shopping import shopping_list, written_lines
from lotsenwerk.web.mine.way import Way
from lotsenwerk.web.mine.words import length_in_words

OVER = {AssignmentState.REPORTED, AssignmentState.CONFIRMED}


@require_safe
@mine_or_link()
def assignment(request: VisitRequest, ref: str) -> HttpResponse:
    """Everything for the way; the address only after a tap."""
    return _show(request, opened(request, ref))


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def address(request: VisitRequest, ref: str) -> HttpResponse:
    """Show where the client lives, while that is permitted; each look is written down."""
    found = opened(request, ref)
    if request.method != "POST":
        return redirect("mine:assignment", ref=ref)
    try:
        return _show(request, found, door=disclose(request.actor, found, at=clock.now()))
    except Refused as refused:
        return _show(request, found, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@mine_or_link()
def report(request: VisitRequest, ref: str) -> HttpResponse:
    """Say that it is done, and how long it took."""
    found, now = opened(request, ref), clock.now()
    if request.method != "POST" and found.need.kind == NeedKind.GUIDE:
        return redirect("mine:guided", ref=ref)
    minutes, outcome = card_of_assignment(found, now).minutes, request.GET.get("outcome") or Outcome.DONE
    form = ReportForm(request.POST or None, initial={"minutes": minutes, "outcome": outcome}, of=found.need)
    if not form.is_valid():
        return _show_report(request, found, form)

    def do() -> Mapping[str, object]:
        return {"report": finish.report(request.actor, found, at=now, **form.cleaned_data).id}

    if not attempt_form(request, form, do, at=now):
        return _show_report(request, found, form)
    messages.success(request, _("Thank you! It is written down."))
    return redirect("mine:assignment", ref=ref)


@require_POST
@mine_or_link()
def release(request: VisitRequest, ref: str) -> HttpResponse:
    """Say "I can't come": somebody else is looked for at once."""
    found, now = opened(request, ref), clock.now()

    def do() -> Mapping[str, object]:
        if found.need.pool_id is not None:
            return {"need": cannot_come(request.actor, found, reason=CannotForm(request.POST).why(), at=now).id}
        return {"need": replace_volunteer(request.actor, found, reason="cannot_come", at=now).id}

    refused = attempt(request, do, at=now)
    if refused is not None:
        return _show(request, found, refused=refused)
    messages.success(request, _("Thank you for telling us. We are looking for somebody else now."))
    return redirect("mine:home") if request.visit.allowed is None else redirect("mine:assignment", ref=ref)


@require_safe
@mine()
def past(request: VisitRequest) -> HttpResponse:
    """What has been done, newest first, and the sum of this year."""
    now = clock.now()
    over = visits_over(request.actor)
    rows = [(card_of_assignment(one, now), length_in_words(one.report.minutes)) for one in over]
    year = clock.local(now).year
    minutes = reported_minutes(request.actor, year=year)
    about = {"rows": rows, "year": year, "total": length_in_words(minutes), "minutes": minutes}
    return render(request, "mine/visits/past.html", about)


def _show(
    request: VisitRequest, shown: Assignment, *, door: Door | None = None, refused: Refused | None = None
) -> HttpResponse:
    now, actor, here = clock.now(), request.actor, office()
    card = card_of_assignment(shown, now)
    has_begun = shown.during.lower <= now
    way = Way(card.steps, _step(request))
    about = {
        "card": card,
        "going": shown,
        "way": way,
        **_note(shown.need, way),
        "shows_door": way.shows("home", "coins", "door", "crate"),
        "door": door,
        # Guides and whoever they go along with reach each other through the office.
        "phone": phone_numbers.shown(door.phone) if door and door.phone and not shown.need.pool_id else "",
        **_order(request, shown),
        **arranged(actor, shown, here.number),
        "map": _map(shown, door) if door else "",
        "refused": refused.sentence if refused else "",
        "may_see_address": may_see_address(actor, shown, now, shown_for=here.address_shown_for),
        "may_report": may_report(actor, shown) and has_begun,
        "may_release": may_release(actor, shown) and now < shown.during.upper,
        "is_over": shown.state in OVER,
        **of_visit(actor, shown, card.client),
        "office": here,
        "action_id": new_action_id(),
    }
    return render(request, "mine/visits/assignment.html", about, status=409 if refused else 200)


def _order(request: VisitRequest, shown: Assignment) -> Mapping[str, object]:
    """What a guide has agreed on; nothing for other visits."""
    if shown.need.kind != NeedKind.GUIDE:
        return {}
    asked = appointment_of(request.actor, shown)
    return {"order": asked, "until": (asked.follows or asked).until if asked else None}


def _note(need: Need, way: Way) -> Mapping[str, object]:
    """The note where it is needed: a list in two languages, or the lines as they were written."""
    if need.kind == NeedKind.INTERPRET or not way.shows("basket", "crate", "errand"):
        return {}
    goods = shopping_list(need.wish, need.kind, get_language() or "de")
    return {"goods": goods, "wish": [] if goods else written_lines(need.wish)}


def _show_report(request: VisitRequest, shown: Assignment, form: ReportForm) -> HttpResponse:
    card = card_of_assignment(shown, clock.now())
    may = may_report(request.actor, shown) and shown.during.lower <= clock.now()
    way = Way(card.steps, len(card.steps) - 1)
    about = {
        "card": card,
        "way": way,
        "form": form,
        "may_report": may,
        **of_visit(request.actor, shown, card.client),
        "action_id": new_action_id(),
    }
    return render(request, "mine/visits/report.html", about, status=409 if form.errors else 200)


def _step(request: VisitRequest) -> int | None:
    """Where on the way somebody is, as the address says; None for the whole at a glance."""
    said = request.GET.get("step", "")
    return int(said) if said in set("0123456789") else None


def _map(shown: Assignment, door: Door) -> str:
    """An address for the phone's own map; nothing is asked of a foreign server."""
    person = shown.need.client.person
    place = f"{person.lat},{person.lon}" if person.lat is not None and person.lon is not None else "0,0"
    return f"geo:{place}?q=" + quote(f"{door.address}, {door.postcode} {door.town}")

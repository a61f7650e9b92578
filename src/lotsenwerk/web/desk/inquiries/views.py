"""Requests to the pools: what is to be done first, and one with everything that is needed to answer it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.bodies import BODIES, WAYS
from lotsenwerk.domain.assistance.models import Inquiry, InquiryState
from lotsenwerk.domain.assistance.permissions import may_run_inquiries
from lotsenwerk.domain.assistance.queries.inquiries import Story, inquiry_for
from lotsenwerk.domain.assistance.queries.inquiry_desk import SHOWS, inquiries_shown, waiting_for_us
from lotsenwerk.domain.assistance.queries.inquiry_page import counted_before, request_on_page, story_on_page
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.domain.assistance.sheet_paper import sheet_paper_for
from lotsenwerk.domain.assistance.states import INQUIRY
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.queries.becoming import requires, rules_on
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.calls.book import NoteForm, lines_of_person
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.inquiries.arranged import (
    Contact,
    Row,
    found_in_words,
    named_dates,
    needs_of,
)
from lotsenwerk.web.desk.inquiries.forms import TakeInForm
from lotsenwerk.web.desk.inquiries.story import story_of_request
from lotsenwerk.web.desk.inquiries.words import WISHED, asker_of, moment_in_words, pill_of, title_of
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_run_inquiries)
def inquiries(request: VisitRequest) -> HttpResponse:
    """Every request, by what is to be done about it; what is overdue on top."""
    now = clock.now()
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "new"
    page = one_page(request, inquiries_shown(request.actor, show))
    context = {
        "show": show,
        "page": page,
        "rows": [Row.of(one, now) for one in page],
        "waiting": waiting_for_us(request.actor, clock.local(now).date()),
    }
    return render(request, "desk/inquiries/inquiries.html", context)


@require_safe
@desk(may_run_inquiries)
def inquiry_sheet(request: VisitRequest, ref: str) -> HttpResponse:
    """The confirmation sheet on paper, for an institution that does not log in."""
    paper = sheet_paper_for(request.actor, ref, at=clock.now())
    named = {"Content-Disposition": f'inline; filename="einsatz-{ref}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)


@desk(may_run_inquiries)
def inquiry(request: VisitRequest, ref: str) -> HttpResponse:
    """One request on one page; POST takes it in and leads on to who can go."""
    shown, now = request_on_page(request.actor, ref), clock.now()
    is_new = shown.state == InquiryState.RECEIVED
    terms = terms_on(shown.pool_id, clock.local(shown.received_at).date()) if is_new else None
    named = named_dates(shown, terms, now)
    form = TakeInForm(posted(request), inquiry=shown, named=named, level=_level(shown))
    if form.is_valid():
        with refusals_at(form):
            need = take_in_inquiry(request.actor, shown, **form.facts(), at=now)
            messages.success(request, _("Taken in. Now ask somebody."))
            return redirect(f"{redirect('desk:need', need.id).url}#who")
    story = story_on_page(shown)
    context = {"form": form, "named": named, "terms": terms, **_about(shown), **_happened(request, story)}
    return render(request, "desk/inquiries/inquiry.html", context)


def _about(shown: Inquiry) -> dict[str, object]:
    street = " ".join(part for part in (shown.street, shown.house_number) if part)
    return {
        "inquiry": shown,
        "title": title_of(shown),
        "asker": asker_of(shown),
        "contact": Contact.of(shown),
        "body": BODIES.get(shown.body, ""),
        "way": WAYS[shown.way],
        "address": ", ".join(part for part in (street, f"{shown.postcode} {shown.town}".strip()) if part),
        "wished": WISHED.get(shown.gender_wish, ""),
        "for_whom": WISHED.get(shown.for_gender, ""),
        "counted": counted_before(shown),
    }


def _happened(request: VisitRequest, story: Story) -> dict[str, object]:
    shown, now, need = story.inquiry, clock.now(), needs_of(story)
    person = person_of(shown)
    tone, word = pill_of(shown, need, now)
    return {
        "tone": tone,
        "word": word,
        "need": need,
        "when": moment_in_words(need.earliest, need.minutes) if need else "",
        "findings": found_in_words(story.findings),
        "story": story,
        "lines": story_of_request(story),
        "spoken": lines_of_person(request.actor, person.id, most=5) if person else [],
        "person": person,
        "note": NoteForm(initial={"way": "we_called"}),
        "is_new": shown.state == InquiryState.RECEIVED,
        "is_on": shown.state == InquiryState.TAKEN_IN and need is not None and need.state in _AHEAD,
        "may_move": INQUIRY.allows("move", shown.state),
        "now": now,
    }


_AHEAD = frozenset({"open", "offered", "staffed"})


def _level(shown: Inquiry) -> str:
    if not shown.language or shown.state != InquiryState.RECEIVED:
        return ""
    day = clock.local(shown.begins).date()
    return requires(rules_on([shown.pool_id], day).get(shown.pool_id)).other


def person_of(shown: Inquiry) -> Person | None:
    """Who is spoken with about it, once the institution is approved or whoever asks is known."""
    body = shown.cooperation
    client = body.client if body is not None else shown.client
    return client.person if client is not None else None


@desk(may_run_inquiries)
@require_POST
def inquiry_note(request: VisitRequest, ref: str) -> HttpResponse:
    """What was asked back and answered is written down."""
    shown, form = inquiry_for(request.actor, ref), NoteForm(request.POST)
    person = person_of(shown)
    if person is None:
        raise NotThere
    if form.is_valid():
        with refusals_at(form):
            note_contact(request.actor, person, **form.cleaned_data, need=shown.need, at=clock.now())
            messages.success(request, _("Written down."))
            return redirect("desk:inquiry", ref)
    context = {"form": form, "inquiry": shown, "title": _("What was said?"), "button": _("Write it down")}
    return render(request, "desk/inquiries/step.html", context)

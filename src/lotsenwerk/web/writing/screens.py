"""A page as its writers see it: where it stands, what is missing, its form, how it will look."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.domain.publishing.actions.drafts import drop_draft, keep_draft
from lotsenwerk.domain.publishing.actions.publish import submit, take_back, withdraw
from lotsenwerk.domain.publishing.actions.write import (
    change_contact,
    change_end,
    make_page,
    save_page,
    still_true,
)
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Page, PageKind, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.editing import draft_of, missing_in
from lotsenwerk.domain.publishing.queries.entries import shown_slug
from lotsenwerk.domain.publishing.queries.originals import behind_their_originals
from lotsenwerk.domain.publishing.queries.pages import (
    page_for,
    pictures_of,
    testimonials_of,
    translations_of,
)
from lotsenwerk.domain.publishing.routes import path_of
from lotsenwerk.domain.publishing.states import PAGE
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import NOT_SAID
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.forms import ContactForm, EndForm, NewPageForm, PageForm, kinds_to_make
from lotsenwerk.web.writing.language_states import states_of
from lotsenwerk.web.writing.parts import Changed, Part, compared, parts_of
from lotsenwerk.web.writing.versions import between, content_of
from lotsenwerk.web.writing.wording import KINDS, due_words, state_sentence, state_tone, state_word, words_for


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a POST, for a form that is empty otherwise."""
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def page_new(request: VisitRequest, kind: str) -> HttpResponse:
    """Begin a page with its title."""
    if kind not in dict(kinds_to_make(at_the_desk=request.actor.partner_id is None)):
        raise Http404
    form = NewPageForm(posted(request))
    made: list[Page] = []
    if done(request, form, lambda: made.append(_made(request, kind, form)), _("Begun. Nobody sees it yet.")):
        return go_to(request, "page_write", made[0].ref)
    return show(request, "new", {"form": form, "kind": KINDS[kind]})


def _made(request: VisitRequest, kind: str, form: NewPageForm) -> Page:
    partner = request.actor.partner_id
    carrier = organisation(partner) if partner is not None else None
    words = Words(form.cleaned_data["title"], form.cleaned_data["summary"])
    return make_page(request.actor, PageKind(kind), Facts(), words, carrier=carrier, at=clock.now())


@require_safe
def page(request: VisitRequest, ref: str) -> HttpResponse:
    """Where it stands, and what can be done next."""
    return page_shown(request, page_for(request.actor, ref))


def page_shown(request: VisitRequest, shown: Page, **forms: Any) -> HttpResponse:
    """The same with forms that were refused."""
    return show(request, "page", _about(request, shown, clock.now()) | forms)


def _about(request: VisitRequest, shown: Page, now: datetime) -> dict[str, Any]:
    words, facts = content_of(shown)
    pictures, today = pictures_of(shown), clock.local(now).date()
    about: dict[str, Any] = {
        "page": shown,
        "words": words,
        "kind": KINDS[shown.kind],
        "tone": state_tone(shown),
        "word": state_word(shown),
        "sentence": state_sentence(shown),
        "due": due_words(shown, today),
        "missing": words_for(missing_in(shown, facts, words, pictures=len(pictures), today=today)),
        "pictures": pictures,
        "voices": testimonials_of(shown),
        "languages": (languages := states_of(translations_of(shown), words)),
        "has_languages": any(one.is_there for one in languages),
        "is_behind": bool(behind_their_originals([shown])),
        "draft": draft_of(request.actor, shown),
        "has_spot": facts.lat is not None,
        "changed": _changed(request, shown),
        "end": EndForm(initial={"shown_until": shown.shown_until}),
        "public": _public(shown, now),
    }
    return {**about, **_steps(request, shown)}


def _public(shown: Page, now: datetime) -> str:
    """Where everybody reads it, in German; empty where nobody does yet."""
    slug = shown_slug(shown.ref, at=now) if shown.state == PageState.PUBLISHED else ""
    return path_of(shown.kind, slug, "de") if slug else ""


def _changed(request: VisitRequest, shown: Page) -> list[Changed]:
    """For whoever decides: what is different from what everybody reads."""
    online = shown.published_number
    return between(shown, online, shown.number) if online and may_publish(request.actor) else []


def _steps(request: VisitRequest, shown: Page) -> Mapping[str, bool]:
    is_new = shown.number != shown.published_number
    can_hand_in = is_new and shown.submitted_at is None and PAGE.allows("submit", shown.state)
    publishes = may_publish(request.actor)
    return {
        "publishes": publishes,
        "can_hand_in": can_hand_in and not publishes,
        "can_publish": publishes and is_new,
        "can_send_back": publishes and shown.submitted_at is not None and shown.carrier_id is not None,
        "can_take_back": shown.submitted_at is not None and not publishes,
        "can_withdraw": PAGE.allows("withdraw", shown.state),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def page_write(request: VisitRequest, ref: str) -> HttpResponse:
    """The form of the whole page. Where somebody else has saved meanwhile, both stand side by side."""
    shown = page_for(request.actor, ref)
    words, facts = content_of(shown)
    draft = draft_of(request.actor, shown) if request.method != "POST" else None
    data = request.POST if request.method == "POST" else _typed(draft.typed) if draft else None
    form = PageForm(shown.kind, data, words=words, facts=facts)
    after = _number(request.POST.get("after", ""), draft.after if draft else shown.number)
    if request.method == "POST" and after == shown.number and _saved(request, shown, form, after):
        return go_to(request, "page", ref)
    is_old = after != shown.number
    theirs = _against(parts_of(shown.kind, words, facts), form) if is_old else []
    about = {"page": shown, "kind": KINDS[shown.kind], "title": words.title}
    return show(request, "write", {**about, "form": form, "draft": draft, "is_old": is_old, "theirs": theirs})


def _against(saved: list[Part], form: PageForm) -> list[Changed]:
    """What was typed, against what somebody else has saved."""
    return compared(saved, parts_of(form.kind, form.words(), form.facts())) if form.is_valid() else []


def _saved(request: VisitRequest, shown: Page, form: PageForm, after: int) -> bool:
    def act() -> None:
        save_page(request.actor, shown, form.facts(), form.words(), after=after, at=clock.now())

    return done(request, form, act, _("Saved."))


def _typed(kept: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdigit() and len(typed) < 9 else otherwise  # noqa: PLR2004 - digits


@require_POST
def page_draft(request: VisitRequest, ref: str) -> HttpResponse:
    """Keep what is typed, while it is typed."""
    shown = page_for(request.actor, ref)
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in {*NOT_SAID, "after"}}
    after = _number(request.POST.get("after", ""), shown.number)
    kept = keep_draft(request.actor, shown, typed, after=after, at=clock.now())
    return render(request, "writing/_save_line.html", {"kept": kept, "was_sent": True})


@require_POST
def page_draft_drop(request: VisitRequest, ref: str) -> HttpResponse:
    """Throw away what was typed."""
    drop_draft(request.actor, page_for(request.actor, ref))
    return go_to(request, "page_write", ref)


@require_POST
def page_submit(request: VisitRequest, ref: str) -> HttpResponse:
    """Hand it in."""
    submit(request.actor, page_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Handed in. Thank you! The office reads it."))
    return go_to(request, "page", ref)


@require_POST
def page_take_back(request: VisitRequest, ref: str) -> HttpResponse:
    """Take back what was handed in."""
    take_back(request.actor, page_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Taken back. Go on writing in peace."))
    return go_to(request, "page", ref)


@require_POST
def page_withdraw(request: VisitRequest, ref: str) -> HttpResponse:
    """Take it off the public site."""
    withdraw(request.actor, page_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Withdrawn. Nobody sees this page any more."))
    return go_to(request, "page", ref)


@require_POST
def page_still_true(request: VisitRequest, ref: str) -> HttpResponse:
    """One click: all of it is still true."""
    still_true(request.actor, page_for(request.actor, ref), at=clock.now())
    messages.success(request, _("Thank you! We ask again in three months."))
    return go_to(request, "page", ref)


@require_POST
def page_end(request: VisitRequest, ref: str) -> HttpResponse:
    """Say until when it is shown."""
    shown, form = page_for(request.actor, ref), EndForm(request.POST)

    def act() -> None:
        change_end(request.actor, shown, form.cleaned_data["shown_until"], at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "page", ref)
    return page_shown(request, shown, end=form)


@require_http_methods(["GET", "HEAD", "POST"])
def page_contact(request: VisitRequest, ref: str) -> HttpResponse:
    """Say who can be asked."""
    shown = page_for(request.actor, ref)
    known = {name: getattr(shown, name) for name in ContactForm.base_fields if name != "agrees"}
    form = ContactForm(posted(request), initial=known | {"agrees": bool(shown.contact_name)})

    def act() -> None:
        change_contact(request.actor, shown, form.contact(), at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "page", ref)
    return show(request, "contact", {"page": shown, "form": form, "title": content_of(shown)[0].title})

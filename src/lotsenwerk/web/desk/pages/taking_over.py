"""Pages of the state and the counties taken over as the town's own, and what changes there."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotsenwerk.domain.publishing.actions.mirror import change_following, mirror, take_new_words
from lotsenwerk.domain.publishing.documents import Facts, everywhere
from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.originals import Original, original_for, original_of, originals
from lotsenwerk.domain.publishing.queries.pages import page_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.parts import compared, parts_of
from lotsenwerk.web.writing.screens import posted
from lotsenwerk.web.writing.versions import content_of
from lotsenwerk.web.writing.wording import KINDS


class TakeForm(forms.Form):
    follows = forms.BooleanField(
        label=gettext_lazy("Follow: take over by itself what changes there"),
        help_text=gettext_lazy("At night, as long as nobody changes the page here."),
        required=False,
    )


@desk(may_publish)
def pages_offered(request: VisitRequest) -> HttpResponse:
    """What can be taken over and is not here yet."""
    page = one_page(request, originals(request.actor))
    return show(request, "offered", {"page": page, "rows": [(one, KINDS[one.entry.kind]) for one in page]})


@desk(may_publish)
def page_offered(request: VisitRequest, ref: str) -> HttpResponse:
    """Read one, and take it over."""
    try:
        original = original_for(ref)
    except NotThere:
        messages.info(request, _("This page is not offered any more."))
        return redirect("desk:pages_offered")
    return _taken(request, original, TakeForm(posted(request), initial={"follows": True}))


def _taken(request: VisitRequest, original: Original, form: TakeForm) -> HttpResponse:
    ref, made = original.entry.ref, list[Page]()

    def act() -> None:
        made.append(mirror(request.actor, ref, follows=form.cleaned_data["follows"], at=clock.now()))

    if done(request, form, act, _("Taken over as a draft. Read it, then put it online.")):
        return go_to(request, "page", made[0].ref)
    parts = [part for part in parts_of(original.entry.kind, original.words) if part.text]
    return show(request, "offered_one", {"original": original, "form": form, "parts": parts})


@desk(may_publish)
def page_original(request: VisitRequest, ref: str) -> HttpResponse:
    """What the original says now, against what stands here; and take it over."""
    page = page_for(request.actor, ref)
    if request.method == "POST":
        take_new_words(request.actor, page, seen=request.POST.get("seen", ""), at=clock.now())
        messages.success(request, _("Taken over."))
        return redirect("desk:page", ref)
    if not page.mirrors:
        return redirect("desk:page", ref)
    return show(request, "original", _against_original(page))


def _against_original(page: Page) -> dict[str, object]:
    words, facts = content_of(page)
    original = original_of(page)
    about = {"page": page, "title": words.title, "original": original, "facts": Facts()}
    if original is None:
        return about
    here = parts_of(page.kind, words, everywhere(facts))
    changed = compared(here, parts_of(page.kind, original.words, original.facts))
    seen = original.mark
    return {**about, "changed": changed, "seen": seen, "is_behind": seen != page.mirrors_digest}


@desk(may_publish)
@require_POST
def page_follow(request: VisitRequest, ref: str) -> HttpResponse:
    """Follow the original, or stop following it."""
    follows = request.POST.get("follows") == "yes"
    change_following(request.actor, page_for(request.actor, ref), follows=follows, at=clock.now())
    said = _("The page follows its original.") if follows else _("The page does not follow its original any more.")
    messages.success(request, said)
    return redirect("desk:page_original", ref)

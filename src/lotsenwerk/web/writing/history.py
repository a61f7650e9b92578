"""What a page said before: every version, what became different, and one brought back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.publishing.actions.write import save_page
from lotsenwerk.domain.publishing.queries.pages import heard_on, page_for, pictures_of, versions_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.writing.door import go_to, show
from lotsenwerk.web.writing.parts import Part, facts_in_words, parts_of
from lotsenwerk.web.writing.versions import between, content_of
from lotsenwerk.web.writing.wording import KINDS


@require_safe
def page_history(request: VisitRequest, ref: str) -> HttpResponse:
    """Every version, the newest first."""
    shown = page_for(request.actor, ref)
    versions = versions_of(shown)
    names = names_of([one.saved_by_user_id for one in versions if one.saved_by_user_id])
    rows = [(one, names.get(one.saved_by_user_id or 0, ""), one.words["title"]) for one in versions]
    return show(request, "history", {"page": shown, "versions": rows, "title": versions[0].words["title"]})


@require_safe
def page_version(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """One version, and what became different with it."""
    shown = page_for(request.actor, ref)
    words, facts = content_of(shown, number)
    before = number - 1 if number > 1 else None
    about = {"page": shown, "number": number, "title": words.title, "parts": parts_of(shown.kind, words, facts)}
    changed = between(shown, before, number) if before else []
    return show(request, "version", {**about, "changed": changed, "before": before})


@require_POST
def page_restore(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """Bring an old version back, as a new one."""
    shown = page_for(request.actor, ref)
    words, facts = content_of(shown, number)
    save_page(request.actor, shown, facts, words, after=shown.number, at=clock.now())
    messages.success(request, _("Brought back as the newest version. Nothing of the others is lost."))
    return go_to(request, "page", ref)


@require_safe
def page_preview(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """The page as the public will see it."""
    shown = page_for(request.actor, ref)
    if not 1 <= number <= shown.number:
        raise Http404
    words, facts = content_of(shown, number)
    parts = [part for part in parts_of(shown.kind, words) if part.name in words.sections]
    about = {"page": shown, "words": words, "parts": _in_order(parts), "kind": KINDS[shown.kind], "title": words.title}
    lines = [part for part in facts_in_words(shown.kind, facts) if part.text and part.name != "map"]
    people = {
        "pictures": pictures_of(shown),
        "voices": heard_on(shown, clock.local(clock.now()).date()),
        "join": words.sections.get("join", ""),
    }
    return show(request, "preview", {**about, **people, "facts": lines})


def _in_order(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """What stands above the goals, and below the milestones; how to join has a card of its own."""
    below = {"achieved", "conclusion"}
    above = [part for part in parts if part.name not in {*below, "join"}]
    return above, [part for part in parts if part.name in below]

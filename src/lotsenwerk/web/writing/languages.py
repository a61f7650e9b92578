"""A page in other languages, side by side with its German words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.documents import Item, Words, digest, words_from_json
from lotsenwerk.domain.publishing.models import Page, Translation
from lotsenwerk.domain.publishing.queries.as_shown import EASY
from lotsenwerk.domain.publishing.queries.pages import (
    german_of,
    is_outdated,
    page_for,
    translations_of,
    versions_of,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.forms import LanguageForm
from lotsenwerk.web.writing.language_states import states_of
from lotsenwerk.web.writing.parts import Changed, compared, parts_of
from lotsenwerk.web.writing.screens import posted


@require_safe
def page_languages(request: VisitRequest, ref: str) -> HttpResponse:
    """How far it is in each language."""
    shown = page_for(request.actor, ref)
    german = german_of(shown)
    languages = states_of(translations_of(shown), german)
    return show(request, "languages", {"page": shown, "title": german.title, "languages": languages})


@require_http_methods(["GET", "HEAD", "POST"])
def page_language(request: VisitRequest, ref: str, language: str) -> HttpResponse:
    """One language beside the German words, and what has changed in these since."""
    shown, name = page_for(request.actor, ref), _name(language)
    german, kept = german_of(shown), _kept(shown, language)
    form = LanguageForm(shown.kind, posted(request), words=_words(kept, german), reviewed_by=_reader(kept))

    def act() -> None:
        of, who = shown.number, form.cleaned_data["reviewed_by"]
        translate(request.actor, shown, language, form.words(), of_number=of, reviewed_by=who, at=clock.now())

    if done(request, form, act, _("Saved.")):
        return go_to(request, "page_languages", ref)
    context = {"page": shown, "form": form, "name": name, "language": language, "is_easy": language == EASY}
    more = {"rows": _beside(shown, form, german), "changed": _since(shown, kept, german), "title": german.title}
    return show(request, "language", {**context, **more, "is_rtl": _is_rtl(language)})


def _name(language: str) -> str:
    names = dict(settings.LANGUAGES)
    if language not in names or language == "de":
        raise Http404
    return str(names[language])


def _is_rtl(language: str) -> bool:
    return bool(get_language_info(language)["bidi"])


def _kept(page: Page, language: str) -> Translation | None:
    return next((one for one in translations_of(page) if one.language == language), None)


def _words(kept: Translation | None, german: Words) -> Words:
    """The words in the other language, with as many goals and milestones as the German ones have."""
    words = words_from_json(kept.words) if kept is not None else Words("")
    lists: dict[str, Any] = {
        name: _as_many(getattr(words, name), getattr(german, name)) for name in ("goals", "milestones")
    }
    return replace(words, **lists)


def _as_many(items: Sequence[Item], german: Sequence[Item]) -> Sequence[Item]:
    return [*items, *(Item("", "") for _one in german[len(items) :])]


def _reader(kept: Translation | None) -> str:
    return kept.reviewed_by if kept is not None else ""


def _beside(page: Page, form: LanguageForm, german: Words) -> Sequence[tuple[str, str, Sequence[Any]]]:
    """Each part: what it is called, its German words, and the controls for the other ones."""
    items = dict(form.items())
    rows = []
    for part in parts_of(page.kind, german):
        if part.name in items:
            count = len(getattr(german, part.name))
            controls = [control for pair in items[part.name][:count] for control in pair]
        else:
            controls = [form[part.name]]
        if part.text or any(control.value() for control in controls):
            rows.append((part.label, part.text, controls))
    return rows


def _since(page: Page, kept: Translation | None, german: Words) -> list[Changed]:
    """What has changed in the German words since they were translated; nothing where that version is not known."""
    if kept is None or not is_outdated(kept, german):
        return []
    old = next((one for one in versions_of(page) if digest(words_from_json(one.words)) == kept.of_digest), None)
    if old is None:
        return []
    return compared(parts_of(page.kind, words_from_json(old.words)), parts_of(page.kind, german))

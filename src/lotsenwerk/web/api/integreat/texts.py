"""The words of an entry as others read them: escaped paragraphs, and nothing of the people who can be asked."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import escape

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.integreat import theirs
from lotsenwerk.domain.publishing.models import EntryText
from lotsenwerk.domain.publishing.routes import absolute, path_of
from lotsenwerk.kit import clock


def page_of(text: EntryText, order: int) -> dict[str, Any]:
    """A page without a parent."""
    return {
        **told_of(text),
        "parent": {"id": 0, "url": None, "path": None},
        "order": order,
        "organization": organization_of(text.entry.carrier),
        "embedded_offers": [],
    }


def told_of(text: EntryText) -> dict[str, Any]:
    """What pages, dates and places have alike."""
    entry = text.entry
    path = path_of(entry.kind, entry.slug, text.language)
    return {
        "id": text.pk,
        "url": absolute(path),
        "path": path,
        "title": text.title,
        "modified_gmt": entry.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_updated": clock.local(entry.changed_at).isoformat(timespec="seconds"),
        "excerpt": " ".join(_runs(text)),
        "content": "".join(_paragraphs(text)),
        "available_languages": {theirs(one.language): _there(one, text) for one in _others(text)},
        "thumbnail": _picture(text),
        "hash": None,
    }


def organization_of(body: Organisation | None) -> dict[str, Any] | None:
    """Whose it is; nothing where it is the town's own."""
    if body is None:
        return None
    return {"id": body.pk, "slug": body.slug, "name": body.name, "logo": None, "website": body.website or None}


def _others(text: EntryText) -> Iterable[EntryText]:
    return (one for one in text.entry.texts.all() if one.language != text.language)


def _there(one: EntryText, text: EntryText) -> dict[str, Any]:
    path = path_of(text.entry.kind, text.entry.slug, one.language)
    return {"id": one.pk, "url": absolute(path), "path": path}


def _runs(text: EntryText) -> Iterable[str]:
    """Every run of plain text, in the order in which it is read."""
    if text.summary:
        yield text.summary
    for name, said in text.words.items():
        if isinstance(said, str):
            yield from (line.strip() for line in said.splitlines() if line.strip())
        elif name == "partners":
            yield ", ".join(str(one) for one in said)
        else:
            yield from (": ".join(part for part in map(str, item) if part) for item in said)


def _paragraphs(text: EntryText) -> Iterable[str]:
    for name, said in text.words.items() if not text.summary else (("summary", text.summary), *text.words.items()):
        if isinstance(said, str):
            yield from (f"<p>{escape(line.strip())}</p>" for line in said.splitlines() if line.strip())
        elif name == "partners":
            yield f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in said)}</ul>"
        else:
            items = (f"<li><strong>{escape(head)}</strong> {escape(body)}</li>" for head, body in said)
            yield f"<ul>{''.join(items)}</ul>"


def _picture(text: EntryText) -> str | None:
    pictures = list(text.entry.pictures.all())
    try:
        return absolute(reverse("picture", kwargs={"ref": pictures[0].ref})) if pictures else None
    except NoReverseMatch:
        return None

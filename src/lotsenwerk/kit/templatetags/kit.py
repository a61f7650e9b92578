"""The pieces of a page as template tags: `{% load kit %}`. docs/how-to/look.md shows each one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal
from zlib import crc32

from django import template
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from lotsenwerk.kit.appearance import THEME_COOKIE, THEMES, language_choices, single_keys_off
from lotsenwerk.kit.folding import foldable
from lotsenwerk.kit.toasts import undo_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.forms.boundfield import BoundField, BoundWidget
    from django.template.context import Context

    from lotsenwerk.kit.entry import Visit

register = template.Library()

Tone = Literal["open", "waiting", "going", "done", "late", "off"]

# A state never speaks by colour alone: each tone has its own shape.
SHAPES: Final[Mapping[str, str]] = {
    "open": "shape-ring",
    "waiting": "shape-half",
    "going": "shape-dot",
    "done": "shape-check",
    "late": "shape-triangle",
    "off": "shape-bar",
}
NOTICE_TONES: Final[Mapping[str, tuple[str, str]]] = {
    "info": ("waiting", "info"),
    "success": ("done", "check"),
    "warning": ("open", "alert"),
    "danger": ("late", "stop"),
}
# Icons that point along the line of reading and turn round in Arabic and Persian.
LONGEST_WORD: Final = 36
"""So many letters of a state stay in one line."""
TURNING_ICONS: Final = frozenset({"arrow", "chevron", "undo", "logout", "walking", "bike", "list", "speaker"})
AVATAR_TONES: Final = ("going", "open", "waiting", "done", "late", "off")
MINUTES_PER_HOUR: Final = 60
HOURS_PER_DAY: Final = 24


@register.filter
def uses(visit: Visit, modules: str) -> bool:
    """Whether the town of a visit has switched on one at least of these modules; their names stand apart by a blank."""
    return not visit.modules.isdisjoint(modules.split())


@register.simple_tag
@foldable
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw one of the line drawings of icons.svg; without a label it is hidden from screen readers.

    `size` is empty, "large" or "picture".
    """
    if not label:
        return _mute_icon(name, size)
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
        _icon_classes(name, size),
        label,
        _drawings(),
        name,
    )


@cache
def _mute_icon(name: str, size: str) -> SafeString:
    # A page of the desk has some sixty of them.
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', _icon_classes(name, size), _drawings(), name
    )


def _icon_classes(name: str, size: str) -> str:
    sized = f" icon--{size}" if size else ""
    return f"icon{sized} icon--turns" if name in TURNING_ICONS else f"icon{sized}"


@cache
def _drawings() -> str:
    return static("kit/icons.svg")


@register.simple_tag
def pill(tone: Tone, word: str) -> SafeString:
    """Show a state as word, colour and shape; a whole sentence may wrap. Raises KeyError for an unknown tone."""
    long = " pill--long" if len(word) > LONGEST_WORD else ""
    return mark_safe(f'<span class="pill{long} tone-{tone}">{icon(SHAPES[tone])}{conditional_escape(word)}</span>')  # noqa: S308 - escaped


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Show a person's initials in a colour that stays theirs. Decorative: the name stands beside it."""
    words = name.split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:]))
    tone = AVATAR_TONES[crc32(name.encode()) % len(AVATAR_TONES)]
    classes = f"avatar avatar--{size}" if size else "avatar"
    return mark_safe(f'<span class="{classes} tone-{tone}" aria-hidden="true">{escape(initials)}</span>')  # noqa: S308 - escaped


@register.simple_tag
def waits(since: datetime, now: datetime | None = None, late_after_hours: int = 24) -> SafeString:
    """Say how long somebody has been waiting, in the largest whole unit: minutes, hours or days."""
    minutes = max(int(((now or timezone.now()) - since).total_seconds()) // 60, 0)
    hours = minutes // MINUTES_PER_HOUR
    days = hours // HOURS_PER_DAY
    if days:
        words = ngettext("waiting for %(count)d day", "waiting for %(count)d days", days) % {"count": days}
    elif hours:
        words = ngettext("waiting for %(count)d hour", "waiting for %(count)d hours", hours) % {"count": hours}
    elif minutes:
        words = ngettext("waiting for %(count)d minute", "waiting for %(count)d minutes", minutes) % {"count": minutes}
    else:
        words = gettext("just now")
    tone = "late" if hours >= late_after_hours else "open"
    return format_html('<span class="waits tone-{}">{}{}</span>', tone, icon("hourglass"), words)


@register.inclusion_tag("kit/_nav_link.html", takes_context=True)
def nav_link(
    context: Context,
    url: str,
    word: str,
    drawing: str,
    *,
    key: str = "",
    count: int | None = None,
    exact: bool = False,
) -> dict[str, Any]:
    """Show a link of the desk's side navigation; it is the current one when the page's path begins with its address."""
    return {
        "url": url,
        "word": word,
        "drawing": drawing,
        "key": key,
        "count": count,
        "current": _is_here(context, url, exact=exact),
    }


@register.inclusion_tag("kit/_bottom_link.html", takes_context=True)
def bottom_link(context: Context, url: str, word: str, drawing: str, *, exact: bool = False) -> dict[str, Any]:
    """Show one of the three links at the bottom of a helper's phone."""
    return {"url": url, "word": word, "drawing": drawing, "current": _is_here(context, url, exact=exact)}


@register.simple_tag(takes_context=True)
def tab(context: Context, url: str, word: str, count: int | None = None) -> SafeString:
    """Show one tab: a link that is marked when it is the address of this page (query included)."""
    request = context.get("request")
    here = request is not None and url in {request.path, request.get_full_path()}
    current = mark_safe(' aria-current="page"') if here else ""
    counted = format_html(' <span class="count">{}</span>', count) if count is not None else ""
    return format_html('<a href="{}"{}>{}{}</a>', url, current, word, counted)


def _is_here(context: Context, url: str, *, exact: bool) -> bool:
    request = context.get("request")
    if request is None:
        return False
    path: str = request.path
    return path == url if exact else path.startswith(url)


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a path: its word, its drawing and where the person stands."""

    word: str
    drawing: str
    place: Literal["behind", "here", "ahead"]


@register.inclusion_tag("kit/_path.html")
def path(steps: Sequence[tuple[str, str]], here: int) -> dict[str, Any]:
    """Show steps as a path. `steps` are (word, icon); `here` counts from 0, and len(steps) means all are done."""

    def place(number: int) -> Literal["behind", "here", "ahead"]:
        if number == here:
            return "here"
        return "behind" if number < here else "ahead"

    return {"steps": [Step(word, drawing, place(number)) for number, (word, drawing) in enumerate(steps)]}


@register.inclusion_tag("kit/_story.html")
def story(lines: Iterable[Any]) -> dict[str, Any]:
    """Show a Protokollbuch. A line has `at` (instant) and `text`, and may have `who`, `icon` and `note`."""
    return {"lines": lines}


@register.inclusion_tag("kit/_toasts.html", takes_context=True)
def toasts(context: Context, *, oob: bool = False) -> dict[str, Any]:
    """Show the messages of this answer; one made by `kit.toasts.offer_undo` carries its button.

    A fragment for htmx ends with `{% toasts oob=True %}`: it replaces the ones on the page.
    """
    request = context.get("request")
    messages = [] if request is None else list(get_messages(request))
    return {
        "toasts": [
            {"text": str(message), "undo": undo_address(message), "tone": message.level_tag} for message in messages
        ],
        "csrf_token": context.get("csrf_token"),
        "oob": oob,
    }


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Frame a message: info, success, warning or danger. The last two interrupt a screen reader."""
    colour, drawing = NOTICE_TONES[tone]
    role = mark_safe(' role="alert"') if tone == "danger" else ""
    head = format_html('<p class="notice__title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice tone-{}"{}>{}<div class="grow">{}{}</div></div>', colour, role, icon(drawing), head, content
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2) -> SafeString:
    """Put content on a card; a title becomes its heading of the given level."""
    head = format_html('<div class="card__head"><h{0}>{1}</h{0}></div>', level, title) if title else ""
    return format_html('<section class="card">{}{}</section>', head, content)


@register.simple_block_tag
def empty(content: str, drawing: str, title: str, level: int = 2) -> SafeString:
    """Say that there is nothing yet and, in the content, what to do next."""
    return format_html('<div class="empty">{0}<h{1}>{2}</h{1}>{3}</div>', icon(drawing), level, title, content)


@register.simple_block_tag
def page_head(content: str, title: str, *, below: str = "", back: str = "", back_word: str = "") -> SafeString:
    """Open a page: its one h1, a line below, a way back; the content are the page's actions."""
    above = (
        format_html('<a class="page-head__above" href="{}">{}{}</a>', back, icon("undo"), back_word or gettext("Back"))
        if back
        else ""
    )
    under = format_html('<p class="page-head__below">{}</p>', below) if below else ""
    actions = content.strip()
    tools = format_html('<div class="page-head__actions buttons">{}</div>', mark_safe(actions)) if actions else ""  # noqa: S308 - rendered by the template
    return format_html('<div class="page-head"><div>{}<h1>{}</h1>{}</div>{}</div>', above, title, under, tools)


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """Render a form field's control with KERN's class and its error state."""
    input_type = getattr(field.field.widget, "input_type", "")
    block = "kern-form-input__select" if input_type == "select" else "kern-form-input__input"
    if input_type == "checkbox":
        block = "kern-form-check__checkbox"
    classes = [block, str(field.field.widget.attrs.get("class", ""))]
    if field.errors:
        classes.append(f"{block}--error")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.simple_tag
def choice_widget(option: BoundWidget, field: BoundField, key: str = "") -> SafeString:
    """Render one radio button or checkbox of a group, without its label; `key` is its single-key shortcut."""
    kind = "checkbox" if option.data["type"] == "checkbox" else "radio"
    attrs = option.data["attrs"]
    attrs["class"] = f"kern-form-check__{kind}" + (f" kern-form-check__{kind}--error" if field.errors else "")
    if key:
        attrs["data-key"] = key
    return option.tag(wrap_label=False)


@register.filter
def first_control(field: BoundField) -> str:
    """Give the id that a link in the error summary must point to."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag(takes_context=True)
def page_attributes(context: Context) -> SafeString:
    """Write on <html> what the person chose: theme, and single-key shortcuts off."""
    request = context.get("request")
    theme = "" if request is None else request.COOKIES.get(THEME_COOKIE, "")
    keys_off = request is not None and single_keys_off(request)
    return format_html(
        "{}{}",
        format_html(' data-theme="{}"', theme) if theme in THEMES else "",
        mark_safe(' data-shortcuts="off"') if keys_off else "",
    )


@register.inclusion_tag("kit/_appearance.html", takes_context=True)
def appearance_menu(context: Context, *, shortcuts: bool = False) -> dict[str, Any]:
    """Show the menu for language, light or dark and, at the desk, single-key shortcuts. Each is a plain form."""
    request = context.get("request")
    cookies: Mapping[str, str] = {} if request is None else request.COOKIES
    theme = cookies.get(THEME_COOKIE, "")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "next": "" if request is None else request.get_full_path(),
        "theme": theme if theme in THEMES else "device",
        "languages": language_choices(),
        "shortcuts": shortcuts,
        "shortcuts_off": request is not None and single_keys_off(request),
    }

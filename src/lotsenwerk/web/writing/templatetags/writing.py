"""Tags of the writing: addresses behind the door through which somebody came, and words that became different."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.differences import Piece
from lotsenwerk.web.writing import wording

register = template.Library()
_AROUND: Final = 160
"""So many letters of what stayed are shown beside what changed."""

register.filter("page_word", wording.state_word)
register.filter("page_tone", wording.state_tone)


@register.filter
def page_drawing(page: Page) -> str:
    """The drawing of its kind."""
    return wording.KINDS[page.kind][1]


@register.filter
def page_phone(number: str) -> str:
    """A number as it is read."""
    return phone_numbers.shown(number)


@register.filter
def page_kind(page: Page) -> str:
    """The word for its kind."""
    return str(wording.KINDS[page.kind][0])


@register.simple_tag(takes_context=True)
def page_url(context: Context, name: str, *keys: object) -> str:
    """The address of a page of the writing behind this door."""
    return reverse(f"{context['door']}:{name}", args=keys)


@register.filter
def told_apart(pieces: Iterable[Piece]) -> SafeString:
    """What went struck out, what came underlined, and a little of what stands around; said aloud too."""
    tags = {"gone": ("del", gettext("taken out:")), "new": ("ins", gettext("new:"))}
    drawn = []
    for one in pieces:
        if one.kind == "same":
            drawn.append(("span", "", _short(one.text)))
        else:
            tag, said = tags[one.kind]
            drawn.append((tag, said, one.text))
    rows = ((tag, said, text, tag) for tag, said, text in drawn)
    return format_html_join("", '<{}><span class="for-readers">{} </span>{}</{}>', rows)


def _short(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"

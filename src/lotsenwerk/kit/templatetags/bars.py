"""How much of something is used: ``{% load bars %}``."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
LENGTH = 1000


@register.simple_tag
def bar(used: int, planned: int, most: int | None) -> SafeString:
    """Draw what is used, what is planned, and where the bound is. Decorative: the figures stand beside it in words."""
    whole = max(most or 0, used + planned, 1)
    done, ahead = used * LENGTH // whole, planned * LENGTH // whole
    bound = (most or 0) * LENGTH // whole
    is_over = most is not None and used + planned > most
    return format_html(
        '<svg class="bar{}" viewBox="0 0 {} 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar__all" width="{}" height="12"/><rect class="bar__used" width="{}" height="12"/>'
        '<rect class="bar__planned" x="{}" width="{}" height="12"/>'
        '<rect class="bar__bound" x="{}" width="{}" height="12"/></svg>',
        " bar--over" if is_over else "",
        LENGTH,
        LENGTH,
        done,
        done,
        ahead,
        max(bound - 6, 0),
        6 if is_over else 0,
    )

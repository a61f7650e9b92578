"""A weight as a scale shows it."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def kilograms(grams: int | None) -> str:
    """Grams in kilograms with one place behind the point, as the language writes it; a dash where nobody weighed."""
    return "–" if grams is None else str(number_format(grams / 1000, 1))

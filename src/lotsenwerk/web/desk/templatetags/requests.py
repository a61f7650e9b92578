"""The request that a need came from: ``{% load requests %}``."""

from django import template
from django.template.context import Context

from lotsenwerk.domain.assistance.models import Inquiry, Need
from lotsenwerk.domain.assistance.queries.inquiry_desk import inquiry_of_need

register = template.Library()


@register.simple_tag(takes_context=True)
def request_of(context: Context, need: Need) -> Inquiry | None:
    """What was asked of a pool and became this need; nothing is asked where the need is of no pool."""
    return inquiry_of_need(context["request"].actor, need) if need.pool_id is not None else None

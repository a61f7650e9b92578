"""What the desk says of somebody's way into the pools: ``{% load pools %}``."""

from typing import Any

from django import template
from django.template.context import Context

from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.people.permissions import may_see_pools
from lotsenwerk.domain.people.queries.becoming import pools_of
from lotsenwerk.domain.people.sentences import RUNGS
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.pools.arranged import MemberLine

register = template.Library()


@register.inclusion_tag("desk/pools/_of_volunteer.html", takes_context=True)
def pools_card(context: Context, volunteer: Volunteer) -> dict[str, Any]:
    """The pools of a volunteer, on which rung of each she stands and what comes next. One query."""
    actor, today = context["request"].actor, clock.local(clock.now()).date()
    lines = [(MemberLine.of(one, today), RUNGS[one.rung]) for one in pools_of(actor, volunteer)]
    return {"lines": lines, "may_see": may_see_pools(actor)}

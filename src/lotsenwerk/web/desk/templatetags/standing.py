"""What the desk says of what comes again and of who is asked next: ``{% load standing %}``."""

from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from lotsenwerk.domain.assistance.models import Need, NeedState
from lotsenwerk.domain.assistance.queries.book import practice
from lotsenwerk.domain.assistance.queries.standing import rhythms_of_client, running_cascade
from lotsenwerk.domain.people.models import Client
from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.needs.reasons import CascadeForm
from lotsenwerk.web.desk.standing import wording
from lotsenwerk.web.desk.standing.rows import rows_of
from lotsenwerk.web.desk.wording import called_as_object, time_in_words

register = template.Library()

register.filter("often", wording.rhythm_in_words)
register.filter("as_object", called_as_object)


@register.inclusion_tag("desk/standing/_of_client.html", takes_context=True)
def comes_again(context: Context, client: Client) -> dict[str, Any]:
    """What comes again for one client, on her page."""
    request, now = context["request"], clock.now()
    rows = rows_of(request.actor, rhythms_of_client(request.actor, client.id, at=now), at=now)
    return {"request": request, "rows": rows, "client": client}


@register.inclusion_tag("desk/standing/_part_of.html")
def part_of(need: Need) -> dict[str, Any]:
    """Of which standing need a need is a part, and whether it lies on another day than usual."""
    if need.rhythm is None:
        return {}
    regular = need.for_day
    is_elsewhere = regular is not None and regular != clock.local(need.earliest).date()
    holiday = holiday_name(regular, get_language() or "de") if regular and is_elsewhere else None
    return {"rhythm": need.rhythm, "instead_of": regular if is_elsewhere else None, "holiday": holiday}


@register.inclusion_tag("desk/needs/_cascade.html", takes_context=True)
def asking_on(context: Context, need: Need, now: datetime) -> dict[str, Any]:
    """The cascade that runs, with the time of its next step, or the form that begins one."""
    is_asked_for = need.state in {NeedState.OPEN, NeedState.OFFERED} and need.latest > now
    running = running_cascade(need.id) if is_asked_for else None
    return {
        "need": need,
        "is_asked_for": is_asked_for,
        "running": running,
        "next_time": time_in_words(max(running.next_at, now)) if running else "",
        "is_due": running is not None and running.next_at <= now,
        "form": CascadeForm(initial={"wait_minutes": practice().cascade_minutes, "at_once": 1}),
        "csrf_token": context.get("csrf_token"),
    }

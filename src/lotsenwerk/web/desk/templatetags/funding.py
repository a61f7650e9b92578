"""What funding says beside assistance: ``{% load funding %}``."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context

from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.queries.journey import who_is_asked
from lotsenwerk.domain.funding.queries.years import room_for, year_for
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.funding.shown import PersonRow
from lotsenwerk.web.desk.funding.words import room_in_words

register = template.Library()


@register.inclusion_tag("desk/funding/_card.html", takes_context=True)
def hours_card(context: Context, volunteer: Volunteer, now: datetime) -> dict[str, Any]:
    """This year of somebody who is in a pool of guides or interpreters, or gave one time; nothing for all others."""
    one = year_for(context["request"].actor, volunteer.person_id, clock.local(now).year, at=now)
    return {"row": PersonRow.of(one) if one.is_guide or one.is_interpreter else None}


@register.inclusion_tag("desk/funding/_of_need.html", takes_context=True)
def hours_of_need(context: Context, need: Need, now: datetime) -> dict[str, Any]:
    """What of their year is free to those who are asked for a guide's visit. One query."""
    people = [one.volunteer for one in who_is_asked(need)]
    rooms = room_for(context["request"].actor, need, [one.pk for one in people], at=now)
    return {
        "rows": [
            (one.person.name, room_in_words(rooms[one.pk]), rooms[one.pk].would_be_over)
            for one in people
            if one.pk in rooms
        ]
    }

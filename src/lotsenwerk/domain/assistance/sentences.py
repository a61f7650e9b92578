"""What a letter of this room is told: the least that the sentence needs, and never an address."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Assignment, Inquiry, Need, NeedKind, Offer
from lotsenwerk.domain.assistance.planned import planned_minutes
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock


def kind_in_words(kind: str) -> str:
    """What is asked for as a heading, in the language that is active now.

    A heading stands before a colon and fits into every language; a verb would have to be bent for each sentence.
    """
    words = {
        NeedKind.SHOP_AND_DELIVER: _("Bring the shopping"),
        NeedKind.ACCOMPANY: _("Go shopping together"),
        NeedKind.FOOD_BANK: _("Fetch food from the food bank"),
        NeedKind.ERRAND: _("Run an errand"),
        NeedKind.GUIDE: _("Go along to an appointment"),
        NeedKind.INTERPRET: _("Interpret for somebody"),
    }
    return words[NeedKind(kind)]


def what_in_words(need: Need) -> str:
    """What is asked for, with the language that somebody interprets, in the language that is active now."""
    return f"{kind_in_words(need.kind)}, {language_name(need.language)}" if need.language else kind_in_words(need.kind)


def when_in_words(at: datetime) -> str:
    """Weekday, day and time on a clock in Hessen, in the language that is active now."""
    return date_format(clock.local(at), _("l, j F, H:i"))


def told_of_need(need: Need, to: Person) -> dict[str, object]:
    """What somebody hears who is asked: what, when and in which town, not for whom."""
    with translation.override(to.language):
        return {
            "name": to.given_name or to.name,
            "what": what_in_words(need),
            "when": when_in_words(need.earliest),
            "town": _town(need) or this_organisation().name,
        }


def told_of_assignment(assignment: Assignment, to: Person) -> dict[str, object]:
    """What somebody hears who said yes: when, and the word for the door. The address stands behind the link."""
    with translation.override(to.language):
        return {
            "name": to.given_name or to.name,
            "what": what_in_words(assignment.need),
            "when": when_in_words(_begin(assignment)),
            "word": assignment.code_word,
        }


def told_of_visit(assignment: Assignment, to: Person) -> dict[str, object]:
    """What a contact person hears: who goes to whom, what and when; nothing of health and nothing from the list."""
    client = assignment.need.client.person
    with translation.override(to.language):
        return {
            "name": to.name,
            "client": client.name,
            "helper": assignment.volunteer.person.given_name or assignment.volunteer.person.name,
            "what": kind_in_words(assignment.need.kind),
            "when": when_in_words(_begin(assignment)),
        }


def _town(need: Need) -> str:
    """In which town: where the appointment is, else where the client lives."""
    inquiry = Inquiry.objects.only("town").filter(need_id=need.pk).first() if need.pool_id and need.pk else None
    return (inquiry.town if inquiry else "") or need.client.person.town


def _begin(assignment: Assignment) -> datetime:
    """The beginning, also of a row that was just made and still holds a pair."""
    during = assignment.during
    begin: datetime = during[0] if isinstance(during, tuple) else during.lower
    return begin


def told_of_day(day: date, offers: Sequence[Offer], to: Person) -> dict[str, object]:
    """What somebody hears who is asked for a whole day: what and from when until when, not for whom."""
    begins = sorted(offer.begins_at for offer in offers if offer.begins_at is not None)
    ends = [
        offer.begins_at + timedelta(minutes=planned_minutes(offer.need))
        for offer in offers
        if offer.begins_at is not None
    ]
    with translation.override(to.language):
        return {
            "name": to.given_name or to.name,
            "day": date_format(day, _("l, j F")),
            "from": time_format(clock.local(begins[0])) if begins else "",
            "until": time_format(clock.local(max(ends))) if ends else "",
            "what": ", ".join(dict.fromkeys(kind_in_words(offer.need.kind) for offer in offers)),
        }

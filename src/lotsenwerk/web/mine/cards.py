"""What one card on a phone shows of an offer or of a visit: little, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lotsenwerk.domain.assistance.models import Assignment, DayOffer, Need, NeedKind, Offer
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.kit import clock, money
from lotsenwerk.web.mine.words import day_in_words, length_in_words, when_in_words

Step = tuple[str, str]

DRAWINGS = {
    NeedKind.SHOP_AND_DELIVER: "basket",
    NeedKind.ACCOMPANY: "walking",
    NeedKind.FOOD_BANK: "crate",
    NeedKind.ERRAND: "errand",
    NeedKind.GUIDE: "office",
    NeedKind.INTERPRET: "talk",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One job. Before the yes it names the client by her given name and the town only, also in ``title``.

    An institution is named as it is.
    """

    ref: str
    state: str
    drawing: str
    title: str
    when: str
    day: str
    length: str
    minutes: int
    client: str
    town: str
    language: str
    shop: str
    ceiling: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class DayCard:
    """A whole day that somebody is asked for: one question for all of its visits."""

    ref: str
    title: str
    when: str
    hours: str
    drawing: str = "calendar"
    is_day: bool = True


def card_of_day(day: DayOffer, offers: Sequence[Offer], now: datetime) -> DayCard:
    """A day with the visits of it that have yet to be answered: how many, and from when to when."""
    noon = datetime.combine(day.day, time(12), tzinfo=clock.BERLIN)
    begins = [offer.begins_at or offer.need.earliest for offer in offers]
    ends = [begin + timedelta(minutes=offer.need.minutes) for begin, offer in zip(begins, offers, strict=True)]
    many = ngettext("One visit", "%(counter)s visits", len(offers)) % {"counter": len(offers)}
    hours = f"{clock.local(min(begins)):%H:%M}–{clock.local(max(ends)):%H:%M}"
    return DayCard(day.ref, day_in_words(noon, now), many, hours)


def card_of_offer(offer: Offer, now: datetime) -> Card:
    """What somebody sees who is asked."""
    begin = offer.begins_at or offer.need.earliest
    return _card(offer.ref, offer.state, offer.need, begin, offer.need.minutes, now)


def card_of_assignment(assignment: Assignment, now: datetime) -> Card:
    """What somebody sees who goes."""
    begin, end = assignment.during.lower, assignment.during.upper
    minutes = int((end - begin).total_seconds()) // 60
    return _card(assignment.ref, assignment.state, assignment.need, begin, minutes, now)


def _card(ref: str, state: str, need: Need, begin: datetime, minutes: int, now: datetime) -> Card:  # noqa: PLR0917
    kind = NeedKind(need.kind)
    person = need.client.person
    # An institution is nobody's secret.
    institution = person.name if need.client.partner_id is not None else ""
    name = person.given_name or institution or _("somebody in your town")
    return Card(
        ref=ref,
        state=state,
        drawing=DRAWINGS[kind],
        title=_title(kind) % {"name": name},
        when=when_in_words(begin, now),
        day=day_in_words(begin, now),
        length=length_in_words(minutes),
        minutes=minutes,
        client=name,
        town=person.town,
        language=language_name(need.language) if need.pool_id is not None and need.language else "",
        shop=need.shop.name if need.shop else "",
        ceiling=money.shown(money.Cents(need.ceiling_cents)) if need.ceiling_cents else "",
        steps=_steps(kind),
    )


def _title(kind: NeedKind) -> str:
    return {
        NeedKind.SHOP_AND_DELIVER: _("Shopping for %(name)s"),
        NeedKind.ACCOMPANY: _("Shopping together with %(name)s"),
        NeedKind.FOOD_BANK: _("Food bank for %(name)s"),
        NeedKind.ERRAND: _("An errand for %(name)s"),
        NeedKind.GUIDE: _("Going along with %(name)s"),
        NeedKind.INTERPRET: _("Interpreting: %(name)s"),
    }[kind]


def _steps(kind: NeedKind) -> Sequence[Step]:
    cash, shop = (pgettext("step", "Fetch the money"), "coins"), (pgettext("step", "Shop"), "basket")
    bring, ready = (pgettext("step", "Bring"), "home"), (pgettext("step", "Finished"), "check")
    meet, back = (pgettext("step", "Call for"), "door"), (pgettext("step", "See home"), "home")
    there, along = (pgettext("step", "Meet there"), "map-pin"), (pgettext("step", "Go along"), "office")
    talk = pgettext("step", "Interpret"), "talk"
    fetch, errand = (pgettext("step", "Fetch"), "crate"), (pgettext("step", "Run the errand"), "errand")
    return {
        NeedKind.SHOP_AND_DELIVER: (cash, shop, bring, ready),
        NeedKind.ACCOMPANY: (meet, shop, back, ready),
        NeedKind.FOOD_BANK: (fetch, bring, ready),
        NeedKind.ERRAND: (meet, errand, bring, ready),
        NeedKind.GUIDE: (there, along, ready),
        NeedKind.INTERPRET: (there, talk, ready),
    }[kind]

"""One thing at a time: what begins soon, then what waits for an answer, then the next visit.

What was asked for as a whole day is one question, however many visits it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lotsenwerk.domain.assistance.models import Assignment, DayOffer, Offer
from lotsenwerk.web.mine.cards import Card, DayCard, card_of_assignment, card_of_day, card_of_offer

SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The one thing, a ``question`` or a ``job`` or neither, and below it the rest.

    ``is_soon`` says that the job begins within two hours or has begun, ``is_over`` that its time has passed.
    """

    question: Card | DayCard | None
    job: Card | None
    is_soon: bool
    is_over: bool
    more_asked: Sequence[Card | DayCard]
    more_cards: Sequence[Card]


def agenda(asked: Sequence[Offer], days: Sequence[DayOffer], going: Sequence[Assignment], now: datetime) -> Agenda:
    """Put questions and visits, both soonest first, into the order of a thumb."""
    questions = _questions(asked, days, now)
    jobs = [card_of_assignment(assignment, now) for assignment in going]
    is_soon = bool(going) and going[0].during.lower <= now + SOON
    asks_first = bool(questions) and not is_soon
    has_job = bool(jobs) and not asks_first
    return Agenda(
        question=questions[0] if asks_first else None,
        job=jobs[0] if has_job else None,
        is_soon=is_soon,
        is_over=has_job and going[0].during.upper <= now,
        more_asked=questions[1:] if asks_first else questions,
        more_cards=jobs[1:] if has_job else jobs,
    )


def _questions(asked: Sequence[Offer], days: Sequence[DayOffer], now: datetime) -> list[Card | DayCard]:
    """Questions in their order; the visits of a day that was asked for stand in one, where its first visit would be."""
    newest = {day.day: day for day in days}
    day_of = {day.id: day.day for day in days}
    on = [day_of.get(offer.day_id or 0) for offer in asked]
    of_day: dict[date, list[Offer]] = {}
    for offer, day in zip(asked, on, strict=True):
        if day is not None:
            of_day.setdefault(day, []).append(offer)
    questions: list[Card | DayCard] = []
    for offer, day in zip(asked, on, strict=True):
        together = of_day[day] if day is not None else []
        if day is None or len(together) == 1:
            questions.append(card_of_offer(offer, now))
        elif offer is together[0]:
            questions.append(card_of_day(newest[day], together, now))
    return questions

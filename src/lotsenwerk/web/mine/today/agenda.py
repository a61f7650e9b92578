"""One thing at a time: what begins soon, then what waits for an answer, then the next visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lotsenwerk.domain.assistance.models import Assignment, Offer
from lotsenwerk.web.mine.cards import Card, card_of_assignment, card_of_offer

SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The one thing, a ``question`` or a ``job`` or neither, and below it the rest.

    ``is_soon`` says that the job begins within two hours or has begun, ``is_over`` that its time has passed.
    """

    question: Card | None
    job: Card | None
    is_soon: bool
    is_over: bool
    more_asked: Sequence[Card]
    more_cards: Sequence[Card]


def agenda(asked: Sequence[Offer], going: Sequence[Assignment], now: datetime) -> Agenda:
    """Put questions and visits, both soonest first, into the order of a thumb."""
    questions = [card_of_offer(offer, now) for offer in asked]
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

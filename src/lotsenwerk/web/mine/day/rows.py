"""The visits of one day in their order, as a phone shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lotsenwerk.domain.assistance.queries.planning.days import DayVisit, HelpersDay
from lotsenwerk.web.mine.cards import Card, card_of_assignment, card_of_offer
from lotsenwerk.web.mine.words import hour_in_words


@dataclass(frozen=True, slots=True)
class Row:
    """One visit: when, what, and whether she has yet to answer. ``word`` is her word at the door once she goes."""

    card: Card
    hour: str
    is_open: bool
    word: str


def rows_of(day: HelpersDay, now: datetime) -> Sequence[Row]:
    """All visits of the day, those that are asked for and those that are agreed."""
    return [_row(visit, now) for visit in day.visits]


def _row(visit: DayVisit, now: datetime) -> Row:
    if visit.assignment is not None:
        card, word = card_of_assignment(visit.assignment, now), visit.assignment.code_word
        return Row(card, hour_in_words(visit.begin), is_open=False, word=word)
    assert visit.offer is not None  # noqa: S101 - a visit of a day is asked for or agreed
    return Row(card_of_offer(visit.offer, now), hour_in_words(visit.begin), is_open=True, word="")

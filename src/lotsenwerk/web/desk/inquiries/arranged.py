"""Requests line by line, and one with everything that a coordinator needs to answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from lotsenwerk.domain.assistance.findings import dates_named
from lotsenwerk.domain.assistance.inquiry_words import finding_in_words, turn_to_in_words
from lotsenwerk.domain.assistance.models import Inquiry, Need, PoolTerms
from lotsenwerk.domain.assistance.queries.inquiries import Story
from lotsenwerk.engines.scope.findings import Finding, Weight
from lotsenwerk.engines.scope.interpreting import Terms, first_day
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.inquiries.words import asker_of, moment_in_words, pill_of, title_of


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list."""

    inquiry: Inquiry
    title: str
    who: str
    when: str
    tone: str
    word: str

    @classmethod
    def of(cls, inquiry: Inquiry, now: datetime) -> Self:
        """The line of one request; its need, if it has one, knows who goes."""
        need = _with_who_goes(inquiry)
        begins = need.earliest if need is not None else inquiry.begins
        tone, word = pill_of(inquiry, need, now)
        when = moment_in_words(begins, inquiry.minutes)
        return cls(inquiry, title_of(inquiry), asker_of(inquiry), when, tone, word)


def _with_who_goes(inquiry: Inquiry) -> Need | None:
    """The need as the words of its state want it: who is asked stands on its own page."""
    need = inquiry.need
    if need is not None:
        need.__dict__.setdefault("asked", [])
        need.__dict__.setdefault("going", [])
    return need


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in words; ``turn_to`` says where else to ask."""

    words: str
    turn_to: str
    is_stop: bool


def found_in_words(findings: Sequence[Finding]) -> Sequence[Found]:
    """Findings as the page shows them."""
    return [Found(finding_in_words(one), turn_to_in_words(one), one.weight == Weight.STOP) for one in findings]


@dataclass(frozen=True, slots=True)
class Named:
    """One of the dates that were asked for."""

    begins: datetime
    words: str
    is_over: bool
    is_soon: bool
    """Sooner than the pool's lead time."""


def named_dates(inquiry: Inquiry, terms: PoolTerms | None, now: datetime) -> Sequence[Named]:
    """Every date that was named, the first one first; without terms none is too soon."""
    received = clock.local(inquiry.received_at).date()
    soonest = first_day(received, Terms(lead_working_days=terms.lead_working_days)) if terms else date.min
    return [
        Named(one, moment_in_words(one, inquiry.minutes), one <= now, clock.local(one).date() < soonest)
        for one in dates_named(inquiry)
    ]


def first_to_take(named: Sequence[Named]) -> datetime | None:
    """The date that is proposed: the first that keeps the lead time, else the first that lies ahead."""
    ahead = [one for one in named if not one.is_over]
    return next((one.begins for one in ahead if not one.is_soon), ahead[0].begins if ahead else None)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom one calls about a request: as it says itself, else as the institution said."""

    name: str
    phone: str
    email: str

    @classmethod
    def of(cls, inquiry: Inquiry) -> Self:
        """The contact of one request."""
        body = inquiry.cooperation
        person = inquiry.client.person if inquiry.client is not None and body is None else None
        return cls(
            inquiry.asked_by or (body.contact_name if body else ""),
            inquiry.asked_by_phone or (body.phone if body else "") or (person.mobile or person.phone if person else ""),
            inquiry.asked_by_email or (body.email if body else ""),
        )


def needs_of(story: Story) -> Need | None:
    """The need of a request with whom it was offered to and who goes, as the words of its state want it."""
    need = story.inquiry.need
    if need is not None:
        need.__dict__["asked"] = list(story.offers)
        need.__dict__["going"] = [story.going] if story.going is not None else []
    return need

"""Findings of docs/rules/scope.md as they are kept beside an inquiry, and the inquiry as the guard reads it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Appointment, Asker, Body, Request, Subject, Way
from lotsenwerk.kit import clock


def to_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings in values that JSON can hold; days as the calendar writes them."""
    return [
        {
            "rule": one.rule,
            "weight": one.weight.value,
            "turn_to": one.turn_to.value,
            "params": {
                key: {"day": value.isoformat()} if isinstance(value, date) else value
                for key, value in one.params.items()
            },
            "words": one.words,
        }
        for one in findings
    ]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings as they were when they were kept."""
    return tuple(
        Finding(
            rule=one["rule"],
            weight=Weight(one["weight"]),
            turn_to=TurnTo(one["turn_to"]),
            params={
                key: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
                for key, value in one["params"].items()
            },
            words=one["words"],
        )
        for one in rows
    )


def findings_of(inquiry: Inquiry) -> tuple[Finding, ...]:
    """What the guard found when this was asked."""
    return from_json(inquiry.findings)


def request_of(inquiry: Inquiry, *, asker: Asker | None = None, funded_before: int = 0) -> Request:
    """An inquiry as the guard reads it, on the day on which it came."""
    return Request(
        received=clock.local(inquiry.received_at).date(),
        asker=asker or Asker(inquiry.asker),
        body=Body(inquiry.body or Body.OTHER),
        subject=Subject(inquiry.subject or Subject.OTHER),
        way=Way(inquiry.way),
        appointment=appointment(inquiry.begins, inquiry.minutes, inquiry.received_at),
        other_dates=[appointment(one, inquiry.minutes, inquiry.received_at) for one in inquiry.other_dates],
        is_urgent=inquiry.is_urgent,
        urgent_because=inquiry.urgent_because,
        has_consent=inquiry.has_consent,
        has_client_number=inquiry.number_id is not None,
        funded_before=funded_before,
    )


def appointment(begins: datetime, minutes: int, at: datetime) -> Appointment:
    """A date as the guard reads it: its day in Hessen, and whether it has begun."""
    return Appointment(clock.local(begins).date(), minutes, has_begun=begins <= at)


def dates_named(inquiry: Inquiry) -> Sequence[datetime]:
    """Every date that was named, the first one first."""
    return [inquiry.begins, *inquiry.other_dates]

"""The call list line by line, as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lotsenwerk.domain.assistance.models import CallBack
from lotsenwerk.domain.assistance.queries.book import ALERT, Call
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.addresses import address
from lotsenwerk.web.desk.calls.wording import ALERTS, whom_to_call, why
from lotsenwerk.web.desk.wording import to_tell


@dataclass(frozen=True, slots=True)
class CallLine:
    """Whom to call, why in a sentence, since when, and the two addresses that the buttons send to.

    ``alarm`` is the alert in two words, empty for a call-back; ``last`` is what was last written down about it.
    """

    person: Person
    sentence: str
    since: datetime
    alarm: str
    need_id: int
    done: str
    not_reached: str
    last: str
    last_at: datetime | None


def call_lines(calls: Sequence[Call], now: datetime) -> Sequence[CallLine]:
    """The calls of one page in words."""
    return [_line(call, now) for call in calls]


def _line(call: Call, now: datetime) -> CallLine:
    due = call.due
    if due.what == ALERT:
        alarm, sentence, name = str(ALERTS[due.why]), why(call, now), "alert"
    else:
        alarm, sentence, name = "", to_tell(CallBack(need=call.need, reason=due.why), now), "call"
    return CallLine(
        person=whom_to_call(call),
        sentence=sentence,
        since=due.since,
        alarm=alarm,
        need_id=call.need.id,
        done=address(f"desk:{name}_done", due.id),
        not_reached=address(f"desk:{name}_not_reached", due.id),
        last=call.note.text if call.note else "",
        last_at=call.note.at if call.note else None,
    )

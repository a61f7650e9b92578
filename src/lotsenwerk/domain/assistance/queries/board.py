"""What the desk sees of a day or a week: plain values from one plain statement, as this page is asked for all day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lotsenwerk.domain.assistance.models import AlertState, CallBackState, NeedState, OfferState
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.assistance.queries.on_board import (
    NEEDS_WITH_PEOPLE,
    WHO_IS_ASKED,
    Asked,
    Face,
    Going,
    OnBoard,
    Reported,
    Shop,
    Stretch,
    Whose,
)
from lotsenwerk.domain.notifications.models import LetterState
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.crypto import decrypt
from lotsenwerk.kit.tenancy import current_organisation_id

_BOARD = f"""SELECT n.id, n.kind, n.earliest, n.latest, n.minutes, n.state, n.taken_at, n.language, s.name,
       p.id, p.given_name, p.family_name, p.gender, p.phone, p.mobile,
       a.id, a.state, lower(a.during), upper(a.during), r.minutes, h.id, h.given_name, h.family_name, h.gender,
       {WHO_IS_ASKED}
  {NEEDS_WITH_PEOPLE}
  LEFT JOIN assistance_report r ON r.assignment_id = a.id
 WHERE n.organisation_id = %(here)s
   AND ((n.earliest >= %(begin)s AND n.earliest < %(end)s AND n.state <> %(cancelled)s)
        OR (n.state = ANY(%(open)s) AND n.latest > %(at)s) OR n.state = %(done)s)
 ORDER BY n.earliest, n.id
"""


def board(actor: Actor, *, begin: datetime, end: datetime, at: datetime) -> Sequence[OnBoard]:
    """Everything the desk has to see now, in one query, earliest first.

    Needs whose window begins between ``begin`` and ``end``, those nobody goes to while there is time left at ``at``,
    and those that wait for confirmation. Cancelled ones are left out.
    """
    if not may_run_journeys(actor):
        return []
    values: dict[str, Any] = {
        "asked": OfferState.OPEN,
        "goes": list(GOES),
        "here": current_organisation_id(),
        "begin": begin,
        "end": end,
        "at": at,
        "cancelled": NeedState.CANCELLED,
        "open": [NeedState.OPEN, NeedState.OFFERED],
        "done": NeedState.DONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BOARD, values)
        return [_on_board(row) for row in cursor.fetchall()]


def _on_board(row: Sequence[Any]) -> OnBoard:
    need_id, kind, earliest, latest, minutes, state, taken_at, language, shop = row[:9]
    pk, given_name, family_name, gender, phone, mobile = row[9:15]
    numbers = decrypt(phone, "people.person.phone"), decrypt(mobile, "people.person.mobile")
    return OnBoard(
        id=need_id,
        kind=kind,
        earliest=earliest,
        latest=latest,
        minutes=minutes,
        state=state,
        taken_at=taken_at,
        language=language,
        client=Whose(Face(pk, given_name, family_name, gender, *numbers)),
        shop=Shop(shop) if shop else None,
        going=_going(*row[15:24]),
        asked=tuple(Asked(_helper(int(number), *names)) for number, *names in row[24]),
    )


def _going(
    pk: int | None, state: str, begin: datetime, end: datetime, reported: int | None, *helper: Any
) -> Sequence[Going]:
    if pk is None:
        return ()
    report = Reported(reported) if reported is not None else None
    return (Going(pk, state, Stretch(begin, end), _helper(*helper), report),)


def _helper(*facts: Any) -> Whose:
    pk, given_name, family_name, gender = facts
    return Whose(Face(pk, given_name, family_name, gender))


@dataclass(frozen=True, slots=True)
class ToCall:
    """How many people the desk has to call back, of how much else it has to hear, how many letters did not arrive."""

    back: int
    troubled: int
    alerts: int = 0


_TO_CALL = """SELECT (SELECT count(*) FROM assistance_callback WHERE organisation_id = %(here)s AND state = %(due)s),
       (SELECT count(*) FROM notifications_letter WHERE organisation_id = %(here)s AND state = ANY(%(troubled)s)),
       (SELECT count(*) FROM assistance_alert WHERE organisation_id = %(here)s AND state = %(alert)s)
"""


def count_to_call(actor: Actor) -> ToCall:
    """What waits for the telephone, in one query; nothing for those who do not run journeys."""
    if not may_run_journeys(actor):
        return ToCall(0, 0)
    values: dict[str, Any] = {
        "here": current_organisation_id(),
        "due": CallBackState.DUE,
        "troubled": [LetterState.FAILED, LetterState.UNCLEAR],
        "alert": AlertState.DUE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_CALL, values)
        return ToCall(*cursor.fetchone())

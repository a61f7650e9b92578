"""Visits that were confirmed, laid by their rows: a year of them costs a moment."""

from datetime import date, datetime, time, timedelta

from psycopg.types.range import TimestamptzRange

from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Confirmation,
    Need,
    NeedKind,
    NeedState,
    Outcome,
    Report,
)
from lotsenwerk.domain.people.models import Client, Engagement, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.refs import new_ref


def asked(
    client: Client,
    on: date,
    *,
    kind: NeedKind = NeedKind.SHOP_AND_DELIVER,
    state: NeedState = NeedState.OPEN,
    taken: timedelta = timedelta(days=2),
) -> Need:
    """A need for ten o'clock of a day, taken in some time before."""
    begins = datetime.combine(on, time(10), tzinfo=clock.BERLIN)
    return Need.objects.create(
        ref=new_ref(),
        client=client,
        kind=kind,
        earliest=begins,
        latest=begins + timedelta(hours=1),
        minutes=60,
        state=state,
        taken_at=begins - taken,
    )


def met(
    client: Client,
    helper: Volunteer,
    on: date,
    *,
    kind: NeedKind = NeedKind.SHOP_AND_DELIVER,
    minutes: int = 60,
    outcome: Outcome = Outcome.DONE,
    waited: timedelta = timedelta(hours=5),
    engagement: Engagement = Engagement.VOLUNTEER,
) -> None:
    """A visit on a day, said yes to some time after the call, reported and confirmed."""
    need = asked(client, on, kind=kind, state=NeedState.CONFIRMED)
    at = need.latest + timedelta(hours=1)
    going = Assignment.objects.create(
        ref=new_ref(),
        need=need,
        volunteer=helper,
        during=TimestamptzRange(need.earliest, need.latest),
        code_word="Amsel",
        state=AssignmentState.CONFIRMED,
        accepted_at=need.taken_at + waited,
    )
    Report.objects.create(assignment=going, minutes=minutes, outcome=outcome, reported_at=at)
    Confirmation.objects.create(
        assignment=going, volunteer=helper, kind=kind, on=on, minutes=minutes, confirmed_at=at, engagement=engagement
    )

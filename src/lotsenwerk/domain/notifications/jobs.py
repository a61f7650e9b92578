"""Send what is due, one transaction to take a letter in hand and one to hand it over."""

from datetime import timedelta

from procrastinate.contrib.django import app

from lotsenwerk.domain.notifications.actions.outbox import begin, hand_over, lose_abandoned
from lotsenwerk.domain.notifications.queries import due_letters
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant

ABANDONED_AFTER = timedelta(minutes=5)


@app.task(name="notifications.send_due")
def send_due(organisation_id: int) -> int:
    """Send every due letter of one organisation; answers how many were handled."""
    with tenant(organisation_id):
        now = clock.now()
        lose_abandoned(before=now - ABANDONED_AFTER, at=now)
        ids = list(due_letters(now).values_list("id", flat=True)[:200])
    for letter_id in ids:
        with tenant(organisation_id):
            outgoing = begin(letter_id, at=clock.now())
        if outgoing is not None:
            with tenant(organisation_id):
                hand_over(letter_id, outgoing, at=clock.now())
    return len(ids)


@app.periodic(cron="* * * * * */10")
@app.task(name="notifications.look_round", queueing_lock="notifications.look_round")
def look_round(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """Every ten seconds: send what is due, town by town."""
    for organisation_id in tenants().values_list("id", flat=True):
        send_due(organisation_id)

"""What dates do by themselves: one job for each organisation."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.gatherings.actions.show_days import end_what_is_over, extend
from lotsenwerk.domain.gatherings.actions.tell_guests import remind_guests
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="gatherings.extend_dates")
def extend_dates(organisation_id: int) -> int:
    """Show the days ahead of every published date of one organisation, and end the lists of days that are over."""
    with tenant(organisation_id):
        now = clock.now()
        end_what_is_over(now)
        return extend(now)


@app.task(name="gatherings.remind_guests")
def remind_guests_of(organisation_id: int) -> int:
    """Remind the guests of one organisation who come to something tomorrow."""
    with tenant(organisation_id):
        return remind_guests(at=clock.now())


@app.periodic(cron="40 23 * * *")  # in UTC: after midnight in Hessen, summer and winter
@app.task(name="gatherings.every_night", queueing_lock="gatherings.every_night")
def every_night(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        extend_dates.defer(organisation_id=organisation_id)


@app.periodic(cron="*/10 15-20 * * *")  # in UTC: wide enough for summer and winter; the verb looks at the wall
@app.task(name="gatherings.every_evening", queueing_lock="gatherings.every_evening")
def every_evening(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """The same for reminders, in the evening."""
    for organisation_id in tenants().values_list("id", flat=True):
        remind_guests_of.defer(organisation_id=organisation_id)

"""What courses do by themselves: one job for each organisation."""

from procrastinate.contrib.django import app

from lotsenwerk.domain.organisations.modules import COURSES
from lotsenwerk.domain.organisations.queries import switched_on, tenants
from lotsenwerk.domain.training.actions.remind import remind
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant


@app.task(name="training.remind_of_dates")
def remind_of_dates(organisation_id: int) -> int:
    """Remind those who come to a date of tomorrow, in one organisation; answers how many letters were written.

    Nobody is reminded of a course that she cannot look at: where the courses are switched off, nothing is done.
    """
    with tenant(organisation_id):
        if COURSES.isdisjoint(switched_on()):
            return 0
        return remind(at=clock.now())


@app.periodic(cron="*/10 15-20 * * *")  # in UTC: wide enough for summer and winter; the verb looks at the wall
@app.task(name="training.every_evening", queueing_lock="training.every_evening")
def every_evening(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """One job for each organisation."""
    for organisation_id in tenants().values_list("id", flat=True):
        remind_of_dates.defer(organisation_id=organisation_id)

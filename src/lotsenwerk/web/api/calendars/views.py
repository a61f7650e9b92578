"""The deadlines of a town's grants for the calendar of whoever knows the secret."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from lotsenwerk.domain.funding.calendar_file import calendar_of_tasks
from lotsenwerk.domain.funding.queries.grants import tasks_of_feed
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant

LONGEST_SECRET = 60


@require_safe
def deadlines(request: HttpRequest, organisation_id: int, secret: str) -> HttpResponse:  # noqa: ARG001 - a view
    """Titles and days of what is to be done; for everybody else there is nothing here."""
    if len(secret) > LONGEST_SECRET or not tenants().filter(pk=organisation_id).exists():
        raise Http404
    with tenant(organisation_id), translation.override("de"):
        tasks = tasks_of_feed(secret)
        if tasks is None:
            raise Http404
        body = calendar_of_tasks(tasks, at=clock.now())
    return HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )

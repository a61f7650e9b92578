"""Hold a person's row for the length of a step, so that nobody is forgotten in the middle of it."""

from django.db import connection

from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import current_organisation_id


def still_there(person_id: int) -> Person:
    """The row as it is now, locked for a change; ``NotThere`` for somebody who was forgotten in the meantime."""
    try:
        return lock(Person.objects.filter(erased_at__isnull=True), pk=person_id)
    except Person.DoesNotExist:
        raise NotThere from None


def stays(person_id: int) -> None:
    """Let nobody change or forget the person until the step has ended; ``NotThere`` where she is forgotten already.

    A shared lock, which Django has no word for: many steps about one person go on beside each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_person WHERE organisation_id = %s AND id = %s AND erased_at IS NULL FOR SHARE",
            [current_organisation_id(), person_id],
        )
        if cursor.fetchone() is None:
            raise NotThere

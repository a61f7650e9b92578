"""Hold a person's row for the length of a step, so that nobody is forgotten in the middle of it."""

from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import lock


def still_there(person_id: int) -> Person:
    """The row as it is now, locked; ``NotThere`` for somebody who was forgotten in the meantime."""
    try:
        return lock(Person.objects.filter(erased_at__isnull=True), pk=person_id)
    except Person.DoesNotExist:
        raise NotThere from None

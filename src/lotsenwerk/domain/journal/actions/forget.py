"""Delete the personal part of lines about a person. The lines stay, and so do their seals."""

from lotsenwerk.domain.journal.models import Detail
from lotsenwerk.domain.journal.queries import persons_in_one


def forget_person(person_id: int) -> int:
    """Delete what the journal tells about the person under all her ids; answers how many lines lost their words."""
    deleted, _ = Detail.objects.filter(line__about_person_id__in=persons_in_one(person_id)).delete()
    return deleted

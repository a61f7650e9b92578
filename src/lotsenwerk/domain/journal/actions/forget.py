"""Delete the personal part of lines about a person. The lines stay, and so do their seals."""

from lotsenwerk.domain.journal.models import Detail


def forget_person(person_id: int) -> int:
    """Delete what the journal tells about the person; answers how many lines lost their personal part."""
    deleted, _ = Detail.objects.filter(line__about_person_id=person_id).delete()
    return deleted

"""What was seen of a certificate of conduct goes."""

from lotsenwerk.domain.people.models import FactKind, SuitabilityFact, Volunteer


def forget_conduct(volunteer: Volunteer) -> int:
    """Delete the note; answers how many there were."""
    return SuitabilityFact.objects.filter(volunteer=volunteer, kind=FactKind.CONDUCT).delete()[0]

"""What is still open of each kind, counted for whoever switches modules. No names: the administration sees none."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from lotsenwerk.domain.assistance.models import Household, Need, NeedState, Rhythm
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.kit.actor import Actor

_GOES_ON = (NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Needs that nobody has done yet and what comes again, by kind; guests of the food bank."""

    needs: Mapping[str, int]
    rhythms: Mapping[str, int]
    households: int


def still_open(actor: Actor) -> StillOpen:
    """What would go on although its module is off. Three queries."""
    if not may_administer(actor):
        return StillOpen({}, {}, 0)
    needs = Need.objects.filter(state__in=_GOES_ON).values_list("kind").annotate(count=Count("id"))
    rhythms = Rhythm.objects.filter(ended_at__isnull=True).values_list("kind").annotate(count=Count("id"))
    return StillOpen(dict(needs), dict(rhythms), Household.objects.filter(ended_at__isnull=True).count())

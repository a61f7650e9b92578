"""Who is in the pools, and who waits for a call: counted for whoever switches modules, without a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.people.models import Interest, InterestState, PoolKind, PoolMember, Rung
from lotsenwerk.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class InPools:
    """People in pools or on the way into one, and people who were promised a call, by the kind of the pool."""

    members: Mapping[str, int]
    interests: Mapping[str, int]


def in_pools(actor: Actor) -> InPools:
    """How many there are. Two queries."""
    if not may_administer(actor):
        return InPools({}, {})
    here = PoolMember.objects.filter(pool__ended_at__isnull=True).exclude(rung=Rung.LEFT)
    members = here.values_list("pool__kind").annotate(count=Count("id"))
    waiting = Interest.objects.filter(state=InterestState.NEW)
    told = waiting.aggregate(**{kind: Count("id", filter=_names(kind)) for kind in PoolKind.values})
    return InPools(dict(members), told)


def _names(kind: str) -> Q:
    return Q(roles__contains=[kind])

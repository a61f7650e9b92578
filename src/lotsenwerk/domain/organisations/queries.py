"""Reads of organisations. They hold no personal data of clients or volunteers, so no scope is needed."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from lotsenwerk.domain.organisations.models import Kind, OpeningHours, Organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import current_organisation_id


def tenants() -> QuerySet[Organisation]:
    """Every body that keeps records here, in the order of names."""
    return Organisation.objects.filter(keeps_records=True).order_by("sort_key", "id")


def organisation(organisation_id: int) -> Organisation:
    """One organisation; ``NotThere`` where there is none."""
    try:
        return Organisation.objects.get(pk=organisation_id)
    except Organisation.DoesNotExist:
        raise NotThere from None


def this_organisation() -> Organisation:
    """The organisation whose rows are open now."""
    return organisation(current_organisation_id())


def partners(*kinds: Kind) -> QuerySet[Organisation]:
    """The partners that the open organisation lists, in the order of names."""
    listed = Organisation.objects.filter(kept_by_id=current_organisation_id())
    return (listed.filter(kind__in=kinds) if kinds else listed).order_by("sort_key", "id")


def partner(organisation_id: int) -> Organisation:
    """One partner of the open organisation; ``NotThere`` where it lists none of this id."""
    try:
        return partners().get(pk=organisation_id)
    except Organisation.DoesNotExist:
        raise NotThere from None


def is_open(of: Organisation, at: datetime) -> bool:
    """Whether the organisation has opening hours that cover the instant."""
    wall = clock.local(at)
    time = wall.time()
    hours: Sequence[OpeningHours] = list(of.opening_hours.filter(weekday=wall.weekday()))
    return any(stretch.opens <= time < stretch.closes for stretch in hours)

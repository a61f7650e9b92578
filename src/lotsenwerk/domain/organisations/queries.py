"""Reads of organisations. They hold no personal data of clients or volunteers, so no scope is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q, QuerySet

from lotsenwerk.domain.organisations.models import Kind, OpeningHours, Organisation
from lotsenwerk.domain.organisations.modules import Modules
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import municipalities_for_postcode
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


def tenant_by_slug(slug: str) -> Organisation:
    """One body that keeps records here, by the name in its addresses; ``NotThere`` where there is none."""
    found = tenants().filter(slug=slug).first()
    if found is None:
        raise NotThere
    return found


def this_organisation() -> Organisation:
    """The organisation whose rows are open now."""
    return organisation(current_organisation_id())


def switched_on() -> frozenset[str]:
    """The modules of the organisation whose rows are open now. One query: a page finds them in its visit instead."""
    return frozenset(this_organisation().modules)


def switched_on_somewhere() -> frozenset[str] | None:
    """The modules that one tenant at least uses; None where there is no tenant yet."""
    found = list(tenants().values_list("modules", flat=True))
    return frozenset(module for modules in found for module in modules) if found else None


def of_what_is_on(field: str, behind: Mapping[str, Modules]) -> Q:
    """Rows whose ``field`` names a kind of which a module is switched on here; asked within their own query."""
    found = Q(**{f"{field}__in": []})
    for modules in dict.fromkeys(behind.values()):
        kinds = [kind for kind, needed in behind.items() if needed == modules]
        here = Organisation.objects.filter(pk=current_organisation_id(), modules__overlap=sorted(modules))
        found |= Q(Q(**{f"{field}__in": kinds}), Exists(here))
    return found


def partners(*kinds: Kind) -> QuerySet[Organisation]:
    """The partners that the open organisation lists, in the order of names."""
    listed = Organisation.objects.filter(kept_by_id=current_organisation_id(), ended_at__isnull=True)
    return (listed.filter(kind__in=kinds) if kinds else listed).order_by("sort_key", "id")


def partner(organisation_id: int) -> Organisation:
    """One partner of the open organisation; ``NotThere`` where it lists none of this id."""
    try:
        return partners().get(pk=organisation_id)
    except Organisation.DoesNotExist:
        raise NotThere from None


def opening_hours(of: Organisation) -> Sequence[OpeningHours]:
    """When a partner is open in the week, from Monday on."""
    return list(OpeningHours.objects.filter(of=of).order_by("weekday", "opens"))


def weeks_of(listed: Sequence[Organisation]) -> dict[int, list[tuple[int, str]]]:
    """For each of them its hours in the week: the weekday (Monday is 0) and from when until when. One query."""
    weeks: dict[int, list[tuple[int, str]]] = {one.pk: [] for one in listed}
    rows = OpeningHours.objects.filter(of__in=weeks).order_by("weekday", "opens")
    for one in rows:
        weeks[one.of_id].append((one.weekday, f"{one.opens:%H:%M}–{one.closes:%H:%M}"))
    return weeks


def is_open(of: Organisation, at: datetime) -> bool:
    """Whether the organisation has opening hours that cover the instant."""
    wall = clock.local(at)
    time = wall.time()
    hours: Sequence[OpeningHours] = list(of.opening_hours.filter(weekday=wall.weekday()))
    return any(stretch.opens <= time < stretch.closes for stretch in hours)


@dataclass(frozen=True, slots=True)
class Responsible:
    """Into which places a postcode reaches, and which tenants answer for them: towns that take part, else counties."""

    places: Sequence[Municipality]
    bodies: Sequence[Organisation]


def responsible_for(plz: str) -> Responsible:
    """Who answers for a postcode; nobody where no town and no county of it takes part. At most three queries."""
    places = municipalities_for_postcode(plz)
    return Responsible(places, answering_for(places))


def answering_for(places: Sequence[Municipality]) -> Sequence[Organisation]:
    """The towns that take part, else their counties. At most two queries."""
    if not places:
        return []
    here = tenants().select_related("municipality")
    towns = list(here.filter(kind=Kind.MUNICIPALITY, municipality__in=places))
    counties = {place.county_id for place in places}
    return towns or list(here.filter(kind=Kind.COUNTY, municipality__county_id__in=counties))


def state_centre() -> Organisation | None:
    """The body of the state that helps where nobody else takes part; none where it is not listed."""
    return Organisation.objects.filter(kind=Kind.STATE).order_by("id").first()

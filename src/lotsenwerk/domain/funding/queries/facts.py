"""What is written down of somebody's year, read for any number of people with one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    Deployment,
    DeploymentState,
    OfficeDayOff,
    OfficeDuty,
)
from lotsenwerk.domain.funding.models import (
    Coordinating,
    SaidElsewhere,
    TaxChoice,
    TellingConsent,
    ToldHours,
    Waiver,
)
from lotsenwerk.domain.funding.queries.rows import Given, agreed_of, dated, first_of, given_of, sittings_of
from lotsenwerk.domain.people.models import PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.engines.funding.ceilings import Ceiling
from lotsenwerk.engines.funding.hours import PACE, GuideRole
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import current_organisation_id

FUNDED: Final = (PoolKind.GUIDES, PoolKind.INTERPRETERS)
"""Pools whose deployments the state gives something for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One volunteer's year as it is written down. ``given`` reaches eight weeks into the year before.

    ``told`` are minutes that other organisations tell; nought where she did not agree here. ``said`` is what she says
    herself of other places, ``waived_from`` the day from which on she takes no allowance.
    """

    volunteer: Volunteer
    year: int
    given: Sequence[Given]
    ahead: Sequence[Given]
    coordinates: Sequence[Mapping[str, Any]]
    consent: Mapping[str, Any] | None
    told: int
    said: Mapping[str, Any] | None
    waiver: Mapping[str, Any] | None
    ceiling: Ceiling
    is_lead: bool
    pools: frozenset[int]
    kinds: frozenset[str]

    def role(self, day: date) -> GuideRole:
        """Which cap counts on a day (FH3, FH13)."""
        stretches = self.coordinates
        is_one = any(one["first"] <= day and (one["last"] is None or day <= one["last"]) for one in stretches)
        return GuideRole.COORDINATING if is_one else GuideRole.GUIDE

    def is_waived(self, day: date) -> bool:
        """Whether what is given on a day is not paid for, because she said so (FH11)."""
        return self.waiver is not None and day.year == self.year and self.waiver["from"] <= day

    @property
    def elsewhere(self) -> int:
        """Minutes that count beside those of this organisation (FH8, FH9, FH16)."""
        return self.told + (self.said["minutes"] if self.said else 0)

    @property
    def is_shared(self) -> bool:
        """Whether anything is known of other places; else the meter says "here only"."""
        return self.consent is not None or self.said is not None


def looked_at(year: int, today: date) -> date:
    """The day on which a year is looked at: today, or the end of it that is nearer."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def facts_of(rows: QuerySet[Volunteer], year: int, today: date) -> list[Facts]:
    """The year of these volunteers, in the order of names; one query for any number of them."""
    on = looked_at(year, today)
    found = _with_year(rows, year, on if on == today else None)
    return [_facts(one, year, on, today) for one in found.order_by("person__sort_key", "pk")]


def whose_hours_count(year: int) -> QuerySet[Volunteer]:
    """Members of the pools, and whoever gave them time in a year."""
    member = PoolMember.objects.filter(
        volunteer=OuterRef("pk"),
        pool__kind__in=FUNDED,
        pool__ended_at__isnull=True,
        rung__in=[Rung.ACTIVE, Rung.PAUSED],
    )
    gave = Deployment.objects.filter(
        volunteer=OuterRef("pk"), on__range=(date(year, 1, 1), date(year, 12, 31)), pool__kind__in=FUNDED
    )
    return Volunteer.objects.filter(Exists(member) | Exists(gave.exclude(state=DeploymentState.REFUSED)))


def standing_consents() -> Sequence[int]:
    """The ids of everybody's consent that stands, for the nightly work."""
    return list(TellingConsent.objects.filter(withdrawn_at__isnull=True).order_by("id").values_list("id", flat=True))


def _with_year(rows: QuerySet[Volunteer], year: int, ahead_from: date | None) -> QuerySet[Volunteer, Any]:
    own, first, last = OuterRef("pk"), date(year, 1, 1), date(year, 12, 31)
    given = Deployment.objects.filter(volunteer=own, on__range=(first - PACE, last), pool__kind__in=FUNDED)
    given = given.exclude(state=DeploymentState.REFUSED).order_by("on", "begins", "id")
    agreed = Assignment.objects.filter(
        volunteer=own,
        state=AssignmentState.ACCEPTED,
        need__pool__kind__in=FUNDED,
        during__startswith__gte=clock.midnight(ahead_from or first),
        during__startswith__lt=clock.midnight(date(year + 1, 1, 1)),
    )
    running = Q(last_day__isnull=True) | Q(last_day__gte=ahead_from or first)
    duties = OfficeDuty.objects.filter(running, volunteer=own, first_day__lte=last)
    off = OfficeDayOff.objects.filter(office_hour=OuterRef("office_hour"), day__gte=ahead_from or first)
    told = ToldHours.objects.filter(user_id=OuterRef("person__user_id"), year=year)
    of_year = {"volunteer": own, "year": year}
    pools = PoolMember.objects.filter(volunteer=own, rung__in=[Rung.ACTIVE, Rung.PAUSED], pool__kind__in=FUNDED)
    return rows.select_related("person").annotate(
        given=ArraySubquery(given.values(one=JSONObject(**_GIVEN))),
        agreed=ArraySubquery(agreed.order_by("during").values(one=JSONObject(**_AGREED))),
        sits=ArraySubquery(duties.values(one=JSONObject(**_SITS, off=ArraySubquery(off.values("day"))))),
        coordinates=_listed(Coordinating.objects.filter(volunteer=own).order_by("first_day"), _COORDINATES),
        consents=_listed(TellingConsent.objects.filter(volunteer=own, withdrawn_at__isnull=True), _CONSENT),
        told=_listed(told.exclude(organisation_id=current_organisation_id()), {"minutes": "minutes"}),
        said=_listed(SaidElsewhere.objects.filter(**of_year), _SAID),
        waived=_listed(Waiver.objects.filter(**of_year, taken_back_at__isnull=True), _WAIVED),
        ceilings=_listed(TaxChoice.objects.filter(**of_year), {"ceiling": "ceiling"}),
        in_pools=_listed(pools, {"pool": "pool_id", "kind": "pool__kind", "is_lead": "is_lead"}),
    )


_GIVEN: Final = {
    "id": "id",
    "on": "on",
    "minutes": "minutes",
    "pool": "pool_id",
    "pool_kind": "pool__kind",
    "kind": "kind",
    "state": "state",
    "engagement": "engagement",
    "kilometres": "kilometres",
    "hour": "office_hour_id",
}
_AGREED: Final = {
    "begins": F("during__startswith"),
    "ends": F("during__endswith"),
    "pool": "need__pool_id",
    "pool_kind": "need__pool__kind",
}
_SITS: Final = {
    "hour": "office_hour_id",
    "pool": "office_hour__pool_id",
    "pool_kind": "office_hour__pool__kind",
    "first": "first_day",
    "last": "last_day",
    "weekday": "office_hour__weekday",
    "begins": "office_hour__begins",
    "ends": "office_hour__ends",
    "hour_first": "office_hour__first_day",
    "hour_last": "office_hour__last_day",
}
_COORDINATES: Final = {"id": "id", "first": "first_day", "last": "last_day"}
_CONSENT: Final = {"way": "way", "at": "given_at"}
_SAID: Final = {"minutes": "minutes", "cents": "cents", "on": "said_on", "way": "way"}
_WAIVED: Final = {"id": "id", "from": "from_day", "way": "way", "signed": "signed_on"}


def _listed(rows: QuerySet[Any], fields: Mapping[str, str]) -> ArraySubquery:
    return ArraySubquery(rows.values(one=JSONObject(**fields)))


def _facts(row: Any, year: int, on: date, today: date) -> Facts:
    given = [given_of(one) for one in row.given]
    told = {(one["hour"], one["on"]) for one in row.given if one["hour"]}
    agreed = [agreed_of(one) for one in row.agreed]
    sits = {(one["hour"], given.on): given for one in row.sits for given in sittings_of(one, year, on)}
    ahead = [*agreed, *(one for (hour, day), one in sits.items() if (hour, day.isoformat()) not in told)]
    consent = first_of(row.consents)
    said = first_of(row.said)
    return Facts(
        volunteer=row,
        year=year,
        given=given,
        ahead=sorted(ahead, key=lambda one: one.on) if year >= today.year else [],
        coordinates=[dated(one) for one in row.coordinates],
        consent=consent,
        told=sum(one["minutes"] for one in row.told) if consent else 0,
        said=said,
        waiver=first_of(row.waived),
        ceiling=Ceiling(row.ceilings[0]["ceiling"]) if row.ceilings else Ceiling.HONORARY,
        is_lead=any(one["is_lead"] for one in row.in_pools),
        pools=frozenset(one["pool"] for one in row.in_pools),
        kinds=frozenset(one["kind"] for one in row.in_pools),
    )

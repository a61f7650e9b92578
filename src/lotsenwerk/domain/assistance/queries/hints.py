"""What a coordinator should hear while she takes a need in. Warnings, not walls: she knows more than we do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Need, NeedKind, NeedState
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.organisations.models import OpeningHours, Organisation
from lotsenwerk.domain.people.models import Absence
from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

WITH_A_SHOP = frozenset({NeedKind.SHOP_AND_DELIVER, NeedKind.ACCOMPANY})
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Wished:
    """What is being asked for and not saved yet."""

    client_id: int
    person_id: int
    kind: str
    earliest: datetime
    latest: datetime
    shop: Organisation | None


def hints(actor: Actor, wished: Wished, *, at: datetime) -> Sequence[str]:
    """Sentences about a wish, in the reader's language; three queries at most, nothing is written."""
    if not may_take_in(actor):
        return []
    return [*_about_the_day(wished, at), *_about_the_shop(wished), *_about_the_client(wished)]


def _about_the_day(wished: Wished, at: datetime) -> Iterator[str]:
    day = clock.local(wished.earliest).date()
    if wished.latest <= at:
        yield _("This time is over.")
    named = holiday_name(day, get_language() or "de")
    if named:
        yield _("%(day)s is a public holiday: %(name)s.") % {"day": date_format(day, "l, j. F"), "name": named}
    elif day.weekday() == SUNDAY and wished.kind in WITH_A_SHOP:
        yield _("%(day)s is a Sunday: the shops are closed.") % {"day": date_format(day, "j. F")}


def _about_the_shop(wished: Wished) -> Iterator[str]:
    shop = wished.shop
    if shop is None or wished.kind not in WITH_A_SHOP:
        return
    hours = list(OpeningHours.objects.filter(of=shop).order_by("weekday", "opens"))
    begin, end = clock.local(wished.earliest), clock.local(wished.latest)
    open_then = [one for one in hours if one.weekday == begin.weekday()]
    if not hours or any(one.opens < end.time() and one.closes > begin.time() for one in open_then):
        return
    if not open_then:
        yield _("%(shop)s is closed on this day.") % {"shop": shop.name}
    else:
        spans = ", ".join(f"{_hour(one.opens)}–{_hour(one.closes)}" for one in open_then)
        yield _("%(shop)s is closed at this time; it is open %(hours)s.") % {"shop": shop.name, "hours": spans}


def _about_the_client(wished: Wished) -> Iterator[str]:
    day = clock.local(wished.earliest).date()
    away = Absence.objects.filter(person_id=wished.person_id, first_day__lte=day)
    if away.filter(Q(last_day__isnull=True) | Q(last_day__gte=day)).exists():
        yield _("It is noted that nobody is at home on this day.")
    midnight = datetime.combine(day, time(), tzinfo=clock.BERLIN)
    same_day = Need.objects.filter(
        client_id=wished.client_id, kind=wished.kind, earliest__gte=midnight, earliest__lt=midnight + timedelta(days=1)
    )
    if same_day.exclude(state=NeedState.CANCELLED).exists():
        yield _("The same has been taken in for this day already.")


def _hour(wall: time) -> str:
    return time_format(wall, "H:i")

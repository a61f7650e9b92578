"""She agrees that organisations tell each other her hours, or takes it back; and they are told."""

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.queries.terms import pay_by_day
from lotsenwerk.domain.funding.actions.noting import about_hours, of_volunteer, way_of
from lotsenwerk.domain.funding.models import TellingConsent, ToldHours
from lotsenwerk.domain.funding.permissions import may_speak_for
from lotsenwerk.domain.funding.queries.facts import facts_of
from lotsenwerk.domain.funding.queries.reckoning import year_of
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, NotThere, WrongState
from lotsenwerk.kit.tenancy import current_organisation_id


def agree_to_tell(actor: Actor, volunteer: Volunteer, *, at: datetime) -> TellingConsent:
    """Her hours of this and the last year may be told to other organisations that she works for, and theirs to us."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    volunteer = of_volunteer(volunteer)
    if TellingConsent.objects.filter(volunteer=volunteer, withdrawn_at__isnull=True).exists():
        raise WrongState(_("This was agreed to already."))
    made = TellingConsent.objects.create(
        volunteer=volunteer, way=way_of(actor, volunteer), given_at=at, seen_by_user_id=actor.user_id
    )
    _tell(volunteer, clock.local(at).date())
    about_hours(actor, "agree_to_tell_hours", volunteer, at, {"way": made.way})
    return made


def withdraw_telling(actor: Actor, volunteer: Volunteer, *, at: datetime) -> None:
    """She takes it back: what others could read is gone in the same moment."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    volunteer = of_volunteer(volunteer)
    standing = TellingConsent.objects.filter(volunteer=volunteer, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=at):
        raise WrongState(_("This was not agreed to, or was taken back already."))
    forget_told(volunteer.person.user_id)
    about_hours(actor, "withdraw_telling_hours", volunteer, at, {})


def forget_told(user_id: int | None) -> int:
    """Delete what this organisation tells of a login; answers how many rows."""
    here = ToldHours.objects.filter(organisation_id=current_organisation_id())
    return here.filter(user_id=user_id).delete()[0] if user_id is not None else 0


def forget_old_years(*, at: datetime) -> int:
    """Delete what was told of the year before the last and of older ones; answers how many rows."""
    here = ToldHours.objects.filter(organisation_id=current_organisation_id())
    return here.filter(year__lt=clock.local(at).year - 1).delete()[0]


def tell_again(consent_id: int, *, at: datetime) -> bool:
    """Tell what somebody gave who agreed, this year and the last; whether it was told.

    The consent is looked at under her lock: what she takes back in the same moment is not told.
    """
    one = TellingConsent.objects.select_related("volunteer").filter(pk=consent_id).first()
    if one is None:
        return False
    try:
        volunteer = of_volunteer(one.volunteer)
    except NotThere:
        return False
    is_standing = TellingConsent.objects.filter(pk=consent_id, withdrawn_at__isnull=True).exists()
    if is_standing:
        _tell(volunteer, clock.local(at).date())
    return is_standing


def _tell(volunteer: Volunteer, today: date) -> None:
    if volunteer.person.user_id is None:
        return
    for year in (today.year - 1, today.year):
        [facts] = facts_of(Volunteer.objects.filter(pk=volunteer.pk), year, today)
        here = year_of(rulebook(), facts, today, pay_by_day([]))
        minutes = here.meter.used - (facts.elsewhere if facts.is_shared else 0)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO funding_toldhours (user_id, organisation_id, year, minutes) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (user_id, year, organisation_id) DO UPDATE SET minutes = EXCLUDED.minutes",
                [volunteer.person.user_id, current_organisation_id(), year, minutes],
            )

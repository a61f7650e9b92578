"""Which of the two ceilings of the income tax law stands against somebody's year."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.noting import about_hours, of_volunteer
from lotsenwerk.domain.funding.models import TaxChoice
from lotsenwerk.domain.funding.permissions import may_keep_hours
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.engines.funding.ceilings import Ceiling
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed


def choose_ceiling(actor: Actor, volunteer: Volunteer, *, year: int, ceiling: str, at: datetime) -> TaxChoice:
    """Against which ceiling a year is shown. Whether she may use it is for a tax adviser to say (FT2)."""
    if not may_keep_hours(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if ceiling not in set(Ceiling):
        raise BadInput(_("Please choose one of the list."), field="ceiling")
    if abs(year - clock.local(at).year) > 1:
        raise BadInput(_("A ceiling is chosen for last year, this year or the next one."))
    volunteer = of_volunteer(volunteer)
    chosen, _is_new = TaxChoice.objects.update_or_create(
        volunteer=volunteer,
        year=year,
        defaults={"ceiling": ceiling, "noted_at": at, "noted_by_user_id": actor.user_id},
    )
    about_hours(actor, "choose_ceiling", volunteer, at, {"year": year, "ceiling": ceiling})
    return chosen

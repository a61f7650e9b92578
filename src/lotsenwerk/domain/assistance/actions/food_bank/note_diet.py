"""What somebody does not eat: noted with a consent, deleted as soon as the consent is taken back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Diet, DietaryWish
from lotsenwerk.domain.assistance.permissions import may_run_food_bank
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed


def note_diet(
    actor: Actor, client: Client, *, wishes: Iterable[Diet], consent_on: date | None, at: datetime
) -> DietaryWish:
    """Note what a client does not eat, with the day on which she agreed to that (rule D1).

    The journal says that it was noted, never what.
    """
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    noted = sorted({Diet(wish) for wish in wishes})
    if not noted:
        raise BadInput(_("Please choose at least one, or delete the note."), field="wishes")
    if consent_on is None:
        raise BadInput(_("This may only be noted with a consent. On which day was it given?"), field="consent_on")
    if consent_on > clock.local(at).date():
        raise BadInput(_("This day lies ahead. Please enter the day of the consent."), field="consent_on")
    stays(client.person_id)
    made, _is_new = DietaryWish.objects.update_or_create(
        client=client,
        defaults={"wishes": ",".join(noted), "consent_on": consent_on, "noted_by_user_id": actor.user_id},
    )
    record(actor, "note_diet", ("assistance", "dietary_wish", made.id), at=at, about=client.person_id)
    return made


def forget_diet(actor: Actor, client: Client, *, at: datetime) -> None:
    """The consent is taken back: the row goes at once (rule D2). Where there is none nothing happens."""
    if not may_run_food_bank(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    stays(client.person_id)
    noted = DietaryWish.objects.select_for_update().filter(client=client).first()
    if noted is None:
        return
    noted_id = noted.id
    noted.delete()
    record(actor, "forget_diet", ("assistance", "dietary_wish", noted_id), at=at, about=client.person_id)

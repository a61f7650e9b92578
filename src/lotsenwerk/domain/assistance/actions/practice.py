"""How this town does it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Practice
from lotsenwerk.domain.assistance.permissions import may_change_practice
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.errors import Sentence as Words

BOUNDS: dict[str, tuple[int, int, Words]] = {
    "nobody_ended_after": (15, 1440, _("Please enter between 15 minutes and 24 hours.")),
    "address_hours": (1, 168, _("Please enter between 1 hour and 7 days.")),
    "cascade_minutes": (5, 1440, _("Please enter between 5 minutes and 24 hours.")),
    "laid_days": (1, 60, _("Please enter between 1 and 60 days.")),
}
"""Each figure's least and most, and the sentence that says so."""
LONGEST = {"insured_through": 300, "desk_hours": 200}


def change_practice(
    actor: Actor,
    *,
    insured_through: str,
    desk_hours: str,
    nobody_ended_after: int,
    address_hours: int,
    cascade_minutes: int,
    laid_days: int,
    at: datetime,
) -> Practice:
    """Say how helpers are insured, when the desk is there, and how many minutes, hours and days the town takes.

    Raises ``NotAllowed``, or ``BadInput`` with the field.
    """
    if not may_change_practice(actor):
        raise NotAllowed(_("Only the administration may change this."))
    texts = {"insured_through": insured_through.strip(), "desk_hours": desk_hours.strip()}
    figures = {
        "nobody_ended_after": nobody_ended_after,
        "address_hours": address_hours,
        "cascade_minutes": cascade_minutes,
        "laid_days": laid_days,
    }
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            limit = {"limit": LONGEST[field]}
            raise BadInput(_("Please use at most %(limit)d characters."), field=field, params=limit)
    for field, figure in figures.items():
        least, most, sentence = BOUNDS[field]
        if not least <= figure <= most:
            raise BadInput(sentence, field=field)
    practice, _is_new = Practice.objects.update_or_create(defaults={**texts, **figures})
    record(actor, "change_practice", ("assistance", "practice", practice.id), at=at)
    return practice

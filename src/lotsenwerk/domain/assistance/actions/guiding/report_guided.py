"""A guide reports in ticks: what she did, whether it was reached, what comes next, and nothing of anybody's life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.guide_words import WISHES
from lotsenwerk.domain.assistance.models import Assignment, NeedKind, Outcome, Reached, Report, WhatNext
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.tenancy import all_or_nothing
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_REMARK: Final = 200


@dataclass(frozen=True, slots=True)
class Guided:
    """What a guide says after an appointment. Where ``took_place`` is not said, nobody was there."""

    minutes: int
    reached: str = ""
    did: Sequence[str] = ()
    what_next: str = ""
    kilometres: int = 0
    remark: str = ""
    took_place: bool = True


def report_guided(actor: Actor, assignment: Assignment, said: Guided, *, at: datetime) -> Report:
    """Report an appointment of a guide; what was given counts as for every visit of a pool.

    Raises ``WrongState`` for other visits, ``BadInput`` with the field, and what ``report`` raises.
    """
    if assignment.need.kind != NeedKind.GUIDE:
        raise WrongState(_("This was no appointment of a guide."))
    _check(said)
    outcome = Outcome.DONE if said.took_place else Outcome.NOT_AT_HOME
    with all_or_nothing():
        made = report(
            actor,
            assignment,
            minutes=said.minutes,
            outcome=outcome,
            note=said.remark,
            kilometres=said.kilometres if said.took_place else 0,
            at=at,
        )
        if said.took_place:
            made.did = [one for one in WISHES if one in said.did]
            made.reached = said.reached
        made.what_next = said.what_next
        made.save(update_fields=["did", "reached", "what_next"])
    return made


def _check(said: Guided) -> None:
    refuse_too_long(said.remark.strip(), LONGEST_REMARK, "remark")
    if any(character.isdigit() for character in said.remark):
        raise BadInput(_("Please leave out numbers: no dates of birth, no telephone numbers."), field="remark")
    if said.took_place and not said.did:
        raise BadInput(_("Please say what you did."), field="did")
    if said.took_place and said.reached not in Reached.values:
        raise BadInput(_("Please say whether it was reached."), field="reached")
    if not set(said.did) <= set(WISHES) or said.what_next not in {"", *WhatNext.values}:
        raise BadInput(_("Please choose one of the list."), field="what_next")

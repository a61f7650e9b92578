"""Tick a visit off from paper: the report and the money of a stop in one step, or neither."""

from dataclasses import dataclass
from datetime import datetime

from lotsenwerk.domain.assistance.actions.cash import Settlement, settle
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.ledger import IfUnequal, Numbers
from lotsenwerk.domain.assistance.models import Assignment, Outcome
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.tenancy import all_or_nothing


@dataclass(frozen=True, slots=True)
class Ticked:
    """What stands on the paper for one stop; ``numbers`` are none where no money went through hands."""

    minutes: int
    outcome: Outcome = Outcome.DONE
    numbers: Numbers | None = None
    if_unequal: IfUnequal = IfUnequal.ASK


def tick(actor: Actor, assignment: Assignment, said: Ticked, *, at: datetime) -> Settlement | None:
    """Report the visit and settle its money; a refusal of either leaves both undone."""
    with all_or_nothing():
        report(actor, assignment, minutes=said.minutes, outcome=said.outcome, at=at)
        if said.numbers is None:
            return None
        return settle(
            actor,
            assignment,
            received=said.numbers.received,
            spent=said.numbers.spent,
            returned=said.numbers.returned,
            deposit=said.numbers.deposit,
            if_unequal=said.if_unequal,
            at=at,
        )

"""A helper does not go after all: what hung on her going ends with it."""

from datetime import datetime

from lotsenwerk.domain.assistance.actions.food_bank.slip_for import end_slips
from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.gatherings.actions.book import drop_bookings


def let_go(assignment: Assignment, *, at: datetime) -> None:
    """End her proxy slip and free the cargo bicycle. Called by every verb that takes her out; it writes the journal."""
    end_slips(assignment, at=at)
    drop_bookings(("assistance", "assignment", assignment.id))

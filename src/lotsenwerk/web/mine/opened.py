"""The one visit that a page is about."""

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import only_what_was_opened


def opened(request: VisitRequest, ref: str) -> Assignment:
    """The visit of this ref, where it is the visitor's own and the one that her link opens; ``NotThere`` otherwise."""
    found = assignment_for(request.actor, ref=ref)
    only_what_was_opened(request.visit, "go", found.id)
    return found

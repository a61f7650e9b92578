"""The one visit that a page is about."""

from lotsenwerk.domain.assistance.models import Assignment
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.planning.days import is_of_day
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.mine.entry import only_what_was_opened


def opened(request: VisitRequest, ref: str) -> Assignment:
    """The visit of this ref, where it is the visitor's own and one that her link opens; ``NotThere`` otherwise.

    The link to a whole day opens each visit of it that she has agreed to.
    """
    found = assignment_for(request.actor, ref=ref)
    purpose, subject = request.visit.allowed or ("", 0)
    if purpose != "answer_day" or not is_of_day(request.actor, subject, found):
        only_what_was_opened(request.visit, "go", found.id)
    return found

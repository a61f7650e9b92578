"""What is printed for a course: the code on the wall, the list of participants, certificates."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.organisations.modules import CORE
from lotsenwerk.domain.training.papers import facts_of_certificate, facts_of_list, facts_of_wall
from lotsenwerk.domain.training.permissions import may_run_courses
from lotsenwerk.domain.training.queries import certificate_for, participants, session_for, sessions_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.web.desk.entry import desk


def pdf(paper: bytes, name: str) -> HttpResponse:
    """A paper as an answer that the browser shows."""
    named = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)


@require_safe
@desk(may_run_courses)
def course_date_wall(request: VisitRequest, session_id: int) -> HttpResponse:
    """The code with which people say that they are here."""
    session = session_for(request.actor, session_id)
    return pdf(make_pdf("course_wall", facts_of_wall(session), "de"), f"wall-{session.code}")


@require_POST
@desk(may_run_courses)
def course_date_list(request: VisitRequest, session_id: int) -> HttpResponse:
    """The list that participants sign."""
    session = session_for(request.actor, session_id)
    room = participants(request.actor, session.course, sessions_of(session.course), clock.now())
    facts = facts_of_list(session, [one.signed for one in room.seated])
    return pdf(make_pdf("course_list", facts, "de"), f"list-{session.code}")


@require_safe
@desk(may_run_courses, of=CORE)
def certificate(request: VisitRequest, certificate_id: int) -> HttpResponse:
    """A certificate, the same each time."""
    found = certificate_for(request.actor, certificate_id)
    return pdf(make_pdf("certificate", facts_of_certificate(found), "de"), f"certificate-{found.ref}")

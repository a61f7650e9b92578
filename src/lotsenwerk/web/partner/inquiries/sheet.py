"""The confirmation sheet: to read, to print from the page, and as paper with the part that is signed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.assistance.queries.inquiries import Sheet, inquiry_for, sheet_for
from lotsenwerk.domain.assistance.sheet_paper import facts_of_sheet, sheet_paper_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.partner.entry import institution


@require_safe
@institution()
def sheet(request: VisitRequest, ref: str) -> HttpResponse:
    """The sheet as a page; there is none while nobody goes."""
    return render(request, "partner/inquiries/sheet.html", {"facts": facts_of_sheet(_sheet(request, ref)), "ref": ref})


@require_safe
@institution()
def sheet_paper(request: VisitRequest, ref: str) -> HttpResponse:
    """The same as PDF."""
    paper = sheet_paper_for(request.actor, ref, at=clock.now())
    named = {"Content-Disposition": f'inline; filename="einsatz-{ref}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=named)


def _sheet(request: VisitRequest, ref: str) -> Sheet:
    found = sheet_for(request.actor, inquiry_for(request.actor, ref), at=clock.now())
    if found is None:
        raise NotThere
    return found

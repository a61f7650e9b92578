"""The journal as the administration sees it: that something was done and by whom, not about whom."""

from django.http import HttpResponse
from django.shortcuts import render

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.journal.actions.seal import broken_places
from lotsenwerk.domain.journal.queries import newest_lines
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.town.wording import verb_in_words


@desk(may_administer)
def journal(request: VisitRequest) -> HttpResponse:
    """The newest lines; with ``?check`` also whether every sealed line is what it was."""
    lines = newest_lines()
    names = names_of([line.user_id for line in lines if line.user_id])
    context = {
        "rows": [(line, verb_in_words(line.verb), names.get(line.user_id or 0, "")) for line in lines],
        "is_checked": "check" in request.GET,
        "broken": broken_places() if "check" in request.GET else [],
    }
    return render(request, "desk/town/journal.html", context)

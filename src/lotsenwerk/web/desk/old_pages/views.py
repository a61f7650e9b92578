"""Pages of an older portal come in as drafts, and it is said what has to be looked at."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lotsenwerk.domain.publishing.actions.take_over_old import take_over_old
from lotsenwerk.domain.publishing.old_pages import read_old_pages
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.old_pages.forms import OldPagesForm
from lotsenwerk.web.desk.refusals import posted, refusals_at


@desk(may_publish)
def old_pages(request: VisitRequest) -> HttpResponse:
    """Take over what was saved. Sent twice it adds nothing: a page of the same name is left out."""
    form = OldPagesForm(posted(request), request.FILES if request.method == "POST" else None)
    taken = None
    if form.is_valid():
        with refusals_at(form):
            found = read_old_pages(form.cleaned_data["text"])
            if found:
                taken = take_over_old(request.actor, found, at=clock.now())
            else:
                form.add_error(None, _("Nothing was understood in it. Please save the page as text, and try that."))
    return render(request, "desk/old_pages/old_pages.html", {"form": form, "taken": taken})

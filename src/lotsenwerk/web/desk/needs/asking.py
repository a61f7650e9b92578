"""Several are asked at once, or one after the other."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.cascades import start_cascade, stop_cascade
from lotsenwerk.domain.assistance.actions.offers import MOST_AT_ONCE, ask_several
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import need_for
from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import back
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.needs.reasons import CascadeForm
from lotsenwerk.web.desk.wording import time_in_words

LONGEST_ID = 18
"""Digits of a number that the database can hold."""


@desk(may_run_journeys)
@require_POST
def need_ask(request: VisitRequest, need_id: int) -> HttpResponse:
    """Everybody who was ticked is asked."""
    need = need_for(request.actor, need_id)
    ids = {one for one in request.POST.getlist("who") if one.isdecimal() and len(one) <= LONGEST_ID}
    chosen = [volunteer_for(request.actor, int(one)) for one in sorted(ids)[: MOST_AT_ONCE + 1]]
    count = len(ask_several(request.actor, need, volunteers=chosen, at=clock.now()))
    words = ngettext("%(count)d person is being asked.", "%(count)d people are being asked.", count)
    messages.success(request, words % {"count": count})
    return back(request, "desk:need", need_id)


@desk(may_run_journeys)
@require_POST
def need_cascade(request: VisitRequest, need_id: int) -> HttpResponse:
    """One after the other is asked until somebody says yes."""
    need, form, now = need_for(request.actor, need_id), CascadeForm(request.POST), clock.now()
    if form.is_valid():
        cascade = start_cascade(request.actor, need, **form.cleaned_data, at=now)
        if cascade.next_at > now:
            sentence = _("Asked. The next one at %(time)s, if nobody says yes before.")
            messages.success(request, sentence % {"time": time_in_words(cascade.next_at)})
        else:
            messages.success(request, _("It is night: the first one is asked in the morning."))
    else:
        messages.error(request, _("Please enter whole numbers for minutes and people."))
    return back(request, "desk:need", need_id)


@desk(may_run_journeys)
@require_POST
def need_cascade_stop(request: VisitRequest, need_id: int) -> HttpResponse:
    """Nobody else is asked."""
    stop_cascade(request.actor, need_for(request.actor, need_id), at=clock.now())
    messages.success(request, _("Nobody else is asked. Who was asked can still answer."))
    return back(request, "desk:need", need_id)

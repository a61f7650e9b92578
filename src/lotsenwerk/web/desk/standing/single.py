"""Single dates: left out, moved, brought back."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.actions.single_days import bring_back_day, move_day, skip_day
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.assistance.queries.standing import exceptions_of, rhythm_for
from lotsenwerk.domain.assistance.rhythm_days import days_of, names
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.toasts import offer_undo
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.standing.forms import MoveForm, where_it_is


@desk(may_take_in)
@require_POST
def date_skip(request: VisitRequest, rhythm_id: int, day: date) -> HttpResponse:
    """This date is left out."""
    skip_day(request.actor, rhythm_for(request.actor, rhythm_id), day=day, at=clock.now())
    sentence = _("%(day)s is left out.") % {"day": _in_words(day)}
    offer_undo(request, sentence, reverse("desk:date_back", args=[rhythm_id, day]))
    return redirect("desk:rhythm", rhythm_id)


@desk(may_take_in)
def date_move(request: VisitRequest, rhythm_id: int, day: date) -> HttpResponse:
    """This date takes place at another time."""
    shown = rhythm_for(request.actor, rhythm_id)
    if not names(shown, day):
        raise NotThere
    days = days_of(shown, exceptions_of([rhythm_id])[rhythm_id], first=day, last=day)
    now = next(one for one in days if one.regular == day)
    form = MoveForm(posted(request), initial=where_it_is(now))
    if form.is_valid():
        with refusals_at(form, places={"minutes": "ends"}):
            move_day(request.actor, shown, day=day, instead=form.instead(), at=clock.now())
            messages.success(request, _("Moved. Whoever is concerned is told."))
            return redirect("desk:rhythm", rhythm_id)
    return render(request, "desk/standing/move.html", {"rhythm": shown, "day": now, "form": form})


@desk(may_take_in)
@require_POST
def date_back(request: VisitRequest, rhythm_id: int, day: date) -> HttpResponse:
    """This date is as always again."""
    bring_back_day(request.actor, rhythm_for(request.actor, rhythm_id), day=day, at=clock.now())
    messages.success(request, _("%(day)s is as always again.") % {"day": _in_words(day)})
    return redirect("desk:rhythm", rhythm_id)


def _in_words(day: date) -> str:
    return date_format(day, _("l, j F"))

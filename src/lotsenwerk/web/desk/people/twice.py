"""Two rows that look like one human being: side by side, and made one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.queries.journey import assignments_of_volunteer, needs_of_client
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.queries import whole_person
from lotsenwerk.domain.privacy.actions.merge_people import merge_people
from lotsenwerk.domain.privacy.permissions import may_merge
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, and the id of the other."""

    person: Person
    other_id: int
    needs: int
    visits: int


@desk(may_merge)
def person_same(request: VisitRequest, person_id: int, other_id: int) -> HttpResponse:
    """Show both and ask which is to stay; ``keep`` is the id of that one."""
    one, other = whole_person(request.actor, person_id), whole_person(request.actor, other_id)
    if request.method == "POST":
        kept, gone = (other, one) if request.POST.get("keep") == str(other.pk) else (one, other)
        merge_people(request.actor, kept, gone, at=clock.now())
        messages.success(request, _("%(name)s stands here once now.") % {"name": kept.name})
        return redirect("desk:person", kept.pk)
    sides = [_side(request.actor, one, other.pk), _side(request.actor, other, one.pk)]
    return render(request, "desk/people/same.html", {"person": one, "sides": sides})


def _side(actor: Actor, person: Person, other_id: int) -> Side:
    client, volunteer = getattr(person, "client", None), getattr(person, "volunteer", None)
    needs = len(needs_of_client(actor, client.pk, most=MOST_LINES)) if client else 0
    visits = len(assignments_of_volunteer(actor, volunteer.pk, most=MOST_LINES)) if volunteer else 0
    return Side(person, other_id, needs, visits)

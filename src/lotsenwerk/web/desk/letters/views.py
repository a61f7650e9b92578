"""What did not arrive, and whom to call instead."""

from django.http import HttpResponse
from django.shortcuts import render

from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.queries import counts_by_state, troubled_letters
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.letters.wording import counts_in_words


@desk(may_see_people)
def letters(request: VisitRequest) -> HttpResponse:
    """Letters that failed or of which nobody knows, and how many are in which state."""
    page = one_page(request, troubled_letters(request.actor))
    rows = [(letter, messages()[letter.message].subject) for letter in page.object_list]
    context = {"page": page, "rows": rows, "counts": counts_in_words(counts_by_state())}
    return render(request, "desk/letters/letters.html", context)

"""What is kept of oneself, and the language of the screens."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lotsenwerk.domain.people.queries import volunteer_for
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.appearance import language_choices
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.mine.entry import mine
from lotsenwerk.web.mine.me.words import stretches_in_words, tongues_in_words


@require_safe
@mine()
def me(request: VisitRequest) -> HttpResponse:
    """Show everything that is kept, in plain words."""
    volunteer = volunteer_for(request.actor, request.actor.person_id or 0)
    number = volunteer.person.mobile or volunteer.person.phone
    about = {
        "phone": phone_numbers.shown(number) if number else "",
        "person": volunteer.person,
        "volunteer": volunteer,
        "tongues": tongues_in_words(volunteer.person.languages.all()),
        "stretches": stretches_in_words(volunteer.availability.all()),
        "languages": language_choices(),
        "is_reviewed": is_reviewed(get_language() or "de"),
    }
    return render(request, "mine/me/me.html", about)

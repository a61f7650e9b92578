"""What money is there for us? A few plain questions, and what the rules say to the answers."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.queries import state_centre
from lotsenwerk.domain.rules.queries import last_change, rulebook
from lotsenwerk.engines.funding.answers import Outcome
from lotsenwerk.kit import clock
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.entry import kept
from lotsenwerk.web.portal.funding import words
from lotsenwerk.web.portal.funding.asking import PROGRAMME, Asked, asked
from lotsenwerk.web.portal.funding.shown import shown
from lotsenwerk.web.portal.tongues import in_every_language

ORDER: Final = [Outcome.POSSIBLE, Outcome.IF, Outcome.UNKNOWN, Outcome.NOT]


@require_safe
@kept(last_change)
def funding(request: HttpRequest, language: str) -> HttpResponse:
    """The step at which somebody is, or what is possible for her; nothing of it is kept."""
    now, book = clock.now(), rulebook()
    at = asked(book, request.GET, clock.local(now).date())
    context = {
        "language": language,
        "languages": in_every_language("portal:funding", query=request.GET.urlencode()),
        "is_reviewed": is_reviewed(language),
        "at": at,
        "wishes": words.WISHES,
        "back": urlencode(at.before),
        **(_found(at, now) if at.answers else {}),
    }
    return render(request, "portal/funding/funding.html", context | {"authority": book.authorities.get(PROGRAMME)})


def _found(at: Asked, now: datetime) -> dict[str, Any]:
    today = clock.local(now).date()
    answers = sorted(at.answers, key=lambda one: ORDER.index(one.outcome))
    lines = [shown(one, today) for one in answers]
    return {
        "lines": lines,
        "count": sum(one.outcome in {Outcome.POSSIBLE, Outcome.IF} for one in answers),
        "year": at.answers[0].case.year,
        "body": words.BODIES[str(at.answers[0].case.said["body"])],
        "centre": state_centre(),
        "asks": any(line.asks for line in lines),
    }

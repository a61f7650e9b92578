"""Who comes to a volunteer's own pages: the volunteer by login, or by a link that allows one thing."""

from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.domain.organisations.modules import CORE, COURSES, GUIDES, POOLS, Modules
from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.domain.people.models import Link
from lotsenwerk.domain.people.queries import link, person_of_link, volunteer_of_user
from lotsenwerk.kit import clock, link_cookie
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.entry import Guard, May, Parts, Visit, guard
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import tenant

PARTS: Final[Parts] = {
    "arranged": CORE,
    "courses": COURSES,
    "day": CORE,
    "guiding": CORE,
    "hours": CORE,
    "ladder": POOLS,
    "me": CORE,
    "months": CORE,
    "money": CORE,
    "offers": CORE,
    "office_hours": GUIDES,
    "today": CORE,
    "visits": CORE,
}
"""What belongs to which module: whoever has said yes to a visit can do it and report it, whatever is off."""

OF_WHOM_IS_HELPED: Final = frozenset({"sheet"})
"""What somebody opens as whom one helps: her login, if she has one, is that of a helper and opens none of it."""


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """A volunteer who is logged in; for all others there is nothing here."""
    visit = visit_of(request, frozenset({Role.VOLUNTEER}))
    if visit is None:
        raise Http404
    if isinstance(visit, HttpResponse):
        return visit
    return replace(visit, recognise=_as_volunteer)


def _as_volunteer(visit: Visit) -> Visit:
    volunteer = volunteer_of_user(visit.actor.user_id or 0)
    if volunteer is None:
        raise NotThere
    name = volunteer.person.given_name or visit.name
    return replace(visit, name=name, actor=replace(visit.actor, person_id=volunteer.person_id))


def by_link(request: HttpRequest) -> Visit | HttpResponse:
    """Somebody who opened a one-time link within the last hour, or a volunteer who is logged in.

    A volunteer who is logged in comes as herself, but for the one page of a link that was sent to somebody else: a
    family may share a telephone.
    """
    opened = link_cookie.read(request)
    found = link(opened, clock.now()) if opened is not None else None
    if found is None or (is_logged_in(request) and not _leads_here(found, request)):
        return doorkeeper(request)
    with tenant(found.organisation_id):
        person = person_of_link(found)
    if person is None:
        raise Http404
    if is_logged_in(request) and person.user_id == request.user.pk and found.purpose not in OF_WHOM_IS_HELPED:
        return doorkeeper(request)
    language = _chosen_language(request) or person.language
    actor = Actor(came=Came.LINK, organisation_id=found.organisation_id, person_id=person.id, language=language)
    town = organisation(found.organisation_id)
    return Visit(
        actor=actor,
        town=town.name,
        name=person.given_name,
        modules=frozenset(town.modules),
        allowed=(found.purpose, found.subject_id),
    )


def _leads_here(opened: Link, request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.kwargs.get("ref") == opened.ref


def _chosen_language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def only_what_was_opened(visit: Visit, purpose: str, subject_id: int) -> None:
    """Whoever comes by a link gets the one thing that it opens; for all else there is nothing."""
    if visit.allowed is not None and visit.allowed != (purpose, subject_id):
        raise NotThere


def is_volunteer(actor: Actor) -> bool:
    """Whether the actor is a volunteer with pages of her own."""
    return actor.has(Role.VOLUNTEER) and actor.person_id is not None


def is_a_person(actor: Actor) -> bool:
    """Whether the actor is somebody of this town, by login or by a link; what she may do, each verb asks."""
    return actor.person_id is not None


def mine(may: May = is_volunteer, *, of: Modules | None = None) -> Guard:
    """Guard a view of a volunteer's own pages: ``@mine()``; ``of`` where it belongs elsewhere than its folder."""
    return guard(doorkeeper, may, PARTS if of is None else of)


def mine_or_link(may: May = is_a_person, *, of: Modules | None = None) -> Guard:
    """Guard a view that a one-time link may open too: ``@mine_or_link()``."""
    return guard(by_link, may, PARTS if of is None else of)


def is_logged_in(request: HttpRequest) -> bool:
    """Whether somebody is logged in, however she came to this page."""
    return isinstance(request.user, User)

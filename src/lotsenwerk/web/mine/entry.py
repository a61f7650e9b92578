"""Who comes to a volunteer's own pages: the volunteer by login, or by a link that allows one thing."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.domain.organisations.queries import organisation
from lotsenwerk.domain.people.queries import link, person_of_link, volunteer_of_user
from lotsenwerk.kit import clock, link_cookie
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.entry import Guard, May, P, Visit, guard
from lotsenwerk.kit.tenancy import tenant


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """A volunteer who is logged in; for all others there is nothing here."""
    visit = visit_of(request, frozenset({Role.VOLUNTEER}))
    if visit is None:
        raise Http404
    if isinstance(visit, HttpResponse):
        return visit
    with tenant(visit.actor.organisation_id):
        volunteer = volunteer_of_user(visit.actor.user_id or 0)
    if volunteer is None:
        raise Http404
    return replace(visit, actor=replace(visit.actor, person_id=volunteer.person_id))


def by_link(request: HttpRequest) -> Visit | HttpResponse:
    """Somebody who opened a one-time link within the last hour; a volunteer who is logged in comes as herself."""
    opened = link_cookie.read(request)
    found = link(opened, clock.now()) if opened is not None else None
    if found is None:
        return doorkeeper(request)
    with tenant(found.organisation_id):
        person = person_of_link(found)
    if person is None:
        raise Http404
    actor = Actor(came=Came.LINK, organisation_id=found.organisation_id, person_id=person.id, language=person.language)
    return Visit(
        actor=actor,
        town=organisation(found.organisation_id).name,
        name=person.given_name,
        allowed=(found.purpose, found.subject_id),
    )


def is_volunteer(actor: Actor) -> bool:
    """Whether the actor is a volunteer with pages of her own."""
    return actor.has(Role.VOLUNTEER) and actor.person_id is not None


def mine(may: May = is_volunteer) -> Guard[P]:
    """Guard a view of a volunteer's own pages: ``@mine()``."""
    return guard(doorkeeper, may)


def is_logged_in(request: HttpRequest) -> bool:
    """Whether somebody is logged in, however she came to this page."""
    return isinstance(request.user, User)

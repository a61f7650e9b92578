"""One human being was entered twice: what was the second row's becomes the first's."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.actions.access import ACCESS_FIELDS
from lotsenwerk.domain.people.models import (
    Absence,
    Availability,
    Client,
    ClientStatus,
    ContactPerson,
    LanguageSkill,
    Link,
    OtherHours,
    Person,
    Portrait,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.domain.people.search_keys import write_keys
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import current_organisation_id

_ADDRESS = ("street", "house_number", "postcode", "town", "lat", "lon")
_LADDER = (VolunteerStatus.LEFT, VolunteerStatus.INTERESTED, VolunteerStatus.PAUSED, VolunteerStatus.ACTIVE)


def join_person(kept_id: int, gone_id: int) -> int:
    """Give everything of ``gone_id`` to ``kept_id``; answers how many rows moved. What both know, the kept one says.

    Refused where both log in: which login is to stay is not for the program to decide.
    """
    kept, gone = Person.objects.get(pk=kept_id), Person.objects.get(pk=gone_id)
    if kept.user_id is not None and gone.user_id is not None:
        raise Refused(_("Both log in. Please take the e-mail address out of one of the two first."))
    moved = _join_helped(kept, gone) + _join_helping(kept, gone)
    _fill_gaps(kept, gone)
    moved += _give(LanguageSkill.objects, {"person_id": gone_id}, {"person_id": kept_id}, ["language"])
    moved += _give(Portrait.objects, {"person_id": gone_id}, {"person_id": kept_id}, [])
    moved += _give(ContactPerson.objects, {"person_id": gone_id}, {"person_id": kept_id}, ["client_id"])
    moved += Absence.objects.filter(person_id=gone_id).update(person_id=kept_id)
    links = Link.objects.filter(organisation_id=current_organisation_id(), person_id=gone_id)
    moved += links.update(person_id=kept_id)
    _drop_what_one_cannot_be_to_oneself(kept_id)
    write_keys(kept)
    return moved


def _fill_gaps(kept: Person, gone: Person) -> None:
    """What is empty in the kept row is taken from the other; a second number becomes the mobile where there is none."""
    numbers = [one for one in (gone.phone, gone.mobile) if one and one not in {kept.phone, kept.mobile}]
    for name in ("phone", "mobile"):
        if not getattr(kept, name) and numbers:
            own = getattr(gone, name)
            chosen = own if own in numbers else numbers[0]
            numbers.remove(chosen)
            setattr(kept, name, chosen)
    if not kept.street:
        for name in _ADDRESS:
            setattr(kept, name, getattr(gone, name))
    if kept.lat is None and kept.address == gone.address:
        kept.lat, kept.lon = gone.lat, gone.lon
    for name in ("given_name", "family_name", "gender", "email", "notice_given_on"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    if gone.user_id is not None:
        login, gone.user = gone.user, None
        gone.save(update_fields=["user"])
        kept.user, kept.email, kept.language = login, gone.email, gone.language
    kept.save()


def _join_helped(kept: Person, gone: Person) -> int:
    theirs = Client.objects.filter(person=gone).first()
    ours = Client.objects.filter(person=kept).first()
    if theirs is None:
        return 0
    if ours is None:
        return Client.objects.filter(pk=theirs.pk).update(person=kept)
    for name in ACCESS_FIELDS:
        if not getattr(ours, name):
            setattr(ours, name, getattr(theirs, name))
    if theirs.access_notes and theirs.access_notes not in ours.access_notes:
        ours.access_notes = f"{ours.access_notes}\n{theirs.access_notes}"
    if ClientStatus.ACTIVE in {ours.status, theirs.status}:
        ours.status = ClientStatus.ACTIVE
    ours.save()
    old, new = {"client_id": theirs.pk}, {"client_id": ours.pk}
    return (
        _give(ContactPerson.objects, old, new, ["person_id"])
        + _give(Veto.objects, old, new, ["volunteer_id"])
        + _give(StandingYes.objects.filter(ended_at__isnull=True), old, new, ["volunteer_id"])
        + StandingYes.objects.filter(ended_at__isnull=False, client=theirs).update(client=ours)
    )


def _join_helping(kept: Person, gone: Person) -> int:
    theirs = Volunteer.objects.filter(person=gone).first()
    ours = Volunteer.objects.filter(person=kept).first()
    if theirs is None:
        return 0
    if ours is None:
        return Volunteer.objects.filter(pk=theirs.pk).update(person=kept)
    if _LADDER.index(VolunteerStatus(theirs.status)) > _LADDER.index(VolunteerStatus(ours.status)):
        ours.status, ours.status_since = theirs.status, theirs.status_since
        ours.save(update_fields=["status", "status_since"])
    old, new = {"volunteer_id": theirs.pk}, {"volunteer_id": ours.pk}
    return (
        _give(Availability.objects, old, new, ["weekday", "begins"])
        + _give(OtherHours.objects, old, new, ["on", "begins"])
        + _give(SuitabilityFact.objects, old, new, ["kind"])
        + _give(Veto.objects, old, new, ["client_id"])
        + _give(StandingYes.objects.filter(ended_at__isnull=True), old, new, ["client_id"])
        + StandingYes.objects.filter(ended_at__isnull=False, volunteer=theirs).update(volunteer=ours)
    )


def _give(rows: Any, old: dict[str, int], new: dict[str, int], same: Sequence[str]) -> int:
    """Point rows at the kept one; where it has a row of the same key already, that one stands."""
    known: QuerySet[Any] = rows.filter(**new)
    if not same:
        doubles = Q() if known.exists() else Q(pk__in=[])
    else:
        doubles = Q(pk__in=[])
        for key in known.values(*same):
            doubles |= Q(**key)
    rows.filter(doubles, **old).delete()
    return int(rows.filter(**old).update(**new))


def _drop_what_one_cannot_be_to_oneself(kept_id: int) -> None:
    ContactPerson.objects.filter(person_id=kept_id, client__person_id=kept_id).delete()
    Veto.objects.filter(client__person_id=kept_id, volunteer__person_id=kept_id).delete()
    StandingYes.objects.filter(client__person_id=kept_id, volunteer__person_id=kept_id).delete()

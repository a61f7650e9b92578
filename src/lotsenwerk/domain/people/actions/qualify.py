"""Somebody has learned something: the qualification, and who may begin because of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import (
    NextAction,
    PoolKind,
    PoolMember,
    Qualification,
    QualificationKind,
    Rung,
    Volunteer,
)
from lotsenwerk.domain.people.permissions import may_admit_volunteers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed

POOLS: Final[Mapping[str, PoolKind]] = {
    QualificationKind.BASIC_GUIDE: PoolKind.GUIDES,
    QualificationKind.HEALTH_GUIDE: PoolKind.GUIDES,
    QualificationKind.PARENT_GUIDE: PoolKind.GUIDES,
    QualificationKind.INTERPRETER: PoolKind.INTERPRETERS,
}
"""In which pools a qualification lets somebody begin."""
Subject = tuple[str, str, int]


def grant_qualification(
    actor: Actor,
    volunteer: Volunteer,
    *,
    kind: QualificationKind,
    granted_on: date,
    valid_until: date | None = None,
    title: str = "",
    source: Subject | None = None,
    at: datetime,
) -> Qualification:
    """Write down what somebody has learned; the same of the same day is there once.

    ``source`` is the course in a room above. Whoever stands at *course* in a pool of this kind may begin: her next
    action says so, and nothing else of her ladder moves.
    """
    if not may_admit_volunteers(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if valid_until is not None and valid_until < granted_on:
        raise BadInput(_("The end must be later than the beginning."), field="valid_until")
    stays(volunteer.person_id)
    room, name, source_id = source or ("", "", None)
    granted, is_new = Qualification.objects.get_or_create(
        volunteer=volunteer,
        kind=kind,
        granted_on=granted_on,
        defaults={
            "title": title[:120],
            "valid_until": valid_until,
            "room": room,
            "source": name,
            "source_id": source_id,
        },
    )
    if is_new:
        members = PoolMember.objects.filter(volunteer=volunteer, rung=Rung.COURSE, pool__kind=POOLS.get(kind, ""))
        members.update(next_action=NextAction.BEGIN)
        subject = ("people", "qualification", granted.pk)
        record(actor, "grant_qualification", subject, at=at, about=volunteer.person_id)
    return granted

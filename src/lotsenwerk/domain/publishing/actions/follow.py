"""Read a region of Integreat every night, or no longer; say when it did not work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.publishing.actions.borrow import let_go
from lotsenwerk.domain.publishing.models import Source
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import current_organisation_id

MOST_REGIONS: Final = 3
"""The town's own, its county's, a neighbour's."""
_LONGEST: Final = 60


def follow_region(actor: Actor, region: str, languages: Sequence[str], *, at: datetime) -> Source:
    """Read this region from now on, German and these languages of ours; of one that is read already, say the languages.

    Whether Integreat knows it is found out by the reading: no page waits for another body's server.
    """
    _may(actor)
    region = region.strip().strip("/").lower()
    try:
        validate_slug(region[: _LONGEST + 1])
    except ValidationError:
        region = ""
    if not region or len(region) > _LONGEST:
        raise BadInput(_("Please copy the name from the address of the region, such as “bergstrasse”."), field="region")
    if not set(languages) <= dict(settings.LANGUAGES).keys():
        raise BadInput(_("Please choose one of the list."), field="languages")
    if Source.objects.exclude(region=region).count() >= MOST_REGIONS:
        raise BadInput(_("At most three regions can be read."), field="region")
    spoken = sorted({"de", *languages})
    source, _made = Source.objects.update_or_create(
        region=region, defaults={"languages": spoken}, create_defaults={"languages": spoken, "added_at": at}
    )
    record(actor, "follow_region", subject_of(source), at=at)
    ask_for_reading(actor)
    return source


def stop_following(actor: Actor, source: Source, *, at: datetime) -> None:
    """Read it no longer: what came from there is ended and taken down, what people entered stays."""
    _may(actor)
    source = lock(Source.objects.all(), pk=source.pk)
    for one in source.borrowed.select_related("partner", "entry"):
        let_go(actor, one, at=at)
    record(actor, "stop_following", subject_of(source), at=at)
    source.delete()


def ask_for_reading(actor: Actor) -> None:
    """Let the worker read all regions of the open organisation once this transaction has ended well."""
    _may(actor)
    name = "publishing.read_regions"
    organisation_id = current_organisation_id()
    reading = app.configure_task(name, queueing_lock=f"{name}.{organisation_id}")
    try:
        with transaction.atomic():
            reading.defer(organisation_id=organisation_id)
    except AlreadyEnqueued:
        return


def note_fault(source_id: int, why: str, *, at: datetime) -> None:
    """Say why a reading did not work; all that was shown before is still shown."""
    Source.objects.filter(pk=source_id).update(tried_at=at, fault=why)


def subject_of(source: Source) -> tuple[str, str, int]:
    """A source in the journal."""
    return ("publishing", "source", source.pk)


def _may(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed(_("Only the administration may do this."))

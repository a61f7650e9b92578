"""Lay down what is signed: a text is never changed, only followed by another version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import DeclarationKind, DeclarationText
from lotsenwerk.domain.people.permissions import may_keep_pools
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.tenancy import current_organisation_id
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_TEXT: Final = 6_000


def change_text(
    actor: Actor, kind: str, texts: Mapping[str, str], *, valid_from: date, at: datetime
) -> list[DeclarationText]:
    """The next version of a declaration, word by word in each language that was written; German has to be there.

    Who signed an older version stays bound by it.
    """
    if not may_keep_pools(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if kind not in DeclarationKind.values:
        raise BadInput(_("Please choose one of the list."), field="kind")
    written = {language: text.strip() for language, text in texts.items() if text.strip()}
    if "de" not in written:
        raise BadInput(_("The German text is what counts: please write it."), field="de")
    for language, text in written.items():
        if language not in dict(settings.LANGUAGES):
            raise BadInput(_("Please choose one of the languages in the list."), field=language)
        refuse_too_long(text, LONGEST_TEXT, language)
    if valid_from < clock.local(at).date():
        raise BadInput(_("A text begins today or later."), field="valid_from")
    _one_after_the_other(kind)
    last = DeclarationText.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0
    laid = [
        DeclarationText.objects.create(
            kind=DeclarationKind(kind),
            version=last + 1,
            language=language,
            text=text,
            valid_from=valid_from,
            made_at=at,
            made_by_user_id=actor.user_id,
        )
        for language, text in written.items()
    ]
    record(actor, "change_text", ("people", "declaration_text", laid[0].id), at=at)
    return laid


def _one_after_the_other(kind: str) -> None:
    """Two who lay down a version in the same moment get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"declaration {current_organisation_id()} {kind}"]
        )

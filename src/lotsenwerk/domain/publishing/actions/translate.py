"""Words of a page in other languages, and who vouches for them."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.publishing.actions.show import show_again
from lotsenwerk.domain.publishing.actions.write import subject_of
from lotsenwerk.domain.publishing.checks import check_words
from lotsenwerk.domain.publishing.documents import Words, digest, words_from_json, words_to_json
from lotsenwerk.domain.publishing.models import Page, Translation, Version
from lotsenwerk.domain.publishing.permissions import may_write
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

_LONGEST_NAME = 120


def translate(
    actor: Actor, page: Page, language: str, words: Words, *, of_number: int, reviewed_by: str = "", at: datetime
) -> Translation:
    """Keep the words in another language. ``of_number`` is the version whose German words were translated.

    ``reviewed_by`` is the name of whoever speaks the language and has read it; empty: nobody has yet.
    """
    if not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    if language not in dict(settings.LANGUAGES) or language == "de":
        raise BadInput(_("Please choose one of the languages in the list."), field="language")
    refuse_too_long(reviewed_by.strip(), _LONGEST_NAME, "reviewed_by")
    check_words(page.kind, words)
    page = lock(Page.objects.all(), pk=page.pk)
    of = Version.objects.filter(page=page, number=of_number).first()
    if of is None:
        raise BadInput(_("This has changed in the meantime. Please look at it again."))
    kept, _made = Translation.objects.update_or_create(
        page=page,
        language=language,
        defaults={
            "words": words_to_json(words),
            "of_digest": digest(words_from_json(of.words)),
            "saved_at": at,
            "saved_by_user_id": actor.user_id,
            "reviewed_by": reviewed_by.strip(),
            "reviewed_on": clock.local(at).date() if reviewed_by.strip() else None,
        },
    )
    record(actor, "translate_page", subject_of(page), at=at)
    show_again(page, at)
    return kept

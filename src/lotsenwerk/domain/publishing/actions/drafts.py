"""Keep what is typed into a page's form until it is saved, so that nothing is lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.publishing.models import Page, PageDraft
from lotsenwerk.domain.publishing.permissions import may_write
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed

MOST_CHARACTERS: Final = 60_000
"""Of all that is typed; no page is that long."""
KEPT_FOR: Final = timedelta(days=14)


def keep_draft(
    actor: Actor, page: Page, typed: Mapping[str, Sequence[str]], *, after: int, at: datetime
) -> PageDraft | None:
    """Keep the form as it stands, one for each writer and page; answers None where it is too long to keep.

    It is no fact of the town yet, so the journal is not written.
    """
    if actor.user_id is None or not may_write(actor, page):
        raise NotAllowed(_("Only those who work here may write pages."))
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > MOST_CHARACTERS:
        return None
    kept = {name: list(values) for name, values in typed.items()}
    draft, _made = PageDraft.objects.update_or_create(
        page=page, user_id=actor.user_id, defaults={"typed": kept, "after": after, "saved_at": at}
    )
    return draft


def drop_draft(actor: Actor, page: Page) -> None:
    """Forget what was typed: it is not wanted any more."""
    PageDraft.objects.filter(page=page, user_id=actor.user_id or 0).delete()


def forget_drafts(*, at: datetime) -> int:
    """Drop what nobody has gone on with for two weeks. Nightly work; answers how many."""
    return PageDraft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()[0]

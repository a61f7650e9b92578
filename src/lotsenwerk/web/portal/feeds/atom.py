"""An Atom feed (RFC 4287) of entries of the shop window."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from lotsenwerk.domain.publishing.models import EntryText
from lotsenwerk.domain.publishing.routes import absolute, path_of
from lotsenwerk.kit import clock

MEDIA_TYPE: Final = "application/atom+xml"
EASY: Final = "de-simple"


def feed_of(rows: Sequence[EntryText], *, title: str, language: str, path: str, home: str) -> str:
    """The feed as text. ``path`` is where it stands itself, ``home`` the page that it belongs to."""
    # BCP 47 knows the variant "simple", so our code of Leichte Sprache is one.
    made = Atom1Feed(
        title=title,
        link=absolute(home),
        description=None,
        language=language,
        feed_url=absolute(path),
        author_name="Lotsenwerk",
    )
    for text in rows:
        entry = text.entry
        made.add_item(
            title=text.title,
            link=absolute(path_of(entry.kind, entry.slug, text.language)),
            description=text.summary or text.title,
            unique_id=f"tag:{urlsplit(settings.PUBLIC_URL).hostname},2026:{entry.ref}:{text.language}",
            pubdate=clock.local(entry.published_at),
            updateddate=clock.local(entry.changed_at),
            author_name=entry.carrier.name if entry.carrier else entry.organisation.name,
            categories=[entry.field] if entry.field else [],
        )
    return made.writeString("utf-8")

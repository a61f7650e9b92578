"""Count a search that found nothing, so that somebody can see what people look for in vain."""

import re
from datetime import date, datetime
from typing import Final

from django.db import connection

from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.kit import clock

MOST_A_DAY: Final = 500
"""Different searches; a machine that asks for thousands fills no table."""
_LONGEST: Final = 80
_SAYS_SOMEBODY: Final = re.compile(r"[\d@]")
_COUNT: Final = """
INSERT INTO publishing_searchmiss (day, kind, language, words, times)
SELECT %(day)s, %(kind)s, %(language)s, %(words)s, 1
WHERE (SELECT count(*) FROM publishing_searchmiss WHERE day = %(day)s) < %(most)s
ON CONFLICT (day, kind, language, words) DO UPDATE SET times = publishing_searchmiss.times + 1
"""


def record_miss(kind: PageKind, language: str, words: str, *, at: datetime) -> None:
    """Count it for the day. Words with digits or an @ are left out: they may be somebody's number or address.

    Nobody's row changes and nobody did it, so there is no line in a journal.
    """
    kept = " ".join(word for word in words.lower().split() if word.isprintable() and not _SAYS_SOMEBODY.search(word))
    kept = kept[:_LONGEST].strip()
    if not kept:
        return
    said: dict[str, str | int | date] = {
        "day": clock.local(at).date(),
        "kind": str(kind),
        "language": language,
        "words": kept,
        "most": MOST_A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, said)

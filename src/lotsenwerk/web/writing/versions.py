"""What a version of a page says, and what is different between two of them."""

from lotsenwerk.domain.publishing.documents import Facts, Words, facts_from_json, words_from_json
from lotsenwerk.domain.publishing.models import Page
from lotsenwerk.domain.publishing.queries.pages import version_of
from lotsenwerk.web.writing.parts import Changed, compared, parts_of


def content_of(page: Page, number: int | None = None) -> tuple[Words, Facts]:
    """What a version says, the newest where no number is given."""
    version = version_of(page, number)
    return words_from_json(version.words), facts_from_json(version.facts)


def between(page: Page, before: int, after: int) -> list[Changed]:
    """What is different between two versions of a page."""
    old, new = content_of(page, before), content_of(page, after)
    return compared(parts_of(page.kind, *old), parts_of(page.kind, *new))

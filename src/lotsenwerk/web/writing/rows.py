"""Pages as rows of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotsenwerk.domain.publishing.models import Page, PageState
from lotsenwerk.domain.publishing.queries.pages import titles_of
from lotsenwerk.web.writing.wording import due_words


@dataclass(frozen=True, slots=True)
class Row:
    """A page with its title, and when somebody has to look again."""

    page: Page
    title: str
    due: str


def rows_of(pages: Sequence[Page], today: date) -> list[Row]:
    """The rows of a list, in its order. One query."""
    titles = titles_of(pages)
    return [Row(page, titles[page.pk], due_words(page, today)) for page in pages]


def most_urgent_first(rows: Sequence[Row]) -> list[Row]:
    """What somebody asks for, then what is due, then what is begun, then what is shown; withdrawn ones last."""
    return sorted(rows, key=_rank)


def _rank(row: Row) -> tuple[int, int]:
    page = row.page
    ranks = [bool(page.sent_back_because), bool(row.due), page.state == PageState.DRAFT, page.submitted_at is not None]
    first = next((place for place, is_so in enumerate(ranks) if is_so), len(ranks))
    return (first + 1 if page.state == PageState.WITHDRAWN else first, -page.pk)

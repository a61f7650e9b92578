"""What organisations tell the public: pages with their versions, and the shop window in which all of them stand."""

from lotsenwerk.domain.publishing.models.editing import AnsweredProposal, PageDraft
from lotsenwerk.domain.publishing.models.elsewhere import Borrowed, Source
from lotsenwerk.domain.publishing.models.pages import (
    Field,
    Page,
    PageKind,
    PagePicture,
    PageState,
    Testimonial,
    Translation,
    Version,
)
from lotsenwerk.domain.publishing.models.window import Entry, EntryDay, EntryPicture, EntryText, SearchMiss, WordKey

__all__ = [
    "AnsweredProposal",
    "Borrowed",
    "Entry",
    "EntryDay",
    "EntryPicture",
    "EntryText",
    "Field",
    "Page",
    "PageDraft",
    "PageKind",
    "PagePicture",
    "PageState",
    "SearchMiss",
    "Source",
    "Testimonial",
    "Translation",
    "Version",
    "WordKey",
]

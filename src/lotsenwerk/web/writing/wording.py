"""Words for pages as those read them who write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lotsenwerk.domain.publishing.models import Page, PageKind, PageState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: Final[Mapping[str, "tuple[_StrPromise, str, _StrPromise]"]] = {
    PageKind.PROJECT: (
        pgettext_lazy("kind of page", "Project"),
        "flag",
        gettext_lazy("What you do, for whom, and what has come of it."),
    ),
    PageKind.OFFER: (
        pgettext_lazy("kind of page", "Looking for helpers"),
        "heart",
        gettext_lazy("What there is to do, how much time it takes, and what one gets."),
    ),
    PageKind.NEWS: (
        pgettext_lazy("kind of page", "News"),
        "speaker",
        gettext_lazy("What is new: short, and with a day on which it ends."),
    ),
    PageKind.PROFILE: (
        pgettext_lazy("kind of page", "About us"),
        "people",
        gettext_lazy("Who you are, which languages you speak, which rooms you have."),
    ),
    PageKind.TEXT: (pgettext_lazy("kind of page", "Text"), "book", gettext_lazy("A page that explains something.")),
    PageKind.SITE: (pgettext_lazy("kind of page", "Site"), "map-pin", gettext_lazy("A pool or a centre on the map.")),
    PageKind.DATE: (pgettext_lazy("kind of page", "Date"), "calendar", gettext_lazy("What takes place, and when.")),
    PageKind.COURSE: (pgettext_lazy("kind of page", "Course"), "book", gettext_lazy("A course that one can book.")),
}
"""Each kind of page: its word, a drawing, and what it is for."""
PARTS: Final[Mapping[str, "_StrPromise"]] = {
    "title": pgettext_lazy("part of a page", "Title"),
    "summary": pgettext_lazy("part of a page", "In short"),
    "detail": pgettext_lazy("part of a page", "In detail"),
    "goals": pgettext_lazy("part of a page", "Goals"),
    "milestones": pgettext_lazy("part of a page", "Milestones"),
    "achieved": pgettext_lazy("part of a page", "What was achieved"),
    "conclusion": pgettext_lazy("part of a page", "Conclusion"),
    "join": pgettext_lazy("part of a page", "How to join"),
    "requirements": pgettext_lazy("part of a page", "What one should bring along"),
    "gives": pgettext_lazy("part of a page", "What one gets"),
    "bring": pgettext_lazy("part of a page", "What to bring"),
    "hours": pgettext_lazy("part of a page", "Opening hours"),
    "reach": pgettext_lazy("part of a page", "Whom we reach"),
    "rooms": pgettext_lazy("part of a page", "Our rooms"),
    "partners": pgettext_lazy("part of a page", "Partners"),
    "contact": pgettext_lazy("part of a page", "Who can be asked"),
    "pictures": pgettext_lazy("part of a page", "A picture"),
    "field": pgettext_lazy("part of a page", "Field of activity"),
    "shown_until": pgettext_lazy("part of a page", "Until when it is valid"),
}
"""The parts of a page by the names of its fields."""
HINTS: Final[Mapping[str, "_StrPromise"]] = {
    "title": gettext_lazy("As you would say it to a neighbour: “Language café in the library”."),
    "summary": gettext_lazy("Two sentences for the list: what it is, and for whom. At most 300 characters."),
    "detail": gettext_lazy("Who comes, what happens, how it began. An empty line makes a new paragraph."),
    "join": gettext_lazy("What somebody does who would like to come or to help: come by, call, write?"),
    "achieved": gettext_lazy("What has become of it, with figures if you have some."),
    "conclusion": gettext_lazy("What you would tell others who want to do the same."),
    "requirements": gettext_lazy("Be honest and short: less puts off fewer people."),
    "gives": gettext_lazy("Training, company, a certificate, coffee."),
    "partners": gettext_lazy("One in each line."),
}
"""What to write there."""
FACTS: Final[Mapping[str, "_StrPromise"]] = {
    "place": pgettext_lazy("fact of a page", "Address"),
    "website": pgettext_lazy("fact of a page", "Website"),
    "speaks": pgettext_lazy("fact of a page", "Languages"),
    "times": pgettext_lazy("fact of a page", "When"),
    "is_digital": pgettext_lazy("fact of a page", "It is possible online too"),
    "seeks_helpers": pgettext_lazy("fact of a page", "We are looking for helpers"),
    "starts_on": pgettext_lazy("fact of a page", "Since"),
    "ended_on": pgettext_lazy("fact of a page", "Ended on"),
    "field": pgettext_lazy("part of a page", "Field of activity"),
    "map": pgettext_lazy("fact of a page", "On the map"),
    "is_regular": pgettext_lazy("fact of a page", "Regularly, not just once"),
    "hours_a_month": pgettext_lazy("fact of a page", "Hours a month, about"),
    "from_age": pgettext_lazy("fact of a page", "From the age of"),
    "german_level": pgettext_lazy("fact of a page", "How much German"),
    "needs_conduct": pgettext_lazy("fact of a page", "A certificate of good conduct is needed"),
    "is_insured": pgettext_lazy("fact of a page", "Helpers are insured"),
    "pays_expenses": pgettext_lazy("fact of a page", "Expenses are paid"),
    "has_training": pgettext_lazy("fact of a page", "There is a training for it"),
    "founded": pgettext_lazy("fact of a page", "Founded in the year"),
    "members": pgettext_lazy("fact of a page", "Members, about"),
    "is_registered_club": pgettext_lazy("fact of a page", "Registered club (e. V.)"),
    "has_rooms": pgettext_lazy("fact of a page", "We have rooms that others can use"),
    "room_seats": pgettext_lazy("fact of a page", "Seats in the largest room"),
    "has_guides": pgettext_lazy("fact of a page", "A pool of guides"),
    "has_interpreters": pgettext_lazy("fact of a page", "A pool of interpreters"),
    "is_centre": pgettext_lazy("fact of a page", "A centre of diversity"),
}
"""The facts of a page by the names of their fields."""
TONES: Final[Mapping[str, str]] = {
    PageState.DRAFT: "open",
    PageState.SUBMITTED: "waiting",
    PageState.PUBLISHED: "going",
    PageState.WITHDRAWN: "off",
}


def state_word(page: Page) -> str:
    """How far the page is, in two words."""
    if page.sent_back_because:
        return _("please change something")
    if page.submitted_at is not None:
        return _("the office reads it")
    return {
        PageState.DRAFT: _("draft"),
        PageState.SUBMITTED: _("the office reads it"),
        PageState.PUBLISHED: _("online"),
        PageState.WITHDRAWN: _("withdrawn"),
    }[PageState(page.state)]


def state_tone(page: Page) -> str:
    """The tone of it."""
    if page.sent_back_because:
        return "late"
    return "waiting" if page.submitted_at is not None else TONES[page.state]


def state_sentence(page: Page) -> str:
    """What is so, and what comes next."""
    if page.state == PageState.PUBLISHED:
        return _shown_sentence(page)
    if page.state == PageState.SUBMITTED:
        return _("Handed in. The office reads it and puts it online; you get a letter.")
    if page.state == PageState.WITHDRAWN:
        return _("Nobody sees this page any more. It can be put online again.")
    return _("Nobody sees this page yet. Write in peace; nothing is shown before you say so.")


def _shown_sentence(page: Page) -> str:
    if page.submitted_at is not None:
        return _("This page is online. What you have changed is with the office; until then the old words are shown.")
    if page.number != page.published_number:
        return _("This page is online, with the words from before. What you have changed is not shown yet.")
    return _("This page is online. Everybody can read it.")


def due_words(page: Page, today: date) -> str:
    """When somebody has to look again; empty where there is time."""
    if page.state != PageState.PUBLISHED:
        return ""
    if page.shown_until is not None and (page.shown_until - today).days <= 14:  # noqa: PLR2004 - days
        return _("is shown until %(day)s") % {"day": date_format(page.shown_until, "j. F")}
    if page.check_by is not None and page.check_by <= today:
        is_old = (today - page.check_by).days > 91  # noqa: PLR2004 - half a year since somebody has looked
        return _("not checked for a long time") if is_old else _("Is all of it still true?")
    return ""


def words_for(names: Sequence[str]) -> list[str]:
    """Parts of a page in words."""
    return [str(PARTS[name]) for name in names]

"""What happened to a request, in sentences: its own lines, and those of the need that it became."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotsenwerk.domain.assistance.models import ChangeKind, InquiryChange
from lotsenwerk.domain.assistance.queries.inquiries import Story
from lotsenwerk.domain.assistance.queries.inquiry_page import author_of_line
from lotsenwerk.domain.assistance.sentences import when_in_words
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.web.desk.calls.told import Told
from lotsenwerk.web.desk.inquiries.words import REASONS, SIDES, asker_of
from lotsenwerk.web.desk.needs.story import OUTCOMES, SENTENCES

OF_A_REQUEST: Mapping[str, tuple[str, str]] = {
    "ask_pool": (gettext_noop("%(asker)s asked."), "envelope"),
    "refuse_inquiry": (gettext_noop("Refused: %(because)s"), "cross"),
    "nobody_found": (gettext_noop("Nobody was found."), "cross"),
    "withdraw_inquiry": (gettext_noop("%(asker)s took it back."), "undo"),
    "keep_sheet": (gettext_noop("The signed sheet was kept."), "picture"),
    "refuse_deployment": (gettext_noop("It was not as it was reported."), "alert"),
    "please_confirm": (gettext_noop("%(asker)s was asked to confirm."), "envelope"),
}
SAID_BY_THE_CHANGE = frozenset({"cancel_appointment", "move_appointment"})
"""Verbs whose lines are left out, as the change itself says more."""


def story_of_request(story: Story) -> Sequence[Told]:
    """Newest first."""
    people = {offer.volunteer.person_id: offer.volunteer.person.name for offer in story.offers}
    lines = [line for line in story.lines if line.verb not in SAID_BY_THE_CHANGE]
    told = [*(_told(line, story, people) for line in lines), *(_changed(one) for one in story.changes)]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _told(line: Line, story: Story, people: Mapping[int, str]) -> Told:
    detail = getattr(line, "detail", None)
    personal = dict(detail.told) if detail else {}
    asker = asker_of(story.inquiry)
    places = {"name": _("Somebody"), "minutes": "–", "kind": "–", "cents": "–", **personal}
    places |= {"client": asker, "asker": asker, "because": story.inquiry.because}
    sentence, drawing = OF_A_REQUEST.get(line.verb) or SENTENCES.get(line.verb, (line.verb, "pencil"))
    sentence, drawing = OUTCOMES.get(str(personal.get("outcome", "")), (sentence, drawing))
    who = author_of_line(line) or people.get(line.person_id or 0) or ""
    return Told(line.at, _(sentence) % places, who, drawing, note=str(personal.get("reason", "")))


def _changed(one: InquiryChange) -> Told:
    """An appointment was cancelled or moved: by which side, and why."""
    side = {"side": str(SIDES[one.side])}
    if one.kind == ChangeKind.MOVED and one.becomes is not None:
        places = side | {"was": when_in_words(one.was), "becomes": when_in_words(one.becomes)}
        text, drawing = _("Moved by %(side)s: from %(was)s to %(becomes)s.") % places, "calendar"
    else:
        text, drawing = _("Cancelled by %(side)s.") % side, "cross"
    return Told(one.at, text, "", drawing, note=str(REASONS.get(one.reason, "")))

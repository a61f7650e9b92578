"""The Protokollbuch of one need, in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.queries.journey import who_was_asked
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.web.desk.wording import called


@dataclass(frozen=True, slots=True)
class Told:
    """One line as it is read: when, what, by whom, with a drawing."""

    at: datetime
    text: str
    who: str
    icon: str
    note: str = ""


SENTENCES: Mapping[str, tuple[str, str]] = {
    "take_in": (gettext_noop("%(client)s called."), "phone"),
    "make_offer": (gettext_noop("%(name)s was asked."), "envelope"),
    "withdraw_offer": (gettext_noop("The question to %(name)s was taken back."), "undo"),
    "accept_offer": (gettext_noop("%(name)s said yes."), "check"),
    "decline_offer": (gettext_noop("%(name)s cannot come."), "cross"),
    "call_back_done": (gettext_noop("%(client)s was called back."), "talk"),
    "see_address": (gettext_noop("The address was shown."), "map-pin"),
    "report": (gettext_noop("It is done, %(minutes)s minutes."), "heart"),
    "confirm": (gettext_noop("The hours were confirmed, %(minutes)s minutes."), "check"),
    "cancel": (gettext_noop("It was cancelled."), "cross"),
    "replace_volunteer": (gettext_noop("%(name)s does not come after all."), "undo"),
}
"""What each verb of the journey is in words, and its drawing. A test holds this list to the verbs."""


def story_in_words(need: Need) -> Sequence[Told]:
    """The story of a need from ``whole_need``, newest first. Two queries."""
    lines = story_of(("assistance", "need", need.id))
    users = names_of([line.user_id for line in lines if line.user_id])
    people = {offer.volunteer.person_id: offer.volunteer.person.name for offer in who_was_asked(need)}
    return [_told(line, need, users, people) for line in reversed(lines)]


def _told(line: Line, need: Need, users: Mapping[int, str], people: Mapping[int, str]) -> Told:
    detail = getattr(line, "detail", None)
    personal = dict(detail.told) if detail else {}
    places = {"name": _("Somebody"), "minutes": "–", **personal, "client": called(need.client.person)}
    sentence, drawing = SENTENCES.get(line.verb, (line.verb, "pencil"))
    who = users.get(line.user_id or 0) or people.get(line.person_id or 0) or ""
    return Told(line.at, _(sentence) % places, who, drawing, note=str(personal.get("reason", "")))

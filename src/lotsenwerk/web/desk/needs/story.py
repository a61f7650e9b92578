"""The Protokollbuch of one need, in sentences."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.assistance.models import Need, Outcome
from lotsenwerk.domain.assistance.queries.book import book_of_need
from lotsenwerk.domain.assistance.queries.journey import who_was_asked
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.money import Cents
from lotsenwerk.web.desk.calls.told import Told, told_of_note
from lotsenwerk.web.desk.calls.wording import ALERTS
from lotsenwerk.web.desk.wording import called

SENTENCES: Mapping[str, tuple[str, str]] = {
    "take_in": (gettext_noop("%(client)s called."), "phone"),
    "take_in_inquiry": (gettext_noop("The request was taken in."), "office"),
    "lay": (gettext_noop("It was planned, as it comes again."), "calendar"),
    "go_as_always": (gettext_noop("%(name)s comes as always."), "check"),
    "start_cascade": (
        gettext_noop("From now on one after the other is asked, every %(minutes)s minutes."),
        "hourglass",
    ),
    "stop_cascade": (gettext_noop("Nobody else is asked."), "stop"),
    "nobody_ended": (gettext_noop("Nobody has said how it went; %(name)s was asked."), "alert"),
    "volunteer_away": (gettext_noop("%(name)s is away on that day."), "alert"),
    "make_offer": (gettext_noop("%(name)s was asked."), "envelope"),
    "withdraw_offer": (gettext_noop("The question to %(name)s was taken back."), "undo"),
    "accept_offer": (gettext_noop("%(name)s said yes."), "check"),
    "would_have_come": (gettext_noop("%(name)s would have come too."), "heart"),
    "decline_offer": (gettext_noop("%(name)s cannot come."), "cross"),
    "call_back_done": (gettext_noop("%(client)s was called back."), "talk"),
    "see_address": (gettext_noop("The address was shown."), "map-pin"),
    "agree_next": (gettext_noop("%(name)s has agreed on this appointment."), "calendar"),
    "prolong_order": (gettext_noop("The order was prolonged."), "calendar"),
    "close_order": (gettext_noop("The order was closed."), "check"),
    "show_the_way": (gettext_noop("The way was shown to: %(name)s."), "route"),
    "tell_outcome": (gettext_noop("What became of the hint is known: %(name)s."), "route"),
    "send_sheet": (gettext_noop("The sheet was sent."), "envelope"),
    "report": (gettext_noop("It is done, %(minutes)s minutes."), "heart"),
    "confirm": (gettext_noop("The hours were confirmed, %(minutes)s minutes."), "check"),
    "confirm_deployment": (gettext_noop("The time that was given was confirmed."), "check"),
    "give_feedback": (gettext_noop("Somebody said how it was."), "talk"),
    "cancel": (gettext_noop("It was cancelled."), "cross"),
    "replace_volunteer": (gettext_noop("%(name)s does not come after all."), "undo"),
    "no_show": (gettext_noop("%(name)s did not come."), "alert"),
    "alert_done": (gettext_noop("Taken care of: %(kind)s."), "check"),
    "plan_pick_up": (gettext_noop("A pick-up at the food bank was planned."), "crate"),
    "make_slip": (gettext_noop("The proxy slip was made."), "book"),
    "pick_up_fetched": (gettext_noop("The food was fetched."), "check"),
    "pick_up_not_come": (gettext_noop("Nobody came for the food."), "cross"),
    "pick_up_taken_back": (gettext_noop("The tick at the food bank was taken back."), "undo"),
    "pick_up_cancelled": (gettext_noop("The pick-up was cancelled."), "cross"),
    "hand_over": (gettext_noop("%(name)s was handed %(cents)s."), "coins"),
    "settle": (gettext_noop("The money was settled."), "coins"),
    "undo_cash": (gettext_noop("Money was taken back in the book: %(cents)s."), "undo"),
    "pay_back": (gettext_noop("What was laid out was paid back: %(cents)s."), "coins"),
    "client_pays": (gettext_noop("%(client)s paid into the float: %(cents)s."), "coins"),
    "make_good": (gettext_noop("%(client)s got back out of the float what was missing: %(cents)s."), "coins"),
    "write_off": (gettext_noop("Missing money was written off: %(cents)s."), "cross"),
    "keep_receipt": (gettext_noop("A receipt was photographed."), "picture"),
    "pin_need": (gettext_noop("For the plan it is held who goes, or when."), "lock"),
    "unpin_need": (gettext_noop("The plan decides again who goes, and when."), "undo"),
    "print_day": (gettext_noop("The address was printed on a day sheet."), "list"),
}
"""What each verb of the journey is in words, and its drawing. A test holds this list to the verbs."""


OUTCOMES: Mapping[str, tuple[str, str]] = {
    Outcome.PARTLY: (gettext_noop("A part of it is done, %(minutes)s minutes."), "heart"),
    Outcome.NOT_AT_HOME: (gettext_noop("Nobody opened the door, %(minutes)s minutes."), "door"),
    Outcome.NOT_NEEDED: (gettext_noop("It was not needed after all, %(minutes)s minutes."), "cross"),
}
"""What a report says where the help was not simply given."""
SAID_BY_THE_NOTE = "note_contact"
"""A verb whose line in the journal is left out, as what it wrote down is shown itself."""


def story_in_words(actor: Actor, need: Need) -> Sequence[Told]:
    """The story of a need from ``whole_need`` with the contacts about it, newest first. Three queries."""
    lines = [line for line in story_of(("assistance", "need", need.id)) if line.verb != SAID_BY_THE_NOTE]
    # A call that was done stands in the journal already; its line in the book adds what was said.
    notes = [note for note in book_of_need(actor, need.id) if note.text]
    users = names_of([line.user_id for line in lines if line.user_id])
    people = {offer.volunteer.person_id: offer.volunteer.person.name for offer in who_was_asked(need)}
    told = [*(_told(line, need, users, people) for line in reversed(lines)), *(told_of_note(note) for note in notes)]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _told(line: Line, need: Need, users: Mapping[int, str], people: Mapping[int, str]) -> Told:
    detail = getattr(line, "detail", None)
    personal = dict(detail.told) if detail else {}
    places = {"name": _("Somebody"), "minutes": "–", "kind": "–", "cents": "–", **personal}
    places["client"] = called(need.client.person)
    if "cents" in personal:
        places["cents"] = money.shown(Cents(personal["cents"]))
    if line.verb == "alert_done":
        places["kind"] = str(ALERTS.get(places["kind"], "–"))
    sentence, drawing = SENTENCES.get(line.verb, (line.verb, "pencil"))
    sentence, drawing = OUTCOMES.get(personal.get("outcome", ""), (sentence, drawing))
    who = users.get(line.user_id or 0) or people.get(line.person_id or 0) or ""
    return Told(line.at, _(sentence) % places, who, drawing, note=str(personal.get("reason", "")))

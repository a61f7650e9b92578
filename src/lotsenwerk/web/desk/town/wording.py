"""Words for the verbs of the journal, without any person."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Final[Mapping[str, str | Promise]] = {
    "accept_offer": _("Yes to a question"),
    "activate": _("Volunteer made active"),
    "call_back_done": _("Called back"),
    "cancel": _("Need cancelled"),
    "change_contact": _("Contact changed"),
    "change_helping": _("Times and languages changed"),
    "choose_own_language": _("Language chosen"),
    "close_support": _("Operation closed the town again"),
    "confirm": _("Hours confirmed"),
    "decline_offer": _("No to a question"),
    "end_role": _("Role ended"),
    "erase_person": _("Person forgotten"),
    "found": _("Municipality set up"),
    "give_role": _("Role given"),
    "keep_portrait": _("Picture kept"),
    "leave": _("Volunteer has left"),
    "list_partner": _("Partner listed"),
    "make_offer": _("Volunteer asked"),
    "open_support": _("Operation opened the town"),
    "pause": _("Volunteer takes a break"),
    "register_client": _("Person entered who is helped"),
    "register_volunteer": _("Person entered who helps"),
    "replace_volunteer": _("Volunteer taken out"),
    "report": _("Visit reported"),
    "run_retention": _("Forgotten after its time"),
    "say_not_arrived": _("Letter did not arrive, says the coordination"),
    "see_address": _("Address shown"),
    "send_again": _("Letter sent again"),
    "set_sending_hours": _("Hours for letters changed"),
    "switch_modules": _("Modules switched"),
    "take_in": _("Need taken in"),
    "withdraw_offer": _("Question taken back"),
}


def verb_in_words(verb: str) -> str:
    """What a verb is called; a verb without words is shown as it stands in the journal."""
    return str(VERBS.get(verb, verb))

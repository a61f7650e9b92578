"""Words for the verbs of the journal, without any person."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Final[Mapping[str, str | Promise]] = {
    "accept_offer": _("Yes to a question"),
    "activate": _("Volunteer made active"),
    "add_slot": _("Slot of the food bank added"),
    "add_thing": _("Thing entered that is lent"),
    "alert_done": _("Alert taken care of"),
    "book": _("Thing booked"),
    "call_back_done": _("Called back"),
    "cancel": _("Need cancelled"),
    "cancel_booking": _("Booking cancelled"),
    "change_contact": _("Contact changed"),
    "change_helping": _("Times and languages changed"),
    "change_household": _("Household of the food bank changed"),
    "change_incident": _("Incident changed"),
    "change_practice": _("How the town does it, changed"),
    "change_slot": _("Slot of the food bank changed"),
    "change_thing": _("Thing changed that is lent"),
    "choose_own_language": _("Language chosen"),
    "close_incident": _("Incident closed"),
    "close_support": _("Operation closed the town again"),
    "confirm": _("Hours confirmed"),
    "decline_offer": _("No to a question"),
    "end_household": _("Household of the food bank ended"),
    "end_role": _("Role ended"),
    "end_thing": _("Thing not lent any more"),
    "enter_household": _("Household entered at the food bank"),
    "erase_person": _("Person forgotten"),
    "forget_diet": _("Note of what is not eaten deleted"),
    "found": _("Municipality set up"),
    "give_role": _("Role given"),
    "keep_portrait": _("Picture kept"),
    "leave": _("Volunteer has left"),
    "list_partner": _("Partner listed"),
    "make_offer": _("Volunteer asked"),
    "make_slip": _("Proxy slip made"),
    "no_show": _("Volunteer did not come"),
    "note_contact": _("Contact written down"),
    "note_diet": _("What is not eaten noted"),
    "note_incident": _("Incident written down"),
    "open_support": _("Operation opened the town"),
    "pause": _("Volunteer takes a break"),
    "pick_up_cancelled": _("Pick-up cancelled"),
    "pick_up_fetched": _("Food fetched"),
    "pick_up_not_come": _("Nobody came for the food"),
    "pick_up_taken_back": _("Tick at the food bank taken back"),
    "place_person": _("Place kept"),
    "plan_pick_up": _("Pick-up planned"),
    "register_client": _("Person entered who is helped"),
    "register_volunteer": _("Person entered who helps"),
    "replace_volunteer": _("Volunteer taken out"),
    "report": _("Visit reported"),
    "run_retention": _("Forgotten after its time"),
    "say_not_arrived": _("Letter did not arrive, says the coordination"),
    "see_address": _("Address shown"),
    "see_entitlement": _("Proof for the food bank seen"),
    "see_incident": _("Incident looked at"),
    "send_again": _("Letter sent again"),
    "set_sending_hours": _("Hours for letters changed"),
    "switch_modules": _("Modules switched"),
    "take_away_slot": _("Slot of the food bank taken away"),
    "take_in": _("Need taken in"),
    "withdraw_offer": _("Question taken back"),
}


def verb_in_words(verb: str) -> str:
    """What a verb is called; a verb without words is shown as it stands in the journal."""
    return str(VERBS.get(verb, verb))

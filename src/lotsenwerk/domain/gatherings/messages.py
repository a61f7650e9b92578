"""What this room says: to guests, and to members of carriers and migrant organisations."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="gatherings.lent",
        subject=_("You have it: your booking"),
        body=_("Good day %(name)s, you have it: %(thing)s, %(when)s. Please tell us if you do not need it."),
    ),
    Message(
        key="gatherings.not_lent",
        subject=_("About your booking"),
        body=_("Good day %(name)s, unfortunately you cannot have it: %(thing)s, %(when)s. %(because)s"),
    ),
    Message(
        key="gatherings.moved_up",
        subject=_("Your sign-up"),
        body=_("Hello %(name)s, a seat is free for you: %(what)s, %(when)s."),
    ),
    Message(
        key="gatherings.changed",
        subject=_("Your sign-up"),
        body=_("Hello %(name)s, new time: %(what)s, %(when)s."),
    ),
    Message(
        key="gatherings.cancelled",
        subject=_("Your sign-up"),
        body=_("Hello %(name)s, cancelled: %(what)s, %(when)s. We are sorry."),
    ),
    Message(
        key="gatherings.reminder",
        subject=_("Your sign-up"),
        body=_("Hello %(name)s, until tomorrow: %(what)s, %(when)s."),
    ),
)
"""The first two go to members of carriers, in German and English; the others to guests, in two parts of an SMS."""

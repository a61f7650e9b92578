"""What this room says to people, and to which page it links."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.partner_letters import TO_INSTITUTIONS
from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="assistance.offer",
        subject=_("Can you help?"),
        body=_("Hello %(name)s, can you help? %(what)s: %(when)s, in %(town)s. Please answer here: %(link)s"),
        route="mine:offer",
        link_purpose="answer_offer",
    ),
    Message(
        key="assistance.day",
        subject=_("Can you help on this day?"),
        body=_(
            "Hello %(name)s, can you help on this day? %(day)s, %(from)s to %(until)s: %(what)s. "
            "Please answer here: %(link)s"
        ),
        route="mine:day",
        link_purpose="answer_day",
    ),
    Message(
        key="assistance.day_changed",
        subject=_("Your day has changed"),
        body=_(
            "Hello %(name)s, your day has changed: %(day)s, %(from)s to %(until)s: %(what)s. "
            "Please look at it here: %(link)s"
        ),
        route="mine:day",
        link_purpose="answer_day",
    ),
    Message(
        key="assistance.day_agreed",
        subject=_("Thank you for your day"),
        body=_(
            "Thank you, %(name)s! %(day)s, %(from)s to %(until)s: %(what)s. "
            "Your words at the door and all you need: %(link)s"
        ),
        route="mine:day",
        link_purpose="answer_day",
    ),
    Message(
        key="assistance.accepted",
        subject=_("Thank you for your yes"),
        body=_("Thank you, %(name)s! %(what)s: %(when)s. Your word at the door: %(word)s. All you need: %(link)s"),
        route="mine:assignment",
        link_purpose="go",
    ),
    Message(
        key="assistance.not_needed",
        subject=_("Thank you, not needed this time"),
        body=_("Thank you very much! You are not needed this time. We are glad that you were ready to help."),
    ),
    Message(
        key="assistance.missed",
        subject=_("We missed you"),
        body=_(
            "Hello %(name)s, we missed you: %(what)s, %(when)s. Are you all right? Nobody is angry with you. "
            "Please give us a call."
        ),
    ),
    Message(
        key="assistance.who_comes",
        subject=_("Who is coming"),
        body=_("Hello %(name)s, this is who comes to %(client)s: %(helper)s. %(what)s: %(when)s."),
    ),
    Message(
        key="assistance.somebody_else_comes",
        subject=_("Somebody else is coming"),
        body=_("Hello %(name)s, somebody else comes to %(client)s: %(helper)s. %(what)s: %(when)s."),
    ),
    Message(
        key="assistance.cancelled",
        subject=_("The help is cancelled"),
        body=_("Hello %(name)s, this help for %(client)s is cancelled. %(what)s: %(when)s."),
    ),
    Message(
        key="assistance.visit_done",
        subject=_("The help was given"),
        body=_("Hello %(name)s, %(helper)s was with %(client)s. %(what)s: %(when)s."),
    ),
    Message(
        key="assistance.standing",
        subject=_("As always"),
        body=_(
            "Hello %(name)s, as always: %(what)s: %(when)s. Your word at the door: %(word)s. "
            "Please say here if you cannot come this time: %(link)s"
        ),
        route="mine:assignment",
        link_purpose="go",
    ),
    Message(
        key="assistance.reminder",
        subject=_("Until tomorrow"),
        body=_(
            "Hello %(name)s, until tomorrow! %(what)s: %(when)s. Your word at the door: %(word)s. "
            "All you need: %(link)s"
        ),
        route="mine:assignment",
        link_purpose="go",
    ),
    Message(
        key="assistance.nobody_ended",
        subject=_("Did everything go well?"),
        body=_("Hello %(name)s, did everything go well? %(what)s: %(when)s. Please tell us here: %(link)s"),
        route="mine:report",
        link_purpose="go",
    ),
    Message(
        key="assistance.appointment_moved",
        subject=_("An appointment has moved"),
        body=_(
            "Hello %(name)s, the appointment has moved. %(what)s: %(when)s. Your word at the door: %(word)s. "
            "All you need: %(link)s"
        ),
        route="mine:assignment",
        link_purpose="go",
    ),
    Message(
        key="assistance.guide_sheet",
        subject=_("Your appointment"),
        body=_(
            "Hello %(name)s, %(helper)s goes along with you: %(when)s. The code word is: %(word)s. "
            "Where, and what to bring: %(link)s"
        ),
        route="mine:sheet",
        link_purpose="sheet",
    ),
    *TO_INSTITUTIONS,
)

TO_CONTACTS = frozenset(
    {
        "assistance.who_comes",
        "assistance.somebody_else_comes",
        "assistance.cancelled",
        "assistance.visit_done",
    },
)
"""What those hear whom a client trusts: the only letters that name somebody else than who gets them and who goes."""

"""What institutions hear that ask a pool: nothing of the client, of the volunteer her first name and the code word.

Each leads to the page of the request; whoever is not logged in there logs in first.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

_HERE: Final = "partner:inquiry"

TO_INSTITUTIONS = (
    Message(
        key="assistance.cooperation_approved",
        subject=_("We work together"),
        body=_(
            "Good day, your institution works with the pool “%(pool)s” from now on. "
            "Your people get a login and can ask there: %(link)s"
        ),
        route="partner:ask",
    ),
    Message(
        key="assistance.member_invited",
        subject=_("You can ask for your institution now"),
        body=_(
            "Good day %(name)s, from now on you can ask the pool “%(pool)s” for %(institution)s. "
            "Log in with your address %(email)s: we send you six digits, no password is needed. %(link)s"
        ),
        route="partner:ask",
    ),
    Message(
        key="assistance.inquiry_received",
        subject=_("Your request has come in"),
        body=_(
            "Thank you for your request: %(what)s, %(when)s. You get an answer by %(until)s at the latest. "
            "They are volunteers; we cannot promise that somebody is free. %(link)s"
        ),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_taken_in",
        subject=_("We are looking for somebody"),
        body=_("Your request is taken in: %(what)s, %(when)s. We are asking our volunteers now. %(link)s"),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_staffed",
        subject=_("Somebody was found"),
        body=_(
            "Somebody was found. %(what)s: %(when)s, %(minutes)s minutes. "
            "%(helper)s comes and says the word “%(word)s”. Your confirmation sheet: %(link)s"
        ),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_open_again",
        subject=_("Who was to come cannot"),
        body=_(
            "Who was to come cannot: %(what)s, %(when)s. We are looking for somebody else and write to you. %(link)s"
        ),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_moved",
        subject=_("An appointment has moved"),
        body=_("Your appointment has moved: %(what)s. It was: %(was)s. It is now: %(when)s. %(link)s"),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_cancelled",
        subject=_("An appointment is cancelled"),
        body=_("Your appointment is cancelled: %(what)s, %(when)s. %(link)s"),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_refused",
        subject=_("We cannot take in your request"),
        body=_("We cannot take in your request: %(what)s, %(when)s. %(because)s %(link)s"),
        route=_HERE,
    ),
    Message(
        key="assistance.inquiry_nobody",
        subject=_("Nobody was found"),
        body=_("We are sorry, nobody was found: %(what)s, %(when)s. What we can offer instead: %(instead)s. %(link)s"),
        route=_HERE,
    ),
    Message(
        key="assistance.please_confirm",
        subject=_("Please confirm a deployment"),
        body=_(
            "Please confirm with one tap what was reported: %(what)s, %(when)s, %(minutes)s minutes. "
            "Only then it is settled. %(link)s"
        ),
        route=_HERE,
    ),
)
"""All of them in German and English."""

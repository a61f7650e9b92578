"""What institutions hear that ask a pool: nothing of the client, of the volunteer her first name and the code word."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

TO_INSTITUTIONS = (
    Message(
        key="assistance.cooperation_approved",
        subject=_("We work together"),
        body=_(
            "Good day, your institution works with the pool “%(pool)s” from now on. "
            "Your people get a login and can ask for interpreters there."
        ),
    ),
    Message(
        key="assistance.inquiry_received",
        subject=_("Your request has come in"),
        body=_(
            "Thank you for your request: %(what)s, %(when)s. You get an answer by %(until)s at the latest. "
            "The interpreters are volunteers; we cannot promise that somebody is free."
        ),
    ),
    Message(
        key="assistance.inquiry_taken_in",
        subject=_("We are looking for an interpreter"),
        body=_("Your request is taken in: %(what)s, %(when)s. We are asking our interpreters now."),
    ),
    Message(
        key="assistance.inquiry_staffed",
        subject=_("Somebody was found"),
        body=_(
            "Somebody was found. %(what)s: %(when)s, %(minutes)s minutes. "
            "%(helper)s comes and says the word “%(word)s”. "
            "Your confirmation sheet is in your login; please sign its second part at the end."
        ),
    ),
    Message(
        key="assistance.inquiry_open_again",
        subject=_("The interpreter cannot come"),
        body=_("The interpreter cannot come: %(what)s, %(when)s. We are looking for somebody else and write to you."),
    ),
    Message(
        key="assistance.inquiry_moved",
        subject=_("An appointment has moved"),
        body=_("Your appointment has moved: %(what)s. It was: %(was)s. It is now: %(when)s."),
    ),
    Message(
        key="assistance.inquiry_cancelled",
        subject=_("An appointment is cancelled"),
        body=_("Your appointment is cancelled: %(what)s, %(when)s."),
    ),
    Message(
        key="assistance.inquiry_refused",
        subject=_("We cannot take in your request"),
        body=_("We cannot take in your request: %(what)s, %(when)s. %(because)s"),
    ),
    Message(
        key="assistance.inquiry_nobody",
        subject=_("Nobody was found"),
        body=_("We are sorry, nobody was found: %(what)s, %(when)s. What we can offer instead: %(instead)s."),
    ),
    Message(
        key="assistance.please_confirm",
        subject=_("Please confirm a deployment"),
        body=_(
            "Please confirm in your login what the interpreter reported: %(what)s, %(when)s, %(minutes)s minutes. "
            "Only then it is settled."
        ),
    ),
)
"""All of them in German and English."""

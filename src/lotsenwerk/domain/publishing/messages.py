"""What this room says to people, and to which page it links."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="publishing.still_true",
        subject=_("Is all of it still true?"),
        body=_(
            "Good day %(name)s, for three months nobody has looked at your page “%(title)s”. "
            "Is all of it still true? Then one click is enough; otherwise change what is new. %(link)s"
        ),
        route="partner:page",
    ),
    Message(
        key="publishing.ends_soon",
        subject=_("Your page ends soon"),
        body=_(
            "Good day %(name)s, your page “%(title)s” is shown until %(until)s. "
            "If it goes on, please say until when: %(link)s"
        ),
        route="partner:page",
    ),
    Message(
        key="publishing.sent_back",
        subject=_("Please look at your page once more"),
        body=_(
            "Good day %(name)s, thank you for your page “%(title)s”. Before it can be shown, "
            "the office asks for this: %(because)s %(link)s"
        ),
        route="partner:page",
    ),
    Message(
        key="publishing.published",
        subject=_("Your page is online"),
        body=_("Good day %(name)s, your page “%(title)s” is online now. Thank you! %(link)s"),
        route="partner:page",
    ),
)
"""All of them go to members of carriers and migrant organisations, in German and English."""

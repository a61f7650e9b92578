"""What this room says to people, and to which page it links. The verbs stand in ``notifications``, which sends it."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="people.way",
        subject=_("Thank you for wanting to help"),
        body=_(
            "Hello %(name)s, thank you for wanting to help. Here you see where you stand and what comes next: %(link)s"
        ),
        route="mine:way",
        link_purpose="way",
    ),
    # The whole letter, word by word as a coordinator has read it before.
    Message(key="people.refusal", subject=_("Your offer to help"), body="%(letter)s"),
)

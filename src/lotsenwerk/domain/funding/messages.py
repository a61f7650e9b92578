"""What this room says to people, and to which page it links."""

from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.message import Message

MESSAGES = (
    Message(
        key="funding.deadline",
        subject=_("Something is due soon for a grant"),
        body=_("Good day %(name)s, for “%(title)s” something is due until %(until)s. What it is: %(link)s"),
        route="desk:grant",
    ),
)
"""They go to those who keep the files at the desk, in German and English."""

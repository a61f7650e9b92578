"""What the guard of orders found, in the reader's language: why a guide does not do it, and who does instead."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.engines.scope.findings import Finding

RULES: Final[Mapping[str, Promise]] = {
    "GG1": _(
        "Guides go along, but they do not translate. The office or the doctor can order an interpreter from us: "
        "please say there that you need one. A guide can come too: then send this form without the tick."
    ),
    "GG2": _("A guide helps for a time with one thing. What goes on without an end needs somebody else."),
    "GG3": _("A guide does not quarrel with her own town for somebody. Advice services do that."),
    "GG4": _("Please say what it is about."),
    "GG5": _("This is long: please ask whether it can end sooner."),
    "GG6": _("A guide gives no legal, tax or medical advice. She can go along to somebody who does."),
}


def guide_finding_in_words(finding: Finding) -> Promise:
    """One finding as a sentence; it says where to turn instead."""
    return RULES[finding.rule]

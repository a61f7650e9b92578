"""What the guard found, and what can be offered instead, in the reader's language; each can be printed."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.assistance.bodies import WAYS
from lotsenwerk.domain.assistance.guide_findings import RULES
from lotsenwerk.engines.scope.findings import Finding, TurnTo
from lotsenwerk.engines.scope.interpreting import Asker, Instead

_MAY_ASK: Final[dict[str, Promise]] = {
    Asker.PARTNER: gettext_lazy(
        "Only institutions that work with this pool may ask it. You can register with your first request."
    ),
    Asker.INSTITUTION: gettext_lazy("Only institutions may ask this pool. Please let the institution ask for you."),
    Asker.PRIVATE: gettext_lazy("Everybody may ask this pool."),
}
_INSTEAD: Final[dict[str, Promise]] = {
    Instead.OTHER_DATE: gettext_lazy("another date that you named"),
    Instead.TELEPHONE: gettext_lazy("an interpreter by telephone"),
    Instead.VIDEO: gettext_lazy("an interpreter by video"),
    Instead.NEIGHBOUR: gettext_lazy("a neighbouring pool: %(name)s"),
}
_TURN_TO: Final[dict[str, Promise]] = {
    TurnTo.SWORN_INTERPRETERS: gettext_lazy("Please turn to sworn interpreters, for example at justiz-dolmetscher.de."),
    TurnTo.PROFESSIONAL_INTERPRETERS: gettext_lazy("Please turn to professional interpreters."),
    TurnTo.INTERPRETER_POOL: gettext_lazy("Please ask the pool for an interpreter."),
    TurnTo.ADVICE_SERVICE: gettext_lazy("Please turn to an advice service."),
    TurnTo.COORDINATOR: gettext_lazy("Please call the coordinator of the pool."),
}
_OF_GUIDES: Final[dict[str, Promise]] = {
    **RULES,
    "GG1": gettext_lazy("A guide does not interpret."),
    "GG2": gettext_lazy(
        "A guide shows the way and is no sponsor: each order has a last day, and nobody is looked after."
    ),
    "GG4": gettext_lazy("Each order says what it is about, and what the guide is to do. Please tell us both."),
    "GG5": gettext_lazy("This is long. An order ends by %(last)s; then one can look again together."),
}
"""What a guide does not do, as institutions read it."""
_RULES: Final[dict[str, Promise]] = {
    "IG1": gettext_lazy("At a court, and at talks for a court case, volunteers do not interpret."),
    "IG2": gettext_lazy("At the police volunteers do not interpret."),
    "IG3": gettext_lazy("In psychotherapy, and where a trauma is talked about, volunteers do not interpret."),
    "IG4": gettext_lazy(
        "Where somebody consents to an operation, or hears a diagnosis that changes a life, "
        "volunteers do not interpret."
    ),
    "IG5": gettext_lazy("Nobody under age interprets, also not for the own parents."),
    "IG6": gettext_lazy("Nobody interprets for the own family."),
    "IG7": gettext_lazy("The person you speak with has to agree to a volunteer interpreter. Please ask first."),
    "IP4": gettext_lazy("This pool does not work in this way. It works: %(ways)s."),
    "IP5": gettext_lazy(
        "For this client number %(before)d deployments were given this year; %(most)d are funded. "
        "Please talk to the pool."
    ),
    "IP5/institution": gettext_lazy(
        "Without a client number deployments are counted for your institution: %(before)d were given this year, "
        "%(most)d are funded for one person. Please name the number next time."
    ),
    "IP6": gettext_lazy("This is long: the pool plans with at most %(most)d minutes. Please plan a break."),
    "ID1": gettext_lazy("This date is over."),
    "ID2": gettext_lazy("At most %(most)d other dates are looked at, each different from the first one."),
    "IP2": gettext_lazy("This is too soon: the pool needs %(days)d working days. The first possible day is %(from)s."),
    "IP2/not_urgent": gettext_lazy(
        "This pool takes no urgent requests: it needs %(days)d working days. The first possible day is %(from)s."
    ),
    "IP2/reason": gettext_lazy("Please say why it is urgent. Otherwise the first possible day is %(from)s."),
    "IP2/urgent": gettext_lazy(
        "Urgent: it is sooner than the pool's %(days)d working days, so perhaps nobody is found."
    ),
}


def finding_in_words(finding: Finding) -> str:
    """One finding as a sentence. A reason that the pool wrote itself stands as it was written."""
    if finding.rule == "IP3":
        return finding.words or _("This pool does not interpret there.")
    if finding.rule == "IP1":
        return str(_MAY_ASK[str(finding.params["may_ask"])])
    params: dict[str, object] = dict(finding.params)
    for key, value in finding.params.items():
        if isinstance(value, date):
            params[key] = date_format(value, _("l, j F"))
    if "ways" in params:
        params["ways"] = ", ".join(str(WAYS[one]) for one in str(params["ways"]).split())
    return str((_OF_GUIDES | _RULES)[finding.rule]) % params


def turn_to_in_words(finding: Finding) -> str:
    """Where to turn instead, or nothing."""
    return str(_TURN_TO[finding.turn_to]) if finding.turn_to else ""


def instead_in_words(one: str, *, neighbour: str = "") -> str:
    """What can be offered where nobody is found."""
    return str(_INSTEAD[one]) % {"name": neighbour}

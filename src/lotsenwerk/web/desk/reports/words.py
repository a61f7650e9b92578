"""What each figure is called and means: the definition stands beside the number. In words: docs/rules/figures.md."""

from typing import Final

from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.domain.reporting.queries.counting import NEIGHBOURLY
from lotsenwerk.kit.errors import Sentence

MEANS: Final[dict[str, tuple[Sentence, Sentence]]] = {
    "visits": (
        gettext_lazy("Encounters"),
        gettext_lazy("Visits that were confirmed and at which two people met: done or partly done."),
    ),
    "helped": (
        gettext_lazy("People helped"),
        gettext_lazy("Different people to whom somebody came. Whoever got ten visits counts once."),
    ),
    "helpers": (
        gettext_lazy("Helpers"),
        gettext_lazy("Different people who gave time that was confirmed: visits, office hours, deployments."),
    ),
    "lasting": (
        gettext_lazy("Lasting pairs"),
        gettext_lazy(
            "Two people who met in this time, four times or more so far, the first and the last time eight weeks apart."
        ),
    ),
    "practice": (
        gettext_lazy("German spoken"),
        gettext_lazy(
            "Time of visits by helpers whose mother tongue is another one, to people who speak German with them."
        ),
    ),
    "waiting": (
        gettext_lazy("Waited for a yes"),
        gettext_lazy(
            "Time from the call until somebody said yes: half of them waited no longer. Regular visits do not count."
        ),
    ),
    "filled": (
        gettext_lazy("Somebody came"),
        gettext_lazy(
            "Of a hundred needs whose time is over, those for which somebody went. What was cancelled is left out."
        ),
    ),
    "office_hours": (
        gettext_lazy("Advised at office hours"),
        gettext_lazy("People to whom guides spoke at office hours and in groups, as the guides counted them."),
    ),
}
LINES: Final[dict[str, Sentence]] = {
    NEIGHBOURLY: gettext_lazy("Neighbourly help"),
    PoolKind.GUIDES: gettext_lazy("Guides"),
    PoolKind.INTERPRETERS: gettext_lazy("Interpreters"),
}
TOO_FEW: Final = gettext_lazy("too few to be shown")

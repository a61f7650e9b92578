"""Which day, which kind and which state the map shows, as the address says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.queries.map import Placed
from lotsenwerk.kit.addresses import address
from lotsenwerk.web.desk.wording import KINDS, kind_word

STATES = {
    "missing": frozenset({NeedState.OPEN, NeedState.OFFERED}),
    "going": frozenset({NeedState.STAFFED}),
    "done": frozenset({NeedState.DONE, NeedState.CONFIRMED}),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be seen; empty means all."""

    day: date
    kind: str = ""
    state: str = ""

    @property
    def url(self) -> str:
        """The address that shows this."""
        said = {"day": self.day.isoformat(), "kind": self.kind, "state": self.state}
        return f"{address('desk:map')}?{urlencode({name: word for name, word in said.items() if word})}"

    @property
    def day_before(self) -> str:
        """The address of the day before."""
        return replace(self, day=self.day - timedelta(days=1)).url

    @property
    def day_after(self) -> str:
        """The address of the day after."""
        return replace(self, day=self.day + timedelta(days=1)).url

    def shows(self, one: Placed) -> bool:
        """Whether a need is among what is to be seen."""
        need = one.need
        is_kind = not self.kind or need.kind == self.kind
        return is_kind and (not self.state or need.state in STATES[self.state])


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to see the day."""

    url: str
    word: str
    count: int
    is_here: bool


def choice_of(asked: QueryDict, today: date) -> Choice:
    """What the address asks for; what cannot be read counts as not said."""
    kind, state = asked.get("kind", ""), asked.get("state", "")
    return Choice(
        day=_day(asked.get("day", "")) or today,
        kind=kind if kind in KINDS else "",
        state=state if state in STATES else "",
    )


def _day(typed: str) -> date | None:
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    # Beyond these years a day before or after might be no date any more.
    return day if day is not None and date(2000, 1, 1) <= day <= date(2199, 12, 31) else None


def tabs(choice: Choice, day: Sequence[Placed]) -> list[Tab]:
    """The states to choose from, with how many needs of the chosen kind each has."""
    words = {
        "": pgettext("needs on the map", "All"),
        "missing": _("Somebody is missing"),
        "going": _("Somebody goes"),
        "done": pgettext("needs on the map", "Over"),
    }
    shown = [replace(choice, state=state) for state in words]
    return [Tab(one.url, words[one.state], sum(one.shows(need) for need in day), one == choice) for one in shown]


def kinds() -> list[tuple[str, str]]:
    """The kinds to choose from."""
    return [(kind, kind_word(kind)) for kind in KINDS]

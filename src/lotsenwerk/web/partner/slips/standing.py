"""How a slip stands, in one sentence for the counter."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import ProxySlip
from lotsenwerk.domain.assistance.queries.food_bank import slip_counts
from lotsenwerk.kit import clock


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it counts, the word for it, and why."""

    counts: bool
    word: str
    sentence: str


def standing_of(slip: ProxySlip, now: datetime) -> Standing:
    """How a slip stands now."""
    name = {"name": slip.assignment.volunteer.person.given_name or slip.assignment.volunteer.person.name}
    if slip_counts(slip, now):
        return Standing(counts=True, word=_("This slip counts"), sentence=_("%(name)s may fetch today.") % name)
    no = _("This slip does not count")
    if slip.used_at is not None:
        told = {**name, "time": f"{clock.local(slip.used_at):%H:%M}", "day": _day(slip)}
        used = _("%(name)s has fetched already: %(day)s, %(time)s.") % told
        return Standing(counts=False, word=_("This slip is used up"), sentence=used)
    if slip.ended_at is not None or slip.valid_on == clock.local(now).date():
        return Standing(counts=False, word=no, sentence=_("%(name)s does not fetch any more.") % name)
    return Standing(counts=False, word=no, sentence=_("It is for another day: %(day)s.") % {"day": _day(slip)})


def _day(slip: ProxySlip) -> str:
    # Translators: PHP-style format of a day, "Thursday, 26 November"; German l, j. F
    return date_format(slip.valid_on, _("l, j F"))

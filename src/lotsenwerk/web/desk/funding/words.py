"""Hours, money and forecasts as the desk says them."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotsenwerk.domain.funding.queries.pool_years import PoolYear
from lotsenwerk.domain.funding.queries.reckoning import Taxes, Why, YearOf
from lotsenwerk.domain.funding.queries.years import Room
from lotsenwerk.engines.funding.ceilings import Ceiling
from lotsenwerk.engines.funding.rulebook import Confidence
from lotsenwerk.kit import money
from lotsenwerk.kit.errors import Sentence

WHY: Final[dict[Why, tuple[str, Sentence]]] = {
    Why.COUNTS: ("done", gettext_lazy("is counted")),
    Why.WAITS: ("waiting", gettext_lazy("reported, not confirmed yet")),
    Why.OTHER_WORK: ("off", gettext_lazy("no voluntary work on that day")),
    Why.LEARNED: ("off", gettext_lazy("a course is no deployment")),
    Why.WAIVED: ("off", gettext_lazy("allowance waived")),
}
CEILINGS: Final[dict[str, Sentence]] = {
    Ceiling.HONORARY: gettext_lazy("Honorary allowance (§ 3 no. 26a EStG)"),
    Ceiling.TRAINER: gettext_lazy("Trainers' allowance (§ 3 no. 26 EStG)"),
}
RULES: Final[dict[str, Sentence]] = {
    "WIR-23-04": gettext_lazy("Worth of a guide's hour"),
    "WIR-23-05": gettext_lazy("Most hours of a guide in a year"),
    "WIR-23-06": gettext_lazy("Most hours of a coordinating guide in a year"),
    "WIR-24-06": gettext_lazy("Given for an interpreter's deployment"),
    "WIR-24-07": gettext_lazy("Usual deployments for one client"),
    "TAX-01": gettext_lazy("Honorary allowance in a year"),
    "TAX-02": gettext_lazy("Trainers' allowance in a year"),
}
CONFIDENCE: Final[dict[Confidence, tuple[str, Sentence]]] = {
    Confidence.OFFICIAL: ("done", gettext_lazy("read at an office")),
    Confidence.SECONDARY: ("open", gettext_lazy("second hand, not verified")),
    Confidence.OLDER: ("open", gettext_lazy("older, not verified")),
    Confidence.RECKONED: ("waiting", gettext_lazy("reckoned")),
}


def hours(minutes: int) -> str:
    """Minutes as "12 hrs", "12 hrs 15 min.", "45 min."."""
    whole, rest = divmod(minutes, 60)
    if not rest:
        return _("%(hours)s hrs") % {"hours": whole}
    if not whole:
        return _("%(minutes)d min.") % {"minutes": rest}
    return _("%(hours)d hrs %(minutes)d min.") % {"hours": whole, "minutes": rest}


def amount(pool: PoolYear, value: int) -> str:
    """Minutes or cents of a pool, as its budget counts."""
    return hours(value) if pool.is_in_hours else money.shown(money.Cents(value))


def day(on: date) -> str:
    """Say a day of the year: "3 November"."""
    return date_format(on, _("j F"))


def forecast_of_pool(pool: PoolYear) -> tuple[str, str]:
    """What becomes of a pool's budget: tone and sentence."""
    if pool.most is None:
        return "open", _("Nobody has entered what was granted.")
    if pool.over:
        passed = pool.over_on or pool.on
        return "late", _("Passed on %(day)s: %(over)s more than granted.") % {
            "day": day(passed),
            "over": amount(pool, pool.over),
        }
    if pool.over_on is not None:
        return "late", _("At this rate it is passed on %(day)s.") % {"day": day(pool.over_on)}
    return "done", _("It will do for this year, as far as one can see.")


def forecast_of_person(year: YearOf) -> tuple[str, str]:
    """What becomes of somebody's cap: tone and sentence."""
    if year.meter.over:
        words = _("Over the cap by %(over)s: these are not paid for.")
        return "late", words % {"over": hours(year.meter.over)}
    if year.over_on is not None:
        return "late", _("Over the cap on %(day)s.") % {"day": day(year.over_on)}
    return "done", _("%(free)s are free.") % {"free": hours(year.free)}


def tax_in_words(taxes: Taxes) -> tuple[str, str]:
    """How far a year is from its ceiling: tone and sentence. It warns, and decides nothing."""
    if taxes.year.most is None:
        return "open", _("No ceiling is known for this year.")
    if taxes.passed is not None:
        number, on = taxes.passed
        words = _("Over the ceiling by %(over)s since %(day)s, with deployment %(number)d. Please ask a tax adviser.")
        over = money.shown(money.Cents(taxes.year.over))
        return "late", words % {"number": number, "day": day(on), "over": over}
    if taxes.year.over:
        return "late", _("Over the ceiling. Please ask a tax adviser.")
    return "done", _("%(left)s until the ceiling.") % {"left": money.shown(money.Cents(taxes.year.left or 0))}


def room_in_words(room: Room) -> str:
    """What of a guide's year is free, in a word or two for a list of those who can go."""
    if room.is_waived:
        return _("takes no allowance")
    if room.would_be_over:
        return _("would be over her cap of hours")
    left = ngettext("%(count)d hr left this year", "%(count)d hrs left this year", room.free // 60)
    return left % {"count": room.free // 60}

"""The sentences of the matching rules, by the numbers of docs/rules/matching.md."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lotsenwerk.domain.people.gate import Lack, Missing
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.sentences import level_in_words, missing_in_words
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.kit import clock, geo

Params = Mapping[str, int | str]
OPEN_END = 1 << 40
"""The instant, in UTC seconds, that stands for "until further notice"."""
LEVELS = ("", "A1", "A2", "B1", "B2", "C1", "C2")


def in_words(reason: Reason) -> str:
    """The sentence of one reason, in the language that is active now."""
    return _SENTENCES[reason.rule](reason.params)


def _elsewhere(params: Params) -> str:
    until = time_format(clock.local(datetime.fromtimestamp(int(params["until"]), UTC)))
    return _("elsewhere until %(until)s, %(minutes)d minutes away") % {"until": until, "minutes": params["minutes"]}


def _been_here(params: Params) -> str:
    times = int(params["times"])
    return ngettext("has been here once", "has been here %(times)d times", times) % {"times": times}


def _was_asked(params: Params) -> str:
    times = int(params["times"])
    return ngettext("asked once in four weeks", "asked %(times)d times in four weeks", times) % {"times": times}


def _speaks(params: Params) -> str:
    code, level = str(params["language"]), int(params["level"])
    if level >= len(LEVELS):
        return _("speaks %(language)s as mother tongue") % {"language": language_name(code)}
    return _("speaks %(language)s (%(level)s)") % {"language": language_name(code), "level": LEVELS[level]}


def _worked(params: Params) -> str:
    minutes = int(params["minutes"])
    if not minutes:
        return _("no visit in four weeks")
    tenths = round(minutes / 6)
    hours = number_format(tenths // 10 if tenths % 10 == 0 else Decimal(tenths) / 10)
    return _("%(hours)s h in four weeks") % {"hours": hours}


def _away(params: Params) -> str:
    return _("is away%(until)s") % {"until": _until(params)}


def _client_away(params: Params) -> str:
    return _("nobody is at home%(until)s") % {"until": _until(params)}


def _until(params: Params) -> str:
    """Until when somebody is away, where that is known: the last day is the one before the return."""
    last = int(params["until"])
    if last >= OPEN_END:
        return ""
    back = clock.local(datetime.fromtimestamp(last, UTC))
    return _(", back on %(day)s") % {"day": date_format(back, "j. F")}


def _wish(params: Params) -> str:
    return _("a woman is wished for") if params["wish"] == "female" else _("a man is wished for")


def still_missing(lack: str, asked: str, ended: str) -> str:
    """One thing of what a pool requires: what (``Lack``), which one, and the day on which it ran out, if it did."""
    one = Missing(Lack(lack), asked, date.fromisoformat(ended) if ended else None)
    return _("still missing: %(what)s") % {"what": missing_in_words(one)}


def _too_little(params: Params) -> str:
    told = {"language": language_name(str(params["language"])), "level": level_in_words(str(params["level"]))}
    if not params["level"]:
        return _("speaks no %(language)s") % told
    return _("speaks no %(language)s, or too little: %(level)s is needed") % told


def _deployed(params: Params) -> str:
    times = int(params["times"])
    if not times:
        return _("not deployed yet in twelve months")
    counted = ngettext("deployed once in twelve months", "deployed %(times)d times in twelve months", times)
    return counted % {"times": times}


_SENTENCES: dict[str, Callable[[Params], str]] = {
    "G1": lambda params: still_missing(str(params["lack"]), str(params["asked"]), str(params["ended"])),
    "G2": _too_little,
    "G3": lambda _params: _("somebody of another gender is wished for"),
    "G4": lambda _params: _("is not asked for this visit"),
    "H1": lambda _params: _("has been asked, no answer yet"),
    "H2": lambda _params: _("has said no"),
    "H3": lambda _params: _("is not free at this time"),
    "H4": _elsewhere,
    "H5": lambda _params: _("these two are not to meet"),
    "H6": _away,
    "H7": _wish,
    "H8": _client_away,
    "S1": _been_here,
    "S2": lambda params: _("%(distance)s away") % {"distance": geo.shown(int(params["metres"]))},
    "S3": _speaks,
    "S3-none": lambda params: _("speaks no %(language)s") % {"language": language_name(str(params["language"]))},
    "S4": _worked,
    "S5": _was_asked,
    "S7": _deployed,
    "S6": lambda _params: _("has said yes beforehand"),
}

"""The sentences of the planner's rules, by the numbers of docs/rules/planning.md. Only the desk reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotsenwerk.domain.assistance.pool_words import APART, is_of_pool, is_outside, lacking_in_words
from lotsenwerk.domain.assistance.reasons import LEVELS
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import FactKind
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.kit import clock

Params = Mapping[str, int | str]
_LONG: Final = 2 * 3600
"""From so many seconds on one speaks of hours."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the sentences call helpers and clients, by the numbers of helpers and needs."""

    helpers: Mapping[int, str] = field(default_factory=dict)
    clients: Mapping[int, str] = field(default_factory=dict)


def rule_in_words(reason: Reason, names: Names | None = None) -> str:
    """The sentence of one broken rule (PH) or of one change after which none is broken (PX), in the active language."""
    return _SENTENCES[reason.rule](reason.params, names or Names())


def input_in_words(reason: Reason) -> str:
    """Why nothing can be computed from what was frozen (PI)."""
    return _INPUT[reason.rule](reason.params)


def against_in_words(rule: str, params: Params, helpers: int) -> str:
    """What speaks against several helpers, and how many they are."""
    sentence = _("%(rule)s: %(helpers)s")
    counted = ngettext("%(count)d helper", "%(count)d helpers", helpers) % {"count": helpers}
    return sentence % {"rule": _group(rule, params), "helpers": counted}


def cost_in_words(rule: str) -> str:
    """The heading of one part of what a plan costs (PS)."""
    return str(_COSTS[rule])


def part_in_words(rule: str, seconds: int) -> str:
    """What one part of the cost says about a helper who could go."""
    if rule == "PS1":
        return _("%(minutes)d min more on the way") % {"minutes": minutes_of(seconds)}
    return str(_PARTS[rule])


def minutes_of(seconds: int) -> int:
    """Whole minutes, rounded up: nobody is told that nothing is missing."""
    return -(-seconds // 60)


def _minutes(params: Params) -> dict[str, int]:
    return {"minutes": minutes_of(int(params.get("seconds", 0)))}


def _hours(seconds: int) -> str:
    tenths = round(seconds / 360)
    return number_format(tenths // 10 if tenths % 10 == 0 else Decimal(tenths) / 10)


def _clock(seconds: int | str) -> str:
    return time_format(clock.local(datetime.fromtimestamp(int(seconds), UTC)))


def _not_there(params: Params, _names: Names) -> str:
    if not params.get("shift"):
        return _("is not there at this time")
    return _("is there %(minutes)d min too short") % _minutes(params)


def _language(params: Params, _names: Names) -> str:
    told = {"language": language_name(str(params["language"])), "level": _level(int(params["level"]))}
    if not params["has"]:
        return _("speaks no %(language)s") % told
    return _("speaks %(language)s at %(has)s, needed is %(level)s") % {**told, "has": _level(int(params["has"]))}


def _level(level: int) -> str:
    return LEVELS[level] if level < len(LEVELS) else _("mother tongue")


_FACTS: Final = {
    FactKind.INTRODUCED: gettext_lazy("no first talk"),
    FactKind.CONFIDENTIALITY: gettext_lazy("no promise of confidentiality"),
    FactKind.CONDUCT: gettext_lazy("no certificate of conduct"),
    FactKind.DRIVING_LICENCE: gettext_lazy("no driving licence"),
    FactKind.FOOD_HYGIENE: gettext_lazy("no instruction in food hygiene"),
}


def _lacks(params: Params, _names: Names) -> str:
    asked = str(params["qualification"])
    return lacking_in_words(asked) if is_of_pool(asked) else str(_FACTS[FactKind(asked)])


_AVOIDED: Final = {
    "dog": gettext_lazy("would rather not meet a dog"),
    "cat": gettext_lazy("would rather not meet a cat"),
    "smoke": gettext_lazy("would rather not go where people smoke"),
    "stairs": gettext_lazy("would rather not climb stairs"),
}


def _wish(params: Params, _names: Names) -> str:
    return _("a woman is wished for") if params["gender"] == "female" else _("a man is wished for")


def _too_many_hours(params: Params, _names: Names) -> str:
    told = {"hours": _hours(int(params["seconds"])), "most": _hours(int(params["most"]))}
    return _("would be busy for %(hours)s h, at most %(most)s h are agreed") % told


def _beside_the_time(params: Params, _names: Names) -> str:
    seconds = int(params["seconds"])
    if seconds >= _LONG:
        return _("would come %(hours)s h beside the time that suits") % {"hours": _hours(seconds)}
    return _("would come %(minutes)d min beside the time that suits") % _minutes(params)


def _held(params: Params, names: Names) -> str:
    name = names.helpers.get(int(params.get("helper", 0)))
    return _("%(name)s is held in place for this") % {"name": name} if name else _("somebody else is held in place")


def _fixed(sentence: Promise) -> Callable[[Params, Names], str]:
    return lambda _params, _names: str(sentence)


def _with_minutes(sentence: Promise) -> Callable[[Params, Names], str]:
    return lambda params, _names: str(sentence) % _minutes(params)


def _with_params(sentence: Promise) -> Callable[[Params, Names], str]:
    return lambda params, _names: str(sentence) % dict(params)


def _other_hours(params: Params, _names: Names) -> str:
    told = {"begin": _clock(params["begin"]), "end": _clock(params["end"])}
    return _("possible if she is there from %(begin)s to %(end)s") % told


def _given_away(params: Params, names: Names) -> str:
    name = names.clients.get(int(params["job"]))
    if name is None:
        return _("possible if somebody else takes one of her visits")
    return _("possible if somebody else goes to %(name)s") % {"name": name}


def _other_time(params: Params, _names: Names) -> str:
    return _("possible if it suits at %(time)s") % {"time": _clock(params["begin"])}


_SENTENCES: Final[Mapping[str, Callable[[Params, Names], str]]] = {
    "PH1": _not_there,
    "PH2": _language,
    "PH3": _lacks,
    "PH4": lambda params, _names: str(_AVOIDED[str(params["circumstance"])]),
    "PH5": _wish,
    "PH6": _fixed(gettext_lazy("these two are not to meet")),
    APART: _fixed(gettext_lazy("is not asked for this visit")),
    "PH7": _with_params(gettext_lazy("cannot carry so much: %(amount)d bags, room for %(carries)d")),
    "PH8": _with_minutes(gettext_lazy("would be on her feet %(minutes)d min too long")),
    "PH9": _with_params(gettext_lazy("would have %(jobs)d visits, at most %(most)d are agreed")),
    "PH10": _too_many_hours,
    "PH11": _beside_the_time,
    "PH12": _with_minutes(gettext_lazy("is closed then, %(minutes)d min are missing")),
    "PH13": _with_minutes(gettext_lazy("would miss the time of the pick-up by %(minutes)d min")),
    "PH14": _with_minutes(gettext_lazy("fresh goods would be on the way %(minutes)d min too long")),
    "PH15": _fixed(gettext_lazy("what is brought has to be fetched before")),
    "PH16": _fixed(gettext_lazy("would be done twice")),
    "PH17": _fixed(gettext_lazy("two different people are needed at the same time")),
    "PH18": _with_minutes(gettext_lazy("the cargo bicycle is with somebody else, %(minutes)d min are missing")),
    "PH19": _fixed(gettext_lazy("cannot have the cargo bicycle")),
    "PH20": _with_minutes(gettext_lazy("could not answer in time, %(minutes)d min are missing")),
    "PH21": _held,
    "PH22": _with_minutes(gettext_lazy("the time is held in place and would move by %(minutes)d min")),
    "PH23": _fixed(gettext_lazy("the order of the day is held in place")),
    "PH24": _with_minutes(gettext_lazy("the way is too long, %(minutes)d min are missing")),
    "PH25": _fixed(gettext_lazy("has said no")),
    "PH26": _fixed(gettext_lazy("is not there any more")),
    "PX1": _other_hours,
    "PX2": _with_minutes(gettext_lazy("possible if she is on her feet %(minutes)d min longer")),
    "PX3": _with_params(gettext_lazy("possible with one visit more than the %(most)d agreed")),
    "PX4": _with_minutes(gettext_lazy("possible with %(minutes)d min more than agreed")),
    "PX5": _given_away,
    "PX6": _other_time,
}

_COSTS: Final = {
    "PS1": gettext_lazy("Ways"),
    "PS2": gettext_lazy("Strangers at the door"),
    "PS3": gettext_lazy("No new faces where they are wished for"),
    "PS4": gettext_lazy("Rare skills where nobody needs them"),
    "PS5": gettext_lazy("Helpers who have done much already"),
    "PS6": gettext_lazy("Helpers who were asked often already"),
    "PS7": gettext_lazy("Visits that nobody does"),
    "PS8": gettext_lazy("Visits that somebody else was asked for"),
}
_PARTS: Final = {
    "PS2": gettext_lazy("has not been there yet, somebody else has"),
    "PS3": gettext_lazy("has been there, new faces are wished for"),
    "PS4": gettext_lazy("has a rare skill that is not needed here"),
    "PS5": gettext_lazy("has done much in four weeks"),
    "PS6": gettext_lazy("was asked often in four weeks"),
    "PS8": gettext_lazy("somebody else was asked already"),
}


def _group(rule: str, params: Params) -> str:
    """What several have in common that break the same rule; figures of one of them are left out."""
    if rule == "PH2":
        told = {"language": language_name(str(params["language"])), "level": _level(int(params["level"]))}
        return _("Speak no %(language)s or too little (%(level)s)") % told
    if rule == "PH3" and is_outside([Reason(rule, params)]):
        return _("Are not active in this pool")
    if rule in {"PH3", "PH4", "PH5"}:
        return rule_in_words(Reason(rule, params))
    return str(_GROUPS.get(rule) or rule_in_words(Reason(rule, params)))


_GROUPS: Final = {
    "PH1": gettext_lazy("Are not there, or not long enough"),
    "PH6": gettext_lazy("Not to be brought together"),
    APART: gettext_lazy("Not asked for this visit"),
    "PH7": gettext_lazy("Cannot carry so much"),
    "PH8": gettext_lazy("Would be on their feet too long"),
    "PH9": gettext_lazy("Would have too many visits"),
    "PH10": gettext_lazy("Would be busy for too long"),
    "PH11": gettext_lazy("Have no time when it suits"),
    "PH12": gettext_lazy("Have no time while it is open"),
    "PH13": gettext_lazy("Have no time for the pick-up"),
    "PH14": gettext_lazy("Fresh goods would be on the way too long"),
    "PH18": gettext_lazy("The cargo bicycle is with somebody else"),
    "PH20": gettext_lazy("Could not answer in time"),
    "PH24": gettext_lazy("Have too long a way"),
    "PH25": gettext_lazy("Have said no"),
}

_INPUT: Final[Mapping[str, Callable[[Params], str]]] = {
    "PI1": lambda _params: _("A time ends before it begins. Please look at the hours of helpers and visits."),
    "PI2": lambda _params: _("A length or a place makes no sense. Please look at the hours and addresses."),
    "PI3": lambda _params: _("Something is named that there is not. Please try again."),
    "PI4": lambda _params: _("Something is there twice. Please try again."),
    "PI5": lambda params: (
        _("These are too many at once: %(count)d, at most %(most)d. Please plan fewer days.")
        % {"count": params["count"], "most": params["most"]}
    ),
    "PI6": lambda _params: _("A visit has no time at all. Please look at the hours of the shops and slots."),
}

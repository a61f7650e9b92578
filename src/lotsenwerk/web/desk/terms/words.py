"""What a pool says for itself, in sentences that can be read out on the telephone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotsenwerk.domain.assistance.bodies import BODIES, SUBJECTS, WAYS
from lotsenwerk.domain.assistance.models import Exchange, Exclusion, PoolTerms
from lotsenwerk.domain.assistance.queries.terms import exclusions_of
from lotsenwerk.engines.scope.findings import TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Asker
from lotsenwerk.kit import money
from lotsenwerk.kit.money import Cents

MAY_ASK: Final[Mapping[str, Promise]] = {
    Asker.PARTNER: gettext_lazy("Institutions that work with the pool"),
    Asker.INSTITUTION: gettext_lazy("Every institution"),
    Asker.PRIVATE: gettext_lazy("Everybody, also somebody alone"),
}
EXCHANGE: Final[Mapping[str, Promise]] = {
    Exchange.NEVER: gettext_lazy("Never: both call the pool"),
    Exchange.AFTER_YES: gettext_lazy("As soon as somebody has said yes"),
    Exchange.DAY_BEFORE: gettext_lazy("From the day before"),
}
TURN_TO: Final[Mapping[str, Promise]] = {
    TurnTo.NOBODY: gettext_lazy("nobody in particular"),
    TurnTo.SWORN_INTERPRETERS: gettext_lazy("Sworn interpreters"),
    TurnTo.PROFESSIONAL_INTERPRETERS: gettext_lazy("Professional interpreters"),
    TurnTo.ADVICE_SERVICE: gettext_lazy("An advice service"),
    TurnTo.COORDINATOR: gettext_lazy("The coordinator"),
}
WEIGHTS: Final[Mapping[str, Promise]] = {
    Weight.STOP: gettext_lazy("is refused"),
    Weight.WARNING: gettext_lazy("is pointed out"),
}


def in_sentences(terms: PoolTerms) -> Sequence[tuple[str, Sequence[str]]]:
    """What counts by these terms, in sentences under a word each: asking, money, afterwards."""
    return [
        (_("Requests"), list(_asking(terms))),
        (_("Money"), list(_paying(terms))),
        (_("Afterwards"), list(_afterwards(terms))),
    ]


def _asking(terms: PoolTerms) -> Iterator[str]:
    yield _("Who may ask: %(who)s.") % {"who": MAY_ASK[terms.may_ask]}
    days = terms.lead_working_days
    if days:
        yield ngettext(
            "Between request and appointment there is at least one working day.",
            "Between request and appointment there are at least %(days)d working days.",
            days,
        ) % {"days": days}
    else:
        yield _("A request may come on the day before.")
    if terms.takes_urgent:
        yield _("What is urgent may come later, with a reason.")
    else:
        yield _("Urgent requests are not taken.")
    days = terms.answer_working_days
    yield ngettext("We answer within one working day.", "We answer within %(days)d working days.", days) % {
        "days": days
    }
    yield _("We work %(ways)s.") % {"ways": ", ".join(str(WAYS[one]) for one in terms.ways)}
    if terms.most_minutes:
        yield _("An appointment takes at most %(minutes)d minutes; longer ones need a break.") % {
            "minutes": terms.most_minutes
        }
    if terms.most_funded:
        yield _("For one person at most %(most)d deployments a year are funded.") % {"most": terms.most_funded}


def _paying(terms: PoolTerms) -> Iterator[str]:
    if terms.cents_a_deployment:
        yield _("Whoever interprets gets %(amount)s for a deployment.") % {"amount": _euro(terms.cents_a_deployment)}
    if terms.cents_a_step:
        amounts = {"amount": _euro(terms.cents_a_step), "step": terms.step}
        yield _("Whoever interprets gets %(amount)s for each started %(step)d minutes.") % amounts
        if terms.first_block:
            yield _("The first %(minutes)d minutes are paid in full.") % {"minutes": terms.first_block}
    if terms.cents_a_kilometre:
        amounts = {"amount": _euro(terms.cents_a_kilometre), "free": terms.free_kilometres}
        yield _("For each kilometre there and back beyond %(free)d there is %(amount)s.") % amounts
    for one in terms.lump_sums:
        yield _("A lump sum of %(amount)s is added.") % {"amount": _euro(one)}
    if not (terms.cents_a_deployment or terms.cents_a_step or terms.cents_a_kilometre or terms.lump_sums):
        yield _("Whoever interprets gets no money from the pool.")
    if terms.fee:
        yield _("The institution pays %(amount)s for a deployment.") % {"amount": _euro(terms.fee)}
    else:
        yield _("The institution pays nothing.")


def _afterwards(terms: PoolTerms) -> Iterator[str]:
    yield _("Both sides hear each other's number: %(when)s.") % {"when": EXCHANGE[terms.exchange]}
    days = terms.contacts_kept_days
    if terms.exchange != Exchange.NEVER:
        yield ngettext(
            "One day after the appointment it is forgotten.",
            "%(days)d days after the appointment it is forgotten.",
            days,
        ) % {"days": days}
    if terms.neighbour:
        yield _("Where nobody is found we name: %(name)s.") % {"name": terms.neighbour}


def excluded_in_words(terms: PoolTerms) -> Sequence[str]:
    """What these terms do not serve, or serve unwillingly, each as a sentence."""
    return [_excluded(one) for one in exclusions_of(terms)]


def _excluded(one: Exclusion) -> str:
    what = BODIES[one.body] if one.body else SUBJECTS[one.subject]
    words = f"{what}: {WEIGHTS[one.weight]}."
    turn = _("Instead: %(whom)s.") % {"whom": TURN_TO[one.turn_to]} if one.turn_to in TURN_TO and one.turn_to else ""
    return " ".join(part for part in (words, one.words, turn) if part)


def _euro(cents: int) -> str:
    return money.shown(Cents(cents))

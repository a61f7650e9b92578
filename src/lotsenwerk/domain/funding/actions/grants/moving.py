"""Hand an application in, take it back, withdraw it, note that it was refused, end the file."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.drafting import gap
from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, moved, told_of
from lotsenwerk.domain.funding.actions.grants.tasks import reopen_task, settle_task
from lotsenwerk.domain.funding.application import fields_of
from lotsenwerk.domain.funding.models import FinancingItem, Grant, GrantText, Part, TaskKind
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import WrongState


def hand_in(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """It was typed into the state's form. Refused while a field is empty or the plan does not balance to the cent."""
    grant = locked_for(actor, grant, "hand_in")
    texts = dict(GrantText.objects.filter(grant=grant).values_list("field", "text"))
    empty = [one for one in fields_of(grant.line) if one.needed and not texts.get(one.key, "").strip()]
    if empty:
        raise WrongState(_("Please write this first: %(word)s."), params={"word": empty[0].word})
    items = list(FinancingItem.objects.filter(grant=grant))
    if not any(one.part == Part.GRANT for one in items):
        raise WrongState(_("The plan does not say how much is asked of the state."))
    missing = gap(items)
    if missing > 0:
        words = _("In the plan %(sum)s of the costs are covered by nobody.")
        raise WrongState(words, params={"sum": money.shown(money.Cents(missing))})
    if missing < 0:
        words = _("In the plan the income is %(sum)s more than the costs.")
        raise WrongState(words, params={"sum": money.shown(money.Cents(-missing))})
    moved(grant, "hand_in", at=at)
    settle_task(actor, grant, TaskKind.APPLY, at=at)
    told_of(actor, "hand_in", grant, at=at)
    return grant


def take_back(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """It was not handed in after all, or has to be changed: it is a draft again."""
    grant = moved(locked_for(actor, grant, "take_back"), "take_back", at=at)
    reopen_task(grant, TaskKind.APPLY)
    told_of(actor, "take_back", grant, at=at)
    return grant


def withdraw(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """Nothing comes of it. The file stays to be read."""
    return _move(actor, grant, "withdraw", at)


def refuse(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """The granting authority refused it."""
    return _move(actor, grant, "refuse", at)


def end(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """Everything of it is done: nothing is written into its ledger any more."""
    return _move(actor, grant, "end", at)


def reopen(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """Something is to be corrected after all."""
    return _move(actor, grant, "reopen", at)


def _move(actor: Actor, grant: Grant, verb: str, at: datetime) -> Grant:
    grant = moved(locked_for(actor, grant, verb), verb, at=at)
    told_of(actor, f"{verb}_grant", grant, at=at)
    return grant

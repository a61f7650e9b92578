"""The operator lays a version over a rule, and withdraws it before it counts. In words: FB7, FB8."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.queries import operators_town
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.rules.actions.stamping import stamp
from lotsenwerk.domain.rules.models import LONGEST_WORDS, RuleVersion
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.laying import model_of
from lotsenwerk.engines.funding.rulebook import Confidence, Rule
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import tenant

LARGEST: Final = 999_999_999
SHORTEST_REASON: Final = 10
DATED: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Written:
    """What is written down of a new version; of a source the title, its date as ``2026-03`` and its address."""

    since: date
    figures: Mapping[str, int]
    source: str
    confidence: Confidence
    reason: str
    until: date | None = None
    source_dated: str = ""
    source_address: str = ""


def lay_version(user: User, rule: str, written: Written, *, at: datetime) -> RuleVersion:
    """A rule has these figures from a day on; what counted before stays as it was. It stands in the journal."""
    town = operators_town(user)
    if town is None:
        raise NotAllowed(_("Only the operator of the installation may do this."))
    versions = rulebook().versions.get(rule)
    if versions is None:
        raise NotThere
    model = model_of(versions, written.since)
    _check(written, model, clock.local(at).date())
    if any(one.since == written.since for one in versions):
        raise BadInput(_("A version begins on this day already. Two never count on the same day."), field="since")
    with tenant(town):
        stamp()
        row = _row(user, rule, written, at)
        told = {"rule": rule, "since": written.since.isoformat(), "figures": dict(written.figures)}
        told |= {"source": row.source, "reason": row.reason}
        record(_as_operator(user, town), "lay_rule", ("rules", "version", row.pk), at=at, told=told)
    return row


def withdraw_version(user: User, version_id: int, *, at: datetime) -> RuleVersion:
    """Take a version back before it counts, or on the day on which it was written; the row stays and says so."""
    town = operators_town(user)
    if town is None:
        raise NotAllowed(_("Only the operator of the installation may do this."))
    with tenant(town):
        try:
            row = lock(RuleVersion.objects.all(), pk=version_id)
        except RuleVersion.DoesNotExist:
            raise NotThere from None
        if not may_be_withdrawn(row, at):
            raise WrongState(_("This version counts already. A new one can be written from a later day on."))
        stamp()
        row.withdrawn_at, row.withdrawn_by_user_id = at, user.pk
        row.save(update_fields=["withdrawn_at", "withdrawn_by_user_id"])
        told = {"rule": row.rule, "since": row.since.isoformat()}
        record(_as_operator(user, town), "withdraw_rule", ("rules", "version", row.pk), at=at, told=told)
    return row


def may_be_withdrawn(row: RuleVersion, at: datetime) -> bool:
    """Whether nothing was reckoned with it yet that anybody relies on (FB8)."""
    today = clock.local(at).date()
    is_fresh = clock.local(row.written_at).date() == today
    return row.withdrawn_at is None and (row.since > today or is_fresh)


def _row(user: User, rule: str, written: Written, at: datetime) -> RuleVersion:
    try:
        with transaction.atomic():
            return RuleVersion.objects.create(
                rule=rule,
                since=written.since,
                until=written.until,
                figures=dict(written.figures),
                source=written.source.strip(),
                source_dated=written.source_dated.strip(),
                source_address=written.source_address.strip(),
                confidence=written.confidence,
                reason=written.reason.strip(),
                written_at=at,
                written_by_user_id=user.pk,
            )
    except IntegrityError:
        sentence = _("A version begins on this day already. Two never count on the same day.")
        raise BadInput(sentence, field="since") from None


def _check(written: Written, model: Rule, today: date) -> None:
    if written.since < date(today.year, 1, 1):
        raise BadInput(_("A version counts from this year on, or later: what is over is not changed."), field="since")
    if written.until is not None and written.until < written.since:
        raise BadInput(_("The last day is not before the first."), field="until")
    _check_figures(written, model)
    for field, words in (("source", written.source), ("reason", written.reason)):
        if len(words.strip()) < SHORTEST_REASON:
            raise BadInput(_("Please say it in a few words: others have to be able to look it up."), field=field)
    for field in ("source", "reason", "source_address"):
        if len(getattr(written, field).strip()) > LONGEST_WORDS:
            raise BadInput(_("At most %(limit)d characters, please."), field=field, params={"limit": LONGEST_WORDS})
    if written.source_dated.strip() and not DATED.fullmatch(written.source_dated.strip()):
        raise BadInput(_("A year, a month or a day, please: 2026, 2026-03 or 2026-03-31."), field="source_dated")


def _check_figures(written: Written, model: Rule) -> None:
    for name, figure in written.figures.items():
        if name not in model.figures:
            raise BadInput(_("This rule does not have this figure."), field=name)
        if not 0 <= figure <= LARGEST:
            raise BadInput(_("Between 0 and 999,999,999, please."), field=name)
    same = all(model.figures[name] == figure for name, figure in written.figures.items())
    if same and written.confidence == model.confidence:
        raise BadInput(_("Nothing would change. Please enter what is new."))


def _as_operator(user: User, organisation_id: int) -> Actor:
    return Actor(came=Came.LOGIN, organisation_id=organisation_id, roles=frozenset({"operator"}), user_id=user.pk)

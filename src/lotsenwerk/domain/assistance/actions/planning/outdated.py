"""What a plan rests on and is not so any more, in sentences: then it is not published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import NeedState, Plan
from lotsenwerk.domain.assistance.planning_words import Names, rule_in_words
from lotsenwerk.domain.assistance.pool_words import as_the_pool_says
from lotsenwerk.domain.assistance.queries.planning.plans import counting_plans
from lotsenwerk.domain.assistance.queries.planning.rows import NeedOnPlan, helpers_by_id, needs_by_id
from lotsenwerk.domain.assistance.queries.planning.timeline import names_of
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.model import FIRM, Part, Route, Snapshot
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.kit.errors import Sentence, WrongState

_PAIR: Final = frozenset(rules.HARD)


class PlanOutdated(WrongState):
    """Something has changed since the plan was started; ``changes`` says what, one sentence each."""

    def __init__(self, sentence: Sentence, changes: Sequence[str]) -> None:
        super().__init__(sentence)
        self.changes = tuple(changes)


def what_changed(plan: Plan, frozen: Snapshot, found: Found, fresh: Snapshot, *, at: datetime) -> Sequence[str]:
    """Why this plan cannot be published as it is, each reason once; nothing where it can.

    ``frozen`` is what it was made from, ``fresh`` the same days as they are now.
    """
    changed = _Changed(plan, frozen, found, fresh, at)
    return list(dict.fromkeys(changed.sentences()))


@dataclass(frozen=True, slots=True)
class _Visit:
    need: int
    helper: int
    begin: int


class _Changed:
    def __init__(self, plan: Plan, frozen: Snapshot, found: Found, fresh: Snapshot, at: datetime) -> None:
        self.plan, self.frozen, self.found, self.fresh, self.at = plan, frozen, found, fresh, at
        self.helper_of = {shift.id: shift.helper for shift in frozen.shifts}
        self.visits = [
            _Visit(stop.job, self.helper_of[route.shift], route.stops[0].begin)
            for route in found.routes
            for stop in route.stops
            if stop.part is Part.VISIT
        ]
        self.needs = needs_by_id({visit.need for visit in self.visits} | {job.id for job in fresh.jobs})
        everybody = {visit.helper for visit in self.visits} | {helper.id for helper in fresh.helpers}
        self.names: Names = names_of(helpers_by_id(everybody), self.needs)
        self.jobs = {job.id: job for job in fresh.jobs}
        self.people = {helper.id: helper for helper in fresh.helpers}

    def sentences(self) -> Iterator[str]:
        if self._is_published_since():
            yield _("Another plan for these days has been published in the meantime.")
        gone = [visit for visit in self.visits if visit.need not in self.jobs]
        for visit in gone:
            yield self._gone(self.needs.get(visit.need))
        yield from self._too_late()
        yield from self._pairs()
        yield from self._judged({visit.need for visit in gone})

    def _is_published_since(self) -> bool:
        counting = counting_plans(self.plan.first_day, self.plan.last_day)
        return any(one.published_at is not None and one.published_at >= self.plan.made_at for one in counting)

    def _gone(self, need: NeedOnPlan | None) -> str:
        if need is None:
            return _("A visit is not there any more.")
        name = {"name": need.client.name}
        if need.state == NeedState.CANCELLED:
            return _("%(name)s: is cancelled") % name
        if need.is_over:
            return _("%(name)s: is done already") % name
        return _("%(name)s: was moved to another time") % name

    def _too_late(self) -> Iterator[str]:
        now = int(self.at.timestamp())
        for visit in self.visits:
            hold = self.fresh.holds.get(visit.need)
            if visit.need in self.jobs and visit.begin < now and (hold is None or hold.state not in FIRM):
                yield _("%(name)s: the time for this is over") % {"name": self._client(visit.need)}

    def _pairs(self) -> Iterator[str]:
        """What speaks against a helper and a client now, whatever the clock says."""
        for visit in self.visits:
            if visit.need not in self.jobs:
                continue
            if visit.helper not in self.people:
                yield self._not_there(visit.helper)
                continue
            for reason in rules.broken(self.people[visit.helper], self.jobs[visit.need]):
                yield self._said(reason, visit)

    def _said(self, reason: Reason, visit: _Visit) -> str:
        hold = self.fresh.holds.get(visit.need)
        if reason.rule == "PH6" and hold is not None and hold.person:
            reason = Reason("PH21")
        reason = as_the_pool_says(reason, self.jobs[visit.need])
        told = {
            "helper": self.names.helpers.get(visit.helper, "–"),
            "client": self._client(visit.need),
            "rule": rule_in_words(reason, self.names),
        }
        return _("%(helper)s and %(client)s: %(rule)s") % told

    def _judged(self, gone: set[int]) -> Iterator[str]:
        """What the judge says now that he did not say when the plan was made."""
        routes = [self._now(route, gone) for route in self.found.routes]
        yield from (self._not_there(helper) for route, helper in routes if route is None)
        there = Found(tuple(route for route, _helper in routes if route is not None and route.stops))
        shift_of = {shift.id: shift.helper for shift in self.fresh.shifts}
        before = Counter(_key(one, self.helper_of) for one in check(self.frozen, self.found).broken)
        for reason in check(self.fresh, there).broken:
            if reason.rule in _PAIR or before[_key(reason, shift_of)]:
                continue
            yield self._in_words(reason, shift_of)

    def _now(self, route: Route, gone: set[int]) -> tuple[Route | None, int]:
        """The route in the stretch in which its helper is there now, without what is gone."""
        helper = self.helper_of[route.shift]
        mine = [shift for shift in self.fresh.shifts if shift.helper == helper]
        whole = [one for one in mine if one.during.begin <= route.leave and route.back <= one.during.end]
        partly = [one for one in mine if one.during.begin < route.back and route.leave < one.during.end]
        shift = next(iter([*whole, *partly]), None)
        if shift is None:
            return None, helper
        stops = tuple(stop for stop in route.stops if stop.job not in gone)
        return replace(route, shift=shift.id, stops=stops), helper

    def _in_words(self, reason: Reason, shift_of: Mapping[int, int]) -> str:
        if reason.rule == "PH21":
            told = {
                "helper": self.names.helpers.get(int(reason.params["helper"]), "–"),
                "client": self._client(int(reason.params["job"])),
            }
            return _("%(client)s: %(helper)s has agreed to go in the meantime") % told
        words = rule_in_words(reason, self.names)
        if "job" in reason.params:
            return f"{self._client(int(reason.params['job']))}: {words}"
        if "shift" in reason.params:
            return f"{self.names.helpers.get(shift_of.get(int(reason.params['shift']), 0), '–')}: {words}"
        return words

    def _not_there(self, helper: int) -> str:
        return _("%(name)s is not there any more at this time.") % {"name": self.names.helpers.get(helper, "–")}

    def _client(self, need_id: int) -> str:
        return self.names.clients.get(need_id, "–")


def _key(reason: Reason, helper_of: Mapping[int, int]) -> tuple[object, ...]:
    """A broken rule without figures: the same in two snapshots whose shifts have other numbers."""
    helper = helper_of.get(int(reason.params["shift"])) if "shift" in reason.params else None
    return reason.rule, reason.params.get("job"), reason.params.get("bike"), helper


def instant(seconds: int) -> datetime:
    """UTC seconds as an instant."""
    return datetime.fromtimestamp(seconds, UTC)

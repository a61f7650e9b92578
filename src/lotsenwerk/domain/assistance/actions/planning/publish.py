"""Publish a plan: each helper is asked for her day at once. In words: docs/rules/plans.md."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.planning.asking import Asking, Day
from lotsenwerk.domain.assistance.actions.planning.bikes import book_bikes
from lotsenwerk.domain.assistance.actions.planning.outdated import PlanOutdated, instant, what_changed
from lotsenwerk.domain.assistance.actions.planning.staffing import go_as_planned
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    DayOffer,
    Need,
    Offer,
    OfferState,
    Plan,
    PlanState,
)
from lotsenwerk.domain.assistance.permissions import may_plan
from lotsenwerk.domain.assistance.plan_writing import result_from_json
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.assistance.states import PLAN
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.engines.planning.model import Part, Snapshot
from lotsenwerk.engines.planning.model import Plan as Found
from lotsenwerk.engines.planning.written import snapshot_from_json
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.tenancy import all_or_nothing, current_organisation_id

_PUBLISHING: Final = 0x706C616E


@dataclass(frozen=True, slots=True)
class Visit:
    """Who goes where and when, as the plan has it."""

    need_id: int
    volunteer_id: int
    begin: datetime

    @property
    def day(self) -> date:
        """The day on the wall."""
        return clock.local(self.begin).date()


@dataclass(slots=True)
class Published:
    """What became of a plan: the days that were asked for, and how many visits were asked, staffed, left and let go."""

    plan: Plan
    days: Sequence[DayOffer] = ()
    asked: int = 0
    staffed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def publish_plan(actor: Actor, plan: Plan, *, at: datetime) -> Published:
    """Ask every helper of a plan for her day; who has said yes beforehand goes at once.

    What the plan repeats stays untouched: nobody is asked twice. What an earlier plan asked for and this one does not
    is taken back. Of two who publish in the same moment one wins. Raises ``PlanOutdated`` with what has changed where
    the plan rests on something that is not so any more; then nothing has happened.
    """
    if not may_plan(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    _one_after_the_other()
    plan = lock(Plan.objects.all(), pk=plan.pk)
    state = PLAN.after("publish", plan.state)
    if plan.snapshot is None:
        raise WrongState(_("What this plan was made from has been forgotten. Please make a new one."))
    frozen, found = snapshot_from_json(plan.snapshot), result_from_json(plan.routes).plan
    with all_or_nothing():
        visits = _visits(frozen, found)
        asked = list(_open_questions(plan, {visit.need_id for visit in visits}))
        needs = _locked({visit.need_id for visit in visits} | {offer.need_id for offer in asked})
        fresh = freeze(plan.first_day, plan.last_day, at=plan.made_at)
        changes = what_changed(plan, frozen, found, fresh, at=at)
        if changes:
            raise PlanOutdated(_("Something has changed since this plan was made."), changes)
        publishing = _Publishing(actor, plan, at, needs, Published(plan))
        publishing.ask(visits, _open_questions(plan, {visit.need_id for visit in visits}), fresh)
        book_bikes(actor, plan, frozen, found, at=at)
        _replace_earlier(plan)
        plan.state, plan.published_at, plan.published_by_user_id = state, at, actor.user_id
        plan.save(update_fields=["state", "published_at", "published_by_user_id"])
        record(actor, "publish_plan", ("assistance", "plan", plan.id), at=at)
    return publishing.published


def _one_after_the_other() -> None:
    """Whoever else publishes in this town waits until this has ended, and sees then what counts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PUBLISHING, current_organisation_id() % 2**31])


def _visits(frozen: Snapshot, found: Found) -> list[Visit]:
    helper_of = {shift.id: shift.helper for shift in frozen.shifts}
    return [
        Visit(stop.job, helper_of[route.shift], instant(stop.begin))
        for route in found.routes
        for stop in route.stops
        if stop.part is Part.VISIT
    ]


def _open_questions(plan: Plan, needs: Collection[int]) -> Sequence[Offer]:
    """The open questions of plans for these days, and every open question for these needs."""
    rows = Offer.objects.filter(state=OfferState.OPEN).select_related("volunteer__person", "day")
    of_days = rows.filter(day__day__range=(plan.first_day, plan.last_day))
    return list({offer.id: offer for offer in [*of_days, *rows.filter(need_id__in=needs)]}.values())


def _locked(need_ids: Iterable[int]) -> dict[int, Need]:
    """The needs, locked in the order of their numbers."""
    rows = Need.objects.select_for_update(of=("self",)).select_related("client__person", "shop")
    return {need.id: need for need in rows.filter(pk__in=set(need_ids)).order_by("pk")}


def _replace_earlier(plan: Plan) -> None:
    """Of the published plans only one counts for a day; the database refuses a second."""
    earlier = Plan.objects.select_for_update().filter(
        state=PlanState.PUBLISHED, first_day__lte=plan.last_day, last_day__gte=plan.first_day
    )
    for other in earlier.defer("snapshot", "routes").order_by("pk"):
        other.state = PLAN.after("replace", other.state)
        other.save(update_fields=["state"])


@dataclass(slots=True)
class _Publishing:
    actor: Actor
    plan: Plan
    at: datetime
    needs: dict[int, Need]
    published: Published
    days: dict[tuple[int, date], Day] = field(default_factory=dict)

    def ask(self, visits: Sequence[Visit], questions: Sequence[Offer], fresh: Snapshot) -> None:
        """Take back, ask and staff; then each helper whose day is another one gets one letter."""
        volunteers = self._volunteers(visits, questions)
        asking = Asking(self.actor, self.plan, self.at)
        going = self._going()
        days: dict[tuple[int, date], Day] = defaultdict(Day)
        wanted = {(visit.need_id, visit.volunteer_id): visit for visit in visits}
        open_now = {(offer.need_id, offer.volunteer_id): offer for offer in questions}
        for key, offer in sorted(open_now.items()):
            if offer.day is not None and key not in wanted:
                days[offer.volunteer_id, offer.day.day].withdrawn.append(offer)
                asking.take_back(self.needs[offer.need_id], offer)
                self.published.withdrawn += 1
        standing = {job.id: job.standing for job in fresh.jobs}
        for visit in sorted(visits, key=lambda one: (one.need_id, one.begin)):
            need, volunteer = self.needs[visit.need_id], volunteers[visit.volunteer_id]
            assignment = going.get(need.id)
            if assignment is not None and assignment.volunteer_id == visit.volunteer_id:
                self.published.unchanged += 1
                continue
            if assignment is not None:
                need = self.needs[need.id] = self._let_go(assignment, need)
            question = open_now.get((visit.need_id, visit.volunteer_id))
            day = days[visit.volunteer_id, visit.day]
            if question is not None:
                day.repeat(question, visit.begin)
                self.published.unchanged += 1
            elif visit.volunteer_id in standing[need.id]:
                go_as_planned(self.actor, need, volunteer, visit.begin, at=self.at)
                self.published.staffed += 1
            else:
                day.new.append(asking.ask(need, volunteer, visit.begin))
                self.published.asked += 1
        self.published.days = [
            made
            for (volunteer_id, on), day in sorted(days.items())
            if (made := asking.tell(volunteers[volunteer_id], on, day)) is not None
        ]

    def _let_go(self, assignment: Assignment, need: Need) -> Need:
        """Somebody agreed and is away now: somebody else goes."""
        replace_volunteer(self.actor, assignment, reason="away", at=self.at)
        need.refresh_from_db(fields=["state"])
        return need

    def _going(self) -> dict[int, Assignment]:
        rows = Assignment.objects.filter(need_id__in=self.needs, state=AssignmentState.ACCEPTED)
        return {row.need_id: row for row in rows.select_related("volunteer__person")}

    def _volunteers(self, visits: Sequence[Visit], questions: Sequence[Offer]) -> dict[int, Volunteer]:
        """Everybody concerned, locked in the order of their numbers, so that nobody gets another visit meanwhile."""
        ids = {visit.volunteer_id for visit in visits} | {offer.volunteer_id for offer in questions}
        rows = Volunteer.objects.select_for_update(of=("self",), no_key=True).select_related("person")
        return {row.id: row for row in rows.filter(pk__in=ids).order_by("pk")}

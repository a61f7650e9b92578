"""What has to be done for a file until when: laid by the guideline's rules, or in somebody's own words."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.keeping import only_keepers, told_of
from lotsenwerk.domain.funding.due_days import DueDay
from lotsenwerk.domain.funding.models import Grant, GrantTask, TaskKind
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.typed import refuse_too_long

LONGEST_WORDS: Final = 160
MOST_TASKS: Final = 60


def lay_task(grant: Grant, day: DueDay | None, *, at: datetime) -> None:
    """Put a deadline of the guideline on the file, or move it. What was done stays done."""
    if day is None:
        return
    known = GrantTask.objects.filter(grant=grant, kind=day.kind).first()
    if known is None:
        GrantTask.objects.create(grant=grant, kind=day.kind, due=day.due, rule=day.rule, made_at=at)
    elif known.done_at is None and (known.due, known.rule) != (day.due, day.rule):
        known.due, known.rule, known.reminded_at = day.due, day.rule, None
        known.save(update_fields=["due", "rule", "reminded_at"])


def settle_task(actor: Actor, grant: Grant, kind: TaskKind, *, at: datetime) -> None:
    """A step did what a task asked for."""
    open_one = GrantTask.objects.filter(grant=grant, kind=kind, done_at__isnull=True)
    open_one.update(done_at=at, done_by_user_id=actor.user_id)


def reopen_task(grant: Grant, kind: TaskKind) -> None:
    """The step was taken back: its task is to be done again."""
    GrantTask.objects.filter(grant=grant, kind=kind).update(done_at=None, done_by_user_id=None, reminded_at=None)


def add_task(actor: Actor, grant: Grant, *, words: str, due: date, at: datetime) -> GrantTask:
    """A task of one's own."""
    only_keepers(actor)
    grant = lock(Grant.objects.all(), pk=grant.pk)
    words = words.strip()
    if not words:
        raise BadInput(_("Please say in a few words what is to be done."), field="words")
    refuse_too_long(words, LONGEST_WORDS, "words")
    if abs(due.year - grant.year) > 3:  # noqa: PLR2004 - a slip of the finger
        raise BadInput(_("This day is far away from the year of the file."), field="due")
    if GrantTask.objects.filter(grant=grant).count() >= MOST_TASKS:
        raise WrongState(_("There are many tasks already. Please do some of them first."))
    made = GrantTask.objects.create(grant=grant, kind=TaskKind.OWN, words=words, due=due, made_at=at)
    told_of(actor, "add_task", grant, at=at)
    return made


def finish_task(actor: Actor, task: GrantTask, *, at: datetime) -> GrantTask:
    """It is done."""
    task = _locked(actor, task)
    if task.done_at is not None:
        raise WrongState(_("This is done already."))
    task.done_at, task.done_by_user_id = at, actor.user_id
    task.save(update_fields=["done_at", "done_by_user_id"])
    told_of(actor, "finish_task", task.grant, at=at)
    return task


def undo_task(actor: Actor, task: GrantTask, *, at: datetime) -> GrantTask:
    """It is not done after all."""
    task = _locked(actor, task)
    if task.done_at is None:
        raise WrongState(_("This is not done yet."))
    task.done_at, task.done_by_user_id = None, None
    task.save(update_fields=["done_at", "done_by_user_id"])
    told_of(actor, "undo_task", task.grant, at=at)
    return task


def _locked(actor: Actor, task: GrantTask) -> GrantTask:
    only_keepers(actor)
    return lock(GrantTask.objects.select_related("grant"), pk=task.pk)

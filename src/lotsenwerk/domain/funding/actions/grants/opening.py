"""Open a file, change what it says of itself, and go on with it in the next year."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, only_keepers, told_of
from lotsenwerk.domain.funding.actions.grants.tasks import lay_task
from lotsenwerk.domain.funding.due_days import to_apply
from lotsenwerk.domain.funding.models import FinancingItem, Grant, GrantState, GrantText
from lotsenwerk.domain.funding.queries.facts import FUNDED
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import refuse_too_long

LONGEST: Final = {"title": 120, "line": 30, "programme": 30, "budget_code": 40, "cost_centre": 40}
FIRST_YEAR: Final = 2021
LONGEST_TERM: Final = 3
"""Years."""
POOL_OF_LINE: Final = {"guides": PoolKind.GUIDES, "interpreters": PoolKind.INTERPRETERS}
"""The kind of pool whose deployments a line pays."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself. No ``carrier``: the town itself; no ``pool``: no deployments are paid."""

    line: str
    year: int
    title: str
    first_day: date
    last_day: date
    carrier: Organisation | None = None
    pool: Pool | None = None
    programme: str = "wir"
    budget_code: str = ""
    cost_centre: str = ""


def open_grant(actor: Actor, about: About, *, at: datetime) -> Grant:
    """A new draft. Its first task is the day until which one has to apply, where the guideline knows it."""
    only_keepers(actor)
    return _open(actor, _checked(actor, about), None, at)


def _open(actor: Actor, about: About, previous: Grant | None, at: datetime) -> Grant:
    made = Grant.objects.create(
        ref=new_ref(),
        **_fields(about),
        programme=about.programme,
        line=about.line,
        previous=previous,
        state_since=at,
        made_at=at,
        made_by_user_id=actor.user_id,
    )
    lay_task(made, to_apply(made), at=at)
    told_of(actor, "open_grant", made, at=at, told={"title": made.title, "year": made.year})
    return made


def change_grant(actor: Actor, grant: Grant, about: About, *, at: datetime) -> Grant:
    """Say something else of a draft. Its line stays: another line is another file."""
    grant = locked_for(actor, grant, "write")
    about = _checked(actor, replace(about, line=grant.line, programme=grant.programme))
    for name, value in _fields(about).items():
        setattr(grant, name, value)
    grant.save()
    lay_task(grant, to_apply(grant), at=at)
    told_of(actor, "change_grant", grant, at=at, told={"title": grant.title})
    return grant


def follow_up(actor: Actor, grant: Grant, *, at: datetime) -> Grant:
    """The draft of the next year: its texts and its plan are this year's, so that only what changes is written."""
    only_keepers(actor)
    grant = lock(Grant.objects.select_related("carrier", "pool"), pk=grant.pk)
    if grant.state in {GrantState.DRAFT, GrantState.REFUSED, GrantState.WITHDRAWN}:
        raise WrongState(_("Only what was handed in can go on in the next year."))
    if Grant.objects.filter(previous=grant).exclude(state=GrantState.WITHDRAWN).exists():
        raise WrongState(_("The file of the next year is there already."))
    about = About(
        line=grant.line,
        programme=grant.programme,
        year=grant.year + 1,
        title=grant.title.replace(str(grant.year), str(grant.year + 1)),
        first_day=_years_later(grant.first_day, 1),
        last_day=_years_later(grant.last_day, 1),
        carrier=grant.carrier,
        pool=grant.pool,
        budget_code=grant.budget_code,
        cost_centre=grant.cost_centre,
    )
    made = _open(actor, _checked(actor, about), grant, at)
    for text in GrantText.objects.filter(grant=grant).order_by("id"):
        text.pk, text.grant = None, made
        text.saved_at, text.saved_by_user_id = at, actor.user_id
        text.save(force_insert=True)
    for item in FinancingItem.objects.filter(grant=grant).order_by("id"):
        item.pk, item.grant = None, made
        item.save(force_insert=True)
    return made


def keep_codes(actor: Actor, grant: Grant, *, budget_code: str, cost_centre: str, at: datetime) -> Grant:
    """Where the cash office books it; these stand first on every payment order."""
    only_keepers(actor)
    grant = lock(Grant.objects.all(), pk=grant.pk)
    for name, value in (("budget_code", budget_code.strip()), ("cost_centre", cost_centre.strip())):
        refuse_too_long(value, LONGEST[name], name)
        setattr(grant, name, value)
    grant.save(update_fields=["budget_code", "cost_centre"])
    told_of(actor, "keep_codes", grant, at=at)
    return grant


def _fields(about: About) -> dict[str, object]:
    names = "year", "title", "first_day", "last_day", "carrier", "pool", "budget_code", "cost_centre"
    return {name: getattr(about, name) for name in names}


def _checked(actor: Actor, about: About) -> About:
    typed = {name: getattr(about, name).strip() for name in LONGEST}
    for name, limit in LONGEST.items():
        refuse_too_long(typed[name], limit, name)
    if not typed["title"]:
        raise BadInput(_("Please give it a title."), field="title")
    if not typed["line"]:
        raise BadInput(_("Please choose one of the list."), field="line")
    if about.year < FIRST_YEAR:
        raise BadInput(_("The guideline counts from 2021 on."), field="year")
    if about.first_day > about.last_day:
        raise BadInput(_("This day is before the first one."), field="last_day")
    if about.first_day.year != about.year:
        raise BadInput(_("The first day is not in the year of the file."), field="first_day")
    if about.last_day > _years_later(about.first_day, LONGEST_TERM):
        raise BadInput(_("A file is for three years at most."), field="last_day")
    if about.carrier is not None and about.carrier.kept_by_id != actor.organisation_id:
        raise BadInput(_("Please choose one of the list."), field="carrier")
    if about.pool is not None and (
        about.pool.kind not in FUNDED or about.pool.kind != POOL_OF_LINE.get(about.line, about.pool.kind)
    ):
        raise BadInput(_("The deployments of this pool belong to another line."), field="pool")
    return replace(about, **typed)


def _years_later(day: date, years: int) -> date:
    """The same day in a later year; of 29 February the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)

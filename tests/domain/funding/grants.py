"""A file of the guides, as far as a test needs it."""

from datetime import date, datetime

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.funding.actions.grants.drafting import Item, keep_text, set_plan
from lotsenwerk.domain.funding.actions.grants.moving import hand_in
from lotsenwerk.domain.funding.actions.grants.noticing import Decided, note_notice
from lotsenwerk.domain.funding.actions.grants.opening import About, open_grant
from lotsenwerk.domain.funding.models import Grant
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit.actor import Actor
from tests.domain.funding.scenes import AT, TODAY
from tests.factories import Town

YEAR = TODAY.year
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
WRITTEN = ("short_title", "summary", "need", "tasks")
DECIDED = Decided("II 25/17", date(YEAR, 1, 15), date(YEAR, 1, 20), 700_000, FIRST)


def clerk(town: Town) -> Actor:
    return town.actor(Role.CLERK)


def draft(town: Town, pool: Pool | None = None, title: str = "Lotsinnen", line: str = "guides") -> Grant:
    return open_grant(clerk(town), About(line, YEAR, title, FIRST, LAST, pool=pool), at=AT)


def written(town: Town, grant: Grant) -> Grant:
    """Everything that is needed stands in it, and the plan balances."""
    for field in WRITTEN:
        keep_text(clerk(town), grant, field=field, text="Wege zeigen.", at=AT)
    set_plan(clerk(town), grant, [Item("hours", quantity=1400), Item("grant", 700_000)], at=AT)
    return grant


def granted(town: Town, pool: Pool | None = None, title: str = "Lotsinnen", at: datetime = AT) -> Grant:
    grant = written(town, draft(town, pool, title))
    hand_in(clerk(town), grant, at=at)
    note_notice(clerk(town), grant, DECIDED, after=None, at=at)
    grant.refresh_from_db()
    return grant

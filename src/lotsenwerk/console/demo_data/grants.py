"""Files of grants: last year's that ended, this year's that spend, and a draft for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from lotsenwerk.domain.funding.actions.grants.drafting import Item, fill_with_own_money, keep_text, set_plan
from lotsenwerk.domain.funding.actions.grants.moving import end, hand_in
from lotsenwerk.domain.funding.actions.grants.noticing import (
    Decided,
    note_notice,
    plan_instalment,
    receive_instalment,
)
from lotsenwerk.domain.funding.actions.grants.opening import About, follow_up, keep_codes, open_grant
from lotsenwerk.domain.funding.actions.grants.tasks import add_task, finish_task
from lotsenwerk.domain.funding.actions.ledger.pulling import take_over
from lotsenwerk.domain.funding.actions.ledger.writing import Spent, reverse_line, write_line
from lotsenwerk.domain.funding.models import Grant, GrantTask
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

LOTSEN: Final[Mapping[str, str]] = {
    "short_title": "WIR-Lots*innen",
    "summary": "Geschulte Ehrenamtliche begleiten neu Zugewanderte zu Ämtern, Schulen und Beratungsstellen, zeigen "
    "Wege und machen sich mit der Zeit überflüssig.",
    "need": "Fast ein Viertel der Menschen hier hat eine Zuwanderungsgeschichte. Viele kennen ihre Rechte nicht, und "
    "die Fachstellen haben wenig Zeit für Wege und Formulare.",
    "goal": "Mindestens 60 Begleitungen im Jahr, jede Anfrage wird in drei Arbeitstagen beantwortet.",
    "tasks": "Begleiten, Angebote zeigen, Brücken bauen. Nicht: dolmetschen, beraten, Verantwortung übernehmen.",
    "qualification": "Basisqualifizierung mit 24 Einheiten, zwei Vertiefungen, vier Reflexionsgespräche im Jahr.",
}
CENTRE: Final[Mapping[str, str]] = {
    "short_title": "Vielfaltszentrum",
    "summary": "Das WIR-Vielfaltszentrum öffnet Regeldienste, vernetzt Migrantenorganisationen und hält die Strategie "
    "des Kreises lebendig.",
    "need": "22 Städte und Gemeinden arbeiten an denselben Fragen; ohne eine Stelle, die sie verbindet, beginnt jede "
    "von vorn.",
    "goal": "Sechs Netzwerktreffen, zehn Mikroprojekte, ein Vielfaltskonzept bis zum Herbst.",
}


@dataclass(frozen=True, slots=True)
class Project:
    """A project that is applied for year after year. ``costs`` are those of each year, ``asked`` what the state gives.

    ``spent`` are lines that are written by hand: month, part, cents, words.
    """

    line: str
    title: str
    texts: Mapping[str, str]
    costs: Sequence[Item]
    asked: int
    spent: Sequence[tuple[int, str, int, str]]
    pool: Pool | None = None


def put_grants(desk: Actor, project: Project, *, at: datetime) -> None:
    """Last year's file has ended, this year's has taken the deployments over, the next one is written."""
    this = clock.local(at).year
    first, last = date(this - 1, 1, 1), date(this - 1, 12, 31)
    begun = _noon(date(this - 2, 11, 10), at)
    about = About(project.line, this - 1, f"{project.title} {this - 1}", first, last, pool=project.pool)
    before = open_grant(desk, about, at=begun)
    keep_codes(desk, before, budget_code="05.1.01.537900", cost_centre="3150", at=begun)
    for field, text in project.texts.items():
        keep_text(desk, before, field=field, text=text, at=begun)
    set_plan(desk, before, [*project.costs, Item("grant", project.asked)], at=begun)
    fill_with_own_money(desk, before, at=begun)
    _granted(desk, before, project, this - 1, at)
    for task in GrantTask.objects.filter(grant=before, done_at__isnull=True):
        finish_task(desk, task, at=_noon(min(task.due, clock.local(at).date()), at))
    end(desk, before, at=_noon(date(this, 3, 20), at))
    now = follow_up(desk, before, at=_noon(date(this - 1, 11, 20), at))
    _granted(desk, now, project, this, at)
    if project.pool is not None:
        take_over(desk, now, at=at)
    add_task(desk, now, words="Kontoauszüge und Quittungen ablegen", due=date(this, 12, 15), at=at)
    follow_up(desk, now, at=at)


def _granted(desk: Actor, grant: Grant, project: Project, year: int, at: datetime) -> None:
    """Handed in, granted in January, paid in two instalments, spent month by month until today."""
    hand_in(desk, grant, at=_noon(date(year - 1, 12, 12), at))
    came, today = _day(date(year, 1, 20), at), clock.local(at).date()
    decided = Decided(f"II 25-{year}/{grant.pk:03}", _day(date(year, 1, 15), at), came, project.asked, date(year, 1, 1))
    note_notice(desk, grant, decided, after=None, at=_noon(came, at))
    confirm = GrantTask.objects.filter(grant=grant, kind="confirm").first()
    if confirm is not None:
        finish_task(desk, confirm, at=_noon(came, at))
    for day, cents in (
        (date(year, 3, 15), project.asked // 2),
        (date(year, 10, 15), project.asked - project.asked // 2),
    ):
        one = plan_instalment(desk, grant, due=day, cents=cents, at=_noon(came, at))
        if day <= today:
            receive_instalment(desk, one, on=day, cents=cents, at=_noon(day, at))
    for month, part, cents, words in project.spent:
        day = date(year, month, 28)
        if day <= today:
            spent = Spent(part, day, cents, words=words)
            if part == "post":
                spent = replace(spent, cents=None, months=1, share=1_000, gross_cents=cents)
            write_line(desk, grant, spent, at=_noon(day, at))
    wrong = Spent("expense", date(year, 1, 5), cents=4_900, words="Druck der Faltblätter")
    line = write_line(desk, grant, wrong, at=_noon(came, at))
    reverse_line(desk, line, because="Von der Gemeinde selbst bezahlt", at=_noon(came, at))


def _day(day: date, at: datetime) -> date:
    """That day, or today where it has not come."""
    return min(day, clock.local(at).date())


def _noon(day: date, at: datetime) -> datetime:
    """Noon of a day, or the present where that is earlier."""
    return min(datetime.combine(day, time(12), tzinfo=clock.BERLIN), at)

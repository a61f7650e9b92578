"""Hours and budget: every pool, everybody, one pool's year, one person's year."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lotsenwerk.domain.funding.actions.budgets import set_budget
from lotsenwerk.domain.funding.permissions import may_keep_hours, may_see_hours
from lotsenwerk.domain.funding.queries.reckoning import YearOf
from lotsenwerk.domain.funding.queries.years import (
    beyond,
    budgets_of,
    overview,
    pool_for,
    pool_names,
    taxes_for,
    year_for,
)
from lotsenwerk.domain.people.permissions import may_see_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.funding.forms import PLACES, BudgetForm, as_typed
from lotsenwerk.web.desk.funding.shown import (
    LineRow,
    PersonRow,
    PoolRow,
    known_year,
    rows_of,
    year_said,
    years,
)
from lotsenwerk.web.desk.funding.sources import sources_on
from lotsenwerk.web.desk.funding.table import table_of
from lotsenwerk.web.desk.funding.words import CEILINGS
from lotsenwerk.web.desk.refusals import one_step, posted
from lotsenwerk.web.desk.steady import act_once, id_of_form


@desk(may_see_hours)
def funding(request: VisitRequest) -> HttpResponse:
    """Pools on top, people below, the nearest to the cap first."""
    year = year_said(request.GET.get("year", ""))
    shown = overview(request.actor, year, at=clock.now())
    chosen = next((one.pool for one in shown.pools if str(one.pool.pk) == request.GET.get("pool")), None)
    guides, interpreters = rows_of(shown, chosen.pk if chosen else None)
    context = {
        "year": year,
        "years": years(),
        "pools": [PoolRow.of(one) for one in shown.pools],
        "chosen": chosen,
        "guides": guides,
        "interpreters": interpreters,
    }
    return render(request, "desk/funding/funding.html", context)


@desk(may_see_hours)
def funding_csv(request: VisitRequest) -> HttpResponse:
    """Everybody's year as a table for a spreadsheet."""
    year = year_said(request.GET.get("year", ""))
    shown = overview(request.actor, year, at=clock.now())
    rows = [PersonRow.of(one) for one in sorted(shown.people, key=lambda one: one.facts.volunteer.person.sort_key)]
    names = {one.pool.pk: one.pool.name for one in shown.pools}
    answer = HttpResponse(table_of(rows, names), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="stunden-{year}.csv"'
    return answer


@desk(may_see_hours)
def funding_pool(request: VisitRequest, pool_id: int, year: int) -> HttpResponse:
    """One pool's year: what was granted and when, what is used, and who of its clients had more than usual."""
    pool = pool_for(request.actor, pool_id)
    shown = overview(request.actor, known_year(year), at=clock.now())
    context = {
        "row": next((PoolRow.of(one) for one in shown.pools if one.pool.pk == pool.pk), None),
        "pool": pool,
        "year": year,
        "budgets": budgets_of(request.actor, pool, year),
        "beyond": beyond(request.actor, pool, year),
        "may_keep": may_keep_hours(request.actor),
        "sources": sources_on(clock.local(clock.now()).date()),
    }
    return render(request, "desk/funding/pool.html", context)


@desk(may_keep_hours)
def funding_budget(request: VisitRequest, pool_id: int, year: int) -> HttpResponse:
    """Enter what a notice grants."""
    pool, now = pool_for(request.actor, pool_id), clock.now()
    kept = budgets_of(request.actor, pool, known_year(year))
    newest = max(kept, key=lambda one: one.pk, default=None)
    form = BudgetForm(posted(request), initial=as_typed(newest, year, clock.local(now).date()))

    def enter() -> dict[str, int]:
        after = form.cleaned_data["after"]
        return {"id": set_budget(request.actor, pool, form.granted(), year=year, after=after, at=now).pk}

    act = partial(act_once, request, enter, at=now)
    then = ("desk:funding_pool", pool.pk, year)
    if done := one_step(request, form, act, said=_("Saved."), then=then, places=PLACES):
        return done
    context = {"form": form, "pool": pool, "year": year, "newest": newest, "action_id": id_of_form(request)}
    return render(request, "desk/funding/budget.html", context)


@desk(may_see_hours)
def funding_person(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """One person's year: the meter, every deployment with what is paid for it, and what she said."""
    one = year_for(request.actor, person_id, known_year(year), at=clock.now())
    return render(request, "desk/funding/person.html", _of_person(request, one))


def _of_person(request: VisitRequest, one: YearOf) -> dict[str, object]:
    names = pool_names(request.actor, {line.given.pool_id for line in one.lines})
    return {
        "row": PersonRow.of(one),
        "facts": one.facts,
        "person": one.facts.volunteer.person,
        "year": one.facts.year,
        "years": years(),
        "lines": [LineRow.of(line, names) for line in reversed(one.lines)],
        "ceiling": CEILINGS[one.facts.ceiling],
        "taxes": taxes_for(one),
        "sources": sources_on(one.on),
        "may_keep": may_keep_hours(request.actor),
        "may_see_person": may_see_people(request.actor),
        "coordinates": any(stretch["last"] is None for stretch in one.facts.coordinates),
    }

"""One day of a date: who comes and waits, who dropped in, tables, things that were mended, and what is different."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.gatherings.actions.come import come, give, stay_away, told
from lotsenwerk.domain.gatherings.actions.count import count_table, count_visitors, log_item, strike_item
from lotsenwerk.domain.gatherings.actions.keep_days import change_day
from lotsenwerk.domain.gatherings.models import Form, Level, Series, SignUp
from lotsenwerk.domain.gatherings.queries.dates import DayShown, day_of, figures_of, guest_of, item_of, series_for
from lotsenwerk.domain.gatherings.sentences import day_in_words
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.web.hosting.forms import DayForm, GuestForm, ItemForm, known_of_day
from lotsenwerk.web.hosting.screens import said
from lotsenwerk.web.hosting.wording import CALLS, OUTCOMES, TONES
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.once import act_once, id_of_form

VERBS = {"withdraw": stay_away, "give": give, "told": told}


@require_safe
def gathering_day(request: VisitRequest, series_id: int, on: str) -> HttpResponse:
    """Everything of one day."""
    return _show(request, *_day(request, series_id, on))


@require_POST
def gathering_day_change(request: VisitRequest, series_id: int, on: str) -> HttpResponse:
    """Leave it out, move it, cancel it, or as always again."""
    series, shown = _day(request, series_id, on)
    form = DayForm(request.POST)

    def act() -> None:
        change_day(request.actor, series, shown.regular, form.change(), at=clock.now())

    if done(request, form, act, _("Saved. Please call those who are marked.")):
        return _back(request, series, shown)
    return _show(request, series, shown, day=form)


@require_POST
def gathering_count(request: VisitRequest, series_id: int, on: str) -> HttpResponse:
    """One more, or one less: of all visitors, or at the table of a level."""
    series, shown = _day(request, series_id, on)
    more, level, now = -1 if request.POST.get("less") else 1, request.POST.get("level", ""), clock.now()
    if level:
        count_table(request.actor, series, shown.regular, level=level, more=more, at=now)
    else:
        count_visitors(request.actor, series, shown.regular, more=more, at=now)
    return _back(request, series, shown, "#count")


@require_POST
def gathering_item(request: VisitRequest, series_id: int, on: str) -> HttpResponse:
    """Something was brought to be mended."""
    series, shown = _day(request, series_id, on)
    form, now = ItemForm(request.POST), clock.now()

    def act() -> None:
        facts = {"what": form.cleaned_data["what"], "grams": form.grams(), "outcome": form.cleaned_data["outcome"]}
        act_once(request, lambda: {"id": log_item(request.actor, series, shown.regular, **facts, at=now).pk}, at=now)

    if done(request, form, act, _("Noted.")):
        return _back(request, series, shown, "#items")
    return _show(request, series, shown, item=form)


@require_POST
def gathering_item_strike(request: VisitRequest, series_id: int, on: str, item_id: int) -> HttpResponse:
    """It was noted by mistake."""
    series, shown = _day(request, series_id, on)
    strike_item(request.actor, item_of(series, item_id), at=clock.now())
    return _back(request, series, shown, "#items")


@require_POST
def gathering_guest(request: VisitRequest, series_id: int, on: str) -> HttpResponse:
    """Somebody calls who wants to come."""
    series, shown = _day(request, series_id, on)
    form, now = GuestForm(request.POST), clock.now()

    def act() -> None:
        act_once(request, lambda: {"id": come(request.actor, series, shown.regular, form.party(), at=now).pk}, at=now)

    if done(request, form, act, _("Written down.")):
        return _back(request, series, shown)
    return _show(request, series, shown, guest=form)


@require_POST
def gathering_guest_step(request: VisitRequest, series_id: int, on: str, sign_up_id: int) -> HttpResponse:
    """She does not come, she has a seat after all, or she has been called."""
    series, shown = _day(request, series_id, on)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise NotThere
    verb(request.actor, guest_of(series, sign_up_id), at=clock.now())
    return _back(request, series, shown)


def _day(request: VisitRequest, series_id: int, on: str) -> tuple[Series, DayShown]:
    series = series_for(request.actor, series_id)
    try:
        return series, day_of(series, date.fromisoformat(on))
    except ValueError:
        raise NotThere from None


def _back(request: VisitRequest, series: Series, shown: DayShown, spot: str = "") -> HttpResponse:
    return go_to(request, "gathering_day", series.pk, shown.regular.isoformat(), anchor=spot)


def _show(request: VisitRequest, series: Series, shown: DayShown, **forms: object) -> HttpResponse:
    today = clock.local(clock.now()).date()
    day, when = said(shown.taking) if shown.taking else (day_in_words(shown.regular), "")
    context = {
        "series": series,
        "shown": shown,
        "title": german_of(series.page).title,
        "day": day,
        "hours": when,
        "visitors": shown.row.visitors if shown.row else 0,
        "comes": [_row(one) for one in shown.comes],
        "waits": [_row(one) for one in shown.waits],
        "tables": [(level, shown.tables.get(level, 0)) for level in Level.values],
        "items": [(one, TONES[one.outcome], OUTCOMES[one.outcome]) for one in shown.items],
        "figures": figures_of(series) if series.form == Form.REPAIR else None,
        "is_here": shown.taking is not None and clock.local(shown.taking.begins).date() <= today,
        "forms": {
            "day": DayForm(initial=known_of_day(series, shown.regular, shown.row)),
            "guest": GuestForm(),
            "item": ItemForm(initial={"outcome": "fixed"}),
            **forms,
        },
        "wrong": frozenset(forms),
        "action_id": id_of_form(request),
    }
    return show(request, "day", context, of="hosting")


def _row(one: SignUp) -> tuple[SignUp, str, object]:
    return one, one.person.name if one.person else one.guest_name, CALLS.get(one.call_about, "")

"""Who may be thanked: the record of competence, the volunteers' card, and a paper about the year."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.domain.funding.permissions import may_see_hours
from lotsenwerk.domain.funding.queries.recognition import Recognised, recognised, recognised_for
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.engines.funding.hours import DeploymentKind
from lotsenwerk.kit import clock, money, phone_numbers
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.paper import make_pdf
from lotsenwerk.kit.paper_facts import Recognition
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.funding.shown import known_year, year_said, years
from lotsenwerk.web.desk.funding.words import hours
from lotsenwerk.web.desk.refusals import posted

COMPETENCES: Final[dict[str, Sentence]] = {
    "reliable": gettext_lazy("kept what was agreed, and called in time when something came between"),
    "patient": gettext_lazy("listened with patience, also to people who need more time"),
    "independent": gettext_lazy("found a way by herself or himself when things went differently"),
    "languages": gettext_lazy("brought people of different languages into conversation"),
    "cultures": gettext_lazy("mediated between different habits with respect"),
    "money": gettext_lazy("handled other people's money to the cent"),
    "discreet": gettext_lazy("kept to herself or himself what was learned about people"),
    "team": gettext_lazy("worked well with other volunteers and with the office"),
}
TASKS: Final[dict[str, Sentence]] = {
    NeedKind.SHOP_AND_DELIVER: gettext_lazy("shopped for older people and brought it home"),
    NeedKind.ACCOMPANY: gettext_lazy("went shopping with people who do not go alone"),
    NeedKind.FOOD_BANK: gettext_lazy("fetched food from the food bank for people"),
    NeedKind.ERRAND: gettext_lazy("ran errands for people"),
    NeedKind.GUIDE: gettext_lazy("accompanied newcomers to offices, schools and clubs"),
    NeedKind.INTERPRET: gettext_lazy("interpreted at conversations"),
    DeploymentKind.ACCOMPANIMENT: gettext_lazy("accompanied newcomers to offices, schools and clubs"),
    DeploymentKind.OFFICE_HOUR: gettext_lazy("advised newcomers at office hours"),
    DeploymentKind.TELEPHONE: gettext_lazy("advised newcomers on the telephone"),
    DeploymentKind.GROUP: gettext_lazy("led groups"),
    DeploymentKind.COORDINATION: gettext_lazy("coordinated other guides"),
}


class PaperForm(forms.Form):
    """What she showed, as those know who worked with her. Nobody is graded."""

    showed = forms.MultipleChoiceField(
        label=gettext_lazy("What did she or he show?"),
        choices=list(COMPETENCES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@desk(may_see_hours)
def funding_thanks(request: VisitRequest) -> HttpResponse:
    """Everybody to whom a thanks is open for a year, or nearly."""
    year = year_said(request.GET.get("year", ""))
    rows = [_row(one) for one in recognised(request.actor, year, at=clock.now())]
    return render(request, "desk/funding/thanks.html", {"year": year, "years": years(), "rows": rows})


@desk(may_see_hours)
def funding_paper(request: VisitRequest, person_id: int, year: int) -> HttpResponse:
    """The paper about somebody's year: what is ticked stands on it, and that it was printed in the journal."""
    now = clock.now()
    one = recognised_for(request.actor, person_id, known_year(year), at=now)
    form = PaperForm(posted(request))
    if not form.is_valid():
        return render(request, "desk/funding/paper.html", {"row": _row(one), "year": year, "form": form})
    showed = form.cleaned_data["showed"]
    told = {"year": year, "minutes": one.minutes, "showed": showed}
    record(request.actor, "print_recognition", ("people", "person", person_id), at=now, told=told)
    named = {"Content-Disposition": f'inline; filename="engagement-{year}.pdf"'}
    return HttpResponse(make_pdf("recognition", _facts(one, year, showed), "de"), "application/pdf", headers=named)


def _row(one: Recognised) -> Mapping[str, Any]:
    return {
        "one": one,
        "hours": hours(one.minutes),
        "tasks": tasks(one),
        "euros": money.shown(money.Cents(one.cents)),
        "left": hours(max(one.most[1] * 60 - one.minutes, 0)),
    }


def tasks(one: Recognised) -> list[str]:
    """What she did and how often, the most frequent first; two kinds of one name are one."""
    together: dict[str, int] = {}
    for kind, times in one.times.items():
        words = str(TASKS[kind]) if kind in TASKS else _("gave time")
        together[words] = together.get(words, 0) + times
    ordered = sorted(together.items(), key=lambda task: (-task[1], task[0]))
    return [
        ngettext("%(what)s (once)", "%(what)s (%(times)d times)", times) % {"what": what, "times": times}
        for what, times in ordered
    ]


def _facts(one: Recognised, year: int, showed: list[str]) -> Recognition:
    """German, as an employer or a school reads it."""
    town = this_organisation()
    with translation.override("de"):
        return {
            "town": town.name,
            "desk_phone": phone_numbers.shown(town.phone) if town.phone else "",
            "day": date_format(clock.local(clock.now()).date(), "DATE_FORMAT"),
            "name": one.volunteer.person.name,
            "year": year,
            "hours": hours(one.minutes),
            "tasks": tasks(one),
            "showed": [str(COMPETENCES[key]) for key in showed],
            "below": _(
                "This paper states facts and grades nobody. With it a Kompetenznachweis Hessen can be asked for."
            ),
        }

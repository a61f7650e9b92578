"""What a project may be proud of: proposals from what happened, put on a page or turned down."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.domain.assistance.queries.milestones import HELPERS, PAIRS, Reached, milestones_reached
from lotsenwerk.domain.publishing.actions.milestones import put_milestone, turn_milestone_down
from lotsenwerk.domain.publishing.documents import Item
from lotsenwerk.domain.publishing.models import PageKind, PageState
from lotsenwerk.domain.publishing.permissions import may_publish
from lotsenwerk.domain.publishing.queries.pages import page_for, pages, titles_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.screens import posted

_FIRST: Final[Mapping[str, Promise]] = {
    NeedKind.SHOP_AND_DELIVER: gettext_lazy("The first shopping trip"),
    NeedKind.ACCOMPANY: gettext_lazy("The first time that somebody went along"),
    NeedKind.FOOD_BANK: gettext_lazy("The first trip to the food bank"),
    NeedKind.ERRAND: gettext_lazy("The first errand"),
    NeedKind.GUIDE: gettext_lazy("The first time that a guide went along"),
    NeedKind.INTERPRET: gettext_lazy("The first talk that was interpreted"),
}
_MANY: Final[Mapping[str, Promise]] = {
    NeedKind.SHOP_AND_DELIVER: gettext_lazy("%(number)sth shopping trip"),
    NeedKind.ACCOMPANY: gettext_lazy("%(number)sth time that somebody went along"),
    NeedKind.FOOD_BANK: gettext_lazy("%(number)sth trip to the food bank"),
    NeedKind.ERRAND: gettext_lazy("%(number)sth errand"),
    NeedKind.GUIDE: gettext_lazy("%(number)sth time that a guide went along"),
    NeedKind.INTERPRET: gettext_lazy("%(number)sth talk that was interpreted"),
    HELPERS: gettext_lazy("%(number)s volunteers have helped so far"),
    PAIRS: gettext_lazy("%(number)s pairs meet again and again"),
}


def in_words(one: Reached) -> Item:
    """A milestone as it stands on a page: when, and what."""
    words = _FIRST[one.what] if one.number == 1 else _MANY[one.what]
    number = f"{one.number:,}".replace(",", ".")
    return Item(date_format(one.on, _("j F Y")), str(words) % {"number": number})


class MilestoneForm(forms.Form):
    """On which page it stands, and in which words."""

    page = forms.ChoiceField(label=gettext_lazy("On which page?"))
    heading = forms.CharField(label=gettext_lazy("When"))
    text = forms.CharField(label=gettext_lazy("What"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["page"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


@desk(may_publish)
def page_milestones(request: VisitRequest) -> HttpResponse:
    """Every proposal that nobody has answered yet."""
    proposals = [(one, in_words(one)) for one in milestones_reached()]
    return show(request, "milestones", {"proposals": proposals})


@desk(may_publish)
def page_milestone(request: VisitRequest, key: str) -> HttpResponse:
    """Put one on a page."""
    one = _proposal(key)
    if one is None:
        return _answered(request)
    with translation.override("de"):  # what stands on a page is German
        said = in_words(one)
    form = _form(request, said)

    def act() -> None:
        given = form.cleaned_data
        page, item = page_for(request.actor, given["page"]), Item(given["heading"], given["text"])
        put_milestone(request.actor, page, key, item, at=clock.now())

    if done(request, form, act, _("It stands on the page.")):
        return go_to(request, "page", form.cleaned_data["page"])
    return show(request, "milestone", {"form": form, "said": said, "key": key})


@desk(may_publish)
@require_POST
def page_milestone_no(request: VisitRequest, key: str) -> HttpResponse:
    """Turn it down: it does not come back."""
    if _proposal(key) is None:
        return _answered(request)
    turn_milestone_down(request.actor, key, at=clock.now())
    messages.success(request, _("This proposal does not come back."))
    return redirect("desk:page_milestones")


def _form(request: VisitRequest, said: Item) -> MilestoneForm:
    known = {"heading": said.heading, "text": said.text}
    return MilestoneForm(posted(request), choices=_projects(request), initial=known)


def _proposal(key: str) -> Reached | None:
    return next((one for one in milestones_reached() if one.key == key), None)


def _answered(request: VisitRequest) -> HttpResponse:
    messages.info(request, _("Somebody has answered this proposal already."))
    return redirect("desk:page_milestones")


def _projects(request: VisitRequest) -> list[tuple[str, str]]:
    found = list(pages(request.actor, PageKind.PROJECT).exclude(state=PageState.WITHDRAWN))
    titles = titles_of(found)
    return [(page.ref, titles[page.pk]) for page in found]

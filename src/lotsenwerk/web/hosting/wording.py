"""Dates in the words of those who keep them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.gatherings.models import CallAbout, Form, Often, Outcome, Turn
from lotsenwerk.domain.publishing.models import PageState

OFTEN: Final[Mapping[str, Promise]] = {
    Often.WEEK: _("every week"),
    Often.FORTNIGHT: _("every two weeks"),
    Often.MONTH: _("every month, on the same weekday"),
    Often.ONCE: _("once"),
}
FORMS: Final[Mapping[str, Promise]] = {
    Form.PLAIN: _("only how many come"),
    Form.LANGUAGE_CAFE: _("language café: tables by level"),
    Form.REPAIR: _("Repair Café or sewing room: what was mended"),
}
TURNS: Final[Mapping[str, Promise]] = {
    Turn.AS_ALWAYS: _("takes place as always"),
    Turn.CANCELLED: _("is cancelled, and visitors read why"),
    Turn.MOVED: _("is moved"),
    Turn.DROPPED: _("is left out, without a word"),
}
OUTCOMES: Final[Mapping[str, Promise]] = {
    Outcome.FIXED: _("mended"),
    Outcome.HALF: _("half mended"),
    Outcome.NOT: pgettext_lazy("of a repair", "not mended"),
}
TONES: Final[Mapping[str, str]] = {Outcome.FIXED: "done", Outcome.HALF: "waiting", Outcome.NOT: "off"}
CALLS: Final[Mapping[str, Promise]] = {
    CallAbout.MOVED_UP: _("please call: she has a seat now"),
    CallAbout.CHANGED: _("please call: the day has changed"),
    CallAbout.CANCELLED: _("please call: the day is cancelled"),
}
STATES: Final[Mapping[str, tuple[str, Promise]]] = {
    PageState.DRAFT: ("waiting", pgettext_lazy("of a page", "draft")),
    PageState.SUBMITTED: ("waiting", pgettext_lazy("of a page", "handed in")),
    PageState.PUBLISHED: ("done", pgettext_lazy("of a page", "published")),
    PageState.WITHDRAWN: ("off", pgettext_lazy("of a page", "withdrawn")),
}

"""What is typed about one line of the ledger: each part asks only for what it needs."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.ledger.writing import LONGEST_WORDS, MOST_MONTHS, Spent
from lotsenwerk.domain.funding.models import Part, SourceKind
from lotsenwerk.domain.funding.queries.ledger import CourseToFund
from lotsenwerk.kit.amount_field import AmountField
from lotsenwerk.kit.form_rendering import DatePicker
from lotsenwerk.web.desk.grants.shown import euros

BY_HAND: Final = (Part.EXPENSE, Part.POST, Part.LUMP_SUM, Part.MICRO_GRANT, Part.COURSE)
"""Parts of which a line is written by hand; hours and deployments are taken over."""
_ASKED: Final = {
    Part.POST: ("day", "words", "share", "months", "gross_cents"),
    Part.COURSE: ("course", "cents"),
}
_ELSE: Final = ("day", "words", "cents")


class LineForm(forms.Form):
    """One line."""

    PLACES: ClassVar = {"source_id": "course", "quantity": "course", "day": "day"}

    day = forms.DateField(label=_("Day"), widget=DatePicker)
    course = forms.ChoiceField(label=_("Course"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("What for?"), max_length=LONGEST_WORDS, help_text=_("No names of people."))
    share = forms.DecimalField(label=_("Share of the post in percent"), min_value=1, max_value=100, decimal_places=1)
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=MOST_MONTHS)
    gross_cents = AmountField(label=_("Gross cost of the employer in a month"))
    cents = AmountField(label=_("Euro"))

    def __init__(self, *args: Any, part: str, courses: Sequence[CourseToFund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.courses = {str(one.course.pk): one for one in courses}
        asked = _ASKED.get(Part(part), _ELSE)
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        if part == Part.COURSE:
            self.fields["course"].choices = [(key, _course(one)) for key, one in self.courses.items()]  # type: ignore[attr-defined]
            self.fields["cents"].label = _("What it really cost")
        if part == Part.MICRO_GRANT:
            self.fields["words"].help_text = _("Which project of which association.")

    def spent(self) -> Spent:
        """What the verb wants to know."""
        given = self.cleaned_data
        if self.part == Part.COURSE:
            chosen = self.courses[given["course"]]
            return Spent(
                part=self.part,
                day=chosen.on,
                cents=given["cents"],
                quantity=chosen.units,
                words=chosen.course.title,
                source_kind=SourceKind.COURSE,
                source_id=chosen.course.pk,
            )
        share = given.get("share")
        return Spent(
            part=self.part,
            day=given["day"],
            words=given["words"],
            cents=given.get("cents"),
            months=given.get("months"),
            share=int(share * 10) if share is not None else None,
            gross_cents=given.get("gross_cents"),
        )


def _course(one: CourseToFund) -> str:
    words = _now("%(title)s, until %(day)s: %(units)d units × participants, at most %(most)s")
    day = date_format(one.on, "SHORT_DATE_FORMAT")
    return words % {"title": one.course.title, "day": day, "units": one.units, "most": euros(one.most)}

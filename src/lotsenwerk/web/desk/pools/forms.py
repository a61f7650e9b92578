"""What is typed about those who would like to help, and about pools and declarations."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.modules import kinds_on
from lotsenwerk.domain.people.actions.climb import LONGEST_NOTE
from lotsenwerk.domain.people.actions.declaration_texts import LONGEST_TEXT
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.people.models import DeclarationText, Interest, Pool, PoolRule
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.queries import Found
from lotsenwerk.domain.people.sentences import DECLARATIONS, QUALIFICATIONS, ROLES
from lotsenwerk.kit.form_rendering import DatePicker, QuietSelect
from lotsenwerk.web.desk.pools.wording import NEXT, levels

NEW = "new"


class TakeUpForm(forms.Form):
    """Who she is, which pools she comes into, and how well she speaks what she named."""

    person = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)
    pools = forms.TypedMultipleChoiceField(
        label=_("Into which pools?"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("What was said?"), max_length=LONGEST_NOTE, required=False)

    def __init__(
        self, *args: Any, interest: Interest, pools: Sequence[Pool], alike: Sequence[Found], **kwargs: Any
    ) -> None:
        fitting = [pool.id for pool in pools if pool.kind in interest.roles]
        kwargs["initial"] = {"person": NEW, "pools": fitting}
        super().__init__(*args, **kwargs)
        people = [
            (str(one.person.id), ", ".join(part for part in (one.person.name, one.person.address) if part))
            for one in alike
        ]
        self.fields["person"].choices = [(NEW, _("Somebody new")), *people]  # type: ignore[attr-defined]
        self.fields["pools"].choices = [(pool.id, pool.name) for pool in pools]  # type: ignore[attr-defined]
        for code in interest.speaks:
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=language_name(code), choices=levels(_("not known yet")), required=False, widget=QuietSelect
            )

    def levels(self) -> Mapping[str, str]:
        """How well she speaks what: the level by the language's code."""
        given = self.cleaned_data
        return {name.removeprefix("level_"): given[name] for name in given if name.startswith("level_")}

    def person_id(self) -> int | None:
        """The person who she is; none where she is new."""
        chosen = self.cleaned_data["person"]
        return None if chosen == NEW else int(chosen)


class NextForm(forms.Form):
    """What happens next, until when."""

    next_action = forms.ChoiceField(label=_("What comes next?"), choices=list(NEXT.items()))
    next_due = forms.DateField(label=_("Until when?"), widget=DatePicker, required=False)


class ConductForm(forms.Form):
    """Three facts of a certificate of conduct, and no more."""

    seen_on = forms.DateField(label=_("Seen on"), widget=DatePicker)
    issued_on = forms.DateField(
        label=_("Issued on"), widget=DatePicker, help_text=_("At most three months before it was seen.")
    )
    is_relevant = forms.TypedChoiceField(
        label=_("Does an entry matter for what she would do?"),
        choices=[("no", _("No")), ("yes", _("Yes: she cannot begin"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class LetterForm(forms.Form):
    """Which certificate, and for what."""

    is_extended = forms.BooleanField(label=_("Extended certificate (with children)"), required=False)


class PoolForm(forms.Form):
    """What a pool is called, and what it promises."""

    name = forms.CharField(label=_("Name"), max_length=80)
    answer_days = forms.IntegerField(label=_("Working days until somebody calls"), min_value=1, max_value=30, initial=3)


class NewPoolForm(PoolForm):
    """The same with what its members do."""

    field_order = ("kind", "name", "answer_days")

    kind = forms.ChoiceField(label=_("What do its members do?"))

    def __init__(self, *args: Any, modules: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_on(BEHIND, modules)
        self.fields["kind"].choices = [(kind, ROLES[kind]) for kind in kinds]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """What a pool requires before the first deployment."""

    valid_from = forms.DateField(label=_("From which day on?"), widget=DatePicker)
    talk = forms.BooleanField(label=_("A first talk"), required=False)
    adult = forms.BooleanField(label=_("Of age"), required=False)
    conduct = forms.BooleanField(label=_("A certificate of conduct"), required=False)
    german = forms.ChoiceField(
        label=_("German, at least"), choices=lambda: levels(_("not asked for")), required=False, widget=QuietSelect
    )
    other = forms.ChoiceField(
        label=_("Another language, at least"),
        choices=lambda: levels(_("not asked for")),
        required=False,
        widget=QuietSelect,
    )
    qualification = forms.ChoiceField(
        label=_("A course"),
        choices=[("", _("not asked for")), *QUALIFICATIONS.items()],
        required=False,
        widget=QuietSelect,
    )
    declarations = forms.MultipleChoiceField(
        label=_("Signed declarations"),
        choices=list(DECLARATIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def requires(self) -> Requires:
        """What the verb wants to know."""
        return Requires(**{name: value for name, value in self.cleaned_data.items() if name != "valid_from"})


def like_rule(rule: PoolRule | None) -> dict[str, Any]:
    """A rule as it stands in the form."""
    if rule is None:
        return {"talk": True, "adult": True}
    named = {"talk": rule.needs_talk, "adult": rule.needs_adult, "conduct": rule.needs_conduct}
    return named | {name: getattr(rule, name) for name in ("german", "other", "qualification", "declarations")}


class TextForm(forms.Form):
    """The next version of a declaration, in each language."""

    valid_from = forms.DateField(label=_("From which day on?"), widget=DatePicker)

    def __init__(self, *args: Any, newest: Mapping[str, DeclarationText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=name,
                max_length=LONGEST_TEXT,
                required=False,
                initial=newest[code].text if code in newest else "",
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
            )

    def texts(self) -> dict[str, str]:
        """What was written in which language."""
        return {code: self.cleaned_data[code] for code, _name in settings.LANGUAGES}

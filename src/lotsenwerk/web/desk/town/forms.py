"""Who has which role, who is a partner, what is switched on."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.keep_partner import Facts
from lotsenwerk.domain.organisations.models import Access, Kind, Module, Organisation
from lotsenwerk.domain.people.languages import choices
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.form_rendering import PhoneInput
from lotsenwerk.web.desk.town.switching import WORDS

ROLES: Final[Mapping[str, str | Promise]] = {
    Role.COORDINATOR: _("Coordination"),
    Role.ASSISTANT: _("Assistance (Bufdi)"),
    Role.CLERK: _("Clerk"),
    Role.ADMINISTRATOR: _("Administration"),
    Role.VOLUNTEER: _("Volunteer"),
    Role.PARTNER: _("Partner"),
    Role.STATE_VIEWER: _("State"),
    Role.OPERATOR: _("Operation"),
}
GIVEN_HERE: Final = (Role.COORDINATOR, Role.ASSISTANT, Role.CLERK, Role.ADMINISTRATOR)
"""Roles that the administration of a town gives; volunteers get theirs when they become active."""
KINDS: Final[Mapping[str, str | Promise]] = {
    Kind.SHOP: _("Shop"),
    Kind.FOOD_BANK: _("Food bank"),
    Kind.AUTHORITY: _("Authority"),
    Kind.CLUB: _("Club"),
    Kind.ADVICE_SERVICE: _("Advice service"),
    Kind.MIGRANT_ORGANISATION: _("Migrant organisation"),
    Kind.CARRIER: _("Carrier"),
}
ACCESS: Final[Mapping[str, str | Promise]] = {
    Access.UNKNOWN: _("nobody has looked"),
    Access.STEP_FREE: _("without any step"),
    Access.WITH_HELP: _("with somebody's help"),
    Access.STEPS: _("there are steps"),
}


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    display_name = forms.CharField(label=_("Name"), max_length=80)
    role = forms.ChoiceField(label=_("Role"), choices=[(role, ROLES[role]) for role in GIVEN_HERE])


class AccessForm(forms.Form):
    """Somebody who speaks for a partner."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    display_name = forms.CharField(label=_("Name"), max_length=80)


class ModulesForm(forms.Form):
    """What is switched on of what can be switched."""

    modules = forms.MultipleChoiceField(
        label=_("What this town uses"),
        choices=[(module, name) for module, (name, _brings, _goes) in WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def modules_beside(self, known: Collection[str]) -> list[Module]:
        """What was chosen, and what is known to be on and stands on no form."""
        hidden = [module for module in known if module not in WORDS]
        return [Module(name) for name in (*self.cleaned_data["modules"], *hidden)]


class AboutForm(forms.Form):
    """How a body is reached."""

    name = forms.CharField(label=_("Name"), max_length=120)
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    house_number = forms.CharField(label=_("Number"), max_length=12, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=5, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, widget=PhoneInput)


class PartnerForm(AboutForm):
    """Somebody who is to be listed."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    field_order = ("kind",)

    def facts(self) -> dict[str, Any]:
        """What the verb wants to know."""
        return {**self.cleaned_data, "kind": Kind(self.cleaned_data["kind"])}


class FactsForm(AboutForm):
    """Everything that is said of a body."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("What one finds there"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    speaks = forms.MultipleChoiceField(
        label=_("Languages that are spoken there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    access = forms.ChoiceField(label=_("With a wheelchair"), choices=list(ACCESS.items()), required=False)
    by_appointment = forms.BooleanField(label=_("Only by appointment"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaks"].choices = choices()  # type: ignore[attr-defined]

    def facts(self) -> Facts:
        """What the verb wants to know."""
        return Facts(**self.cleaned_data)


def facts_of(body: Organisation) -> dict[str, Any]:
    """What is known, as it stands in the form before something is changed."""
    known = {name: getattr(body, name) for name in FactsForm.base_fields}
    return known | {"phone": phone_numbers.shown(body.phone) if body.phone else ""}

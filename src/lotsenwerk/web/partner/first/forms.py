"""What an institution says of itself when it asks for the first time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.cooperate import LONGEST, Institution
from lotsenwerk.domain.assistance.bodies import BODIES
from lotsenwerk.kit.form_rendering import PhoneInput
from lotsenwerk.web.partner.inquiries.fields import AddressFields

NEEDED = {"required": _("Please enter the name of the institution.")}


class InstitutionForm(AddressFields):
    """Stands on the same page as the request; its names begin with ``at``."""

    prefix = "at"

    name = forms.CharField(
        label=_("Name of the institution"),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages=NEEDED,
    )
    body = forms.ChoiceField(
        label=_("What are you?"),
        choices=[("", _("Please choose")), *BODIES.items()],
        error_messages={"required": _("Please choose what kind of institution you are.")},
    )
    contact_name = forms.CharField(
        label=_("Whom can we ask for?"),
        max_length=LONGEST["contact_name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please say whom we can ask for.")},
    )
    phone = forms.CharField(label=_("Telephone number"), max_length=40, required=False)
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=LONGEST["email"],
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget = PhoneInput()

    def institution(self, *, accepts_rules: bool, billing_address: str = "") -> Institution:
        """What the verb wants to know."""
        return Institution(**self.cleaned_data, accepts_rules=accepts_rules, billing_address=billing_address)

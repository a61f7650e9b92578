"""With whom somebody comes to a course."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.actions.sign_up import MOST_CHILDREN, Party
from lotsenwerk.domain.gatherings.models import SignUpList
from lotsenwerk.domain.people.models import Person


class JoinForm(forms.Form):
    """How many come along; what the course does not offer is not asked."""

    companions = forms.IntegerField(label=_("How many people do you bring along?"), initial=0, min_value=0)
    children = forms.IntegerField(label=_("How many children for the childcare?"), initial=0, min_value=0)

    def __init__(self, *args: Any, places: SignUpList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in (
            ("companions", places.most_companions),
            ("children", min(places.childcare_seats, MOST_CHILDREN)),
        ):
            if most:
                self.fields[name].widget.attrs["max"] = most
            else:
                del self.fields[name]

    def party(self, person: Person) -> Party:
        """What the verb wants to know."""
        return Party(person=person, **self.cleaned_data)

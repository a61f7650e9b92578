"""Rough times of the week in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.people.models import TimeOfWeek

TIMES: Final[Mapping[str, Promise]] = {
    TimeOfWeek.MORNINGS: pgettext_lazy("time of week", "in the morning"),
    TimeOfWeek.AFTERNOONS: pgettext_lazy("time of week", "in the afternoon"),
    TimeOfWeek.EVENINGS: pgettext_lazy("time of week", "in the evening"),
    TimeOfWeek.WEEKENDS: pgettext_lazy("time of week", "at the weekend"),
}

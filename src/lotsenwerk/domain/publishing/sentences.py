"""Words for what pages tell of, in every language: fields of activity."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from lotsenwerk.domain.publishing.models import Field

FIELDS: Final[Mapping[str, Promise]] = {
    Field.ENCOUNTER: pgettext_lazy("field of activity", "Meeting people"),
    Field.LANGUAGE: pgettext_lazy("field of activity", "German and other languages"),
    Field.EVERYDAY_HELP: pgettext_lazy("field of activity", "Everyday help"),
    Field.GUIDANCE: pgettext_lazy("field of activity", "Finding one's way"),
    Field.SCHOOL: pgettext_lazy("field of activity", "School and children"),
    Field.WORK: pgettext_lazy("field of activity", "Work"),
    Field.REPAIR: pgettext_lazy("field of activity", "Repairing and sewing"),
    Field.GARDEN: pgettext_lazy("field of activity", "Garden"),
    Field.FOOD: pgettext_lazy("field of activity", "Cooking and eating"),
    Field.SPORT: pgettext_lazy("field of activity", "Sport"),
    Field.CULTURE: pgettext_lazy("field of activity", "Music and culture"),
    Field.HEALTH: pgettext_lazy("field of activity", "Health"),
    Field.LEARNING: pgettext_lazy("field of activity", "Courses and learning"),
}
"""The fields of activity, in the order in which one chooses."""
DRAWINGS: Final[Mapping[str, str]] = {
    Field.ENCOUNTER: "cup",
    Field.LANGUAGE: "talk",
    Field.EVERYDAY_HELP: "basket",
    Field.GUIDANCE: "route",
    Field.SCHOOL: "book",
    Field.WORK: "office",
    Field.REPAIR: "settings",
    Field.GARDEN: "sun",
    Field.FOOD: "crate",
    Field.SPORT: "bike",
    Field.CULTURE: "speaker",
    Field.HEALTH: "heart",
    Field.LEARNING: "pencil",
}
"""A line drawing for each."""

"""What things are called, with their drawings."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import ThingKind

KINDS: Final[Mapping[str, tuple[str | Promise, str]]] = {
    ThingKind.CARGO_BICYCLE: (_("Cargo bicycle"), "bike"),
    ThingKind.EQUIPMENT: (_("Equipment"), "device"),
    ThingKind.ROOM: (_("Room"), "home"),
}

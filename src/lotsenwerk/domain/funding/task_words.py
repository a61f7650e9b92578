"""What has to be done for a grant, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.models import GrantTask, TaskKind
from lotsenwerk.kit.errors import Sentence

TASKS: Final[Mapping[str, Sentence]] = {
    TaskKind.APPLY: _("Hand in the application"),
    TaskKind.CONFIRM: _("Send back the declaration with the bank account"),
    TaskKind.PROVE: _("Hand in the proof of use"),
}


def word_of(task: GrantTask) -> str:
    """A task's own words, or those of its kind."""
    return task.words or str(TASKS.get(task.kind, task.kind))

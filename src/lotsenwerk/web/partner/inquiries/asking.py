"""Ask: look at what was typed, say what speaks against it, and only then send it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from lotsenwerk.domain.assistance.actions.inquiries.ask import Stopped, what_is_found
from lotsenwerk.domain.assistance.actions.inquiries.order_guide import what_speaks_against
from lotsenwerk.domain.assistance.inquiry_words import finding_in_words, turn_to_in_words
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight
from lotsenwerk.kit.action_ids import id_of_words
from lotsenwerk.kit.errors import Refused
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.partner.inquiries.forms import GuideForm, RequestForm

SEEN = "seen"
"""Name of the control that says that the warnings were read."""
_PLACES = {"begins": "day", "other_dates": "day_2", "wished_age": "who"}
"""Where a sentence about a field of the verb stands on the form."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is read: why, and where to turn. ``asks_the_pool``: the interpreters' pool can help."""

    words: str
    turn_to: str
    asks_the_pool: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a form: the ref of what was stored, or what speaks against it."""

    ref: str = ""
    stops: Sequence[Told] = ()
    warnings: Sequence[Told] = ()


def send(
    form: RequestForm | GuideForm,
    request: HttpRequest,
    cooperation: Cooperation,
    do: Callable[[], str],
    *,
    organisation_id: int,
    at: datetime,
) -> Answer:
    """Ask once, however often the form is sent. ``do`` stores it and answers its ref.

    A stop stores nothing; a warning is shown first, and sent along only after it was seen. What is refused stands at
    its field. ``cooperation`` may be one that nobody has saved yet.
    """
    if not form.is_valid():
        return Answer()
    try:
        found = _found(form, cooperation, at)
        stops = [one for one in found if one.weight == Weight.STOP]
        warnings = [one for one in found if one.weight == Weight.WARNING]
        if stops or (warnings and SEEN not in request.POST):
            return Answer(stops=told(stops), warnings=told(warnings))
        with tenant(organisation_id):
            answer = once(id_of_words(request), lambda: {"ref": do()}, at=at)
        return Answer(ref=str(answer["ref"]))
    except Stopped as stopped:
        return Answer(stops=told(stopped.findings))
    except Refused as refused:
        field = _PLACES.get(refused.field or "", refused.field)
        form.add_error(field if field in form.fields else None, refused.sentence)
        return Answer()


def _found(form: RequestForm | GuideForm, cooperation: Cooperation, at: datetime) -> Sequence[Finding]:
    if isinstance(form, GuideForm):
        return what_speaks_against(cooperation, form.ordered(), at=at)
    return what_is_found(cooperation, form.wanted(), at=at)


def told(findings: Sequence[Finding]) -> Sequence[Told]:
    """Findings in the reader's language."""
    return [
        Told(finding_in_words(one), turn_to_in_words(one), one.turn_to == TurnTo.INTERPRETER_POOL) for one in findings
    ]

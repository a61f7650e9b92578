"""What the Protokollbuch, alerts and incidents keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.messages import TO_CONTACTS
from lotsenwerk.domain.assistance.models import Assignment, ContactNote, Incident, IncidentState
from lotsenwerk.domain.notifications.actions.forget_words import forget_words
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

NOTES_KEPT = timedelta(days=365)
"""A line of the Protokollbuch is forgotten after a year: proposal of docs/rules/retention.md."""
INCIDENTS_KEPT = timedelta(days=3 * 365 + 1)
"""An incident is forgotten three years after it was closed, when claims have lapsed: proposal, as above."""


def _notes_of(person_id: int) -> Q:
    """Lines about a person, and lines that others said about her needs."""
    return Q(person_id=person_id) | Q(need__client__person_id=person_id)


def _incidents_of(person_id: int) -> Q:
    """What happened to a person, and on visits of hers or to her: the text may speak of either."""
    on_visit = Q(assignment__volunteer__person_id=person_id) | Q(assignment__need__client__person_id=person_id)
    return Q(person_id=person_id) | on_visit


def erase(person_id: int, at: datetime) -> int:
    """Delete the lines about a person, and the words of letters to those who were told of her visits.

    Of incidents it stays that there was one, and when.
    """
    deleted, _by_model = ContactNote.objects.filter(_notes_of(person_id)).delete()
    of_either = Q(need__client__person_id=person_id) | Q(volunteer__person_id=person_id)
    visits = list(Assignment.objects.filter(of_either).values_list("id", flat=True))
    deleted += forget_words(TO_CONTACTS, room="assistance", kind="assignment", ids=visits, at=at)
    return deleted + Incident.objects.filter(_incidents_of(person_id)).update(text="", measures="")


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Who is part of an open incident cannot be forgotten yet."""
    if Incident.objects.filter(_incidents_of(person_id), state=IncidentState.OPEN).exists():
        return [_("An incident with this person is still open. Please close it first.")]
    return []


def due(at: datetime) -> Sequence[Due]:
    """The lines and the incidents that have come of age."""
    return [
        *(
            Due(
                rule="assistance.contact_note",
                subject=("assistance", "contact_note", note.id),
                who=note.person.formal_name,
                on=(note.at + NOTES_KEPT).date(),
                reason=_("A line of the contact book is a year old: it is forgotten."),
            )
            for note in _notes_of_age(at - NOTES_KEPT)
        ),
        *(
            Due(
                rule="assistance.incident",
                subject=("assistance", "incident", incident.id),
                who=incident.person.formal_name,
                on=(incident.closed_at + INCIDENTS_KEPT).date(),
                reason=_("An incident was closed three years ago: it is forgotten."),
            )
            for incident in _incidents_of_age(at - INCIDENTS_KEPT)
            if incident.closed_at is not None
        ),
    ]


@prepared
def _notes_of_age(before: datetime) -> QuerySet[ContactNote]:
    return ContactNote.objects.filter(at__lt=before).select_related("person").defer("text").order_by("at", "id")


@prepared
def _incidents_of_age(before: datetime) -> QuerySet[Incident]:
    closed = Incident.objects.filter(state=IncidentState.CLOSED, closed_at__lt=before).select_related("person")
    return closed.defer("text", "measures").order_by("closed_at", "id")


def expire(due: Due, at: datetime) -> None:
    """Delete one line of the book, or one incident."""
    if due.rule == "assistance.contact_note":
        ContactNote.objects.filter(pk=due.subject[2], at__lt=at - NOTES_KEPT).delete()
    else:
        Incident.objects.filter(pk=due.subject[2], closed_at__lt=at - INCIDENTS_KEPT).delete()


def export(person_id: int) -> Mapping[str, object]:
    """Every line about a person, and what happened to her."""
    notes = ContactNote.objects.filter(person_id=person_id).order_by("at", "id")
    happened = Incident.objects.filter(person_id=person_id).order_by("happened_on", "id")
    return {
        "contact_notes": [{"at": note.at.isoformat(), "way": note.way, "text": note.text} for note in notes],
        "incidents": [
            {"on": one.happened_on.isoformat(), "text": one.text, "measures": one.measures, "state": one.state}
            for one in happened
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """What was said with and what happened to the second person is the first one's."""
    notes = ContactNote.objects.filter(person_id=gone_id).update(person_id=kept_id)
    return notes + Incident.objects.filter(person_id=gone_id).update(person_id=kept_id)


PART = Declaration(
    room="assistance",
    fields={
        "ContactNote.text": Personal("so that everybody at the desk knows what was said", Erased.ROW_DELETED),
        "Incident.text": Personal("to help, and for the insurance", Erased.BLANKED),
        "Incident.measures": Personal("what was done about an incident", Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("Cascade.wait_minutes", "Cascade.at_once", "Cascade.next_at", "Cascade.state", "Cascade.begun_at"),
            *("Cascade.begun_by_user_id", "Cascade.ended_at"),
            *("ContactNote.way", "ContactNote.at", "ContactNote.by_user_id"),
            *("Alert.kind", "Alert.state", "Alert.cents", "Alert.made_at", "Alert.done_at", "Alert.done_by_user_id"),
            *("Incident.happened_on", "Incident.is_insurance_told", "Incident.state", "Incident.noted_at"),
            *("Incident.noted_by_user_id", "Incident.closed_at"),
            *("Practice.insured_through", "Practice.desk_hours", "Practice.nobody_ended_after"),
            *("Practice.address_hours", "Practice.cascade_minutes", "Practice.laid_days"),
        },
    ),
    rules=frozenset({"assistance.contact_note", "assistance.incident"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)

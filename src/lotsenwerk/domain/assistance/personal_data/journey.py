"""What needs, visits and reports keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Need, NeedState, Offer, OfferState, Report
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.kit.errors import Refused, Sentence
from lotsenwerk.kit.fields import Encrypted, stored_token
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

KEPT_AFTER_THE_END = timedelta(days=183)
"""Wishes and notes are forgotten half a year after the journey has ended: proposal of docs/rules/retention.md."""

_ENDED = (NeedState.CONFIRMED, NeedState.CANCELLED)


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Empty what was wished and noted; the journeys stay as figures without a name."""
    touched = Need.objects.filter(client__person_id=person_id).update(wish="")
    # A note may speak of either: of her who went and of her who was visited.
    of_either = Q(assignment__volunteer__person_id=person_id) | Q(assignment__need__client__person_id=person_id)
    notes = Report.objects.filter(of_either)
    return touched + notes.update(note="")


def needed_because(person_id: int) -> Sequence[Sentence]:
    """A person on an open journey cannot be forgotten yet."""
    helped = Need.objects.filter(client__person_id=person_id).exclude(state__in=_ENDED)
    asked = Offer.objects.filter(volunteer__person_id=person_id, state=OfferState.OPEN)
    going = Assignment.objects.filter(
        volunteer__person_id=person_id, state__in=[AssignmentState.ACCEPTED, AssignmentState.REPORTED]
    )
    sentences = {
        "helped": _("A need of this person is still open. Please confirm or cancel it first."),
        "asked": _("This person is still asked to help. Please take the question back first."),
        "going": _("This person still has an assignment. Please confirm it or ask somebody else first."),
    }
    rows = [
        one.annotate(why=Value(why)).values_list("why")[:1]
        for why, one in zip(sentences, (helped, asked, going), strict=True)
    ]
    found = {why for (why,) in rows[0].union(*rows[1:], all=True)}
    return [sentence for why, sentence in sentences.items() if why in found]


def due(at: datetime) -> Sequence[Due]:
    """The wishes that have come of age."""
    return [
        Due(
            rule="assistance.wish",
            subject=("assistance", "need", need.id),
            who=need.client.person.formal_name,
            on=(need.latest + KEPT_AFTER_THE_END).date(),
            reason=_("The journey ended half a year ago: the shopping list is forgotten."),
        )
        for need in _of_age(at - KEPT_AFTER_THE_END)
    ]


def _field(model: type[Model], name: str) -> Encrypted:
    """The encrypted column: whether it is empty can be asked of the database, what it says cannot."""
    return cast("Encrypted", model._meta.get_field(name))  # noqa: SLF001


@prepared
def _of_age(before: datetime) -> QuerySet[Need]:
    noted = Report.objects.annotate(token=stored_token(_field(Report, "note"))).exclude(token="")
    ended = Need.objects.filter(state__in=_ENDED, latest__lt=before)
    rows = ended.annotate(token=stored_token(_field(Need, "wish"))).exclude(
        ~Exists(noted.filter(assignment__need=OuterRef("pk"))), token=""
    )
    return rows.select_related("client__person").order_by("latest", "id")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget one wish and the note of its report."""
    need_id = due.subject[2]
    Need.objects.filter(pk=need_id).update(wish="")
    Report.objects.filter(assignment__need_id=need_id).update(note="")


def export(person_id: int) -> Mapping[str, object]:
    """Every need and every visit of a person, in values that JSON can hold."""
    needs = Need.objects.filter(client__person_id=person_id).order_by("earliest")
    visits = Assignment.objects.filter(volunteer__person_id=person_id).order_by("during")
    return {
        "needs": [
            {"kind": n.kind, "from": n.earliest.isoformat(), "until": n.latest.isoformat(), "wish": n.wish}
            for n in needs
        ],
        "visits": [
            {
                "from": v.during.lower.isoformat(),
                "state": v.state,
                "note": v.report.note if hasattr(v, "report") else None,
            }
            for v in visits.select_related("report")
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """Needs, offers and assignments of the second row become the first's. Confirmations are frozen and stay.

    Where the first row was a client or volunteer not yet, the whole row has moved already and brought all this along.
    """
    moved = Need.objects.filter(caller_id=gone_id).update(caller_id=kept_id)
    client = Client.objects.filter(person_id=kept_id).first()
    if client is not None:
        moved += Need.objects.filter(client__person_id=gone_id).update(client=client)
    volunteer = Volunteer.objects.filter(person_id=kept_id).first()
    theirs = Volunteer.objects.filter(person_id=gone_id).first()
    if volunteer is None or theirs is None:
        return moved
    _refuse_two_places(volunteer, theirs)
    ours = Offer.objects.filter(volunteer=volunteer)
    asked = ours.filter(state__in=_COUNTS).values("need_id")
    doubles = Offer.objects.filter(volunteer=theirs, state=OfferState.OPEN, need_id__in=asked)
    moved += doubles.update(state=OfferState.WITHDRAWN)
    said_yes = ours.filter(state=OfferState.ACCEPTED).values("need_id")
    both = Offer.objects.filter(volunteer=theirs, state=OfferState.ACCEPTED, need_id__in=said_yes)
    moved += both.update(state=OfferState.CLOSED)
    taken = Offer.objects.filter(volunteer=theirs, state=OfferState.ACCEPTED).values("need_id")
    Offer.objects.filter(volunteer=volunteer, state=OfferState.OPEN, need_id__in=taken).update(
        state=OfferState.WITHDRAWN
    )
    moved += Offer.objects.filter(volunteer=theirs).update(volunteer=volunteer)
    return moved + Assignment.objects.filter(volunteer=theirs).update(volunteer=volunteer)


_COUNTS = (OfferState.OPEN, OfferState.ACCEPTED)


def _refuse_two_places(one: Volunteer, other: Volunteer) -> None:
    """Nobody can be with two people at once: then these are two, or one of the visits is wrong."""
    ahead = Assignment.objects.filter(volunteer=one, state=AssignmentState.ACCEPTED)
    clash = ahead.filter(during__overlap=OuterRef("during")).values("pk")
    theirs = Assignment.objects.filter(volunteer=other, state=AssignmentState.ACCEPTED)
    if theirs.filter(Exists(clash)).exists():
        raise Refused(_("Both are expected somewhere at the same time. Please ask somebody else for one visit first."))


PART = Declaration(
    room="assistance",
    fields={
        "Need.wish": Personal("the shopping list, or the way to go", Erased.BLANKED),
        "Report.note": Personal("what the desk should know after the visit", Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("Need.ref", "Need.kind", "Need.earliest", "Need.latest", "Need.minutes", "Need.ceiling_cents"),
            *("Need.state", "Need.taken_at", "Need.taken_by_user_id", "Need.money", "Need.for_day"),
            *("Offer.ref", "Offer.state", "Offer.made_at", "Offer.made_by_user_id", "Offer.answered_at"),
            *("Offer.answered_by", "Offer.begins_at"),
            *("Assignment.ref", "Assignment.during", "Assignment.code_word", "Assignment.state"),
            *("Assignment.accepted_at", "Assignment.released_because"),
            *("Report.minutes", "Report.outcome", "Report.reported_at", "Report.reported_by_user_id"),
            *("Report.did", "Report.reached", "Report.what_next"),
            *("Confirmation.engagement", "Confirmation.kind", "Confirmation.on", "Confirmation.minutes"),
            *("Confirmation.confirmed_at", "Confirmation.confirmed_by_user_id"),
            *("CallBack.reason", "CallBack.state", "CallBack.made_at", "CallBack.done_at", "CallBack.done_by_user_id"),
        },
    ),
    rules=frozenset({"assistance.wish"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)

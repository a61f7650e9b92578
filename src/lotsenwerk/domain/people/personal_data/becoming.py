"""Of people who are on the way into a pool: interest, ladder, declarations, qualifications."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.actions.forget_conduct import forget_conduct
from lotsenwerk.domain.people.gate import months_later
from lotsenwerk.domain.people.models import (
    FactKind,
    Interest,
    InterestState,
    LadderStep,
    PoolMember,
    Qualification,
    SignedDeclaration,
    SuitabilityFact,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

TAKEN_UP_KEPT = timedelta(days=30)
"""So long what somebody typed in is kept beside the person whom it became: proposal of docs/rules/retention.md."""
DECLINED_KEPT = timedelta(days=90)
"""The same where nothing came of it."""
CONDUCT_KEPT_MONTHS = 3
"""So long after the end the note of a certificate of conduct is kept: case 26 of docs/rules/becoming-one.md."""
_KEPT = {
    InterestState.TAKEN_UP: TAKEN_UP_KEPT,
    InterestState.DECLINED: DECLINED_KEPT,
    InterestState.WITHDRAWN: DECLINED_KEPT,
}
_ANSWER = "to call back whoever would like to help"
_LADDER = "so that nobody who would like to help is forgotten"
_SIGNED = "to prove that it was signed before the first deployment"
_LEARNED = "to deploy nobody without the qualification that her pool asks for"


def due(at: datetime) -> Sequence[Due]:
    """What was typed in and has become somebody, or nobody, long enough ago; certificates of those who left."""
    return [*_interests_due(at), *_conduct_due(clock.local(at).date())]


def _interests_due(at: datetime) -> Sequence[Due]:
    closed = Interest.objects.filter(closed_at__lt=at - TAKEN_UP_KEPT).order_by("closed_at", "id")
    return [
        Due(
            rule="people.interest",
            subject=("people", "interest", one.pk),
            who=f"{one.given_name} {one.family_name}".strip(),
            on=_forgotten_on(one, at),
            reason=_("What was typed into the form is not needed any more: it is forgotten."),
        )
        for one in closed
        if _forgotten_on(one, at) <= clock.local(at).date()
    ]


def _forgotten_on(interest: Interest, at: datetime) -> date:
    return clock.local((interest.closed_at or at) + _KEPT.get(InterestState(interest.state), DECLINED_KEPT)).date()


def _conduct_due(today: date) -> Sequence[Due]:
    gone = SuitabilityFact.objects.filter(kind=FactKind.CONDUCT, volunteer__status=VolunteerStatus.LEFT)
    ends = [
        (months_later(clock.local(one.volunteer.status_since).date(), CONDUCT_KEPT_MONTHS), one)
        for one in gone.select_related("volunteer__person").order_by("volunteer__status_since", "id")
    ]
    return [
        Due(
            rule="people.conduct",
            subject=("people", "volunteer", one.volunteer_id),
            who=one.volunteer.person.formal_name,
            on=end,
            reason=_("She left three months ago: the note of her certificate of conduct is forgotten."),
        )
        for end, one in ends
        if end <= today
    ]


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget one of them."""
    if due.rule == "people.conduct":
        forget_conduct(Volunteer.objects.get(pk=due.subject[2]))
    else:
        Interest.objects.filter(pk=due.subject[2]).delete()


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Everything on the way into a pool goes with the person."""
    own = (PoolMember, SignedDeclaration, Qualification)
    touched = sum(model.objects.filter(volunteer__person_id=person_id).delete()[0] for model in own)
    return touched + Interest.objects.filter(person_id=person_id).delete()[0]


def export(person_id: int) -> Mapping[str, object]:
    """Every step on the ladder, what was signed and learned, and what was typed in."""
    members = PoolMember.objects.filter(volunteer__person_id=person_id).select_related("pool").order_by("joined_at")
    signed = SignedDeclaration.objects.filter(volunteer__person_id=person_id).select_related("text")
    learned = Qualification.objects.filter(volunteer__person_id=person_id).order_by("granted_on")
    return {
        "pools": [
            {
                "pool": one.pool.name,
                "since": one.joined_at.isoformat(),
                "rung": one.rung,
                "rung_since": one.rung_since.isoformat(),
                "is_lead": one.is_lead,
                "next": [one.next_action, one.next_due.isoformat() if one.next_due else None],
                "steps": [
                    f"{step.at.isoformat()} {step.rung} {step.note}".strip() for step in one.steps.order_by("at")
                ],
            }
            for one in members
        ],
        "signed": [f"{one.signed_on} {one.kind} {one.text.version} {one.way}" for one in signed],
        "qualifications": [f"{one.granted_on} {one.kind} {one.title} {one.valid_until or ''}" for one in learned],
        "interests": [
            {
                "name": f"{one.given_name} {one.family_name}".strip(),
                "reached": [one.phone, one.email],
                "language": one.language,
                "speaks": list(one.speaks),
                "place": f"{one.postcode} {one.district}".strip(),
                "roles": list(one.roles),
                "times": list(one.times),
                "message": one.message,
                "received_at": one.received_at.isoformat(),
            }
            for one in Interest.objects.filter(person_id=person_id).order_by("received_at")
        ],
    }


def join(kept_id: int, gone_id: int) -> int:
    """What the second entry of a person did on the ladder was her doing; of two of a kind the kept one's stands."""
    moved = Interest.objects.filter(person_id=gone_id).update(person_id=kept_id)
    ours = Volunteer.objects.filter(person_id=kept_id).first()
    theirs = Volunteer.objects.filter(person_id=gone_id).first()
    if ours is None or theirs is None:
        return moved
    for member in PoolMember.objects.filter(volunteer=theirs):
        same = PoolMember.objects.filter(volunteer=ours, pool_id=member.pool_id).first()
        if same is None:
            moved += PoolMember.objects.filter(pk=member.pk).update(volunteer=ours)
        else:
            moved += LadderStep.objects.filter(member=member).update(member=same)
            member.delete()
    known = SignedDeclaration.objects.filter(volunteer=ours).values("text_id")
    moved += SignedDeclaration.objects.filter(volunteer=theirs).exclude(text_id__in=known).update(volunteer=ours)
    SignedDeclaration.objects.filter(volunteer=theirs).delete()
    learned = set(Qualification.objects.filter(volunteer=ours).values_list("kind", "granted_on"))
    for one in Qualification.objects.filter(volunteer=theirs):
        if (one.kind, one.granted_on) in learned:
            one.delete()
        else:
            moved += Qualification.objects.filter(pk=one.pk).update(volunteer=ours)
    return moved


PART = Declaration(
    room="people",
    fields={
        "Interest.given_name": Personal(_ANSWER, Erased.ROW_DELETED),
        "Interest.family_name": Personal(_ANSWER, Erased.ROW_DELETED),
        "Interest.phone": Personal(_ANSWER, Erased.ROW_DELETED),
        "Interest.email": Personal(_ANSWER, Erased.ROW_DELETED),
        "Interest.language": Personal("to answer in it", Erased.ROW_DELETED),
        "Interest.speaks": Personal("to know where somebody can help", Erased.ROW_DELETED),
        "Interest.postcode": Personal("to pass it to whoever is responsible for the place", Erased.ROW_DELETED),
        "Interest.district": Personal("to know where somebody can help", Erased.ROW_DELETED),
        "Interest.times": Personal("to know when somebody can help", Erased.ROW_DELETED),
        "Interest.roles": Personal("to know in what somebody would like to help", Erased.ROW_DELETED),
        "Interest.message": Personal(_ANSWER, Erased.ROW_DELETED),
        "PoolMember.rung": Personal(_LADDER, Erased.ROW_DELETED),
        "PoolMember.rung_since": Personal(_LADDER, Erased.ROW_DELETED),
        "PoolMember.next_action": Personal(_LADDER, Erased.ROW_DELETED),
        "PoolMember.next_due": Personal(_LADDER, Erased.ROW_DELETED),
        "PoolMember.is_lead": Personal("because another cap of hours counts", Erased.ROW_DELETED),
        "LadderStep.rung": Personal(_LADDER, Erased.ROW_DELETED),
        "LadderStep.note": Personal(_LADDER, Erased.ROW_DELETED),
        "LadderStep.at": Personal(_LADDER, Erased.ROW_DELETED),
        "SignedDeclaration.kind": Personal(_SIGNED, Erased.ROW_DELETED),
        "SignedDeclaration.way": Personal(_SIGNED, Erased.ROW_DELETED),
        "SignedDeclaration.signed_on": Personal(_SIGNED, Erased.ROW_DELETED),
        "Qualification.kind": Personal(_LEARNED, Erased.ROW_DELETED),
        "Qualification.title": Personal(_LEARNED, Erased.ROW_DELETED),
        "Qualification.granted_on": Personal(_LEARNED, Erased.ROW_DELETED),
        "Qualification.valid_until": Personal(_LEARNED, Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Pool.kind", "Pool.name", "Pool.sort_key", "Pool.answer_days", "Pool.opened_at", "Pool.ended_at"),
            *("PoolRule.valid_from", "PoolRule.needs_talk", "PoolRule.needs_adult", "PoolRule.german"),
            *("PoolRule.other", "PoolRule.needs_conduct", "PoolRule.qualification", "PoolRule.declarations"),
            *("PoolRule.changed_at", "PoolMember.joined_at"),
            *("DeclarationText.kind", "DeclarationText.version", "DeclarationText.language", "DeclarationText.text"),
            *("DeclarationText.valid_from", "DeclarationText.made_at"),
            *("Qualification.room", "Qualification.source", "Qualification.source_id"),
            *("Interest.ref", "Interest.state", "Interest.received_at", "Interest.answer_by", "Interest.closed_at"),
        },
    ),
    rules=frozenset({"people.interest", "people.conduct"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    join=join,
)

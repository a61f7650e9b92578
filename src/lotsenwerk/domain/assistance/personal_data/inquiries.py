"""What inquiries, deployments and office hours keep of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import (
    Bias,
    Cooperation,
    CooperationState,
    Deployment,
    Feedback,
    Inquiry,
    InquiryState,
    OfficeDuty,
    Signpost,
)
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal

INQUIRY_KEPT = timedelta(days=183)
"""So long what was asked is kept after it was closed, or after its appointment: docs/rules/retention.md."""
COOPERATION_KEPT = timedelta(days=90)
"""So long an institution's contact is kept after it was refused or has ended."""
_WORDS = (
    *("asked_by", "asked_by_phone", "asked_by_email", "about", "not_about", "meeting_point"),
    *("on_site_name", "on_site_phone"),
    *("for_gender", "for_country", "urgent_because", "remarks", "billing_address", "dialect"),
)
_CONTACT = ("contact_name", "phone", "email", "billing_address")
_ASKED = "what was asked for, so that the right person comes to the right place"
_ASKER = "to answer whoever asked"
_OVER = (CooperationState.REFUSED, CooperationState.ENDED)


def erase(person_id: int, at: datetime) -> int:  # noqa: ARG001 - every room's declaration is called alike
    """Empty what somebody asked for and noted; what she did stays as figures without a name."""
    touched = Inquiry.objects.filter(client__person_id=person_id).update(**dict.fromkeys(_WORDS, ""))
    touched += Feedback.objects.filter(assignment__volunteer__person_id=person_id).update(words="")
    touched += Feedback.objects.filter(assignment__need__client__person_id=person_id).update(words="")
    touched += Deployment.objects.filter(volunteer__person_id=person_id).update(note="")
    touched += Signpost.objects.filter(client__person_id=person_id).update(client=None)
    own = (Bias, OfficeDuty)
    return touched + sum(model.objects.filter(volunteer__person_id=person_id).delete()[0] for model in own)


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Whose inquiry waits for an answer cannot be forgotten yet."""
    if Inquiry.objects.filter(client__person_id=person_id, state=InquiryState.RECEIVED).exists():
        return [_("A request of this person waits for an answer. Please answer or withdraw it first.")]
    return []


def due(at: datetime) -> Sequence[Due]:
    """Inquiries whose appointment is long over, and contacts of institutions that work with no pool any more."""
    inquiries = [
        Due(
            rule="assistance.inquiry",
            subject=("assistance", "inquiry", one.pk),
            who=one.cooperation.name if one.cooperation else one.asked_by,
            on=clock.local(max(one.begins, one.received_at) + INQUIRY_KEPT).date(),
            reason=_("The appointment was half a year ago: what was asked for is forgotten."),
        )
        for one in _of_age(at - INQUIRY_KEPT)
    ]
    cooperations = [
        Due(
            rule="assistance.cooperation",
            subject=("assistance", "cooperation", one.pk),
            who=one.name,
            on=clock.local((one.ended_at or one.decided_at or at) + COOPERATION_KEPT).date(),
            reason=_("The institution has not worked with the pool for three months: its contact is forgotten."),
        )
        for one in _ended(at - COOPERATION_KEPT)
    ]
    return [*inquiries, *_contacts_due(at), *cooperations]


def _contacts_due(at: datetime) -> Sequence[Due]:
    """Contacts on site that the pool's terms keep no longer; of what is older everything is forgotten anyway."""
    today = clock.local(at).date()
    rows = Inquiry.objects.filter(begins__lt=at, begins__gte=at - INQUIRY_KEPT, forgotten_at__isnull=True)
    rows = rows.exclude(state=InquiryState.RECEIVED).select_related("cooperation", "need").order_by("begins", "id")
    with_contact = [one for one in rows if one.on_site_name or one.on_site_phone]
    last_days = {one.pk: _contact_kept_until(one) for one in with_contact}
    return [
        Due(
            rule="assistance.inquiry_contact",
            subject=("assistance", "inquiry", one.pk),
            who=one.cooperation.name if one.cooperation else one.asked_by,
            on=last_days[one.pk] + timedelta(days=1),
            reason=_("The appointment is over: who was to be asked for on site is forgotten."),
        )
        for one in with_contact
        if last_days[one.pk] < today
    ]


def _contact_kept_until(inquiry: Inquiry) -> date:
    """The last day on which both sides may hear each other, by the terms of the appointment's day."""
    begins = inquiry.need.earliest if inquiry.need else inquiry.begins
    day = clock.local(begins + timedelta(minutes=inquiry.minutes)).date()
    return day + timedelta(days=terms_on(inquiry.pool_id, clock.local(begins).date()).contacts_kept_days)


def _of_age(before: datetime) -> QuerySet[Inquiry]:
    rows = Inquiry.objects.filter(begins__lt=before, received_at__lt=before, forgotten_at__isnull=True)
    # An order of a guide may go on for longer than its first appointment.
    waits = rows.exclude(state=InquiryState.RECEIVED).exclude(until__gte=clock.local(before).date())
    return waits.select_related("cooperation").order_by("begins", "id")


def _ended(before: datetime) -> QuerySet[Cooperation]:
    rows = Cooperation.objects.filter(state__in=_OVER, decided_at__lt=before, forgotten_at__isnull=True)
    return rows.exclude(ended_at__gte=before).order_by("decided_at", "id")


def expire(due: Due, at: datetime) -> None:
    """Forget the words of one inquiry, its contact on site alone, or the contact of one institution."""
    if due.rule == "assistance.cooperation":
        gone: dict[str, object] = dict.fromkeys(_CONTACT, "")
        Cooperation.objects.filter(pk=due.subject[2]).update(**gone, forgotten_at=at)
    elif due.rule == "assistance.inquiry_contact":
        Inquiry.objects.filter(pk=due.subject[2]).update(on_site_name="", on_site_phone="")
    else:
        words: dict[str, object] = dict.fromkeys(_WORDS, "")
        Inquiry.objects.filter(pk=due.subject[2]).update(**words, forgotten_at=at)


def export(person_id: int) -> Mapping[str, object]:
    """What somebody asked for, and every deployment, duty and hint, in values that JSON can hold."""
    asked = Inquiry.objects.filter(client__person_id=person_id).order_by("received_at")
    bodies = Cooperation.objects.filter(client__person_id=person_id).order_by("asked_at")
    deployed = Deployment.objects.filter(volunteer__person_id=person_id).order_by("on", "id")
    duties = OfficeDuty.objects.filter(volunteer__person_id=person_id).select_related("office_hour")
    hints = Signpost.objects.filter(client__person_id=person_id).select_related("to").order_by("shown_at")
    said = Feedback.objects.filter(assignment__volunteer__person_id=person_id, side="volunteer")
    return {
        "inquiries": [
            {"when": one.begins.isoformat(), "state": one.state, **{name: getattr(one, name) for name in _WORDS}}
            for one in asked
        ],
        "cooperations": [
            {"name": one.name, "state": one.state, **{name: getattr(one, name) for name in _CONTACT}} for one in bodies
        ],
        "deployments": [f"{one.on} {one.kind} {one.minutes} min {one.note}".strip() for one in deployed],
        "office_hours": [f"{one.office_hour.name} {one.first_day}–{one.last_day or ''}" for one in duties],
        "signposts": [f"{one.shown_at.date()} {one.to.name} {one.outcome}" for one in hints],
        "feedback": [f"{one.worked} {one.again} {one.words}".strip() for one in said],
    }


def join(kept_id: int, gone_id: int) -> int:
    """What the second entry of a person asked for and did was hers; of two of a kind the kept one's stands."""
    client = Client.objects.filter(person_id=kept_id).first()
    moved = 0
    if client is not None:
        moved += Inquiry.objects.filter(client__person_id=gone_id).update(client=client)
        moved += Signpost.objects.filter(client__person_id=gone_id).update(client=client)
    ours = Volunteer.objects.filter(person_id=kept_id).first()
    theirs = Volunteer.objects.filter(person_id=gone_id).first()
    if ours is None or theirs is None:
        return moved
    moved += Signpost.objects.filter(volunteer=theirs).update(volunteer=ours)
    sat = {(one.office_hour_id, one.on) for one in Deployment.objects.filter(volunteer=ours)}
    for one in Deployment.objects.filter(volunteer=theirs):
        if one.office_hour_id is None or (one.office_hour_id, one.on) not in sat:
            moved += Deployment.objects.filter(pk=one.pk).update(volunteer=ours)
    known = Bias.objects.filter(volunteer=ours).values("number_id")
    moved += Bias.objects.filter(volunteer=theirs).exclude(number_id__in=known).update(volunteer=ours)
    on_duty = set(OfficeDuty.objects.filter(volunteer=ours).values_list("office_hour_id", "first_day"))
    for duty in OfficeDuty.objects.filter(volunteer=theirs):
        if (duty.office_hour_id, duty.first_day) not in on_duty:
            moved += OfficeDuty.objects.filter(pk=duty.pk).update(volunteer=ours)
    for model in (Bias, OfficeDuty):
        model.objects.filter(volunteer=theirs).delete()
    return moved


PART = Declaration(
    room="assistance",
    fields={
        **{f"Inquiry.{name}": Personal(_ASKER, Erased.BLANKED) for name in _WORDS[:3]},
        **{f"Inquiry.{name}": Personal(_ASKED, Erased.BLANKED) for name in _WORDS[3:]},
        **{f"Cooperation.{name}": Personal(_ASKER, Erased.BLANKED) for name in _CONTACT},
        "Deployment.note": Personal("what the pool should know of the time that was given", Erased.BLANKED),
        "Feedback.words": Personal("to learn what worked and what did not", Erased.BLANKED),
        "OfficeDuty.first_day": Personal("who sits at an office hour", Erased.ROW_DELETED),
        "OfficeDuty.last_day": Personal("who sits at an office hour", Erased.ROW_DELETED),
    },
    impersonal=frozenset(
        {
            *("Need.language", "Need.level", "Need.lat", "Need.lon"),
            *("PoolTerms.valid_from", "PoolTerms.may_ask", "PoolTerms.lead_working_days", "PoolTerms.takes_urgent"),
            *("PoolTerms.answer_working_days", "PoolTerms.ways", "PoolTerms.most_funded", "PoolTerms.most_minutes"),
            *("PoolTerms.neighbour", "PoolTerms.exchange", "PoolTerms.contacts_kept_days", "PoolTerms.step"),
            *("PoolTerms.cents_a_deployment", "PoolTerms.cents_a_step", "PoolTerms.first_block", "PoolTerms.fee"),
            *("PoolTerms.cents_a_kilometre", "PoolTerms.free_kilometres", "PoolTerms.lump_sums"),
            *("PoolTerms.changed_at", "PoolTerms.changed_by_user_id"),
            *("Exclusion.body", "Exclusion.subject", "Exclusion.weight", "Exclusion.words", "Exclusion.turn_to"),
            *("Cooperation.ref", "Cooperation.state", "Cooperation.body", "Cooperation.name", "Cooperation.street"),
            *("Cooperation.house_number", "Cooperation.postcode", "Cooperation.town", "Cooperation.because"),
            *("Cooperation.accepted_rules_at", "Cooperation.asked_at", "Cooperation.decided_at"),
            *("Cooperation.decided_by_user_id", "Cooperation.ended_at", "Cooperation.forgotten_at"),
            *("ClientNumber.number", "ClientNumber.made_at", "ClientNumber.made_by_user_id"),
            *("Inquiry.ref", "Inquiry.state", "Inquiry.came_by", "Inquiry.asker", "Inquiry.speaks", "Inquiry.language"),
            "Inquiry.also_speaks",
            *("Inquiry.body", "Inquiry.subject", "Inquiry.wishes", "Inquiry.until", "Inquiry.against_own_town"),
            *("Inquiry.begins", "Inquiry.minutes", "Inquiry.other_dates", "Inquiry.way", "Inquiry.street"),
            *("Inquiry.house_number", "Inquiry.postcode", "Inquiry.town", "Inquiry.lat", "Inquiry.lon"),
            *("Inquiry.participants", "Inquiry.gender_wish", "Inquiry.has_consent", "Inquiry.is_urgent"),
            *("Inquiry.accepted_rules_at", "Inquiry.findings", "Inquiry.answer_by", "Inquiry.received_at"),
            *("Inquiry.received_by_user_id", "Inquiry.closed_at", "Inquiry.closed_by_user_id", "Inquiry.because"),
            *("Inquiry.forgotten_at", "Inquiry.most_meetings", "Inquiry.has_no_date", "Inquiry.bring"),
            *("InquiryChange.kind", "InquiryChange.side", "InquiryChange.reason", "InquiryChange.was"),
            *("InquiryChange.becomes", "InquiryChange.at", "InquiryChange.by_user_id"),
            *("OfficeHour.ref", "OfficeHour.body", "OfficeHour.name", "OfficeHour.room", "OfficeHour.street"),
            *("OfficeHour.house_number", "OfficeHour.postcode", "OfficeHour.town", "OfficeHour.phone"),
            *("OfficeHour.weekday", "OfficeHour.begins", "OfficeHour.ends", "OfficeHour.first_day"),
            *("OfficeHour.last_day", "OfficeHour.is_public", "OfficeHour.made_at"),
            *("OfficeDayOff.day", "OfficeDayOff.because"),
            *("Deployment.ref", "Deployment.engagement", "Deployment.state", "Deployment.kind", "Deployment.on"),
            *("Deployment.begins", "Deployment.minutes", "Deployment.subject", "Deployment.body", "Deployment.place"),
            *("Deployment.language", "Deployment.clients", "Deployment.kilometres", "Deployment.reported_at"),
            *("Deployment.reported_by_user_id", "Deployment.confirmed_at", "Deployment.confirmed_by"),
            *("Deployment.confirmed_by_user_id",),
            *(f"SignedSheet.{name}" for name in ("content", "content_type", "sha256", "size", "made_at")),
            *("Feedback.side", "Feedback.worked", "Feedback.again", "Feedback.given_at"),
            *("Signpost.ref", "Signpost.subject", "Signpost.outcome", "Signpost.shown_at"),
            *("Signpost.shown_by_user_id", "Signpost.outcome_at"),
        },
    ),
    rules=frozenset({"assistance.inquiry", "assistance.inquiry_contact", "assistance.cooperation"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)

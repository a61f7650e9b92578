"""Reads of inquiries: what waits for an answer, one with its story, an institution's own, and the sheet of an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.accounts.queries import members_of
from lotsenwerk.domain.assistance.findings import findings_of
from lotsenwerk.domain.assistance.models import (
    Assignment,
    ClientNumber,
    Cooperation,
    CooperationState,
    Deployment,
    DeploymentState,
    Exchange,
    Feedback,
    Inquiry,
    InquiryChange,
    InquiryState,
    Offer,
)
from lotsenwerk.domain.assistance.permissions import may_run_inquiries, may_see_inquiry
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.domain.assistance.queries.terms import terms_on
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.journal.queries import lines_of_subject, story_of
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.people.models import Pool
from lotsenwerk.engines.scope.findings import Finding
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.tenancy import current_organisation_id

_WITH = ("pool", "number", "need", "client__person", "cooperation__partner", "cooperation__client__person")


# --- lists ------------------------------------------------------------------------------------------------------------


def waiting_inquiries(actor: Actor, *, pool: Pool | None = None) -> QuerySet[Inquiry]:
    """What nobody has answered yet, the deadline that ends first on top; nothing for others than the desk."""
    if not may_run_inquiries(actor):
        return Inquiry.objects.none()
    rows = Inquiry.objects.filter(state=InquiryState.RECEIVED)
    rows = rows.filter(pool=pool) if pool is not None else rows
    return rows.select_related("pool", "cooperation").order_by("answer_by", "received_at", "id")


def overdue_inquiries(actor: Actor, today: date) -> QuerySet[Inquiry]:
    """Answers that were promised for a day that is over."""
    return waiting_inquiries(actor).filter(answer_by__lt=today)


def looked_for(actor: Actor, *, pool: Pool | None = None) -> QuerySet[Inquiry]:
    """What was taken in, the appointment that comes first on top, with its need; nothing for others than the desk."""
    if not may_run_inquiries(actor):
        return Inquiry.objects.none()
    rows = Inquiry.objects.filter(state=InquiryState.TAKEN_IN)
    rows = rows.filter(pool=pool) if pool is not None else rows
    return rows.select_related("pool", "cooperation", "need").order_by("need__earliest", "id")


def own_inquiries(actor: Actor) -> QuerySet[Inquiry]:
    """What the actor's institution asked, her colleagues' too, the newest first; nothing for everybody else."""
    if not actor.has("partner") or actor.partner_id is None:
        return Inquiry.objects.none()
    rows = Inquiry.objects.filter(cooperation__partner_id=actor.partner_id)
    return rows.select_related("pool", "cooperation", "number", "need").order_by("-received_at", "-id")


def inquiry_for(actor: Actor, ref: str) -> Inquiry:
    """One inquiry; ``NotThere`` where there is none, or it is another institution's."""
    found = Inquiry.objects.select_related(*_WITH).filter(ref=ref).first()
    if found is None or not may_see_inquiry(actor, found):
        raise NotThere
    return found


def waiting_cooperations(actor: Actor) -> QuerySet[Cooperation]:
    """Institutions that would like to work with a pool, the oldest first; for the desk."""
    if not may_run_inquiries(actor):
        return Cooperation.objects.none()
    rows = Cooperation.objects.filter(state=CooperationState.ASKED)
    return rows.select_related("pool").order_by("asked_at", "id")


def cooperations(actor: Actor, *, pool: Pool | None = None) -> QuerySet[Cooperation]:
    """Institutions that work with a pool, in the order of names; for the desk."""
    if not may_run_inquiries(actor):
        return Cooperation.objects.none()
    rows = Cooperation.objects.filter(state=CooperationState.APPROVED)
    rows = rows.filter(pool=pool) if pool is not None else rows
    return rows.select_related("pool", "partner").order_by("partner__sort_key", "id")


def own_cooperations(actor: Actor) -> QuerySet[Cooperation]:
    """The pools that the actor's institution may ask; nothing for everybody else."""
    if not actor.has("partner") or actor.partner_id is None:
        return Cooperation.objects.none()
    rows = Cooperation.objects.filter(partner_id=actor.partner_id, state=CooperationState.APPROVED)
    return rows.select_related("pool", "partner", "client__person").order_by("pool__sort_key", "id")


def cooperation_for(actor: Actor, ref: str) -> Cooperation:
    """One cooperation: of the desk, and of the institution's own people; ``NotThere`` for all others."""
    found = Cooperation.objects.select_related("pool", "partner", "client__person").filter(ref=ref).first()
    is_own = found is not None and actor.has("partner") and actor.partner_id is not None
    is_own = is_own and found is not None and found.partner_id == actor.partner_id
    if found is None or not (is_own or may_run_inquiries(actor)):
        raise NotThere
    return found


def members_of_cooperation(actor: Actor, cooperation: Cooperation) -> Sequence[Membership]:
    """Who may ask for the institution, in the order of names; nobody before it was approved."""
    if not may_run_inquiries(actor) or cooperation.partner_id is None:
        return []
    rows = members_of(current_organisation_id())
    return list(rows.filter(role=Role.PARTNER, partner_id=cooperation.partner_id))


def numbers_of_batch(actor: Actor, pool: Pool, made_at: datetime) -> Sequence[ClientNumber]:
    """The numbers that were handed out in one step, to be printed; for the desk."""
    if not may_run_inquiries(actor):
        return []
    return list(ClientNumber.objects.filter(pool=pool, made_at=made_at).order_by("id"))


# --- one with its story -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Story:
    """An inquiry with everything that happened: findings, changes, questions, who goes, what she gave, the journal.

    An institution reads of it the findings, the changes, who goes and the deployment: questions, feedback and the
    journal are the desk's, and empty for her.
    """

    inquiry: Inquiry
    findings: Sequence[Finding]
    changes: Sequence[InquiryChange]
    offers: Sequence[Offer]
    going: Assignment | None
    deployment: Deployment | None
    feedback: Sequence[Feedback]
    lines: Sequence[Line]


def story_of_inquiry(actor: Actor, inquiry: Inquiry) -> Story:
    """The whole story; ``NotThere`` for another institution's. At most eight queries."""
    if not may_see_inquiry(actor, inquiry):
        raise NotThere
    is_desk = may_run_inquiries(actor)
    going = goes_to(inquiry)
    deployment = Deployment.objects.filter(assignment=going).first() if going is not None else None
    offers: Sequence[Offer] = []
    feedback: Sequence[Feedback] = []
    lines: list[Line] = []
    if is_desk:
        lines = list(lines_of_subject(("assistance", "inquiry", inquiry.id)))
        if inquiry.need_id is not None:
            offers = list(Offer.objects.filter(need_id=inquiry.need_id).select_related("volunteer__person"))
            feedback = list(Feedback.objects.filter(assignment__need_id=inquiry.need_id).order_by("given_at"))
            known = {line.pk for line in lines}
            lines += [line for line in story_of(("assistance", "need", inquiry.need_id)) if line.pk not in known]
            lines.sort(key=lambda line: (line.at, line.pk))
    return Story(inquiry, findings_of(inquiry), changes_of(actor, inquiry), offers, going, deployment, feedback, lines)


def changes_of(actor: Actor, inquiry: Inquiry) -> list[InquiryChange]:
    """When it was cancelled or moved, the oldest first; nothing for whoever may not see it."""
    rows = InquiryChange.objects.filter(inquiry=inquiry).order_by("at", "id")
    return list(rows) if may_see_inquiry(actor, inquiry) else []


def goes_to(inquiry: Inquiry) -> Assignment | None:
    """Who goes, or went, with her name; none where nobody does yet."""
    if inquiry.need_id is None:
        return None
    rows = Assignment.objects.filter(need_id=inquiry.need_id, state__in=GOES)
    return rows.select_related("volunteer__person", "need").first()


# --- the confirmation sheet -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first part of the confirmation sheet: what both sides have to know, and no more than the terms allow.

    ``helper`` is a first name. The four contacts are empty where the pool's terms do not, not yet or not any more let
    the two sides hear each other; then both call the pool at ``pool_phone``.
    """

    ref: str
    pool: str
    pool_phone: str
    institution: str
    language: str
    dialect: str
    subject: str
    way: str
    begins: datetime
    ends: datetime
    street: str
    postcode: str
    town: str
    meeting_point: str
    participants: int | None
    helper: str
    code_word: str
    helper_phone: str
    helper_email: str
    on_site_name: str
    on_site_phone: str


def sheet_for(
    actor: Actor,
    inquiry: Inquiry,
    *,
    at: datetime,
    going: Assignment | None = None,
    pool_phone: str | None = None,
) -> Sheet | None:
    """The sheet for the institution, whoever goes, or the desk; none where nobody goes.

    Who goes, and the number of the pool, are read where they are not handed in. Each side reads the other's number,
    never its own; the desk reads none here, as the sheet may be printed. ``NotThere`` for everybody else.
    """
    going = going or goes_to(inquiry)
    is_hers = going is not None and actor.person_id is not None and going.volunteer.person_id == actor.person_id
    if not (is_hers or may_see_inquiry(actor, inquiry)):
        raise NotThere
    if going is None:
        return None
    may_hear = may_hear_each_other(inquiry, going, at=at)
    is_requester = not is_hers and not may_run_inquiries(actor)
    person = going.volunteer.person
    street = " ".join(part for part in (inquiry.street, inquiry.house_number) if part)
    return Sheet(
        ref=inquiry.ref,
        pool=inquiry.pool.name,
        pool_phone=this_organisation().phone if pool_phone is None else pool_phone,
        institution=inquiry.cooperation.name if inquiry.cooperation else "",
        language=going.need.language,
        dialect=inquiry.dialect,
        subject=inquiry.subject,
        way=inquiry.way,
        begins=going.during.lower,
        ends=going.during.upper,
        street=street,
        postcode=inquiry.postcode,
        town=inquiry.town,
        meeting_point=inquiry.meeting_point,
        participants=inquiry.participants,
        helper=person.given_name or person.name,
        code_word=going.code_word,
        helper_phone=(person.mobile or person.phone) if may_hear and is_requester else "",
        helper_email=person.email if may_hear and is_requester else "",
        on_site_name=inquiry.on_site_name if may_hear and is_hers else "",
        on_site_phone=inquiry.on_site_phone if may_hear and is_hers else "",
    )


def inquiry_of_assignment(actor: Actor, assignment: Assignment) -> Inquiry | None:
    """What was asked, for whoever goes and for the desk; none for what came by telephone, and for all others."""
    is_own = actor.person_id is not None and assignment.volunteer.person_id == actor.person_id
    if assignment.need.pool_id is None or not (is_own or may_run_inquiries(actor)):
        return None
    return Inquiry.objects.select_related(*_WITH).filter(need_id=assignment.need_id).first()


def may_hear_each_other(inquiry: Inquiry, going: Assignment, *, at: datetime) -> bool:
    """Whether the two sides may read each other's number at an instant, by the terms of the appointment's day."""
    day = clock.local(going.during.lower).date()
    terms = terms_on(inquiry.pool_id, day)
    today = clock.local(at).date()
    if today > clock.local(going.during.upper).date() + timedelta(days=terms.contacts_kept_days):
        return False
    begins = {Exchange.AFTER_YES: date.min, Exchange.DAY_BEFORE: day - timedelta(days=1), Exchange.NEVER: date.max}
    return today >= begins[Exchange(terms.exchange)]


# --- counts -----------------------------------------------------------------------------------------------------------


def counted_by_number(actor: Actor, pool: Pool, year: int) -> Mapping[str, int]:
    """How many deployments were given for each client number of a pool in a year, refused ones left out."""
    return _counted(actor, pool, year, "number__number")


def counted_by_institution(actor: Actor, pool: Pool, year: int) -> Mapping[str, int]:
    """The same for each institution, by its name."""
    return _counted(actor, pool, year, "cooperation__name")


def _counted(actor: Actor, pool: Pool, year: int, key: str) -> Mapping[str, int]:
    if not may_run_inquiries(actor):
        return {}
    rows = Deployment.objects.filter(pool=pool, on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    rows = rows.exclude(state=DeploymentState.REFUSED).filter(**{f"{key.partition('__')[0]}__isnull": False})
    return dict(rows.values_list(key).annotate(many=Count("id")).order_by(key))

"""Inquiries: an institution asks for an interpreter or a guide, or somebody asks for a guide herself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lotsenwerk.domain.assistance.models.journey import Need
from lotsenwerk.domain.assistance.models.terms import ASKERS, BODIES, SUBJECTS, WAYS, ClientNumber, Cooperation
from lotsenwerk.domain.people.models import Client, Gender, Pool
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.tenancy import Tenanted

WISHES = [(one.value, one.value) for one in Wish]


class InquiryState(models.TextChoices):
    """``nobody``: looked for and not found. What was taken in goes on as a need."""

    RECEIVED = "received"
    TAKEN_IN = "taken_in"
    REFUSED = "refused"
    NOBODY = "nobody"
    WITHDRAWN = "withdrawn"


class CameBy(models.TextChoices):
    """The way in which an inquiry came."""

    PARTNER = "partner"
    PORTAL = "portal"
    TELEPHONE = "telephone"
    GUIDE = "guide"


class Inquiry(Tenanted):
    """What was asked of a pool, as it was asked. Taken in it becomes a need, which then goes its way.

    An institution asks by its ``cooperation`` and names whom it is for by a ``number`` at most. Somebody who asks for
    herself is a client, or her name and telephone stand in ``asked_by`` until a coordinator has spoken to her.
    ``other_dates`` are two at most; all dates are of the same length. ``findings`` are those of docs/rules/scope.md.

    What is asked of guides is an order, which ends (docs/rules/guiding.md): ``about`` is what is to be reached,
    ``not_about`` what is not, ``until`` its last day, ``most_meetings`` how often at most. With ``has_no_date`` nobody
    knows yet when it is; ``begins`` is then the end of the day on which an answer is promised. ``follows`` is the order
    of which this is a further appointment, ``bring`` which papers are needed there. ``closed_at`` of what was taken in
    says that the order has ended. Who asks for herself may speak several languages: the first one that she named is
    the ``language``, the others she ``also_speaks``.
    """

    ref = models.CharField(max_length=10)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="inquiries")
    state = models.CharField(max_length=10, choices=InquiryState.choices, default=InquiryState.RECEIVED)
    came_by = models.CharField(max_length=10, choices=CameBy.choices)
    asker = models.CharField(max_length=12, choices=ASKERS)
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, null=True, related_name="inquiries")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="inquiries")
    number = models.ForeignKey(ClientNumber, on_delete=models.PROTECT, null=True, related_name="inquiries")
    asked_by = EncryptedTextField(blank=True)
    asked_by_phone = EncryptedTextField(blank=True)
    asked_by_email = EncryptedTextField(blank=True)
    speaks = models.CharField(max_length=10, default="de")
    language = models.CharField(max_length=3, blank=True)
    also_speaks = ArrayField(models.CharField(max_length=3), default=list)
    dialect = models.CharField(max_length=60, blank=True)
    body = models.CharField(max_length=20, choices=BODIES, blank=True)
    subject = models.CharField(max_length=20, choices=SUBJECTS, blank=True)
    wishes = ArrayField(models.CharField(max_length=20, choices=WISHES), default=list)
    about = EncryptedTextField(blank=True)
    not_about = EncryptedTextField(blank=True)
    until = models.DateField(null=True)
    most_meetings = models.PositiveSmallIntegerField(null=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="further")
    has_no_date = models.BooleanField(default=False)
    bring = ArrayField(models.CharField(max_length=20), default=list)
    against_own_town = models.BooleanField(default=False)
    begins = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    other_dates = ArrayField(models.DateTimeField(), default=list, size=2)
    way = models.CharField(max_length=12, choices=WAYS, default=Way.ON_THE_SPOT.value)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    meeting_point = EncryptedTextField(blank=True)
    on_site_name = EncryptedTextField(blank=True)
    on_site_phone = EncryptedTextField(blank=True)
    participants = models.PositiveSmallIntegerField(null=True)
    for_gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    for_country = EncryptedTextField(blank=True)
    gender_wish = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    has_consent = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    urgent_because = EncryptedTextField(blank=True)
    remarks = EncryptedTextField(blank=True)
    billing_address = EncryptedTextField(blank=True)
    accepted_rules_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)
    answer_by = models.DateField()
    received_at = models.DateTimeField()
    received_by_user_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_user_id = models.BigIntegerField(null=True)
    because = models.CharField(max_length=300, blank=True)
    forgotten_at = models.DateTimeField(null=True)
    need = models.OneToOneField(Need, on_delete=models.PROTECT, null=True, related_name="inquiry")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_inquiry_ref"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=15, minutes__lte=720), name="assistance_inquiry_minutes"
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "state", "answer_by"], name="assistance_inquiries")]


class DoneBy(models.TextChoices):
    """Who did something: the requester, the volunteer, or the pool between them."""

    REQUESTER = "requester"
    VOLUNTEER = "volunteer"
    POOL = "pool"


class ChangeKind(models.TextChoices):
    CANCELLED = "cancelled"
    MOVED = "moved"


class Reason(models.TextChoices):
    """Why an appointment was cancelled or moved; never in whose life."""

    ILL = "ill"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    NOT_NEEDED = "not_needed"
    OTHER_DATE = "other_date"
    FOUND_SOMEBODY = "found_somebody"
    BIASED = "biased"
    OTHER = "other"


class InquiryChange(Tenanted):
    """An appointment was cancelled or moved after it had been made; rows are only added."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    side = models.CharField(max_length=10, choices=DoneBy.choices)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    was = models.DateTimeField()
    becomes = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField(null=True)

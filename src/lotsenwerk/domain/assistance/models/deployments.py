"""Deployments of guides and interpreters: what was done and confirmed, without a client; office hours; feedback."""

from django.db import models

from lotsenwerk.domain.assistance.models.inquiries import DoneBy
from lotsenwerk.domain.assistance.models.journey import Assignment
from lotsenwerk.domain.assistance.models.terms import BODIES, SUBJECTS, ClientNumber, Cooperation
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client, Engagement, Pool, Volunteer
from lotsenwerk.engines.funding.hours import DeploymentKind
from lotsenwerk.kit.fields import EncryptedTextField
from lotsenwerk.kit.files import StoredFile
from lotsenwerk.kit.tenancy import Tenanted

KINDS = [(one.value, one.value) for one in DeploymentKind]


class OfficeHour(Tenanted):
    """Guides sit somewhere at a fixed hour of a weekday (Monday is 0), wall time of Europe/Berlin; the public sees it.

    ``languages`` of those who sit there are read from them, day by day.
    """

    ref = models.CharField(max_length=10)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="office_hours")
    body = models.CharField(max_length=20, choices=BODIES)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    room = models.CharField(max_length=80, blank=True)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    is_public = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_office_hour_ref"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="assistance_office_weekday"),
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="assistance_office_begins"),
        ]

    @property
    def address(self) -> str:
        """Street and place in one line, as far as they are known."""
        lines = (f"{self.street} {self.house_number}".strip(), f"{self.postcode} {self.town}".strip())
        return ", ".join(line for line in lines if line)


class OfficeDuty(Tenanted):
    """A guide sits at an office hour, from a day on until another."""

    office_hour = models.ForeignKey(OfficeHour, on_delete=models.CASCADE, related_name="duties")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="office_duties")
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "office_hour", "volunteer", "first_day"], name="assistance_on_duty_once"
            ),
        ]


class OfficeDayOff(Tenanted):
    """An office hour is not held on one day."""

    office_hour = models.ForeignKey(OfficeHour, on_delete=models.CASCADE, related_name="days_off")
    day = models.DateField()
    because = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "office_hour", "day"], name="assistance_day_off_once"),
        ]


class DeploymentState(models.TextChoices):
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class ConfirmedBy(models.TextChoices):
    """How a deployment was confirmed: the requester tapped, her signature was scanned, or the desk knows it."""

    TAP = "tap"
    SIGNATURE = "signature"
    DESK = "desk"


class Deployment(Tenanted):
    """Time that somebody gave, in quarters of an hour, and nobody's name who was helped.

    ``cooperation`` is who asked, ``number`` stands for whom it was. ``engagement`` is what she was on that day; only a
    volunteer's time can be payable. ``kilometres`` are there and back.
    """

    ref = models.CharField(max_length=10)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="deployments")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="deployments")
    engagement = models.CharField(max_length=20, choices=Engagement.choices, default=Engagement.VOLUNTEER)
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, null=True, related_name="deployment")
    office_hour = models.ForeignKey(OfficeHour, on_delete=models.PROTECT, null=True, related_name="deployments")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, null=True, related_name="deployments")
    number = models.ForeignKey(ClientNumber, on_delete=models.PROTECT, null=True, related_name="deployments")
    state = models.CharField(max_length=10, choices=DeploymentState.choices, default=DeploymentState.REPORTED)
    kind = models.CharField(max_length=16, choices=KINDS)
    on = models.DateField()
    begins = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=20, choices=SUBJECTS, blank=True)
    body = models.CharField(max_length=20, choices=BODIES, blank=True)
    place = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=3, blank=True)
    clients = models.PositiveSmallIntegerField(default=1)
    kilometres = models.PositiveSmallIntegerField(default=0)
    note = EncryptedTextField(blank=True)
    reported_at = models.DateTimeField()
    reported_by_user_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=10, choices=ConfirmedBy.choices, blank=True)
    confirmed_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_deployment_ref"),
            models.UniqueConstraint(
                fields=["organisation_id", "office_hour", "volunteer", "on"], name="assistance_sat_there_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=15, minutes__lte=1440), name="assistance_deployment_minutes"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "volunteer", "on"], name="assistance_deployed"),
            models.Index(fields=["organisation_id", "pool", "on"], name="assistance_deployments"),
        ]


class SignedSheet(Tenanted, StoredFile):
    """The second part of a confirmation sheet, signed by the requester and scanned."""

    deployment = models.OneToOneField(Deployment, on_delete=models.CASCADE, related_name="sheet")

    class Meta(StoredFile.Meta):
        pass


class Answer(models.TextChoices):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Feedback(Tenanted):
    """Two questions after a deployment, put to both sides: whether it worked, and whether one would do it again."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="feedback")
    side = models.CharField(max_length=10, choices=DoneBy.choices)
    worked = models.CharField(max_length=6, choices=Answer.choices)
    again = models.CharField(max_length=6, choices=Answer.choices)
    words = EncryptedTextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "assignment", "side"], name="assistance_feedback_once"),
        ]


class SignpostOutcome(models.TextChoices):
    """What became of a hint: not known yet, was there, was helped, or did not go."""

    OPEN = "open"
    WENT = "went"
    HELPED = "helped"
    NOT_GONE = "not_gone"


class Signpost(Tenanted):
    """Somebody was shown the way to an advice service or a club. No client: nobody asked for a name."""

    ref = models.CharField(max_length=10)
    client = models.ForeignKey(Client, on_delete=models.SET_NULL, null=True, related_name="signposts")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.SET_NULL, null=True, related_name="signposts")
    assignment = models.ForeignKey(Assignment, on_delete=models.SET_NULL, null=True, related_name="signposts")
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20, choices=SUBJECTS, blank=True)
    outcome = models.CharField(max_length=10, choices=SignpostOutcome.choices, default=SignpostOutcome.OPEN)
    shown_at = models.DateTimeField()
    shown_by_user_id = models.BigIntegerField(null=True)
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_signpost_ref")]

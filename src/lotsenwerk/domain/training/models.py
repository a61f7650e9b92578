"""Courses: what is taught when, who was there for how many units, and the certificate at the end."""

from django.db import models

from lotsenwerk.domain.gatherings.models import SignUp, SignUpList
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Person, QualificationKind
from lotsenwerk.kit.tenancy import Tenanted


class CourseKind(models.TextChoices):
    BASIC_GUIDE = "basic_guide"
    INTERPRETER = "interpreter"
    SEMINAR = "seminar"
    REFLECTION = "reflection"


class Reach(models.TextChoices):
    """Who may send participants: the carrier alone, several together, or the whole state."""

    OWN = "own"
    JOINT = "joint"
    STATE = "state"


class CourseState(models.TextChoices):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Course(Tenanted):
    """A course. No ``carrier``: the town itself. ``attendance_percent`` of the units earn the certificate.

    ``grants`` is the qualification that comes with it, for ``grants_months`` months where it expires. What
    ``is_public`` stands on the public pages, and everybody may register there.
    """

    ref = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=CourseKind.choices)
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    carrier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    reach = models.CharField(max_length=5, choices=Reach.choices, default=Reach.OWN)
    is_online = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    place = models.CharField(max_length=160, blank=True)
    link = models.URLField(blank=True)
    led_by = models.CharField(max_length=120, blank=True)
    sign_up_list = models.OneToOneField(SignUpList, on_delete=models.PROTECT, related_name="+")
    attendance_percent = models.PositiveSmallIntegerField(default=80)
    grants = models.CharField(max_length=20, choices=QualificationKind.choices, blank=True)
    grants_months = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=CourseState.choices, default=CourseState.DRAFT)
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "ref"], name="training_course_ref"),
            models.CheckConstraint(
                condition=models.Q(attendance_percent__gte=1, attendance_percent__lte=100), name="training_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseCarrier(Tenanted):
    """A body that sends participants to a joint course."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="carriers")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "course", "sender"], name="training_carrier_once"),
        ]


class Module(models.TextChoices):
    """The eight modules of the basic qualification, and what is none of them."""

    GETTING_TO_KNOW = "getting_to_know"
    MIGRATION = "migration"
    ROLE = "role"
    VALUES = "values"
    FRAME = "frame"
    INTERCULTURAL = "intercultural"
    NETWORKS = "networks"
    LIMITS = "limits"
    OTHER = "other"


class Session(Tenanted):
    """One date of a course, with its units of 45 minutes. ``code`` stands in the QR picture on the wall.

    ``changes`` counts how often it was changed or called off: calendars take the newest word.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    units = models.PositiveSmallIntegerField()
    module = models.CharField(max_length=16, choices=Module.choices, default=Module.OTHER)
    topic = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=160, blank=True)
    code = models.CharField(max_length=10)
    cancelled_at = models.DateTimeField(null=True)
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "code"], name="training_session_code"),
            models.CheckConstraint(condition=models.Q(begins__lt=models.F("ends")), name="training_begins_first"),
            models.CheckConstraint(condition=models.Q(units__gte=1, units__lte=12), name="training_units"),
        ]


class NotedWay(models.TextChoices):
    """How it was noted who was there."""

    DESK = "desk"
    PHONE = "phone"
    QR = "qr"


class Attendance(Tenanted):
    """Somebody was there for so many units of a date; none says that she was missed."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="attendance")
    units = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=5, choices=NotedWay.choices)
    noted_at = models.DateTimeField()
    noted_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "session", "sign_up"], name="training_there_once"),
        ]


class Certificate(Tenanted):
    """Frozen facts of who has completed a course: the paper is printed from them again and again."""

    ref = models.CharField(max_length=10)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    sign_up = models.OneToOneField(SignUp, on_delete=models.PROTECT, related_name="certificate")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    units = models.PositiveSmallIntegerField()
    of_units = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    issued_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "ref"], name="training_certificate_ref")]
